"""What is asked for the advies, in the order of the letter."""

from typing import TYPE_CHECKING

from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import ActieHuisarts, AfspraakStaat, Urgentie
from mgn_tui.register import keuzes
from mgn_tui.register.socialekaart import OPGAVE

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

LANG = 4000


def formulier(sessie: "Sessie") -> Formulier:
    """The form of the advies, in the order of the letter."""
    p = sessie.profiel
    urgentie = keuzes.van_items(p.urgentie) or keuzes.van_woorden(Urgentie)
    wij, steun, bij, slot = "Aan de huisarts", "Steun en aanbieder", "Urgentie en vangnet", "Samen besloten"
    lang = VeldSoort.LANG
    return Formulier(
        "advies",
        "Advies",
        (
            Veld(
                "antwoord",
                "Antwoord op de vraag",
                lang,
                maximum_tekens=1200,
                groep=wij,
                hulp="In twee zinnen, in gewone woorden. Geen diagnose, ook niet van een naaste.",
            ),
            Veld(
                "actie_huisarts",
                "Wat vragen wij van de huisarts?",
                VeldSoort.KEUZE,
                keuzes=keuzes.van_woorden(ActieHuisarts),
                groep=wij,
                hulp="Een verwijzing naar de ggz doet de huisarts zelf.",
            ),
            Veld(
                "actie_toelichting",
                "Namelijk",
                lang,
                maximum_tekens=1200,
                groep=wij,
                hulp="De hulpvraag in woorden die de huisarts kan gebruiken; geen diagnose.",
            ),
            Veld(
                "categorieen",
                "Wij adviseren",
                VeldSoort.LIJST,
                keuzes=keuzes.van_items(p.categorieen),
                groep=wij,
            ),
            Veld(
                "hoofdadvies",
                "Hoofdadvies",
                VeldSoort.KEUZE,
                keuzes=keuzes.van_items(p.categorieen),
                groep=wij,
            ),
            Veld("steun_kort", "Steun op korte termijn", lang, maximum_tekens=LANG, groep=steun),
            Veld("steun_lang", "Steun op lange termijn", lang, maximum_tekens=LANG, groep=steun),
            Veld("aanbieder", "Wie helpt, en bij welk loket", lang, maximum_tekens=LANG, groep=steun),
            Veld("ggz_aanbieder", "Voorgestelde aanbieder ggz", groep=steun),
            Veld(
                "wachttijd_weken", "Wachttijd (weken)", VeldSoort.GETAL, minimum=0, maximum=260, groep=steun
            ),
            Veld("wachttijd_op", "Wachttijd volgens opgave van", VeldSoort.DATUM, verleden=True, groep=steun),
            Veld(
                "wachttijd_bron",
                "Wie gaf de wachttijd",
                hulp=f"Bijvoorbeeld de website. Leeg: {OPGAVE}.",
                groep=steun,
            ),
            Veld(
                "urgentie",
                "Hoe snel",
                VeldSoort.KEUZE,
                keuzes=urgentie,
                groep=bij,
                hulp="Spoed gaat nooit alleen per brief: bel, en noteer hier met wie.",
            ),
            Veld("gebeld_op", "Gebeld op", VeldSoort.DATUM, verleden=True, groep=bij),
            Veld("gebeld_met", "Gebeld met", groep=bij),
            Veld("vangnet", "Als het erger wordt", lang, maximum_tekens=LANG, groep=bij),
            Veld("overbrugging", "Tot de hulp begint", lang, maximum_tekens=LANG, groep=bij),
            Veld("regie", "Wie houdt het overzicht", maximum_tekens=300, groep=bij),
            Veld("vervolg", "Volgt een tweede gesprek?", VeldSoort.JANEE, groep=bij),
            Veld("besproken_op", "Besproken met de inwoner op", VeldSoort.DATUM, verleden=True, groep=slot),
            Veld("papier_inwoner", "Kreeg de inwoner het op papier?", VeldSoort.JANEE, groep=slot),
        ),
    )


def afspraak_formulier(sessie: "Sessie") -> Formulier:
    """One agreement; a doer other than the inwoner is fine, with or without a helper."""
    return Formulier(
        "afspraak",
        "Afspraak",
        (
            Veld("wat", "Wat", verplicht=True, maximum_tekens=400),
            Veld("wie", "Wie", maximum_tekens=120),
            Veld("met", "Met hulp van", maximum_tekens=120),
            Veld("wanneer", "Wanneer", maximum_tekens=120, hulp="Een datum, of woorden: vanaf maart."),
            Veld("staat", "Staat", VeldSoort.KEUZE, keuzes=keuzes.van_woorden(AfspraakStaat)),
            Veld("deel", "Onderdeel", VeldSoort.KEUZE, keuzes=keuzes.van_items(sessie.profiel.advies.delen)),
        ),
    )
