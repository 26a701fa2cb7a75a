"""The score of one theme, by the inwoner: 0 to 10 in halves, or none. Never a default."""

from typing import ClassVar, Final

from rich.text import Text
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from mgn_tui.domain.velden import Veld
from mgn_tui.tui.tekens import in_woorden
from mgn_tui.tui.widgets.spinnenweb import HOOGSTE, toon_score

STAP: Final = 0.5
_MET_WOORD: Final = 15  # cells that the score asks with "cijfer" before it


def lees_score(ruw: str) -> float | None:
    """The number behind a text as it is stored ("6,5"); None for none, or for what is no score."""
    try:
        score = float(ruw.replace(",", "."))
    except ValueError:
        return None
    return score if 0 <= score <= HOOGSTE else None


class Cijfer(Widget, can_focus=True):
    """A digit sets it, ← → move it by a half, Del clears. Any other letter is the beginning of the note:
    it is passed on (`Geschreven`), as is Enter (`Verder`)."""

    DEFAULT_CSS = """
    Cijfer {
        width: 20; height: 1; padding: 0 1;
        & > .cijfer--rustig { color: $gedempt; }
        & > .cijfer--nu { color: $foreground; text-style: bold; }
        &:focus { background: $kies; color: $op-kies; }
        &:focus > .cijfer--rustig { color: $op-kies; }
        &:focus > .cijfer--nu { color: $op-kies; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"cijfer--rustig", "cijfer--nu"}
    ALLOW_SELECT = False

    score: reactive[float | None] = reactive(None)

    class Gezet(Message):
        """The inwoner gave another score, or none."""

        def __init__(self, ruw: str) -> None:
            super().__init__()
            self.ruw = ruw

    class Geschreven(Message):
        """What was typed here is text for the note."""

        def __init__(self, tekst: str) -> None:
            super().__init__()
            self.tekst = tekst

        def __rich_repr__(self) -> list[object]:
            return []  # what is typed stays out of logs

    class Verder(Message):
        """On to the note."""

    def __init__(self, veld: Veld | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.veld = veld  # what F1 explains
        self._eerder = ""  # the key before this one: "1" then "0" is ten, "," then "5" is a half

    def render(self) -> Text:
        rustig, nu = (self.get_component_rich_style(f"cijfer--{deel}") for deel in ("rustig", "nu"))
        regel = Text(self._woord, rustig, no_wrap=True, end="")
        if in_woorden():
            return regel.append("geen" if self.score is None else toon_score(self.score), nu)
        return regel.append("◀ ", rustig).append(f"{toon_score(self.score):>3}", nu).append(" ▶", rustig)

    @property
    def _woord(self) -> str:
        """Before the score, where the name of the theme leaves room for it."""
        return "cijfer  " if self.size.width >= _MET_WOORD else ""

    def zet(self, ruw: str) -> None:
        """Show another score, without telling anyone."""
        self.score = lees_score(ruw)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character is not None and character.isprintable()

    def on_focus(self) -> None:
        self._eerder = ""

    def on_key(self, gebeurtenis: events.Key) -> None:
        toets, teken = gebeurtenis.key, gebeurtenis.character or ""
        eerder, self._eerder = self._eerder, teken
        if toets in ("left", "right"):
            self._stap(STAP if toets == "right" else -STAP)
        elif toets in ("delete", "backspace"):
            self._kies(None)
        elif toets in ("enter", "down"):
            self.post_message(self.Verder())
        elif teken in ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"):
            self._cijfer(teken, eerder)
        elif teken in (",", ".") and self.score is not None:
            pass  # half a point: the digit after it says which
        elif teken and teken.isprintable():
            if teken.strip():
                self.post_message(self.Geschreven(teken))
        else:
            return
        gebeurtenis.stop()
        gebeurtenis.prevent_default()

    def on_paste(self, gebeurtenis: events.Paste) -> None:
        gebeurtenis.stop()
        self.post_message(self.Geschreven(gebeurtenis.text))

    def _cijfer(self, teken: str, eerder: str) -> None:
        if eerder in (",", ".") and eerder and self.score is not None:
            self._kies(min(int(self.score) + (STAP if teken == "5" else 0), HOOGSTE))
        elif teken == "0" and eerder == "1" and self.score == 1:
            self._kies(HOOGSTE)
        else:
            self._kies(float(teken))

    def _stap(self, hoeveel: float) -> None:
        if self.score is None:
            self._kies(0 if hoeveel > 0 else HOOGSTE)
        else:
            self._kies(min(max(self.score + hoeveel, 0), HOOGSTE))

    def _kies(self, score: float | None) -> None:
        if score != self.score:
            self.score = score
            self.post_message(self.Gezet("" if score is None else toon_score(score)))

    def on_click(self, gebeurtenis: events.Click) -> None:
        plek = gebeurtenis.get_content_offset(self)
        x = -1 if plek is None else plek.x - len(self._woord)
        if x in (0, 1, 5, 6):
            self._stap(-STAP if x < 3 else STAP)
