"""The person at the keyboard: lines in, lines out, nothing that moves.

Questions and narration go to stderr, data to stdout. No colours, no cursor: a screen reader and a braille line
follow it, and so does a screen of forty columns.
"""

import shutil
import sys
import textwrap

BREEDTE = 100  # wider lines are hard to read


class Terminal:
    """The terminal this process was started in."""

    def kan_vragen(self) -> bool:
        """Whether there is somebody to ask: a keyboard, and a screen to ask on."""
        return all(kanaal is not None and kanaal.isatty() for kanaal in (sys.stdin, sys.stderr))

    def breedte(self) -> int:
        """Columns to wrap at; 0 when nobody looks (a file, a pipe)."""
        if sys.stderr is None or not sys.stderr.isatty():
            return 0
        return max(20, min(BREEDTE, shutil.get_terminal_size((80, 24)).columns - 1))

    def zeg(self, tekst: str = "") -> None:
        """Narration; wrapped between words, with the writer's own line breaks."""
        print(vouw_regels(tekst, self.breedte()), file=sys.stderr, flush=True)

    def data(self, tekst: str) -> None:
        """What the command is for."""
        print(tekst, flush=True)

    def vraag(self, tekst: str) -> str:
        """One typed line. Raises EOFError at the end of the input, KeyboardInterrupt."""
        while True:
            print(vouw_regels(tekst, self.breedte()), end=" ", file=sys.stderr, flush=True)
            regel = sys.stdin.readline()
            if not regel:
                raise EOFError
            if "\x1b" not in regel:
                return regel.rstrip("\r\n")
            # an arrow key arrives as signs among the answer; its remains would be stored
            self.zeg("Pijltjes werken hier niet: gebruik backspace. Typ dit antwoord opnieuw.")

    def geheim(self, tekst: str) -> str:
        """A line that is not shown while it is typed. Raises as `vraag`."""
        from getpass import getpass

        return getpass(f"{tekst.removesuffix(':')} (niet te zien terwijl u typt): ", stream=sys.stderr)


def vouw_regels(tekst: str, breedte: int) -> str:
    """`tekst` in lines of at most `breedte` columns; 0 leaves it as it is. A longer word is not cut."""
    if not breedte:
        return tekst
    return "\n".join(
        textwrap.fill(regel, breedte, break_long_words=False, break_on_hyphens=False)
        for regel in tekst.split("\n")
    )


def maak_leesbaar() -> None:
    """Have a sign that this terminal cannot show replaced instead of fatal, and write UTF-8 to files."""
    for kanaal in (sys.stdout, sys.stderr):
        zet = getattr(kanaal, "reconfigure", None)
        if zet is not None:
            if not kanaal.isatty():
                zet(encoding="utf-8")
            zet(errors="replace")
    zet = getattr(sys.stdin, "reconfigure", None)
    if zet is not None:
        zet(errors="replace")
