"""`data/vernietigd.json`: whom was destroyed, kept beside the database so that it outlives a restored backup.

Keys, how much, and when; never who it was. The same stands in the table `wissing`; at every opening the two are
laid side by side, and what one lacks is done or written (engineering.md 2).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from mgn_tui.domain.fouten import Beschadigd
from mgn_tui.store.slot import om_de_beurt, schrijf_heel

SOORTEN = ("persoon", "alles")


@dataclass(frozen=True, slots=True)
class Vernietigd:
    """`soort` persoon: coded rows stayed; alles: these went too."""

    inwoner: UUID
    soort: str
    gedaan_op: datetime
    gevraagd_op: date | None = None
    wie: UUID | None = None


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


def _schrijf(v: Vernietigd) -> dict[str, str | None]:
    return {
        "inwoner": v.inwoner.hex,
        "soort": v.soort,
        "gedaan_op": v.gedaan_op.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "gevraagd_op": v.gevraagd_op.isoformat() if v.gevraagd_op else None,
        "wie": v.wie.hex if v.wie else None,
    }


def _lees(regel: dict[str, str | None]) -> Vernietigd:
    if regel["soort"] not in SOORTEN:
        raise ValueError
    gevraagd, wie = regel["gevraagd_op"], regel["wie"]
    return Vernietigd(
        UUID(hex=str(regel["inwoner"])),
        str(regel["soort"]),
        datetime.strptime(str(regel["gedaan_op"]), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
        date.fromisoformat(gevraagd) if gevraagd else None,
        UUID(hex=wie) if wie else None,
    )
