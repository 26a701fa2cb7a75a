"""`data/vernietigd.json`: whom was destroyed, kept beside the database so that it outlives a restored backup.

Keys, how much, and when; never who it was. The same stands in the table `wissing`; at every opening the two are
laid side by side, and what one lacks is done or written (engineering.md 2).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from mgn_tui.domain.fouten import Beschadigd
from mgn_tui.store.slot import om_de_beurt, schrijf_heel

BESTAND: Final = "vernietigd.json"
SOORTEN: Final = ("persoon", "alles")
_VORM: Final = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Vernietigd:
    """`soort` persoon: coded rows stayed; alles: these went too. `vrijgegeven`: so did the texts that were released."""

    inwoner: UUID
    soort: str
    gedaan_op: datetime
    gevraagd_op: date | None = None
    wie: UUID | None = None
    vrijgegeven: bool = False

    def meer_dan(self, ander: "Vernietigd | None") -> bool:
        """Whether more went than `ander` says."""
        return ander is None or (self.soort, ander.soort) == ("alles", "persoon")


_RIJEN = """SELECT w.inwoner, w.soort, w.gedaan_op, w.gevraagd_op, w.wie, NOT EXISTS (
  SELECT 1 FROM gesprek g WHERE g.inwoner = w.inwoner
  AND (g.leerpunt_vrij IS NOT NULL OR g.ontbrekend_vrij IS NOT NULL)) FROM wissing w"""


def uit_database(verbinding: Any) -> list[Vernietigd]:
    """What a database knows of it. Whether released texts went too, is seen by their not being there."""
    return [
        Vernietigd(
            UUID(bytes=inwoner),
            soort,
            datetime.strptime(gedaan, _VORM).replace(tzinfo=UTC),
            date.fromisoformat(gevraagd) if gevraagd else None,
            UUID(bytes=wie) if wie else None,
            bool(vrijgegeven),
        )
        for inwoner, soort, gedaan, gevraagd, wie, vrijgegeven in verbinding.execute(_RIJEN).fetchall()
    ]


def lees(pad: Path) -> dict[UUID, Vernietigd]:
    """Raises `Beschadigd`: a list that cannot be read must not let anybody come back unseen."""
    try:
        ruw = json.loads(pad.read_bytes())
        return {v.inwoner: v for v in map(_lees, ruw["vernietigd"])}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Beschadigd(
            "De lijst van vernietigde gegevens (vernietigd.json) is beschadigd. Zet haar terug uit een kopie van "
            "de werkmap, of vraag hulp."
        ) from None


def voeg_toe(pad: Path, erbij: Iterable[Vernietigd]) -> None:
    """Raises `SchijfFout`, `Beschadigd`."""
    with om_de_beurt(pad):
        alle = lees(pad) | {v.inwoner: v for v in erbij}
        regels = [_schrijf(v) for v in sorted(alle.values(), key=lambda v: (v.gedaan_op, v.inwoner))]
        schrijf_heel(pad, json.dumps({"vorm": 1, "vernietigd": regels}, indent=1).encode())


def _schrijf(v: Vernietigd) -> dict[str, str | bool | None]:
    return {
        "inwoner": v.inwoner.hex,
        "soort": v.soort,
        "gedaan_op": v.gedaan_op.astimezone(UTC).strftime(_VORM),
        "gevraagd_op": v.gevraagd_op.isoformat() if v.gevraagd_op else None,
        "wie": v.wie.hex if v.wie else None,
        "vrijgegeven": v.vrijgegeven,
    }


def _lees(regel: dict[str, str | bool | None]) -> Vernietigd:
    vrijgegeven = regel.get("vrijgegeven", False)
    if regel["soort"] not in SOORTEN or not isinstance(vrijgegeven, bool):
        raise ValueError
    gevraagd, wie = regel["gevraagd_op"], regel["wie"]
    return Vernietigd(
        UUID(hex=str(regel["inwoner"])),
        str(regel["soort"]),
        datetime.strptime(str(regel["gedaan_op"]), _VORM).replace(tzinfo=UTC),
        date.fromisoformat(str(gevraagd)) if gevraagd else None,
        UUID(hex=str(wie)) if wie else None,
        vrijgegeven,
    )
