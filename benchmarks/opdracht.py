"""How the programs that are measured are started: the same way on both sides."""

import os
import sys
from pathlib import Path

WORTEL = Path(__file__).resolve().parents[1]
_WEG = ("MGN_", "TEXTUAL_", "PYTHONDONTWRITEBYTECODE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")


def kale_omgeving(**extra: str) -> dict[str, str]:
    """An environment in which a program starts as it does with a user."""
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith(_WEG)}
    vast = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "PYTHONPATH": str(WORTEL)}
    return {**omgeving, **vast, **extra}


def python(*woorden: str) -> list[str]:
    """The command that runs a module in this same Python."""
    return [sys.executable, "-P", "-m", *woorden]
