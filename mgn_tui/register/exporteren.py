"""Everything the werkmap holds, to leave in an open format; noted in the access log."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel

from mgn_tui.domain.rij import Rij
from mgn_tui.register import instellingen, kluis, rijen, toegang
from mgn_tui.store.tables import BUITEN_LOG

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_SLEUTELTABELLEN = frozenset({"inwonersleutel", "bekend"})


@dataclass(frozen=True, slots=True)
class Uitvoer:
    """`gesloten`: texts this person cannot open; they are left empty. `zonder`: rows of who objects to being
    counted; they are left out."""

    rijen: list[Rij] = field(repr=False)
    gesloten: int
    tabellen: dict[str, list[dict[str, Any]]] = field(repr=False)
    zonder: int = 0


def alles(sessie: "Sessie", soort: str, *, met_tabellen: bool = False) -> Uitvoer:
    """Every row of the monitoringsformat; `met_tabellen`: every record as well, but for keys, logs and what is
    still being typed. `soort`: of the file, for the access log."""
    with sessie.lezen() as db:
        gevonden, gesloten, zonder = rijen.alle(sessie, db)
        for rij in gevonden:
            for veld in ("leerpunt", "uiteindelijk_resultaat", "ontbrekend_aanbod"):
                if getattr(rij, veld) is kluis.DICHT:
                    setattr(rij, veld, None)
        tabellen: dict[str, list[dict[str, Any]]] = {}
        if met_tabellen:
            lezer = _Lezer(sessie, db)
            tabellen = {
                tabel.name: lezer.tabel(tabel)
                for tabel in SQLModel.metadata.sorted_tables
                if tabel.name not in BUITEN_LOG | _SLEUTELTABELLEN
            }
            gesloten = lezer.gesloten
    toegang.noteer_los(sessie, "gegevens uitgevoerd", None, soort)
    return Uitvoer(gevonden, gesloten, tabellen, zonder)


class _Lezer:
    """Reads whole tables, opened where this person may."""

    def __init__(self, sessie: "Sessie", db: Session) -> None:
        self.sessie, self.db, self.gesloten = sessie, db, 0

    def tabel(self, tabel: Table) -> list[dict[str, Any]]:
        kolommen = [k for k in tabel.columns if not k.info.get("buiten_log")]
        uit = []
        for rij in self.db.execute(select(*kolommen).order_by(*tabel.primary_key)).mappings():
            if tabel.name == "instelling" and rij["naam"] in instellingen.VERBORGEN:
                continue  # the key of the access log, the password of documents
            naam = "|".join(
                w.hex if isinstance(w := rij[k.name], UUID) else str(w) for k in tabel.primary_key
            )
            uit.append({k.name: self._waarde(tabel, k, rij, naam) for k in kolommen})
        return uit

    def _waarde(self, tabel: Table, kolom: Any, rij: Any, record: str) -> Any:
        waarde = rij[kolom.name]
        if waarde is None:
            return None
        if kolom.info.get("persoonlijk"):
            sleutel = self.sessie.sleutel(rij["inwoner"], self.db)
            if sleutel is None:
                self.gesloten += 1
                return None
            return kluis.open_veld(tabel.name, kolom.name, record, waarde, sleutel)
        if isinstance(waarde, UUID):
            return str(waarde)
        if isinstance(waarde, datetime):
            return waarde.strftime("%Y-%m-%dT%H:%M:%SZ")
        return waarde.hex() if isinstance(waarde, bytes) else waarde
