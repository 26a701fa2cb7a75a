"""What a cell and a row of the tally sheet say: in signs, and as a sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from mgn_tui.domain.datums import toon_dag_kort
from mgn_tui.domain.profiel import Categorie
from mgn_tui.domain.woorden import Stap, Weten
from mgn_tui.register.toeleiden import Feit, Turfrij

ADVIES, HOOFDADVIES, VERWEZEN, GESTART = "●", "◉", "›", "✓"
STAPPEN: Final = (Stap.VERWEZEN, Stap.INTAKE, Stap.GESTART)


def feit_kort(feit: Feit | None, vandaag: date, *, smal: bool = False) -> str:
    """What is known of a step; `smal`: in a column of 7 cells."""
    if feit is None:
        return ""
    if feit.weten is Weten.JA and feit.datum is not None:
        return toon_dag_kort(feit.datum, vandaag, smal=smal)
    return "–" if feit.weten is Weten.NIET_NAGEVRAAGD else feit.weten.label


def merk(rij: Turfrij, code: str) -> str:
    """The sign of one cell: advised, main advice, and behind it whether somebody went there."""
    feiten = rij.feiten

    def ja(stap: Stap) -> bool:
        feit = feiten.get((code, stap))
        return feit is not None and feit.weten is Weten.JA

    teken = (HOOFDADVIES if rij.hoofdadvies == code else ADVIES) if ja(Stap.GEADVISEERD) else " "
    vervolg = GESTART if ja(Stap.GESTART) else VERWEZEN if ja(Stap.VERWEZEN) or ja(Stap.INTAKE) else ""
    return f"{teken}{vervolg}" if teken.strip() or vervolg else ""


def in_een_zin(rij: Turfrij, kolommen: Sequence[Categorie], vandaag: date) -> str:
    """A row of the sheet as words: what was advised, the hoofdadvies first, and what came of it."""
    stukken = []
    for categorie in sorted(kolommen, key=lambda c: c.code != rij.hoofdadvies):
        teken = merk(rij, categorie.code)
        if not teken:
            continue
        delen = [categorie.kort]
        if HOOFDADVIES in teken:
            delen.append("hoofdadvies")
        elif ADVIES not in teken:
            delen.append("niet geadviseerd")
        gezet = (rij.feiten.get((categorie.code, stap)) for stap in STAPPEN)
        weten = ((stap, feit) for stap, feit in zip(STAPPEN, gezet, strict=True) if feit is not None)
        delen += [f"{stap.label.partition('/')[0]} {feit_kort(feit, vandaag)}" for stap, feit in weten]
        stukken.append(" ".join(delen))
    return ", ".join(stukken) or "nog geen advies"
