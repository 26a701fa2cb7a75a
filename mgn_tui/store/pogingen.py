"""Refused openings: how long to wait before the next, and what the access log must hear of them.

They are written while the database is closed, so they lie beside it in the clear: a time and the id of an
entry of the key file, never a name (engineering.md 21). Who may write the file can empty it: Argon2id is the
defence, the delay is manners.
"""

import json
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from mgn_tui.domain.fouten import SchijfFout
from mgn_tui.store.slot import bewaar_map, om_de_beurt, schrijf_heel

ONBEKEND, HERSTEL = "onbekend", "herstel"
_VRIJ = 3
_LANGST_S = 60
_GENOEG = 10
"""After this many refusals the delay no longer grows, so older lines need not be kept."""

Ingang = UUID | str | None
"""An entry's id; "herstel" for a recovery code; None for a name that nobody has."""


@dataclass(frozen=True, slots=True)
class Poging:
    """One refusal. `wie`: id of the entry, "herstel" or "onbekend". `gemeld`: the access log has it."""

    moment: datetime
    wie: str
    gemeld: bool = False

    def regel(self) -> str:
        gemeld = {"gemeld": True} if self.gemeld else {}
        return json.dumps({"moment": self.moment.isoformat(), "wie": self.wie, **gemeld}) + "\n"


def _lees_regel(regel: str) -> Poging | None:
    try:
        velden = json.loads(regel)
        moment = datetime.fromisoformat(velden["moment"]).astimezone(UTC)
        return Poging(moment, _wie(velden["wie"]), velden.get("gemeld") is True)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _wie(ingang: Ingang) -> str:
    """Only ids and our two words: a name can never get into the file. Raises ValueError."""
    woord = ONBEKEND if ingang is None else str(ingang)
    return woord if woord in (ONBEKEND, HERSTEL) else str(UUID(woord))


class Pogingen:
    """The file `data/pogingen.jsonl`. Lines that cannot be read are passed over."""

    def __init__(self, pad: Path) -> None:
        self._pad = pad

    def wachttijd(self, ingang: Ingang, nu: datetime) -> int:
        """Seconds (0-60) before this entry may be tried again at `nu` (aware).

        Three tries are free; then 1, 2, 4 … 60 seconds since the last (engineering.md 21).
        """
        sinds = [p.moment for p in self._lees() if p.wie == _wie(ingang)]
        if len(sinds) < _VRIJ:
            return 0
        duur = min(1 << min(len(sinds) - _VRIJ, _GENOEG), _LANGST_S)
        voorbij = (nu - sinds[-1]).total_seconds()
        if voorbij < 0:  # a clock set back, or a damaged date, must not lock anybody out
            return 0
        return max(0, math.ceil(duur - voorbij))

    def mislukt(self, ingang: Ingang, nu: datetime) -> None:
        """Note a refusal, on disk when this returns. Raises `SchijfFout`."""
        regel = Poging(nu.astimezone(UTC), _wie(ingang)).regel().encode()
        with om_de_beurt(self._pad):
            try:
                nieuw = not self._pad.exists()
                with open(self._pad, "a+b", opener=lambda p, v: os.open(p, v, 0o600)) as bestand:
                    if einde := bestand.seek(0, os.SEEK_END):
                        bestand.seek(einde - 1)
                        if bestand.read(1) != b"\n":  # cut short by a kill: it must not swallow this one
                            regel = b"\n" + regel
                    bestand.write(regel)
                    bestand.flush()
                    os.fsync(bestand.fileno())
                if nieuw:
                    bewaar_map(self._pad.parent)
            except OSError:
                raise SchijfFout("De schijf is vol of mgn mag niet in de werkmap schrijven.") from None

    @contextmanager
    def neem_mee(self, geopend: UUID) -> Iterator[list[Poging]]:
        """`geopend` was opened: gives the refusals that the access log has not heard of. Write and commit
        them within the block.

        Only when the block ends well are they struck off, so a crash costs none; one between that commit and
        the end of the block gives them once more (equal `moment` and `wie`). The count of this entry, and of
        what belongs to nobody, starts anew; that of colleagues stays in the file, marked. Raises `InGebruik`,
        `SchijfFout`.
        """
        if not self._pad.exists():
            yield []
            return
        with om_de_beurt(self._pad):
            alle = self._lees()
            yield [p for p in alle if not p.gemeld]
            over: dict[str, list[Poging]] = {}
            for p in alle:
                if p.wie not in (str(geopend), ONBEKEND, HERSTEL):
                    over.setdefault(p.wie, []).append(Poging(p.moment, p.wie, gemeld=True))
            regels = [p.regel() for van_een in over.values() for p in van_een[-_GENOEG:]]
            schrijf_heel(self._pad, "".join(regels).encode())

    def _lees(self) -> list[Poging]:
        try:
            regels = self._pad.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return []
        except OSError:
            raise SchijfFout("De lijst van mislukte pogingen is niet te lezen.") from None
        return [p for regel in regels if (p := _lees_regel(regel)) is not None]
