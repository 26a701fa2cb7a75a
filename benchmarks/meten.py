"""What a benchmark is, how two things are timed turn by turn, and when a promise holds.

A figure in milliseconds says something about this computer; only the ratio to the baseline, timed in the same
minutes, says something about the program.
"""

import gc
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from statistics import median, quantiles
from typing import Any, Literal, Self

Eenheid = Literal["×", "s"]
Klus = Callable[[], float]
"""Does something once; returns how many seconds it took."""


class Mislukt(Exception):
    """A measurement could not be made; says why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """Seconds per turn, of us and of the baseline. `bij`: what else was seen, one short line."""

    wij: list[float]
    basis: list[float]
    bij: str = ""


@dataclass(frozen=True, slots=True)
class Meting:
    """One promise.

    `grens` is a ratio (`eenheid` ×), or the seconds that we may take more than the baseline (s). `bron` says
    where it was promised. With `p95` the bound holds for the 95th percentile as well. `n` is the number of
    turns unless the user says otherwise.
    """

    naam: str
    wat: str
    grens: float
    bron: str
    n: int
    meet: "Callable[[Proefplek, int], Uitkomst]" = field(repr=False)
    eenheid: Eenheid = "×"
    p95: bool = False
    pty: bool = False
    maat: Literal["ms", "MiB"] = "ms"
    """What the outcomes are: seconds, shown in ms, or MiB."""


def p95_van(tijden: list[float]) -> float:
    """The 95th percentile; of a single time that time."""
    return quantiles(tijden, n=20, method="inclusive")[-1] if len(tijden) > 1 else tijden[0]


@dataclass(frozen=True, slots=True)
class Oordeel:
    """A measurement set against its promise."""

    meting: Meting
    uitkomst: Uitkomst

    def _afstand(self, maat: Callable[[list[float]], float]) -> float:
        wij, basis = maat(self.uitkomst.wij), maat(self.uitkomst.basis)
        return wij / basis if self.meting.eenheid == "×" else wij - basis

    @property
    def verhouding(self) -> float:
        """Of the medians: a ratio, or seconds when the promise is in seconds."""
        return self._afstand(median)

    @property
    def verhouding_p95(self) -> float:
        return self._afstand(p95_van)

    @property
    def houdt(self) -> bool:
        slechtst = max(self.verhouding, self.verhouding_p95) if self.meting.p95 else self.verhouding
        return slechtst <= self.meting.grens

    def regel(self) -> str:
        """The line for people."""
        m = self.meting

        def tijd(tijden: list[float]) -> str:
            toon = _ms if m.maat == "ms" else _getal
            staart = f" (p95 {toon(p95_van(tijden))})" if m.p95 else ""
            return f"{toon(median(tijden))} {m.maat}{staart}"

        afstand = _getal(self.verhouding)
        if m.p95:
            afstand += f" (p95 {_getal(self.verhouding_p95)})"
        delen = (
            m.wat,
            f"wij {tijd(self.uitkomst.wij)}",
            f"basis {tijd(self.uitkomst.basis)}",
            f"{'verschil' if m.eenheid == 's' else 'verhouding'} {afstand} {m.eenheid}",
            f"grens {_getal(m.grens)} {m.eenheid}",
            f"houdt: {'ja' if self.houdt else 'NEE'}",
        )
        return " · ".join(delen) + (f"\n    {self.uitkomst.bij}" if self.uitkomst.bij else "")

    def als_json(self) -> dict[str, object]:
        """The same for programs; times in milliseconds, memory in MiB."""
        m, u = self.meting, self.uitkomst
        cijfers: dict[str, object] = {"verhouding": round(self.verhouding, 4)}
        if m.p95:
            cijfers["verhouding_p95"] = round(self.verhouding_p95, 4)
        keer = 1000 if m.maat == "ms" else 1
        for wie, tijden in (("wij", u.wij), ("basis", u.basis)):
            cijfers[f"{wie}_{m.maat.lower()}"] = round(keer * median(tijden), 3)
            cijfers[f"{wie}_p95_{m.maat.lower()}"] = round(keer * p95_van(tijden), 3)
        return {
            "naam": m.naam,
            "wat": m.wat,
            "n": len(u.wij),
            **cijfers,
            "grens": m.grens,
            "eenheid": m.eenheid,
            "houdt": self.houdt,
            "bron": m.bron,
            "bij": u.bij,
        }


def _getal(waarde: float) -> str:
    return f"{waarde:.2f}".replace(".", ",")


def _ms(seconden: float) -> str:
    ms = 1000 * seconden
    return (f"{ms:.2f}" if ms < 10 else f"{ms:.1f}" if ms < 100 else f"{ms:.0f}").replace(".", ",")


def duur(doe: Callable[[], object]) -> Klus:
    """`doe` as a job that times itself, without the garbage collector in between."""

    def klus() -> float:
        gc.collect()
        gc.disable()
        try:
            begin = time.perf_counter()
            doe()
            return time.perf_counter() - begin
        finally:
            gc.enable()

    return klus


def om_en_om(n: int, klussen: Mapping[str, Klus], *, warm: int = 1) -> dict[str, list[float]]:
    """Each job `n` times, turn by turn, the order turned round every time: what the machine does besides
    falls on all of them alike. The first `warm` rounds do not count."""
    tijden: dict[str, list[float]] = {naam: [] for naam in klussen}
    namen = list(klussen)
    for ronde in range(-warm, n):
        for naam in namen if ronde % 2 else reversed(namen):
            gemeten = klussen[naam]()
            if ronde >= 0:
                tijden[naam].append(gemeten)
    return tijden


class Proefplek:
    """Where a run puts its werkmappen; made once, gone with the run unless `houd` names a folder."""

    def __init__(self, houd: Path | None = None) -> None:
        self._stapel = ExitStack()
        self._houd = houd
        self._gemaakt: dict[str, Any] = {}

    def __enter__(self) -> Self:
        if self._houd is None:
            plek = tempfile.TemporaryDirectory(prefix="mgn-meting-", ignore_cleanup_errors=True)
            self.map = Path(self._stapel.enter_context(plek))
        else:
            self.map = self._houd
            self.map.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._stapel.close()

    def eens(self, naam: str, maak: Callable[[Path], Any]) -> Any:
        """What `maak` gives for the folder of this name; asked only once in a run."""
        if naam not in self._gemaakt:
            self._gemaakt[naam] = maak(self.map / naam)
        return self._gemaakt[naam]


def alle() -> dict[str, Meting]:
    """Every benchmark, by name: those of each module `meet_*` of this package."""
    gevonden: dict[str, Meting] = {}
    for module in sorted(m.name for m in iter_modules([str(Path(__file__).parent)])):
        if module.startswith("meet_"):
            for meting in import_module(f"benchmarks.{module}").METINGEN:
                if meting.naam in gevonden:
                    raise ValueError(f"two benchmarks are called {meting.naam}")
                gevonden[meting.naam] = meting
    return gevonden
