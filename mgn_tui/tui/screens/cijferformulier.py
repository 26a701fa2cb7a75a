"""The forms of Sprint & cijfers: of a target, an evaluation, a decision."""

from typing import Any

from mgn_tui.tui.screens.formulierscherm import FormulierScherm
from mgn_tui.tui.widgets.formulier import FormulierWidget


class CijferFormulier(FormulierScherm):
    """A form of this step. `veld`: where the cursor begins."""

    STAP = "cijfers"
    UITLEG = "ctrl+o bewaart. Esc gaat terug; wat u typte blijft als concept staan."

    def __init__(self, *args: Any, veld: str = "", **kwargs: Any) -> None:
        super().__init__(*args, stap=self.STAP, **kwargs)
        self._veld = veld

    def eerste_veld(self, formulier: FormulierWidget) -> str:
        return self._veld or super().eerste_veld(formulier)
