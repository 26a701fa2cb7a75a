"""All figures and targets of a quarter, out of 100.000 gesprekken over three years, beside `scan.sql`.

Both on the same open werkmap: the scan reads every column the figures use of all rows of the six large tables.
"""

from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.meten import Meting, Proefplek, Uitkomst, duur, om_en_om
from benchmarks.werkmappen import GEBRUIKER, groot, wachtwoord

GESPREKKEN = 100_000
SCAN = Path(__file__).with_name("scan.sql")


def opdrachten() -> list[str]:
    """The statements of the baseline."""
    kaal = "\n".join(r for r in SCAN.read_text(encoding="utf-8").splitlines() if not r.startswith("--"))
    return [deel for deel in kaal.split(";") if deel.strip()]


def scan(s: Any) -> None:
    with s.lezen() as db:
        for opdracht in opdrachten():
            db.connection().exec_driver_sql(opdracht).fetchall()


def vorig_kwartaal(vandaag: date) -> str:
    from mgn_tui.figures.periode import gesloten_kwartaal

    einde = gesloten_kwartaal(vandaag)
    return f"{einde.year}-Q{einde.month // 3}"


def _tijden(plek: Proefplek, n: int) -> tuple[dict[str, list[float]], str]:
    from mgn_tui.register import cijfers, sessie

    s = sessie.open_werkmap(groot(plek, GESPREKKEN), GEBRUIKER, wachtwoord())
    try:
        vraag = cijfers.Vraag(periode=vorig_kwartaal(s.klok.vandaag()))

        def reken() -> None:
            cijfers.inhoud(s, cijfers.reken(s, vraag))

        tijden = om_en_om(n, {"wij": duur(reken), "basis": duur(lambda: scan(s))})
        gevoerd = cijfers.reken(s, vraag).telling.n("gesprekken", "gevoerd")
    finally:
        s.sluit()
    return tijden, f"{vraag.periode}: {gevoerd} gevoerde gesprekken in het kwartaal"


def _meet(plek: Proefplek, n: int) -> Uitkomst:
    tijden, bij = _tijden(plek, n)
    return Uitkomst(tijden["wij"], tijden["basis"], bij)


def _meet_seconden(plek: Proefplek, n: int) -> Uitkomst:
    """The same against the clock: beside nothing."""
    tijden, bij = _tijden(plek, n)
    return Uitkomst(tijden["wij"], [0.0] * n, bij)


_BRON = "design.md, Promises: all figures and targets of a quarter; engineering.md 10"
METINGEN = (
    Meting("cijfers", "Alle cijfers en doelen van een kwartaal, 100.000 gesprekken", 3.0, _BRON, 9, _meet),
    Meting(
        "cijfers-seconde",
        "Hetzelfde, op de klok",
        1.0,
        _BRON,
        9,
        _meet_seconden,
        eenheid="s",
    ),
)
