"""What a colleague set for themselves, such as the colours: theirs alone, on every laptop, and nothing to take
back."""

from typing import TYPE_CHECKING

from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


def lees(sessie: "Sessie", naam: str) -> str:
    """Empty when nothing was set."""
    with sessie.lezen() as db:
        rij = db.get(t.Voorkeur, (sessie.ik.id, naam))
        return rij.waarde if rij is not None else ""


def zet(sessie: "Sessie", naam: str, waarde: str) -> None:
    """Empty takes it away."""
    with sessie.schrijven() as db:
        rij = db.get(t.Voorkeur, (sessie.ik.id, naam))
        if not waarde:
            if rij is not None:
                db.delete(rij)
        elif rij is None:
            db.add(t.Voorkeur(medewerker=sessie.ik.id, naam=naam, waarde=waarde))
        else:
            rij.waarde = waarde
            db.add(rij)
