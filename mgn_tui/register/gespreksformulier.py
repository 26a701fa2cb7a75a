"""What is asked about a gesprek: per theme, and beside the themes. Labels speak to the inwoner who may read along."""

from typing import TYPE_CHECKING

from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.domain.woorden import Veiligheid, Vorm
from mgn_tui.register import keuzes

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

MAX_TEKST = 20_000
UREN = ("ggz", "sd", "ed", "frictie")

THEMA = Formulier(
    "thema",
    "Thema",
    (
        Veld(
            "score",
            "Cijfer",
            VeldSoort.DECIMAAL,
            minimum=0,
            maximum=10,
            decimalen=1,
            hulp="Het cijfer dat de inwoner zelf geeft. Geen cijfer is ook goed; niets is vooraf ingevuld.",
        ),
        Veld(
            "vertelt",
            "Wat u vertelt",
            VeldSoort.LANG,
            maximum_tekens=MAX_TEKST,
            hulp="In de woorden van de inwoner, kort. De inwoner leest mee.",
        ),
        Veld(
            "kracht",
            "Waar u kracht uit haalt",
            VeldSoort.LANG,
            maximum_tekens=MAX_TEKST,
            hulp="Wat goed gaat, wie helpt, wat iemand al doet.",
        ),
        Veld(
            "lastig",
            "Wat lastig is",
            VeldSoort.LANG,
            maximum_tekens=MAX_TEKST,
            hulp="Wat in de weg zit, zonder oordeel of diagnose.",
        ),
        Veld(
            "wens",
            "Wat u anders wilt",
            VeldSoort.LANG,
            maximum_tekens=MAX_TEKST,
            hulp="Waar de inwoner naartoe wil; begin van de afspraken.",
        ),
    ),
)


def formulier(sessie: "Sessie") -> Formulier:
    """What is recorded beside the themes; a field the region does not ask for is not there."""
    p = sessie.profiel
    eigen, om, slot = "In uw eigen woorden", "Het gesprek", "Leren"
    velden = [
        Veld("kladblok", "Kladblok", VeldSoort.LANG, maximum_tekens=MAX_TEKST, groep="Kladblok"),
    ]
    if p.advies.wil_kan_nodig:
        velden += [
            Veld("wil", "Wat wil ik", VeldSoort.LANG, maximum_tekens=MAX_TEKST, groep=eigen),
            Veld("kan", "Wat kan ik", VeldSoort.LANG, maximum_tekens=MAX_TEKST, groep=eigen),
            Veld("nodig", "Wat heb ik nodig", VeldSoort.LANG, maximum_tekens=MAX_TEKST, groep=eigen),
        ]
    if p.advies.eerst_grip:
        velden.append(
            Veld(
                "eerst_grip",
                "Hier wil ik eerst grip op",
                VeldSoort.LANG,
                maximum_tekens=MAX_TEKST,
                groep=eigen,
            )
        )
    velden += [
        Veld(
            "conclusie",
            "Wat neemt u mee uit dit gesprek?",
            VeldSoort.LANG,
            maximum_tekens=MAX_TEKST,
            groep=eigen,
            hulp="De conclusie van de inwoner zelf, in diens eigen woorden."
            + (" Zij staat ook in de brief aan de huisarts." if p.advies.eigen_conclusie else ""),
        ),
        Veld(
            "leefgebieden", "Leefgebieden", VeldSoort.LIJST, keuzes=keuzes.van_items(p.leefgebieden), groep=om
        ),
        Veld("naaste_aanwezig", "Was er een naaste bij?", VeldSoort.JANEE, groep=om),
        Veld(
            "veiligheid",
            "Veiligheid besproken?",
            VeldSoort.KEUZE,
            keuzes=keuzes.van_woorden(Veiligheid),
            groep=om,
        ),
        Veld(
            "wie_belt",
            "Wie belt wie, en wanneer",
            VeldSoort.LANG,
            maximum_tekens=1000,
            groep=om,
        ),
        Veld("duur_min", "Hoe lang duurde het (minuten)", VeldSoort.GETAL, minimum=1, maximum=480, groep=om),
        Veld("vorm", "Hoe", VeldSoort.KEUZE, keuzes=keuzes.van_woorden(Vorm), groep=om),
        Veld("werkwijze", "Werkwijze (met versie)", groep=om),
        Veld("methodiek", "Methodiek (met versie)", groep=om),
        Veld(
            "ervaringsdeskundigheid",
            "Ervaringsdeskundigheid",
            VeldSoort.KEUZE,
            keuzes=(
                Keuze("in-duo", "in het duo"),
                Keuze("als-derde", "als derde erbij"),
                Keuze("voor-of-na", "voor of na het gesprek"),
                Keuze("geen", "geen"),
            ),
            groep=om,
        ),
        *(
            Veld(
                f"uren_{wie}",
                label,
                VeldSoort.DECIMAAL,
                minimum=0,
                maximum=24,
                groep="Uren",
                hulp="Uren van het team samen, in kwartieren of preciezer: 1,25.",
            )
            for wie, label in (
                ("ggz", "Uren ggz"),
                ("sd", "Uren sociaal domein"),
                ("ed", "Uren ervaringsdeskundige"),
                ("frictie", "Uren verloren door uitval"),
            )
        ),
        Veld(
            "leerpunt",
            "Leerpunt",
            VeldSoort.LANG,
            maximum_tekens=4000,
            groep=slot,
            hulp="Over ons werk, niet over de inwoner.",
        ),
        Veld(
            "ontbrekend_aanbod",
            "Aanbod dat ontbreekt",
            VeldSoort.LANG,
            maximum_tekens=4000,
            groep=slot,
            hulp="Een signaal voor de stuurgroep; niet herleidbaar tot de inwoner.",
        ),
        Veld(
            "uiteindelijk_resultaat",
            "Uiteindelijk resultaat",
            VeldSoort.LANG,
            maximum_tekens=4000,
            groep=slot,
        ),
        Veld("resultaat_op", "Resultaat bekend sinds", VeldSoort.DATUM, verleden=True, groep=slot),
    ]
    return Formulier("gesprek", "Gesprek", tuple(velden))
