"""A screen in every theme, as text: what stands there once, and how each theme paints it."""

from itertools import groupby
from operator import itemgetter
from string import ascii_letters
from typing import Any

from rich.cells import cell_len
from rich.style import Style
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App
from textual.pilot import Pilot

from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.themas import KLEURLOOS, THEMA_LABELS
from tests.hulp_tui import onleesbaar, rustig, strips


class Tekstbeeld(SingleFileSnapshotExtension):
    """A picture kept as a text file."""

    _file_extension = "txt"
    _write_mode = WriteMode.TEXT


def _stijl(stijl: Style | None) -> str:
    if stijl is None:
        return ""
    kleuren = " op ".join(
        kleur.get_truecolor().hex if kleur and not kleur.is_default else "–"
        for kleur in (stijl.color, stijl.bgcolor)
    )
    hoe = [
        naam for naam in ("bold", "dim", "italic", "underline", "reverse", "strike") if getattr(stijl, naam)
    ]
    return " ".join((kleuren, *hoe))


def _cellen(app: App[Any]) -> list[list[tuple[str, str]]]:
    """Per line each sign with its style; of a window only the window, for what lies behind it has a picture too."""
    gebied = app.screen.children[0].region if isinstance(app.screen, MgnModaal) else app.screen.region
    regels = []
    for y, strip in enumerate(strips(app)):
        regel = []
        for segment in strip:
            stijl = _stijl(segment.style)
            for teken in segment.text:
                erin = gebied.contains(sum(cell_len(t) for t, _ in regel), y)
                regel.append((teken if erin else " " * cell_len(teken), stijl if erin else ""))
        regels.append(regel)
    return regels


async def neem(pilot: Pilot[Any], maten: tuple[tuple[int, int], ...]) -> tuple[str, list[str]]:
    """The screen that stands there now, at each size in each theme; and what is wrong with it in some theme."""
    app = pilot.app
    mis: list[str] = []
    stukken: list[str] = []
    for maat in maten:
        await pilot.resize_terminal(*maat)
        per_thema: list[list[list[tuple[str, str]]]] = []
        for thema, label in THEMA_LABELS.items():
            app.theme = thema
            await rustig(pilot)
            per_thema.append(_cellen(app))
            if thema != KLEURLOOS:
                mis += [f"{label} {maat}: {wat}" for wat in onleesbaar(app)]
            if _tekst(per_thema[-1]) != _tekst(per_thema[0]):
                mis.append(f"{label} {maat}: another text than in another theme")
        stukken.append(f"== {maat[0]} bij {maat[1]}\n{_tekst(per_thema[0])}\n{_opmaak(per_thema)}")
    return "\n".join(stukken), mis


def _tekst(regels: list[list[tuple[str, str]]]) -> str:
    return "\n".join("".join(teken for teken, _ in regel).rstrip() for regel in regels)


def _opmaak(per_thema: list[list[list[tuple[str, str]]]]) -> str:
    """Per line which style has how many signs; then what each style is in each theme."""
    letters: dict[tuple[str, ...], str] = {}
    regels: list[str] = []
    for regel in zip(*per_thema, strict=True):
        runs = []
        for stijl, groep in groupby(tuple(zo for _, zo in tekens) for tekens in zip(*regel, strict=True)):
            letter = letters.setdefault(stijl, ascii_letters[len(letters)])
            runs.append(f"{letter}{len(list(groep))}")
        regels.append(" ".join(runs))
    samen: list[str] = []
    for runs, groep in groupby(enumerate(regels, 1), key=itemgetter(1)):
        nummers = [nummer for nummer, _ in groep]
        samen.append(f"{nummers[0]}{f'-{nummers[-1]}' if len(nummers) > 1 else ''}: {runs}")
    uitleg = [
        f"{letter}: {' | '.join(f'{label} {zo}' for label, zo in zip(THEMA_LABELS.values(), stijl, strict=True))}"
        for stijl, letter in letters.items()
        if any(stijl)
    ]
    return "\n".join(("-- stijl per regel", *samen, "-- stijlen", *uitleg, ""))
