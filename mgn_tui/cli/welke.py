"""Which aanmelding or gesprek, when no reference was typed: a few lines to choose from, in the order of the work."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar
from uuid import UUID

from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import van
from mgn_tui.cli.uitvoer import ref, regel
from mgn_tui.domain.datums import toon_dag_kort, toon_dagen, toon_datum, toon_datum_kort, toon_moment
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.tekst import vouw
from mgn_tui.register import aanmeldlijst, evaluatiebeeld, gesprekslijst

if TYPE_CHECKING:
    from mgn_tui.register.aanmeldlijst import AanmeldingRegel
    from mgn_tui.register.evaluatiebeeld import Plek
    from mgn_tui.register.gesprekregels import GesprekRegel
    from mgn_tui.register.kluis import Recordregel
    from mgn_tui.register.sessie import Sessie

T = TypeVar("T")

MERK: Final = {"✖": "te laat", "▲": "bijna te laat", "●": "op tijd"}
_UITLEG: Final = (
    "Typ het nummer, of een deel van wat u zoekt: naam, dag, stand of referentie. Stoppen: ctrl+c."
)
HOEVEEL: Final = 9
"""Lines at a time: as many as one keeps in mind while they are read aloud."""


class Keuzeregel(NamedTuple):
    """A line to choose, and what is answered when it is chosen."""

    waarde: str
    tekst: str


def aanmelding_tekst(r: "AanmeldingRegel", vandaag: date, namen: bool = False) -> str:
    """An aanmelding on one line, without its reference."""
    wacht = f"{toon_dagen(r.dagen)} {MERK.get(r.merk, '')}".strip() if r.merk.strip() else ""
    return regel(
        r.naam if namen and r.naam else r.wie,
        aanmeldlijst.statuslabel(r.status),
        wacht,
        r.praktijk,
        f"gesprek {toon_dag_kort(r.gesprek_op, vandaag)}"
        if r.gesprek_op
        else f"uitgenodigd {toon_dag_kort(r.uitgenodigd_op, vandaag)}"
        if r.uitgenodigd_op
        else "",
    )


def gesprek_tekst(r: "GesprekRegel", namen: bool = False) -> str:
    """A gesprek on one line, without its reference."""
    return regel(
        r.naam if namen and r.naam else r.wie,
        toon_moment(r.begin),
        f"{r.volgnummer}e gesprek",
        aanmeldlijst.statuslabel(r.status),
        f"{r.themas} van 6 thema's" if r.themas else "",
        f"advies {r.advies}" if r.advies else "",
    )


# --- the questions ---------------------------------------------------------------------------


def welke_aanmelding(ctx: Any, sessie: "Sessie", getypt: str) -> str:
    """The reference that was typed, else the one that is chosen. Who waits longest comes first."""

    def lees(sleutels: Sequence[bytes]) -> list[Keuzeregel]:
        rijen = aanmeldlijst.regels(sessie, list(sleutels))
        return [
            Keuzeregel(r.ref, regel(aanmelding_tekst(r, sessie.klok.vandaag()), ref(r.ref))) for r in rijen
        ]

    return getypt or _vraag(
        ctx,
        "aanmelding",
        lambda filter_: aanmeldlijst.sleutels(sessie, filter_),
        lees,
        "Er zijn nog geen aanmeldingen. Voeg er een toe met: mgn aanmelding nieuw",
    )


def welk_gesprek(ctx: Any, sessie: "Sessie", getypt: str) -> str:
    """As `welke_aanmelding`: today's come first, then what was, then what is to come."""
    return getypt or _uit_lijst(
        ctx, sessie, gesprekslijst.gesprekken(sessie), "Er zijn nog geen gesprekken gepland."
    )


def welk_advies(ctx: Any, sessie: "Sessie", getypt: str) -> str:
    """A gesprek that was held: first what asks most, from writing to sending."""
    return getypt or _uit_lijst(
        ctx, sessie, gesprekslijst.adviezen(sessie), "Er is nog geen gesprek als gevoerd vastgelegd."
    )


