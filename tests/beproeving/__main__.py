"""`python -m tests.beproeving`: every attack at length, and docs/betrouwbaarheid.md written from what became of it."""

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable

from tests.beproeving import uitslag
from tests.beproeving.uitslag import Rij


def _kill(keren: int) -> list[Rij]:
    from tests.beproeving.kill import kills

    return kills(keren)


def _schijf(_keren: int) -> list[Rij]:
    from tests.beproeving.schijf import alle

    return alle()


def _schade(keren: int) -> list[Rij]:
    from tests.beproeving.schade import alle

    return alle(max(2, keren // 10))


def _deuren(keren: int) -> list[Rij]:
    from tests.beproeving.deuren import alle

    return alle(keren * 2)


def _lezers(_keren: int) -> list[Rij]:
    from tests.beproeving.lezers import alle

    return alle()


def _kanarie(_keren: int) -> list[Rij]:
    from tests.beproeving.kanarie import alle

    return alle()


def _een_werk(werk: str, keren: int) -> list[Rij]:
    from tests.beproeving.kill import kills

    return uitslag.vervang("kill", kills(keren, (werk,)))


PROEVEN: dict[str, Callable[[int], list[Rij]]] = {
    "kill": _kill,
    "schijf": _schijf,
    "schade": _schade,
    "deuren": _deuren,
    "lezers": _lezers,
    "kanarie": _kanarie,
}


def main() -> int:
    lezer = argparse.ArgumentParser(prog="python -m tests.beproeving", description=__doc__)
    lezer.add_argument("--keer", type=int, default=200, help="aantal kills; de andere proeven schalen mee")
    lezer.add_argument("--alleen", choices=list(PROEVEN), help="een van de proeven")
    lezer.add_argument(
        "--werk", help="met --alleen kill: doe een soort werk over, de andere rijen blijven staan"
    )
    gekozen = lezer.parse_args()
    for naam in ("MGN_MAP", "MGN_GEBRUIKER", "MGN_WACHTWOORD"):
        os.environ.pop(naam, None)
    gc.set_threshold(50_000)
    mis = 0
    for naam in [gekozen.alleen] if gekozen.alleen else PROEVEN:
        print(f"{naam} …", file=sys.stderr, flush=True)
        begin = time.monotonic()
        rijen = _een_werk(gekozen.werk, gekozen.keer) if gekozen.werk else PROEVEN[naam](gekozen.keer)
        opdracht = f"python -m tests.beproeving {' '.join(sys.argv[1:])}".strip()
        uitslag.bewaar(naam, rijen, uitslag.erbij(naam, opdracht) if gekozen.werk else opdracht)
        for rij in rijen:
            print(
                f"  {rij.fout}: {rij.keren} keer, {rij.overleefd} overleefd, {rij.geweigerd} geweigerd, "
                f"{rij.verloren} verloren {'; '.join([rij.noot, *rij.waarom])}".rstrip()
            )
        print(f"  {time.monotonic() - begin:.0f} s", flush=True)
        mis += sum(r.verloren for r in rijen)
    return 1 if mis else 0


if __name__ == "__main__":
    sys.exit(main())
