"""What people are called here: initials and names for who may know, a pseudonym for who may not."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.tekst import initialen
from mgn_tui.register import kluis
from mgn_tui.store.tables import Identiteit, Inwonersleutel, Medewerker

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_TEGELIJK = 500  # keys in one question


def naam_van(sessie: "Sessie", db: Session, inwoner: UUID, ref: str) -> tuple[str, str]:
    """Initials and full name; for who may not know: the beginning of the pseudonym, and nothing."""
    return namen_van(sessie, db, {inwoner: ref})[inwoner]


def namen_van(sessie: "Sessie", db: Session, refs: Mapping[UUID, str]) -> dict[UUID, tuple[str, str]]:
    """The same for many inwoners (id → reference), in as few questions as can be."""
    gevonden = {inwoner: (ref[:4], "") for inwoner, ref in refs.items()}
    ids = list(refs)
    for begin in range(0, len(ids), _TEGELIJK):
        stuk = ids[begin : begin + _TEGELIJK]
        vraag = (  # columns, no objects: all names of a team pass here
            select(Inwonersleutel.inwoner, Inwonersleutel.zegel, Identiteit.voornaam, Identiteit.achternaam)
            .join(Identiteit, col(Identiteit.inwoner) == col(Inwonersleutel.inwoner))
            .where(col(Inwonersleutel.inwoner).in_(stuk), Inwonersleutel.medewerker == sessie.ik.id)
        )
        for inwoner, zegel, *namen in db.exec(vraag):
            sleutel = sessie.open_zegel(inwoner, zegel)
            voor, achter = (
                kluis.open_veld("identiteit", veld, inwoner.hex, naam, sleutel) if naam and sleutel else ""
                for veld, naam in zip(("voornaam", "achternaam"), namen, strict=True)
            )
            gevonden[inwoner] = initialen(voor, achter), f"{voor} {achter}".strip()
    return gevonden


def collega_namen(db: Session) -> dict[UUID, str]:
    """Names of all colleagues, also those who left: for lists."""
    return {m.id: m.naam for m in db.exec(select(Medewerker).order_by(col(Medewerker.naam))).all()}
