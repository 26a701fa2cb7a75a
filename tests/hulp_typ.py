"""Typing in one go: what a person types in a field, put there as the terminal's paste would."""

from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.hulp_schermen import _stuur, druk, rustig


async def typ(pilot: Pilot[Any], tekst: str) -> None:
    """Put text in the field that has the cursor; where no field has it, the first sign is a key press."""
    if not isinstance(pilot.app.focused, Input | TextArea):
        await druk(pilot, tekst[0])
        tekst = tekst[1:]
    veld = pilot.app.focused
    assert isinstance(veld, Input | TextArea), f"the cursor is in {veld!r}, which takes no text"
    if isinstance(veld, Input):
        veld.insert_text_at_cursor(tekst)
    else:
        veld.insert(tekst)
    await rustig(pilot)


def vooruit(pilot: Pilot[Any], *toetsen: str) -> None:
    """Keys typed ahead, one behind the other, while the app may be at work."""
    for toets in toetsen:
        _stuur(pilot, toets)


async def snel(pilot: Pilot[Any], *toetsen: str) -> None:
    """Keys typed ahead; at the end all is at rest."""
    vooruit(pilot, *toetsen)
    await rustig(pilot)
