"""First paint, then the rest: what a key changed stands on the screen before anything else is asked."""

from collections.abc import Callable
from typing import ParamSpec

from textual.widget import Widget

P = ParamSpec("P")


def na_tekenen(onderdeel: Widget, doe: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
    """Do this when what changed has been painted; not for what was taken away in the meantime."""

    def nu() -> None:
        if onderdeel.is_attached:
            doe(*args, **kwargs)

    onderdeel.call_after_refresh(nu)
