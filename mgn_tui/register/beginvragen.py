"""What is asked before a werkmap is made, in groups, each with the reason why: for the screen and for `mgn nieuw`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import Klok
from mgn_tui.domain.profiel import laad_profiel, profielen
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.domain.woorden import ExportWachtwoord, Rol
from mgn_tui.register import instellingen
from mgn_tui.register.begin import nieuw
from mgn_tui.store.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Groep:
    """A few questions that belong together. `voorstel`: good answers stand there already, so nobody has to look."""

    titel: str
    waarom: str
    velden: tuple[Veld, ...]
    voorstel: str = ""


WACHTWOORD_WAAROM = (
    "Met dit wachtwoord is alles versleuteld. Niemand kan het opzoeken, ook de makers niet. Vier losse woorden zijn "
    "sterk en te onthouden."
)


def groepen() -> tuple[Groep, ...]:
    """The questions, in the order in which they are asked. Reads the profiles of all regions."""
    termijn = instellingen.voorstel_termijnen()
    return (
        Groep(
            "Uw regio",
            "De regio bepaalt de vaste woorden, de codes van een advies en de doelen van uw plan.",
            (
                Veld(
                    "regio",
                    "Regio",
                    VeldSoort.KEUZE,
                    verplicht=True,
                    keuzes=tuple(Keuze(p, laad_profiel(p).naam) for p in profielen()),
                    hulp="Kies met de pijltjes of de eerste letter. Een eigen regio kan later.",
                ),
            ),
        ),
        Groep(
            "Uzelf",
            "Uw naam staat onder de brief aan de huisarts. Uw rol bepaalt wat u kunt lezen.",
            (
                Veld(
                    "gebruiker",
                    "Uw naam",
                    verplicht=True,
                    maximum_tekens=120,
                    hulp="Zoals die in de brief staat.",
                ),
                Veld(
                    "rol",
                    "Uw rol",
                    VeldSoort.KEUZE,
                    verplicht=True,
                    keuzes=tuple(Keuze(r, r.label) for r in Rol),
                    hulp="Een gespreksvoerder leest de eigen inwoners; een coördinator alleen codes en cijfers.",
                ),
            ),
        ),
        Groep(
            "Uw team",
            "Een inwoner mag weten welke organisatie beslist over de gegevens: dat staat op elke brief. Weet u "
            "iets nog niet? Laat het leeg.",
            (
                replace(_van("naam"), hulp="Staat boven de brief en boven elk scherm. Mag later."),
                Veld("pilot", "Naam van de pilot", hulp="Meestal de wijk of gemeente. Mag later."),
                replace(
                    _van("verantwoordelijke"),
                    label="Verantwoordelijke(n)",
                    soort=VeldSoort.TEKST,  # one line here; more lines in Beheer
                    hulp="De verwerkingsverantwoordelijke: de organisatie(s) die beslissen over deze gegevens, met een "
                    "contactadres. Mag later.",
                ),
            ),
        ),
        Groep(
            "Spoed",
            "De spoedkaart (F10) zegt op elk moment wie u belt bij acuut gevaar. 112, 113 en Veilig Thuis staan er al.",
            tuple(
                replace(_van(naam), hulp=f"{wat} Mag later.")
                for naam, wat in (
                    ("spoedlijn", "Het nummer voor overleg met spoed, bijvoorbeeld 038-1234567."),
                    ("crisisdienst", "Het nummer dat een verwijzer belt."),
                )
            ),
        ),
        Groep(
            "Hoe lang u bewaart",
            "Wie verantwoordelijk is voor de gegevens, beslist hoe lang ze blijven. Dit is ons voorstel; wijzigen "
            "kan ook later, bij 8 Beheer.",
            tuple(
                _van(naam)
                for naam in (
                    "termijn_identiteit_maanden",
                    "termijn_codes_maanden",
                    "termijn_log_jaren",
                    "termijn_exports_dagen",
                    "exports_wachtwoord",
                )
            ),
            voorstel="\n".join(
                (
                    f"{termijn['termijn_identiteit_maanden']} maanden   naam en tekst",
                    f"{termijn['termijn_codes_maanden']} maanden   codes en cijfers",
                    f"{termijn['termijn_log_jaren']} jaar       toegangslogboek",
                    f"{termijn['termijn_exports_dagen']} dagen      exports, met wachtwoord",
                )
            ),
        ),
    )


def _van(naam: str) -> Veld:
    return instellingen.FORMULIER.veld(naam)


def formulier() -> Formulier:
    """All questions as one form."""
    velden = tuple(replace(veld, groep=groep.titel) for groep in groepen() for veld in groep.velden)
    return Formulier("nieuw", "Nieuwe werkmap", velden)


def begin_ruw(*, mens: bool) -> dict[str, str]:
    """The answers that stand there before anybody types. `mens`: somebody is there, also to be asked for the
    password of a document later on; a script is not."""
    return {
        "regio": profielen()[0] if len(profielen()) == 1 else "",
        "rol": Rol.GESPREKSVOERDER.value,
        **({"exports_wachtwoord": ExportWachtwoord.VRAGEN.value} if mens else {}),
        **instellingen.voorstel_termijnen(),
    }


def maak(
    werkmap: Werkmap, ruw: Mapping[str, str], wachtwoord: str, klok: Klok, *, wachtwoord_vrij: bool = False
) -> str:
    """Make the werkmap from the answers; returns the recovery code. Raises `Geweigerd`, `SchijfFout`."""
    waarden, fouten = formulier().lees(ruw, klok.vandaag())
    if fouten:
        raise Geweigerd(fouten)
    gegeven = {naam: str(waarde) for naam, waarde in waarden.items() if waarde is not None}
    return nieuw(
        werkmap,
        regio=gegeven.pop("regio"),
        gebruiker=gegeven.pop("gebruiker"),
        wachtwoord=wachtwoord,
        klok=klok,
        rol=gegeven.pop("rol"),
        pilot=gegeven.pop("pilot", None),
        verantwoordelijke=gegeven.pop("verantwoordelijke", None),
        wachtwoord_vrij=wachtwoord_vrij,
        **gegeven,
    )
