"""The fields of a form as options of a command, and what was given with them.

The options are made without opening a werkmap, so that `--help` needs no passphrase: lists that stand in the
database (praktijken, colleagues) are empty here and are checked when the command runs.
"""

import inspect
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, cast

import typer

from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.profiel import Profiel, laad_profiel, profielen
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort

if TYPE_CHECKING:
    from mgn_tui.cli.basis import VormMaker
    from mgn_tui.register.sessie import Sessie

GEGEVEN: Final = "mgn.velden"
UIT_BESTAND: Final = "uit_bestand"
VOORVOEGSEL: Final = "veld_"  # so that a field may be called as a word of the command is
ELDERS: Final = frozenset({"gebruiker"})  # taken out of the command line before Typer sees it
_WAARDE: Final = {
    VeldSoort.TEKST: "TEKST",
    VeldSoort.LANG: "TEKST",
    VeldSoort.DATUM: "DATUM",
    VeldSoort.MOMENT: "MOMENT",
    VeldSoort.GETAL: "GETAL",
    VeldSoort.DECIMAAL: "GETAL",
    VeldSoort.JANEE: "JA/NEE",
    VeldSoort.KEUZE: "KEUZE",
    VeldSoort.LIJST: "LIJST",
}


@dataclass(frozen=True, slots=True)
class _ZonderWerkmap:
    """Stands in for a session where only the region's part of a form is wanted."""

    profiel: Profiel

    @contextmanager
    def lezen(self) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(exec=lambda _vraag: ())


def zonder_werkmap(maak: "Callable[[Sessie], Formulier]") -> "VormMaker":
    """A form of the register as it is before a werkmap is open: its own lists are empty."""
    return lambda profiel: maak(cast("Sessie", _ZonderWerkmap(profiel)))


def opties_van(maak: "VormMaker | None") -> list[Any]:
    """The options of a command: every field that any region asks, and `--uit-bestand`."""
    if maak is None:
        return []
    velden: dict[str, Veld] = {}
    for regio in profielen():
        for veld in maak(laad_profiel(regio)).velden:
            eerder = velden.get(veld.naam)
            extra = [k for k in veld.keuzes if eerder and k.code not in {e.code for e in eerder.keuzes}]
            velden[veld.naam] = replace(eerder, keuzes=(*eerder.keuzes, *extra)) if eerder else veld
    uit_bestand = (
        "De antwoorden uit een JSON-bestand, veldnaam bij antwoord; - is de invoer van deze opdracht."
    )
    namen = {v: (_hulp(veld), _WAARDE[veld.soort]) for v, veld in velden.items() if v not in ELDERS}
    return _maak_opties(namen | {UIT_BESTAND: (uit_bestand, "BESTAND")})


def optienaam(veldnaam: str) -> str:
    return "--" + veldnaam.replace("_", "-")


def _hulp(veld: Veld) -> str:
    delen = [_zin(veld.label), _zin(veld.hulp)]
    if veld.keuzes:
        delen.append(_zin("Kies uit: " + ", ".join(k.code for k in veld.keuzes)))
        if veld.soort is VeldSoort.LIJST:
            delen.append("Meer mag, met een komma ertussen.")
    elif veld.soort in (VeldSoort.KEUZE, VeldSoort.LIJST):
        delen.append("De naam, of het begin ervan.")
    return " ".join(deel for deel in delen if deel)


def _zin(tekst: str) -> str:
    return tekst if not tekst or tekst.endswith((".", "?", "!", "…")) else tekst + "."


def _maak_opties(namen: dict[str, tuple[str, str]]) -> list[Any]:
    """Options as Typer makes them of a function's parameters."""

    def leeg(**_: str | None) -> None: ...

    parameters = [
        inspect.Parameter(
            VOORVOEGSEL + naam,
            inspect.Parameter.KEYWORD_ONLY,
            default=typer.Option(None, optienaam(naam), help=hulp, metavar=waarde),
            annotation=str | None,
        )
        for naam, (hulp, waarde) in namen.items()
    ]
    vars(leeg)["__signature__"] = inspect.Signature(parameters)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(leeg)
    return list(cast(Any, typer.main.get_command(app)).params)


# --- what was given --------------------------------------------------------------------------


def gegeven(ctx: Any) -> dict[str, str] | None:
    """The answers on the command line and in the file, as typed; None when there are none at all.

    An option wins over the file. Raises `Gebruiksfout` for a file that cannot be used.
    """
    opties: dict[str, str | None] = dict(ctx.meta.get(GEGEVEN, {}))
    bestand = opties.pop(UIT_BESTAND, None)
    getypt = {naam: waarde for naam, waarde in opties.items() if waarde is not None}
    if bestand is None:
        return getypt or None
    return _uit_bestand(bestand) | getypt


def _uit_bestand(bestand: str) -> dict[str, str]:
    try:
        if bestand == "-":
            inhoud = sys.stdin.read()
        else:
            with open(bestand, encoding="utf-8-sig") as open_:
                inhoud = open_.read()
        gelezen = json.loads(inhoud)
    except (OSError, UnicodeDecodeError):
        raise Gebruiksfout("Het bestand met antwoorden is niet te lezen. Klopt de plek?") from None
    except (ValueError, RecursionError):
        raise Gebruiksfout("Het bestand met antwoorden is geen JSON.") from None
    if not isinstance(gelezen, dict):
        raise Gebruiksfout('Het bestand met antwoorden hoort er zo uit te zien: {"veldnaam": "antwoord"}.')
    return {str(naam).replace("-", "_"): _als_tekst(str(naam), waarde) for naam, waarde in gelezen.items()}


def _als_tekst(naam: str, waarde: object) -> str:
    match waarde:
        case None:
            return ""
        case bool():
            return "ja" if waarde else "nee"
        case str():
            return waarde
        case int() | float():
            return str(waarde).replace(".", ",")
        case list():
            return " | ".join(_als_tekst(naam, deel) for deel in waarde)
        case _:
            raise Geweigerd({naam: "Dit antwoord is geen tekst, getal, ja/nee of lijst."})
