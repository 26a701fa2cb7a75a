"""The keys of a window as text ("Enter verder   Esc terug"); clicking one does what the key does."""

import re
from typing import Final

from textual.content import Content, Span
from textual.style import Style
from textual.visual import Visual

from mgn_tui.tui.tekens import in_woorden, vertaal
from mgn_tui.tui.toetsnamen import TOETSNAMEN, toets_bestaat
from mgn_tui.tui.widgets.tekst import Static

_STUK: Final = re.compile(r"(?:^|(?<=\n)|(?<= {3}))(?P<toets>[^\s\xa0]+)[\s\xa0]+\S(?:(?! {3}|\n).)*")


def toets_van(label: str) -> str:
    """The key behind what people read; "" for what is no single key (`↑↓`, `1-6`)."""
    namen = {vertaal(lezen) if in_woorden() else lezen: naam for naam, lezen in TOETSNAMEN.items()}
    naam = namen.get(label) or (label.lower() if len(label) > 1 else label)
    return naam if toets_bestaat(naam) else ""


class Toetsen(Static):
    """Put three spaces between two keys. What is no key ("even geduld …") stands there as it is."""

    DEFAULT_CSS = """
    Toetsen {
        link-style: none; link-color: $gedempt; link-background: transparent;
        link-style-hover: bold; link-color-hover: $accent; link-background-hover: transparent;
    }
    """

    def render(self) -> Visual:
        beeld = super().render()
        if not isinstance(beeld, Content):
            return beeld
        spans = [
            Span(*stuk.span(), Style.from_meta({"@click": f"app.toets('{toets}')"}))
            for stuk in _STUK.finditer(beeld.plain)
            if (toets := toets_van(stuk["toets"]))
        ]
        return Content(beeld.plain, spans=[*beeld.spans, *spans])
