"""Beside a gesprek that was held: its marks, and the casusoverleg. Opened from Doorverwijzing."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mgn_tui.register import vastleggen, waarderen
from mgn_tui.register.waarderen import Ingevuld
from mgn_tui.tui.screens.formulierscherm import Bewaar, FormulierScherm, Geladen
from mgn_tui.tui.termen import in_termen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


def _scherm(
    titel: str, wie: str, soort: str, ref: str, lees: "Callable[[Sessie, str], Ingevuld]", bewaar: Bewaar
) -> FormulierScherm:
    def laad(sessie: "Sessie") -> Geladen:
        beeld = vastleggen.lees(sessie, ref, weer=True)
        if beeld.dicht:
            raise sessie.geen_toegang(
                "Dit schrijven alleen de gespreksvoerders van dit gesprek op.", beeld.inwoner
            )
        staand = lees(sessie, ref)
        return Geladen(staand.vorm, staand.ruw, staand.versie, staand.inwoner, f"{staand.vorm.titel} · {wie}")

    return FormulierScherm(f"{titel} · {wie}", soort, ref, laad, bewaar, stap="doorverwijzing")


def waardering_scherm(ref: str, wie: str) -> FormulierScherm:
    """The marks of one gesprek, where the inwoner agrees."""

    def bewaar(s: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]) -> None:
        waarderen.bewaar_waardering(s, ref, ruw, versie, concept)

    return _scherm("Waardering", wie, "waardering", ref, waarderen.lees_waardering, bewaar)


def tafel_scherm(ref: str, wie: str) -> FormulierScherm:
    """That one gesprek was brought to the casusoverleg, and who picks it up."""

    def bewaar(s: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]) -> None:
        waarderen.bewaar_tafel(s, ref, ruw, versie, concept)

    return _scherm(in_termen("Casusoverleg"), wie, "tafel", ref, waarderen.lees_tafel, bewaar)
