"""What the screens behind the unlock screen share: the way to the app that holds the session."""

from typing import TYPE_CHECKING, Any, cast

from textual.await_remove import AwaitRemove
from textual.screen import Screen
from textual.worker import NoActiveWorker, Worker, get_current_worker

from mgn_tui.tui.basis import StapScherm

if TYPE_CHECKING:
    from mgn_tui.tui.app import MgnTui


def mgn_van(scherm: Screen[Any]) -> "MgnTui":
    """The app of a screen of ours."""
    return cast("MgnTui", scherm.app)


class MgnScherm(StapScherm):
    """A screen of a step, with the opened werkmap at hand as `self.mgn.sessie`."""

    @property
    def mgn(self) -> "MgnTui":
        return mgn_van(self)

    @property
    def leeft(self) -> bool:
        """Whether this screen still stands, with all that is in it; ask it after waiting for a thread."""
        return self.is_attached and self.display  # Textual says no display from the moment it is taken away

    def remove(self) -> AwaitRemove:
        """What is at work for a screen that goes would look for what is gone: it stops, but for the one
        that closes the screen itself."""
        try:
            zelf: Worker[Any] | None = get_current_worker()
        except NoActiveWorker:
            zelf = None
        for werk in self.app.workers:
            if werk is not zelf and self in werk.node.ancestors_with_self:
                werk.cancel()
        return super().remove()