def _uit_lijst(ctx: Any, sessie: "Sessie", lijst: "gesprekslijst.Gesprekslijst", leeg: str) -> str:
    def lees(sleutels: Sequence[bytes]) -> list[Keuzeregel]:
        rijen = gesprekslijst.regels(sessie, sleutels, brief=True)
        return [Keuzeregel(r.ref, regel(gesprek_tekst(r), ref(r.ref))) for r in rijen]

    return _vraag(ctx, "gesprek", lambda filter_: lijst.met(sessie, filter_), lees, leeg)


def welke_plek(ctx: Any, sessie: "Sessie", soort: str, getypt: str, pilot: str = "") -> "Plek":
    """The sprint or pilot that was typed, else the one that is chosen. `soort`: "" is both."""
    if soort not in ("", "sprint", "pilot"):
        raise Gebruiksfout("Zeg eerst sprint of pilot, en dan welke: mgn evaluatie … sprint 2")
    if getypt and soort:
        return evaluatiebeeld.vind_plek(sessie, "sprint" if soort == "sprint" else "pilot", getypt, pilot)
    alle = [p for p in evaluatiebeeld.plekken(sessie) if soort in ("", p.soort)]

    def zoek(filter_: str) -> "list[Plek]":
        return [p for p in alle if vouw(filter_) in vouw(_plek_tekst(p))]

    def lees(plekken: "Sequence[Plek]") -> list[Keuzeregel]:
        return [Keuzeregel(p.id.hex, _plek_tekst(p)) for p in plekken]

    leeg = "Er is nog geen pilot. Voeg er een toe met: mgn pilot nieuw"
    if soort == "sprint":
        leeg = "Er is nog geen sprint. Voeg er een toe met: mgn sprint nieuw"
    return evaluatiebeeld.plek_van(
        sessie, UUID(hex=_vraag(ctx, soort or "sprint of pilot", zoek, lees, leeg))
    )


def welke_rij(ctx: Any, wat: str, rijen: "Sequence[Recordregel]", leeg: str) -> str:
    """The key of the row that is chosen, by its name or what stands beside it."""

    def zoek(filter_: str) -> "list[Recordregel]":
        return [r for r in rijen if vouw(filter_) in vouw(f"{r.naam} {r.bij}")]

    def lees(deel: "Sequence[Recordregel]") -> list[Keuzeregel]:
        return [
            Keuzeregel(r.id, regel(r.naam, r.bij, "" if r.actief else "doet niet meer mee")) for r in deel
        ]

    return _vraag(ctx, wat, zoek, lees, leeg)


def _plek_tekst(plek: "Plek") -> str:
    dagen = f"{toon_datum_kort(plek.van)} tot en met {toon_datum(plek.tot)}"
    return regel(plek.naam, plek.pilotnaam if plek.soort == "sprint" else "", dagen, plek.doel)


def _vraag(
    ctx: Any,
    wat: str,
    zoek: Callable[[str], Sequence[T]],
    lees: Callable[[Sequence[T]], Sequence[Keuzeregel]],
    leeg: str,
) -> str:
    terminal = van(ctx).terminal
    alle = zoek("")
    if not alle:
        raise Geweigerd(leeg)
    terminal.zeg(f"{'Welk' if wat == 'gesprek' else 'Welke'} {wat}? {_UITLEG}")
    getoond: list[Keuzeregel] = []

    def verder() -> None:
        nieuw = lees(alle[len(getoond) : len(getoond) + HOEVEEL])
        for nummer, keuze in enumerate(nieuw, len(getoond) + 1):
            terminal.zeg(f"{nummer} {keuze.tekst}")
        getoond.extend(nieuw)

    verder()
    while True:  # nothing that is typed ends the question, but for stopping
        nog = len(alle) - len(getoond)
        antwoord = terminal.vraag(f"Nummer (Enter: nog {nog}):" if nog > 0 else "Nummer:").strip()
        if antwoord.isdecimal() and 1 <= int(antwoord) <= len(getoond):
            gekozen = getoond[int(antwoord) - 1]
            terminal.zeg(f"= {gekozen.tekst}")
            return gekozen.waarde
        if not antwoord and nog > 0:
            verder()
        elif not antwoord or antwoord == "?":
            terminal.zeg(_UITLEG)
        elif gevonden := zoek(antwoord):
            alle, getoond = gevonden, []
            verder()
        else:
            terminal.zeg(f"Niets gevonden met '{antwoord}'. {_UITLEG}")
