"""The entrance: `mgn`, `python -m mgn_tui`.

Looks at the words itself before anything is loaded: without a noun the app starts, `--version` prints; only a
noun brings in Typer. The options that hold for every command are taken out here, so they may stand before or
after the noun.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mgn_tui import __version__
from mgn_tui.cli.fouten import Gebruiksfout, lees_wachtwoord
from mgn_tui.cli.scherm import heeft_scherm
from mgn_tui.domain.fouten import MgnFout, Uitgang

MET_WAARDE = ("--map", "--gebruiker", "--wachtwoord-bestand", "--thema")
ZONDER_WAARDE = ("--herstelcode", "--eenvoudig")
GEEN_SCHERM = (
    "mgn: het scherm heeft een terminal nodig, en die is er hier niet. Bekijk de opdrachten met: mgn --help"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or the app; returns the exit status (monitoringsformat, section 3)."""
    woorden = list(sys.argv[1:] if argv is None else argv)
    wachtwoord = os.environ.pop("MGN_WACHTWOORD", None)  # not for children, not for a report
    map_: str | None = None
    with _stil_bij_pijp():
        try:
            woorden, opties = _neem_uit(woorden)
            _zet_voorkeur(opties)
            map_ = opties.get("--map") or os.environ.get("MGN_MAP")
            if woorden[:1] in (["--version"], ["-V"]):
                print(f"mgn {__version__}")
                return Uitgang.GOED
            if (bestand := opties.get("--wachtwoord-bestand")) is not None:
                wachtwoord = lees_wachtwoord(bestand)
            gebruiker = opties.get("--gebruiker") or os.environ.get("MGN_GEBRUIKER")
            if not woorden and "--herstelcode" not in opties:
                return _start_app(map_, gebruiker, wachtwoord)
            from mgn_tui.cli.omgeving import Omgeving
            from mgn_tui.cli.wortel import voer_uit

            return voer_uit(
                woorden,
                Omgeving(
                    map_=opties.get("--map"),
                    gebruiker=gebruiker,
                    wachtwoord=wachtwoord,
                    herstelcode="--herstelcode" in opties,
                ),
            )
        except KeyboardInterrupt:
            print("\nmgn: afgebroken.", file=sys.stderr)
            return Uitgang.ONDERBROKEN
        except MgnFout as fout:
            print(f"mgn: {fout.melding}", file=sys.stderr)
            return fout.uitgang
        except BrokenPipeError:
            raise
        except Exception as fout:
            return _vastgelopen(fout, map_, woorden[0] if woorden else "start")
    return Uitgang.GOED  # whoever read our output went away


def _neem_uit(woorden: list[str]) -> tuple[list[str], dict[str, str]]:
    """The words without the options that hold for every command, and those options."""
    rest: list[str] = []
    opties: dict[str, str] = {}
    wacht = iter(woorden)
    for woord in wacht:
        naam, is_, waarde = woord.partition("=")
        if woord == "--":
            rest += [woord, *wacht]
        elif woord in ZONDER_WAARDE:
            opties[woord] = ""
        elif naam not in MET_WAARDE:
            rest.append(woord)
        else:
            gegeven = waarde if is_ else next(wacht, None)
            if not gegeven:
                raise Gebruiksfout(f"Na {naam} hoort een waarde.")
            opties[naam] = gegeven
    return rest, opties


def _zet_voorkeur(opties: dict[str, str]) -> None:
    """How the screen should look this time; the app reads it where it reads what was kept (`tui/eigen.py`)."""
    if "--eenvoudig" in opties:
        os.environ["MGN_EENVOUDIG"] = "1"
    if "--thema" in opties:
        from mgn_tui.store.voorkeuren import THEMAS

        if opties["--thema"] not in THEMAS:
            raise Gebruiksfout(f"Dit thema is er niet. Kies uit: {', '.join(THEMAS)}.")
        os.environ["MGN_THEMA"] = opties["--thema"]


def _start_app(map_: str | None, gebruiker: str | None, wachtwoord: str | None) -> int:
    if not heeft_scherm():
        print(GEEN_SCHERM, file=sys.stderr)
        return Uitgang.GEBRUIK
    from mgn_tui.store.werkmap import kies
    from mgn_tui.tui.app import start

    return start(kies(map_), gebruiker, wachtwoord)


@contextmanager
def _stil_bij_pijp() -> Iterator[None]:
    """`mgn … | head`: who no longer reads is not told."""
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # What is still in the buffer must not raise again when the interpreter ends.
        nergens = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nergens, sys.stdout.fileno())


def _vastgelopen(fout: Exception, map_: str | None, opdracht: str) -> int:
    """Report where the program failed, never with what."""
    from datetime import UTC, datetime

    from mgn_tui.store.werkmap import kies
    from mgn_tui.tui.crash import schrijf_verslag, verslag

    werkmap = kies(map_)
    nu, waar = datetime.now(UTC), f"opdracht {opdracht if opdracht.isalpha() else ''}".strip()
    print("mgn: het programma liep vast. Wat al bewaard was, is er nog.", file=sys.stderr)
    pad: Path | None = None
    if werkmap.bestaat():
        try:
            pad = schrijf_verslag(fout, werkmap.meldingen, nu, waar)
        except OSError:
            pad = None
    if pad is None:
        print(verslag(fout, nu, waar), file=sys.stderr)
    else:
        print(f"mgn: een verslag zonder gegevens van mensen staat in {pad}", file=sys.stderr)
    return Uitgang.CRASH


if __name__ == "__main__":
    sys.exit(main())
