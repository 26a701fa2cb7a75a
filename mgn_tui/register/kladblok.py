"""The kladblok: line by line, by two people at once; afterwards each line goes to a theme.

Adding and sending are one transaction each, so that what a colleague jots down meanwhile stays. What nobody sent
anywhere goes when the advies is fixed.
"""

from typing import TYPE_CHECKING

from sqlmodel import Session

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import Thema
from mgn_tui.register import kluis
from mgn_tui.register.gespreksformulier import MAX_TEKST
from mgn_tui.register.sessie import zoek_een
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

REGEL = Formulier("kladblok", "Kladblok", (Veld("regel", "Kladblok", VeldSoort.TEKST, maximum_tekens=2000),))
VELDEN = ("vertelt", "kracht", "lastig", "wens")
"""The fields of a theme that a line can go to."""
VOL = "Het kladblok is vol. Stuur eerst regels naar een thema."
WEG = "Deze regel staat niet meer in het kladblok."


def regels(sessie: "Sessie", ref: str) -> list[str]:
    """The lines that still stand in the kladblok."""
    with sessie.lezen() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        return regels_van(str(kluis.lees_geheim(g, "kladblok", sessie.eis_sleutel(g.inwoner, db)) or ""))


def regels_van(tekst: str) -> list[str]:
    """The lines of a kladblok as it is stored."""
    return [regel for regel in tekst.split("\n") if regel.strip()]


def weggegooid(aantal: int) -> str:
    """A sentence, with a space before it, on what went with fixing the advies; empty when nothing did."""
    if not aantal:
        return ""
    wat = (
        "De regel die nog in het kladblok stond, is"
        if aantal == 1
        else f"De {aantal} regels die nog in het kladblok stonden, zijn"
    )
    return f" {wat} weggegooid."


def voeg_toe(sessie: "Sessie", ref: str, tekst: str, concept: tuple[str, str] | None = None) -> int:
    """Write a line below the others; of a page of notes every line. Gives how many stand there now. Raises
    `Geweigerd`, `GeenToegang`."""
    nieuwe = []
    for regel in filter(str.strip, tekst.splitlines()):
        waarden, fouten = REGEL.lees({"regel": regel}, sessie.klok.vandaag())
        if fouten:
            raise Geweigerd(fouten)
        nieuwe.append(str(waarden["regel"]))
    with sessie.schrijven(concept=concept) as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        stond = str(kluis.lees_geheim(g, "kladblok", sleutel) or "")
        nieuw = "\n".join([stond, *nieuwe] if stond else nieuwe)
        if len(nieuw) > MAX_TEKST:
            raise Geweigerd({"regel": VOL})
        if nieuwe:
            kluis.schrijf(g, {"kladblok": nieuw}, sleutel)
    return len(regels_van(nieuw))


def stuur(sessie: "Sessie", ref: str, regel: str, thema: Thema, veld: str = VELDEN[0]) -> None:
    """Send a line, as it was read, to a field (`VELDEN`) of a theme. Raises `Geweigerd` when it is not there any
    more."""
    with sessie.schrijven() as db:
        g, sleutel = _neem_uit(sessie, db, ref, regel)
        _bij_thema(db, g, thema, regel.strip(), sleutel, veld)


def stuur_notitie(sessie: "Sessie", ref: str, regel: int, thema: Thema) -> None:
    """Send one line of the kladblok (counted from 0) to "Wat u vertelt" of a theme: moved, not copied."""
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        regels = (kluis.lees_geheim(g, "kladblok", sleutel) or "").split("\n")
        if not 0 <= regel < len(regels) or not regels[regel].strip():
            raise Geweigerd({"kladblok": "Deze regel staat niet (meer) in het kladblok."})
        _bij_thema(db, g, thema, regels.pop(regel).strip(), sleutel)
        kluis.schrijf(g, {"kladblok": "\n".join(regels)}, sleutel)


def _bij_thema(
    db: Session, g: t.Gesprek, thema: Thema, tekst: str, sleutel: bytes, veld: str = VELDEN[0]
) -> None:
    """Put a note below what stands in this field."""
    rij = db.get(t.GesprekThema, (g.id, thema.value))
    if rij is None:
        rij = t.GesprekThema(gesprek=g.id, thema=thema.value, inwoner=g.inwoner)
        db.add(rij)
    stond = kluis.lees_geheim(rij, veld, sleutel)
    kluis.schrijf(rij, {veld: f"{stond}\n{tekst}" if stond else tekst, "besproken": True}, sleutel)


def gooi_weg(sessie: "Sessie", ref: str, regel: str) -> None:
    """Take a line out of the kladblok. Raises `Geweigerd` when it is not there any more."""
    with sessie.schrijven() as db:
        _neem_uit(sessie, db, ref, regel)


def _neem_uit(sessie: "Sessie", db: Session, ref: str, regel: str) -> tuple[t.Gesprek, bytes]:
    g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
    sleutel = sessie.eis_sleutel(g.inwoner, db)
    lijst = str(kluis.lees_geheim(g, "kladblok", sleutel) or "").split("\n")
    if regel not in lijst:
        raise Geweigerd({"kladblok": WEG})
    lijst.remove(regel)
    kluis.schrijf(g, {"kladblok": "\n".join(lijst)}, sleutel)
    return g, sleutel
