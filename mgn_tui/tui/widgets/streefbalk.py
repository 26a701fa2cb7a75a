"""Where a target stands against its bound, on one line: a bar in eighths, the wished band, and the bound itself.

`▕██████▍░░░░░┊      ▏`: the bar is the stand, ┊ a bound, ░ what is still within it. Readable without colour; on a plain
screen nothing is drawn, for the numbers stand beside it. Only where somebody judges: the region, never a team.
"""

from typing import Final

from mgn_tui.tui.tekens import in_woorden

GRENS, BAND, VOL = "┊", "░", "█"
_DELEN: Final = " ▏▎▍▌▋▊▉"


def schaal(waarde: float, laag: float | None, hoog: float | None, procent: bool) -> float:
    """What the whole bar stands for: 100%, or a quarter more than the largest number on it."""
    return 100.0 if procent else 1.25 * max(waarde, laag or 0, hoog or 0, 1)


def streefbalk(waarde: float, laag: float | None, hoog: float | None, geheel: float, breedte: int) -> str:
    """A bar of `breedte` cells between its ends; empty on a plain screen, or when there is nothing to hold it to."""
    if in_woorden() or geheel <= 0 or (laag is None and hoog is None):
        return ""

    def cel(punt: float) -> int:
        return min(int(breedte * min(max(punt / geheel, 0), 1)), breedte - 1)

    vol, rest = divmod(round(8 * breedte * min(max(waarde / geheel, 0), 1)), 8)
    cellen = [VOL] * vol + ([_DELEN[rest]] if rest else [])
    cellen += [" "] * (breedte - len(cellen))
    begin = cel(laag) if laag is not None else 0
    eind = cel(hoog) if hoog is not None else breedte - 1
    for plek in range(begin, eind + 1):
        if cellen[plek] == " ":
            cellen[plek] = BAND
    for grens in (laag, hoog):
        if grens is not None:
            cellen[cel(grens)] = GRENS
    return f"▕{''.join(cellen)}▏"
