"""What an aanmelding asks in this region, what is filled in beforehand, and the rules on the answers."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from mgn_tui.domain.datums import leeftijd_op
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.domain.woorden import Aanmelder, Aanspreekvorm, Zegwijze
from mgn_tui.register import keuzes, wensen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

OUDSTE = 120


def _als(gevraagd: object, veld: Veld) -> tuple[Veld, ...]:
    """A question that not every region asks."""
    return (veld,) if gevraagd else ()


def formulier(sessie: "Sessie") -> Formulier:
    """The form of an aanmelding, with the lists of this werkmap's region."""
    p = sessie.profiel
    with sessie.lezen() as db:
        # An aanmelding of a praktijk that left must still be open to correction.
        praktijken, pilots = keuzes.praktijken(db, ook_oude=True), keuzes.pilots(db)
        wens_velden = wensen.velden(db, p, "Wensen")
    lang = VeldSoort.LANG
    wie, vraag, mens, naaste = "Wie vraagt", "De vraag", "De inwoner", "Naaste"
    akkoord = "Akkoord en uitnodiging"
    return Formulier(
        "aanmelding",
        "Aanmelding",
        (
            Veld("aanmelddatum", "Aangemeld op", VeldSoort.DATUM, verplicht=True, verleden=True, groep=wie),
            Veld(
                "praktijk",
                "Praktijk",
                VeldSoort.KEUZE,
                verplicht=True,
                keuzes=praktijken,
                groep=wie,
                hulp="Staat de praktijk er niet bij? Voeg haar toe bij Beheer; wat u hier typte blijft staan.",
            ),
            Veld("gevraagd_door", "Gevraagd door", groep=wie, hulp="De naam van de huisarts of POH-ggz."),
            Veld(
                "aanmelder",
                "Aangemeld via",
                VeldSoort.KEUZE,
                keuzes=keuzes.van_items(p.aanmelders) or keuzes.van_woorden(Aanmelder),
                groep=wie,
            ),
            Veld(
                "vraag",
                "Vraag van de huisarts",
                lang,
                maximum_tekens=4000,
                groep=vraag,
                hulp="In de woorden van de huisarts. De brief antwoordt hierop.",
            ),
            Veld("criteria", "Criteria", VeldSoort.LIJST, keuzes=keuzes.van_items(p.criteria), groep=vraag),
            *_als(
                p.triage,
                Veld(
                    "triage",
                    "Hoe schatte de huisarts de vraag in?",
                    VeldSoort.KEUZE,
                    keuzes=keuzes.van_items(p.triage),
                    groep=vraag,
                ),
            ),
            Veld("geprobeerd", "Wat is al geprobeerd", lang, maximum_tekens=4000, groep=vraag),
            Veld("in_ggz_behandeling", "Al in behandeling bij de ggz?", VeldSoort.JANEE, groep=vraag),
            Veld("helder_waar", "Is helder waar de vraag thuishoort?", VeldSoort.JANEE, groep=vraag),
            *_als(
                p.aanmelding.vraag_consultatie,
                Veld(
                    "consultatie_geprobeerd",
                    "Is eerst consultatie geprobeerd?",
                    VeldSoort.JANEE,
                    groep=vraag,
                ),
            ),
            Veld("voornaam", "Voornaam of voorletters", verplicht=True, maximum_tekens=80, groep=mens),
            Veld("achternaam", "Achternaam", verplicht=True, maximum_tekens=120, groep=mens),
            Veld("geboortedatum", "Geboren op", VeldSoort.DATUM, verplicht=True, verleden=True, groep=mens),
            Veld("telefoon", "Telefoon", controle="telefoon", groep=mens),
            Veld(
                "aanspreekvorm",
                "Aanspreken met",
                VeldSoort.KEUZE,
                keuzes=keuzes.van_woorden(Aanspreekvorm),
                groep=mens,
                hulp="Alleen als de inwoner het zo wil; anders staat de naam zonder aanhef in de brief.",
            ),
            Veld("adres", "Straat en huisnummer", groep=mens),
            Veld("postcode", "Postcode", controle="postcode", groep=mens),
            Veld("woonplaats", "Woonplaats", groep=mens),
            Veld("gemeente", "Gemeente", groep=mens),
            Veld("inspreken", "Mag u een bericht inspreken?", VeldSoort.JANEE, groep=mens),
            Veld("bereikbaarheid", "Wanneer bereikbaar", groep=mens),
            Veld("taal", "Taal", groep=mens),
            Veld("tolk", "Tolk nodig?", VeldSoort.JANEE, groep=mens),
            Veld("laaggeletterd", "Moeite met lezen of schrijven?", VeldSoort.JANEE, groep=mens),
            Veld(
                "naaste_relatie",
                "Naaste",
                groep=naaste,
                hulp="De relatie is genoeg, bijvoorbeeld: dochter. Schrijf alleen op wat de naaste goed vindt.",
            ),
            Veld("naaste_naam", "Naam van de naaste", groep=naaste, hulp="Hoeft niet."),
            Veld("naaste_telefoon", "Telefoon van de naaste", controle="telefoon", groep=naaste),
            *wens_velden,
            Veld(
                "akkoord_op",
                "Inwoner akkoord met het gesprek op",
                VeldSoort.DATUM,
                verleden=True,
                groep=akkoord,
                hulp="Verteld door de huisarts. Dit is niet de wettelijke grond van de registratie.",
            ),
            Veld(
                "akkoord_door",
                "Verteld door",
                VeldSoort.KEUZE,
                keuzes=(
                    Keuze("huisarts", "huisarts"),
                    Keuze("poh-ggz", "POH-ggz"),
                    Keuze("team", "ons team"),
                ),
                groep=akkoord,
            ),
            Veld(
                "akkoord_wijze",
                "Hoe gaf de inwoner akkoord?",
                VeldSoort.KEUZE,
                keuzes=keuzes.van_woorden(Zegwijze),
                groep=akkoord,
            ),
            Veld("uitgenodigd_op", "Uitgenodigd op", VeldSoort.DATUM, groep=akkoord),
            Veld(
                "op_verzoek_inwoner",
                "Later op verzoek van de inwoner?",
                VeldSoort.JANEE,
                zeker=True,
                groep=akkoord,
            ),
            Veld("pilot", "Pilot", VeldSoort.KEUZE, keuzes=pilots, groep=akkoord),
        ),
    )


