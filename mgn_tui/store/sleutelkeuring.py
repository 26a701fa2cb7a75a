"""What must hold of a key file before it is changed or believed, and the words for when it does not."""

from uuid import UUID

from mgn_tui.domain.fouten import Beschadigd, Geweigerd, MgnFout, NietGevonden
from mgn_tui.store.sleutelformaat import PERSOON, Ingang, Inhoud


def eis_persoon(inhoud: Inhoud, id_: UUID) -> Ingang:
    ingang = inhoud.van(PERSOON, id_)
    if ingang is None:
        raise kapot_of(inhoud, NietGevonden("Deze collega heeft geen sleutel van deze werkmap."))
    return ingang


def kapot_of(inhoud: Inhoud, anders: MgnFout) -> MgnFout:
    """Damage when there is some that may be the cause, else `anders`."""
    if not inhoud.kapot():
        return anders
    return Beschadigd(
        f"{ingang_beschadigd(*inhoud.kapot())}, en deze naam of code staat niet bij de andere. "
        f"Kijk na wat u typte. Klopt het? {TERUG}"
    )


OPNIEUW = "De sleutel van de database is intussen gewisseld. Ontgrendel de werkmap opnieuw."
TERUG = "Zet sleutels.vorige.json of een reservekopie terug."


def ingang_beschadigd(*nummers: int) -> str:
    ingang = f"Ingang {nummers[0]}" if len(nummers) == 1 else f"Ingangen {', '.join(map(str, nummers))}"
    return f"{ingang} van het sleutelbestand {'is' if len(nummers) == 1 else 'zijn'} beschadigd"


def eis_rust(inhoud: Inhoud) -> None:
    if any("volgend" in ingang.ruw for ingang in inhoud.alle()):
        raise Geweigerd(
            "Een wisseling van de databasesleutel is nog niet klaar. Ontgrendel de werkmap opnieuw."
        )


def eis_heel(inhoud: Inhoud) -> None:
    if nummers := inhoud.kapot():
        raise Beschadigd(
            f"{ingang_beschadigd(*nummers)}; nu wisselen zou de eigenaar voorgoed buitensluiten. {TERUG}"
        )
