"""`python -m benchmarks [name …]`: exit status 0 when every promise that was measured holds, else 1."""

import argparse
import importlib.util
import json
import sys
from pathlib import Path

from benchmarks.meten import Meting, Mislukt, Oordeel, Proefplek, alle


def main(argv: list[str] | None = None) -> int:
    metingen = alle()
    keuze = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Meet de beloften over snelheid, elk naast een basis in dezelfde loop.",
    )
    keuze.add_argument("naam", nargs="*", help="alleen deze (een begin van de naam mag)")
    keuze.add_argument("-n", type=int, help="aantal beurten, in plaats van het eigen aantal")
    keuze.add_argument("--json", action="store_true", help="uitkomsten als JSON op stdout")
    keuze.add_argument("--lijst", action="store_true", help="noem de metingen en meet niets")
    keuze.add_argument("--werkmappen", type=Path, metavar="MAP", help="bewaar de grote werkmappen hier")
    opties = keuze.parse_args(argv)
    if opties.n is not None and opties.n < 1:
        keuze.error("-n is minstens 1")
    if onbekend := [n for n in opties.naam if not any(m.startswith(n) for m in metingen)]:
        keuze.error(f"onbekend: {', '.join(onbekend)}; er zijn: {', '.join(metingen)}")
    gekozen = [m for m in metingen.values() if not opties.naam or m.naam.startswith(tuple(opties.naam))]
    if opties.lijst:
        for meting in gekozen:
            print(f"{meting.naam:24} ≤ {meting.grens:g} {meting.eenheid}  {meting.wat}  [{meting.bron}]")
        return 0
    uitkomsten, goed = [], True
    with Proefplek(opties.werkmappen) as plek:
        for meting in gekozen:
            uitkomst, regel = _meet(meting, plek, opties.n or meting.n)
            print(regel, file=sys.stderr if opties.json else sys.stdout, flush=True)
            uitkomsten.append(uitkomst)
            goed = goed and uitkomst.get("houdt") is not False
    if opties.json:
        print(json.dumps(uitkomsten, ensure_ascii=False, indent=1))
    return 0 if goed else 1


def _meet(meting: Meting, plek: Proefplek, n: int) -> tuple[dict[str, object], str]:
    """The outcome for programs and for people."""
    kop = {"naam": meting.naam, "wat": meting.wat, "grens": meting.grens, "bron": meting.bron}
    if meting.pty and importlib.util.find_spec("termios") is None:
        waarom = "deze meting heeft een pty nodig, en die heeft dit systeem niet"
        return {**kop, "overgeslagen": waarom}, f"{meting.wat} · overgeslagen: {waarom}"
    try:
        oordeel = Oordeel(meting, meting.meet(plek, n))
    except Mislukt as fout:
        return {**kop, "houdt": False, "mislukt": str(fout)}, f"{meting.wat} · niet gemeten: {fout}"
    return oordeel.als_json(), oordeel.regel()


if __name__ == "__main__":
    sys.exit(main())
