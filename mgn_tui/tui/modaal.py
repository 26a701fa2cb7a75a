"""Windows over the screen, and how any screen of ours goes."""

from typing import Any, ClassVar, TypeVar, cast

from textual import events, on
from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.await_remove import AwaitRemove
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.worker import NoActiveWorker, Worker, get_current_worker

from mgn_tui.tui.acties import OVERAL, acties_van
from mgn_tui.tui.widgets.invoer import Typveld, VeldGewijzigd

Uitkomst = TypeVar("Uitkomst")


class GaatNetjes:
    """How a screen of ours goes: it takes its work along, and never another screen."""

    _gaat_met: tuple[Any] | None = None  # what it answers, when it may go but lies under another screen

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Textual takes away what lies on top; a screen that finds itself under another one waits its turn."""
        if cast(Screen[Any], self).is_active:
            return super().dismiss(result)  # type: ignore[misc, no-any-return]
        self._gaat_met = (result,)
        al_klaar: AwaitComplete = AwaitComplete.nothing()  # type: ignore[no-untyped-call]
        return al_klaar

    def na_thema(self) -> None:
        """The theme is another, and the styles are: draw anew what was drawn in colours of the one before."""

    def on_screen_resume(self) -> None:
        if self._gaat_met is not None:
            self.dismiss(*self._gaat_met)

    def remove(self) -> AwaitRemove:
        """What is at work for this screen would look for what is gone: it stops, but for the work that closes
        the screen itself. Textual stops it too, but only after the widgets went."""
        try:
            zelf: Worker[Any] | None = get_current_worker()
        except NoActiveWorker:
            zelf = None
        scherm = cast(Screen[Any], self)
        # Textual keeps the last thousand widgets for the sake of two colours each, with all they ever painted.
        StylesCache.get_inner_outer.cache_clear()
        for werk in scherm.app.workers:
            if werk is not zelf and scherm in werk.node.ancestors_with_self:
                werk.cancel()
        return super().remove()  # type: ignore[misc, no-any-return]


class MgnModaal(GaatNetjes, ModalScreen[Uitkomst], inherit_bindings=False):
    """A window over the screen. Esc, or a click beside it, closes it; help, the crisis card and closing the screen
    work here too. `UITLEG`: the first lines of its help. `VOET`: the keys that stand at the bottom of the screen, for
    a window that does not name them itself."""

    DEFAULT_CSS = """
    MgnModaal { align: center middle; background: $background 70%; }
    MgnModaal > .venstervoet { dock: bottom; height: 1; padding: 0 1; background: $background; color: $gedempt; }
    """
    UITLEG: ClassVar[str] = ""
    VOET: ClassVar[str] = ""
    KLIK_SLUIT: ClassVar[bool] = True
    _iets_getypt = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "sluit", "terug", show=False, id="terug"),
        *(
            Binding(",".join(actie.toetsen), actie.actie, actie.label, show=False, id=actie.id)
            for actie in acties_van(OVERAL)
            if actie.id in {"hulp", "spoed", "dicht", "volgende", "vorige"}
        ),
    ]

    def action_sluit(self) -> None:
        self.dismiss(None)

    def uitleg(self) -> str:
        """The first lines of the help."""
        return self.UITLEG

    @on(events.Mount)
    def _zet_voet(self) -> None:
        if self.VOET:
            from mgn_tui.tui.widgets.toetsen import Toetsen

            self.mount(Toetsen(self.VOET, classes="venstervoet"))

    @on(events.Click)
    def _klik_ernaast(self, gebeurtenis: events.Click) -> None:
        ernaast = self.get_widget_at(*gebeurtenis.screen_offset)[0] is self
        if self.KLIK_SLUIT and ernaast and self.is_active and not self._iets_getypt:
            gebeurtenis.stop()
            self.action_sluit()

    @on(VeldGewijzigd)
    def _tekst_getypt(self) -> None:
        """A hand that slips must not throw away what was typed: now only Esc closes."""
        self._iets_getypt |= isinstance(self.focused, Typveld)
