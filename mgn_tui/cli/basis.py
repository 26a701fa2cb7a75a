"""Typer in Dutch: the one factory of groups and commands, their help, their refusals.

Typer brings its own copy of click; what is overridden here is the part that speaks.
"""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.terminal import vouw_regels

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.domain.velden import Formulier

F = TypeVar("F", bound=Callable[..., None])
VormMaker = Callable[["Profiel"], "Formulier"]
"""The form of a command as a region asks it, without the lists that stand in a werkmap."""

_NAAMKOLOM: Final = 30

HULP: Final = {"help_option_names": ["--help", "-h"]}


class _Nederlands:
    """How commands and groups speak."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        stukken = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, stukken, prefix="Gebruik: ")

    def _schrijf_opties(self: Any, ctx: Any, formatter: Any) -> None:
        rijen: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for param in self.get_params(ctx):
            rijen[param.param_type_name].append((_naam(param), getattr(param, "help", None) or ""))
        for kop, soort in (("Woorden", "argument"), ("Opties", "option")):
            if rijen[soort]:
                with formatter.section(kop):
                    _schrijf_rijen(formatter, rijen[soort])


def _schrijf_rijen(formatter: Any, rijen: list[tuple[str, str]]) -> None:
    """Names with their text. Wrapped here: click breaks a code at its hyphen, and then nobody can type it over."""
    breedte = max(formatter.width - min(max(len(naam) for naam, _ in rijen), _NAAMKOLOM) - 4, 10)
    formatter.write_dl(
        [(naam, tekst and f"\b\n{vouw_regels(tekst, breedte)}") for naam, tekst in rijen],
        col_max=_NAAMKOLOM,
    )


def _naam(param: Any) -> str:
    """An option as it is typed; a word as it stands in the usage line."""
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    return ", ".join(param.opts) + ("" if param.is_flag else f" {param.metavar or 'TEKST'}")


def _met_dit_scherm(optie: Any) -> Any:
    if optie is not None:
        optie.help = "Dit scherm."
    return optie


class Opdracht(_Nederlands, TyperCommand):
    """One command; with a form, one that takes each of its fields as an option."""

    vorm: VormMaker | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._veldopties: list[Any] | None = None

    def get_help_option(self, ctx: Any) -> Any:
        return _met_dit_scherm(super().get_help_option(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        eigen = super().get_params(ctx)
        if self.vorm is None:
            return eigen
        if self._veldopties is None:
            from mgn_tui.cli.veldopties import opties_van

            self._veldopties = opties_van(type(self).vorm)
        return [*eigen[:-1], *self._veldopties, eigen[-1]]  # --help stays last

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        woorden = [p for p in self.get_params(ctx) if p.param_type_name == "argument"]
        return ["[OPTIES]", *(_naam(p) if p.required else f"[{_naam(p)}]" for p in woorden)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        self._schrijf_opties(ctx, formatter)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        # Ours, because what was typed too much may be half a name: it is not printed back.
        ctx.allow_extra_args = True
        if super().parse_args(ctx, args):
            raise Gebruiksfout(
                "Er staat een woord te veel. Zet een tekst met spaties tussen aanhalingstekens."
            )
        return []

    def invoke(self, ctx: Any) -> Any:
        if self.vorm is not None:
            from mgn_tui.cli.veldopties import GEGEVEN, VOORVOEGSEL

            namen = [optie.name for optie in self._veldopties or ()]
            ctx.meta[GEGEVEN] = {naam.removeprefix(VOORVOEGSEL): ctx.params.pop(naam) for naam in namen}
        return super().invoke(ctx)


class Groep(_Nederlands, TyperGroup):
    """A noun with its commands."""

    def get_help_option(self, ctx: Any) -> Any:
        return _met_dit_scherm(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return ["OPDRACHT", "…"]

    def regels(self, ctx: Any) -> list[tuple[str, str]]:
        """The commands with their help line."""
        return [(naam, c.get_short_help_str(100)) for naam, c in self.commands.items()]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Opdrachten"):
            _schrijf_rijen(formatter, self.regels(ctx))
        self._schrijf_opties(ctx, formatter)

    def invoke(self, ctx: Any) -> Any:
        if not ctx._protected_args:
            ctx._protected_args = [self._vraag_opdracht(ctx)]
        return super().invoke(ctx)

    def _vraag_opdracht(self, ctx: Any) -> str:
        """A noun alone: ask which of its commands."""
        from mgn_tui.cli.omgeving import van

        terminal, regels = van(ctx).terminal, self.regels(ctx)
        if not terminal.kan_vragen():
            raise Gebruiksfout(
                f"Zeg wat u wilt doen: {', '.join(self.list_commands(ctx))}. "
                f"Meer uitleg: {ctx.command_path} --help"
            )
        for nummer, (naam, hulp) in enumerate(regels, 1):
            terminal.zeg(f"{nummer} {naam}: {hulp}")
        namen = [naam for naam, _ in regels]
        while True:
            woord = terminal.vraag("Wat wilt u doen? Nummer of woord:").strip().casefold()
            if woord.isdecimal() and 1 <= int(woord) <= len(namen):
                return namen[int(woord) - 1]
            passend = [naam for naam in namen if naam == woord] or [
                naam for naam in namen if woord and naam.startswith(woord)
            ]
            if len(passend) == 1:
                return passend[0]
            terminal.zeg(
                f"Typ een nummer van 1 tot en met {len(namen)}, of een van de woorden. Stoppen: ctrl+c."
            )

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str, Any, list[str]]:
        naam = args[0]
        gevonden = self.get_command(ctx, naam)
        if gevonden is None:
            raise Gebruiksfout(
                f"De opdracht '{naam}' is er niet. {bedoelt_u(naam, self.list_commands(ctx))}"
                f"Alle opdrachten: {ctx.command_path} --help"
            )
        return naam, gevonden, args[1:]


def bedoelt_u(getypt: str, bekend: Sequence[str]) -> str:
    """A guess at what was meant, or nothing."""
    lijkt_op = get_close_matches(getypt, bekend, n=2)
    return f"Bedoelt u {' of '.join(lijkt_op)}? " if lijkt_op else ""


def groep(naam: str, hulp: str) -> typer.Typer:
    """A noun. Every Typer of the program is made here."""
    return typer.Typer(
        name=naam,
        cls=Groep,
        help=hulp,
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings=dict(HULP),
    )


def opdracht(app: typer.Typer, naam: str, vorm: VormMaker | None = None) -> Callable[[F], F]:
    """Register a command under `naam`; its docstring is its help. With `vorm` each field is an option."""
    cls = type("Veldopdracht", (Opdracht,), {"vorm": staticmethod(vorm)}) if vorm else Opdracht
    return app.command(naam, cls=cls, context_settings=dict(HULP))


def uitleg(fout: typer.TyperException) -> str:
    """What Typer refuses, in Dutch. Nothing of the values that were typed."""
    soort, optie = type(fout).__name__, getattr(fout, "option_name", "")
    match soort:
        case "NoSuchOption":
            gok = ", ".join(getattr(fout, "possibilities", None) or ())
            return f"De optie {optie} is er niet." + (f" Bedoelt u {gok}?" if gok else "")
        case "BadOptionUsage":
            mist = "requires" in getattr(fout, "message", "")
            return f"Na {optie} hoort een waarde." if mist else f"Na {optie} hoort geen waarde."
        case "MissingParameter":
            return f"Hier mist een woord: {_naam(getattr(fout, 'param', None))}."
        case "BadParameter":
            return f"Dit klopt niet: {_naam(getattr(fout, 'param', None))}."
        case _:
            return "Deze woorden horen niet bij elkaar."
