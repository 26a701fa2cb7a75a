"""Text measured in terminal cells: a Chinese sign or an emoji takes two."""

from rich.cells import cell_len, set_cell_size

from mgn_tui.tui.tekens import in_woorden

_REGELEINDEN = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\v": " ", "\f": " "})


def knip(tekst: str, breedte: int) -> str:
    """The text on one line in at most `breedte` cells, ended with "…" when something was cut off."""
    tekst = tekst.translate(_REGELEINDEN)
    if cell_len(tekst) <= breedte:
        return tekst
    return set_cell_size(tekst, breedte - 1).rstrip() + "…" if breedte > 0 else ""


def pas(tekst: str, breedte: int, rechts: bool = False) -> str:
    """The text in exactly `breedte` cells; `rechts`: against the right side."""
    tekst = knip(tekst, breedte)
    ruimte = " " * (breedte - cell_len(tekst))
    return ruimte + tekst if rechts else tekst + ruimte


def balk(deel: float, geheel: float, breedte: int) -> str:
    """A bar of `breedte` cells with its ends drawn: `▕████▎    ▏`. The number stands beside it; on a plain screen
    that is all."""
    if in_woorden():
        return ""
    achtsten = round(8 * breedte * min(max(deel / geheel, 0), 1)) if geheel > 0 else 0
    vol, rest = divmod(achtsten, 8)
    inhoud = "█" * vol + (" ▏▎▍▌▋▊▉"[rest] if rest else "")
    return f"▕{inhoud:<{breedte}}▏"
