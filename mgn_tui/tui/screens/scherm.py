"""What the screens behind the unlock screen share: the way to the app that holds the session."""

from typing import TYPE_CHECKING, Any, cast

from textual.await_complete import AwaitComplete
from textual.screen import Screen

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

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """A record that closes itself leads back to where one came from, as Esc does."""
        self.mgn.ga_terug_van(self)
        return super().dismiss(result)

    @property
    def leeft(self) -> bool:
        """Whether this screen still stands, with all that is in it; ask it after waiting for a thread."""
        return self.is_attached and self.display  # Textual says no display from the moment it is taken away

    def over_te_typen(self) -> tuple[tuple[str, ...], int]:
        """Which gesprekken can be typed over from here, and which of them is in sight."""
        return (), 0

    def action_overtypen(self) -> None:
        """Question by question, as the form of the region asks it."""
        from mgn_tui.tui.screens.overtypen import OvertypVenster

        refs, plek = self.over_te_typen()
        if refs:
            self.app.push_screen(OvertypVenster(refs, plek))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "overtypen":
            return bool(self.mgn.sessie.profiel.overtypelijst and self.over_te_typen()[0])
        if action == "geschiedenis":
            return self.record is not None
        return super().check_action(action, parameters)

    async def action_geschiedenis(self) -> None:
        """Who changed this record, when, and what stood there."""
        from mgn_tui.tui.screens.geschiedenis import toon_geschiedenis

        if (record := self.record) is not None:
            await self.voor_terugnemen()  # what was typed is history too
            await toon_geschiedenis(self.mgn, record)
