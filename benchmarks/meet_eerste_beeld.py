"""First paint: the unlock screen of the real app, from the start of the process to a frame with text on it."""

from benchmarks.meten import Klus, Meting, Proefplek, Uitkomst, om_en_om
from benchmarks.opdracht import kale_omgeving, python
from benchmarks.werkmappen import leeg

TEKENS = 60
"""Fewer signs than these are no frame: a program paints its background first."""


def _start(opdracht: list[str], omgeving: dict[str, str]) -> Klus:
    def klus() -> float:
        from benchmarks.gast import Gast, zichtbaar

        with Gast(opdracht, omgeving) as gast:
            klaar = gast.wacht_tot(lambda ruw: len("".join(zichtbaar(ruw).split())) >= TEKENS)
            return klaar - gast.begin

    return klus


def _meet(plek: Proefplek, n: int) -> Uitkomst:
    werkmap, omgeving = leeg(plek), kale_omgeving()
    klussen = {
        "wij": _start(python("mgn_tui", "--map", str(werkmap.pad)), omgeving),
        "basis": _start(python("benchmarks.gasten.kale_app"), omgeving),
    }
    tijden = om_en_om(n, klussen)
    return Uitkomst(tijden["wij"], tijden["basis"])


METINGEN = (
    Meting(
        "eerste-beeld",
        "Eerste beeld (ontgrendelen) naast Textual met kop, tabel en voet",
        1.1,
        "design.md, Promises: first paint; engineering.md 12",
        15,
        _meet,
        pty=True,
    ),
)
