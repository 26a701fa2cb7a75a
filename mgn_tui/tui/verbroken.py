"""A terminal that went away while the program goes on, as with `nohup` or a program that holds our pty.

Usually the system ends us with it. Where it does not, an open werkmap would stay behind with nobody before it, and
Textual would go on asking a dead terminal for keys.
"""

import os
import select
import sys


def terminal_in() -> int | None:
    """The descriptor keys come from, or None when that is no terminal, or on Windows, which ends a program with its
    window, or where the system cannot be asked (a macOS without a working poll)."""
    if sys.platform == "win32" or not hasattr(select, "poll") or sys.__stdin__ is None:
        return None
    try:
        invoer = sys.__stdin__.fileno()
    except (OSError, ValueError):
        return None
    return invoer if os.isatty(invoer) else None


def is_weg(terminal: int) -> bool:
    """Whether nobody is at the other end any more. Asks, and does not wait."""
    if sys.platform == "win32":
        return False
    vraag = select.poll()
    vraag.register(terminal, 0)  # what is wrong is said without being asked for
    return any(gezegd & select.POLLHUP for _, gezegd in vraag.poll(0))