def begin_ruw(sessie: "Sessie") -> dict[str, str]:
    """What a new form starts with: today, the huisarts, the running pilot, the only praktijk."""
    with sessie.lezen() as db:
        pilot = keuzes.huidige_pilot(sessie, db)
        praktijken = keuzes.praktijken(db)
    return {
        "aanmelddatum": f"{sessie.klok.vandaag():%d-%m-%Y}",
        "aanmelder": Aanmelder.HUISARTS.value,
        "pilot": pilot.id.hex if pilot else "",
        "gemeente": (pilot.gemeente or "") if pilot else "",
        "praktijk": praktijken[0].code if len(praktijken) == 1 else "",
    }


def keur(sessie: "Sessie", vorm: Formulier, ruw: Mapping[str, str]) -> dict[str, Any]:
    """All rules on an aanmelding. Raises `Geweigerd` with every fault at once."""
    minimum = sessie.profiel.aanmelding.leeftijd_min
    waarden, fouten = vorm.lees(ruw, sessie.klok.vandaag())
    geboren, gemeld = waarden.get("geboortedatum"), waarden.get("aanmelddatum")
    if isinstance(geboren, date) and isinstance(gemeld, date):
        if gemeld < geboren:
            fouten["aanmelddatum"] = "De aanmelding ligt vóór de geboortedatum. Welke van de twee klopt niet?"
        elif (leeftijd := leeftijd_op(geboren, gemeld)) < minimum:
            fouten["geboortedatum"] = (
                f"Op de dag van de aanmelding is deze inwoner {leeftijd}. "
                f"Het verkennend gesprek is er vanaf {minimum} jaar; klopt het jaar?"
            )
        elif leeftijd > OUDSTE:
            fouten["geboortedatum"] = f"Dan is deze inwoner {leeftijd} jaar. Klopt het jaar?"
    uitgenodigd = waarden.get("uitgenodigd_op")
    if isinstance(uitgenodigd, date) and isinstance(gemeld, date) and uitgenodigd < gemeld:
        fouten["uitgenodigd_op"] = "De uitnodiging ligt vóór de aanmelding. Welke datum klopt niet?"
    fouten |= wensen.keur(waarden)
    if fouten:
        raise Geweigerd(fouten)
    return waarden
