"""Help for tests of screens: what stands on them, whether it is Dutch, whether it can be read."""

import asyncio
import os
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from rich.style import Style
from textual._context import visible_screen_stack
from textual.app import App, ComposeResult
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.tui.basis import MgnApp, MgnModaal, StapScherm

# where the snapshot plug-in leaves its report; the environment of a test is emptied
RAPPORT = {naam: waarde for naam, waarde in os.environ.items() if naam == "TEXTUAL_SNAPSHOT_TEMPDIR"}
VANDAAG = date(2027, 3, 9)
NU = datetime(2027, 3, 9, 10, 30, tzinfo=UTC)

# Words that Textual 8.2.8 can put on a screen by itself: palette, quit, selects, validators, loading,
# header, footer, toasts, its keys panel, its text fields and its crash page.
ENGELS = (
    "Search for commands", "No matches found", "Search", "Select", "Do you want to quit", "Press",
    "to quit the app", "Loading", "Theme", "Quit", "Keys", "Maximize", "Minimize", "Screenshot",
    "Save screenshot", "Show help", "Hide help", "Help", "palette", "Open the command palette",
    "Must be", "Must not", "Value does not match", "Command", "Submit", "Cancel", "Close", "Copy",
    "Paste", "Cut", "Delete", "Undo", "Redo", "Cursor", "Scroll", "Page Up", "Page Down", "Go to",
    "Focus Next", "Focus Previous", "Next", "Previous", "Toggle", "Yes", "True", "False", "None",
    "errors shown", "NOTE", "Traceback", "Move cursor", "Accept", "Expand", "Collapse", "Error",
    "Warning",
)  # fmt: skip
_ENGELS = re.compile("|".join(rf"\b{re.escape(woord)}\b" for woord in sorted(ENGELS, key=len, reverse=True)))

TEKST_MINIMUM, MERK_MINIMUM = 4.5, 3.0
_MERKEN = re.compile(r"[─-⣿●▲✖✓☐☑◆·•▸▾▏▕█…]")


def strips(app: App[Any]) -> list[Strip]:
    """What stands on the screen now. A window asks what it covers of who paints it; painted without that it would
    be blank behind it, and stay so."""
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def scherm_tekst(app: App[Any]) -> str:
    """What stands on the screen now, line by line."""
    return "\n".join(strip.text for strip in strips(app))


def engels(app: App[Any]) -> list[str]:
    """The words of Textual's own English that stand on the screen now."""
    return sorted(set(_ENGELS.findall(scherm_tekst(app))))


def contrast(voor: tuple[int, int, int], achter: tuple[int, int, int]) -> float:
    """The contrast of two colours (WCAG 2.2, relative luminance)."""

    def licht(kleur: tuple[int, int, int]) -> float:
        delen = [deel / 255 for deel in kleur]
        rood, groen, blauw = (
            deel / 12.92 if deel <= 0.04045 else ((deel + 0.055) / 1.055) ** 2.4 for deel in delen
        )
        return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw

    hoog, laag = sorted((licht(voor), licht(achter)), reverse=True)
    return (hoog + 0.05) / (laag + 0.05)


def _kleuren(stijl: Style) -> tuple[tuple[int, int, int], tuple[int, int, int]] | None:
    if stijl.color is None or stijl.bgcolor is None:
        return None
    voor, achter = (tuple(kleur.get_truecolor()) for kleur in (stijl.color, stijl.bgcolor))
    return (achter, voor) if stijl.reverse else (voor, achter)


def onleesbaar(app: App[Any]) -> list[str]:
    """Signs on the screen now with too little contrast: text 4.5, marks and lines 3. Under a window the
    dimmed screen is not looked at."""
    gebied = app.screen.region
    if isinstance(app.screen, MgnModaal):
        gebied = app.screen.children[0].region
    gevonden = set()
    for y, strip in enumerate(strips(app)):
        x = 0
        for segment in strip:
            kleuren = _kleuren(segment.style) if segment.style else None
            zichtbaar = gebied.contains(x, y) and segment.text.strip()
            if zichtbaar and kleuren is not None:
                merk = not _MERKEN.sub("", segment.text).strip()
                gemeten = contrast(*kleuren)
                if gemeten < (MERK_MINIMUM if merk else TEKST_MINIMUM):
                    gevonden.add(f"{segment.text.strip()!r}: {gemeten:.1f}")
            x += segment.cell_length
    return sorted(gevonden)


