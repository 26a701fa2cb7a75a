"""The forms of an evaluation: its words, a group of leerpunten, a decision, and looking back on one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from mgn_tui.domain.fouten import NietGevonden
from mgn_tui.register import evaluatiebeeld, evalueren
from mgn_tui.register.evaluatiebeeld import BESLUIT, EVALUATIE, TERUGKIJKEN, Besluitregel, Groep, Plek
from mgn_tui.tui.screens.cijferformulier import CijferFormulier
from mgn_tui.tui.screens.formulierscherm import Geladen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

R = TypeVar("R", Groep, Besluitregel)


def teksten(plek: Plek, veld: str) -> CijferFormulier:
    """The words of the evaluation, opened at one of them."""
    titel = f"Evaluatie {plek.naam}"

    def laad(sessie: "Sessie") -> Geladen:
        beeld = evaluatiebeeld.lees(sessie, plek)
        return Geladen(EVALUATIE, beeld.ruw, beeld.versie, kop=titel)

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]) -> Any:
        evalueren.bewaar(sessie, plek, ruw, versie, concept)

    return CijferFormulier(titel, EVALUATIE.naam, plek.record, laad, bewaar, veld=veld)


def groep(plek: Plek, id_: str) -> CijferFormulier:
    """A group of leerpunten: its title, its sentence for the report, and what lies in it."""

    def laad(sessie: "Sessie") -> Geladen:
        deze = _vind(evaluatiebeeld.lees(sessie, plek).groepen, id_)
        return Geladen(
            evalueren.groepvorm(sessie, plek), deze.ruw, deze.versie, kop=f"Leerpunten · {deze.titel}"
        )

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]) -> Any:
        return evalueren.bewaar_groep(sessie, plek, ruw, id_, versie, concept)

    return CijferFormulier("Leerpunten samen", evalueren.GROEP.naam, id_, laad, bewaar, veld="tekst")


def besluit(plek: Plek, id_: str | None = None) -> CijferFormulier:
    """A decision, new or taken in this evaluation."""

    def laad(sessie: "Sessie") -> Geladen:
        if id_ is None:
            leeg = {veld.naam: "" for veld in BESLUIT.velden} | {"staat": "open"}
            return Geladen(BESLUIT, leeg)
        deze = _vind(evaluatiebeeld.lees(sessie, plek).besluiten, id_)
        return Geladen(BESLUIT, deze.ruw, deze.versie)

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]) -> Any:
        return evalueren.bewaar_besluit(sessie, plek, ruw, id_, versie, concept)

    titel = f"{'Besluit' if id_ else 'Nieuw besluit'} · {plek.naam}"
    return CijferFormulier(titel, BESLUIT.naam, id_ or f"{plek.record}|nieuw", laad, bewaar)


def terugblik(plek: Plek, id_: str) -> CijferFormulier:
    """What became of a decision of before."""

    def laad(sessie: "Sessie") -> Geladen:
        deze = _vind(evaluatiebeeld.lees(sessie, plek).vorige, id_)
        ruw = {veld.naam: deze.ruw[veld.naam] for veld in TERUGKIJKEN.velden}
        return Geladen(TERUGKIJKEN, ruw, deze.versie, kop=f"Terugblik op {deze.van}", melding=deze.tekst)

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]) -> Any:
        evalueren.kijk_terug(sessie, plek, id_, ruw, versie, concept)

    return CijferFormulier("Terugblik", TERUGKIJKEN.naam, id_, laad, bewaar, veld="terugblik")


def _vind(regels: tuple[R, ...], id_: str) -> R:
    for regel in regels:
        if regel.id == id_:
            return regel
    raise NietGevonden("Dit is er niet meer; een collega heeft het weggehaald.")
