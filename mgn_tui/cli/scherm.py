"""Whether there is a screen to draw on. Imports next to nothing."""

import os
import sys


def heeft_scherm() -> bool:
    """A terminal on all three sides, and not a dumb one: without, the app would wait for ever."""
    kanalen = (sys.stdin, sys.stdout, sys.stderr)
    if any(kanaal is None or not kanaal.isatty() for kanaal in kanalen):
        return False
    return os.environ.get("TERM") != "dumb"