class ProefScherm(StapScherm):
    """One screen with the given widgets."""

    def __init__(self, maak: Callable[[], Iterable[Widget]]) -> None:
        super().__init__()
        self._maak = maak

    def inhoud(self) -> ComposeResult:
        yield from self._maak()


class ProefApp(MgnApp):
    """An app with one screen of the given widgets."""

    def __init__(
        self, maak: Callable[[], Iterable[Widget]], *, thema: str = "mgn-donker", map: Path = Path()
    ):
        super().__init__(map, klok=VasteKlok(NU), thema=thema)
        self._maak = maak
        self.gezien: list[Any] = []

    async def on_mount(self) -> None:
        await self.push_screen(ProefScherm(self._maak))
        self.begin()

    def begin(self) -> None:
        """What a test's app does first; Textual calls each `on_mount` of the classes by itself."""


def _loopt(app: Any) -> bool:
    """Whether something is at work; under a window a worker may be waiting for the person's answer."""
    if getattr(app, "bezig", 0) or app._toetsenrij._taak or any(b._taak for b in app._bewakers):
        return True
    if any(w.group in {"halen", "tellen"} and not w.is_finished for w in app.workers):
        return True
    venster = isinstance(app.screen, ModalScreen)
    return any(not w.is_finished and not (venster and w.node is not app.screen) for w in app.workers)


def _wacht_op_werk(pomp: MessagePump) -> bool:
    """Whether this widget has handled all it got and stands waiting for more."""
    rij = pomp._message_queue
    staat_klaar = rij.empty() and rij.ready_event._waiters  # type: ignore[attr-defined]
    return pomp._closed or bool(staat_klaar and not pomp._next_callbacks)


def _wachten_allen(app: Any, scherm: Screen[Any]) -> bool:
    return all(map(_wacht_op_werk, (app, *scherm.walk_children(with_self=True))))


async def rustig(pilot: Pilot[Any]) -> None:
    """Until everything is done that does not wait for a person.

    `Pilot.pause` sends every widget a message and sleeps until the process is idle, 20 ms at least and several
    times per key; this looks whether anybody still has something to do.
    """
    rust = 0
    for _ in range(5000):
        app = pilot.app
        if app._exception is not None:
            raise app._exception
        if app._exit:
            return
        scherm = app.screen
        if _loopt(app) or not _wachten_allen(app, scherm):
            rust = 0
        elif scherm._layout_required or scherm._dirty_widgets or scherm._callbacks:
            rust = 0
            scherm._on_timer_update()  # once for all that changed, as the clock of the screen does
        elif (rust := rust + 1) == 4:
            return
        await asyncio.sleep(0.001)  # for threads
    lopend = [(w.name, w.group, str(w.node)) for w in pilot.app.workers if not w.is_finished]
    raise AssertionError(f"no rest on {pilot.app.screen}: {lopend}")


class _Plaat(App[str]):
    """For the snapshot plug-in: an app of which the picture was taken already."""

    def __init__(self, plaat: str) -> None:
        super().__init__()
        self._plaat = plaat

    def run(self, *_: Any, **_opties: Any) -> str:
        return self._plaat


def foto(
    snap_compare: Callable[..., bool],
    app: App[Any],
    maten: tuple[int, int] | Sequence[tuple[int, int]],
    vooraf: Callable[[Any], Any] = rustig,
) -> bool:
    """Compare the screen with the picture kept of it, at each of these sizes; `vooraf` brings the app where it
    should be, at the first. The others are that same screen in a terminal made smaller or wider."""
    platen: list[str] = []
    alle: Sequence[Any] = maten if isinstance(maten[0], tuple) else (maten,)

    async def neem(pilot: Pilot[Any]) -> None:
        await vooraf(pilot)
        for nummer, maat in enumerate(alle):
            if nummer:
                await pilot.resize_terminal(*maat)
            await rustig(pilot)
            await pilot.pause()
            await pilot.wait_for_scheduled_animations()
            platen.append(app.export_screenshot(title=app.title, simplify=True))
        app.exit()

    app.run(headless=True, auto_pilot=neem, size=alle[0])
    with mock.patch.dict(os.environ, RAPPORT):
        return all(
            [
                snap_compare(_Plaat(plaat), terminal_size=maat)
                for plaat, maat in zip(platen, alle, strict=True)
            ]
        )
