"""To whom this person seals keys: colleagues they know, by role and public key.

Whoever opens the database can write another role or another public key behind a name, and so have texts sealed
to themselves. Therefore each person keeps a mark per colleague, made with a secret of their own that nobody
else can make or repair. A colleague without a mark is new and is said at opening; one whose mark no longer
fits gets nothing more.
"""

import hashlib
import hmac
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.register import kluis
from mgn_tui.store.tables import Bekend, Medewerker

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


def _merk(sessie: "Sessie", m: Medewerker) -> bytes:
    wat = b"\x1f".join((b"mgn bekend", m.id.bytes, m.rol.encode(), m.publiek or b""))
    return hmac.new(sessie.prive, wat, hashlib.sha256).digest()


def leer_kennen(db: Session, sessie: "Sessie") -> tuple[str, ...]:
    """Mark whoever is new in the team; returns what must be said: who is new, and who is not who they were."""
    merken = {b.wie: b.merk for b in kluis.kinderen(db, Bekend, van=sessie.ik.id)}
    nieuw, anders = [], []
    for m in db.exec(select(Medewerker).where(col(Medewerker.publiek).is_not(None))):
        merk = merken.get(m.id)
        if merk is None:
            db.add(Bekend(van=sessie.ik.id, wie=m.id, merk=_merk(sessie, m)))
            if m.id != sessie.ik.id and m.rol == "gespreksvoerder":
                nieuw.append(m.naam)
        elif not hmac.compare_digest(merk, _merk(sessie, m)):
            anders.append(m.naam)
    zinnen = []
    if sessie.ik.coordinator:
        return ()  # seals nothing to anybody
    if nieuw:
        zinnen.append(f"Nieuw in het team: {', '.join(sorted(nieuw))}. Kent u iemand niet? Meld het uw team.")
    zinnen += [
        f"De rol of de sleutel van {naam} is buiten het programma om veranderd. "
        "Deze collega krijgt niets nieuws te lezen; meld het uw team."
        for naam in sorted(anders)
    ]
    return tuple(zinnen)


def sleutels(db: Session, sessie: "Sessie", wie: Iterable[UUID]) -> dict[UUID, bytes]:
    """The public keys of those of `wie` whom this person knows as they are now."""
    gevonden = {}
    for id_ in wie:
        m, bekend = db.get(Medewerker, id_), db.get(Bekend, (sessie.ik.id, id_))
        if m and m.publiek and bekend and hmac.compare_digest(bekend.merk, _merk(sessie, m)):
            gevonden[id_] = m.publiek
    return gevonden
