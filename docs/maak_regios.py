"""Fills in the pages of docs/regios what the profile knows: `python docs/maak_regios.py` after a change.

What people wrote stays; between `<!-- begin NAAM -->` and `<!-- einde NAAM -->` stands what comes from the profile.
"""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

MAP = Path(__file__).parent / "regios"
sys.path.insert(0, str(Path(__file__).parents[1]))

from mgn_tui.domain.profiel import Profiel, laad_profiel  # noqa: E402
from mgn_tui.domain.profiel_bron import Getal  # noqa: E402
from mgn_tui.domain.profiel_controle import geldsommen  # noqa: E402
from mgn_tui.domain.profiel_doelen import Doel, IJkmoment  # noqa: E402

_TELWIJZE = {
    "bevat": "bevat {}",
    "bevat-niet": "bevat geen {}",
    "primair": "hoofdadvies {}",
    "uitsluitend": "alleen {}",
}


def _getal(waarde: Getal) -> str:
    return f"{waarde:,}".replace(",", "§").replace(".", ",").replace("§", ".")


def _grens(doel: Doel, moment: IJkmoment | None = None) -> str:
    laag, hoog = (moment.minimum, moment.maximum) if moment else (None, None)
    if laag is None and hoog is None:
        laag, hoog = doel.minimum, doel.maximum
    if laag is not None and hoog is not None:
        tekst = f"{_getal(laag)} tot en met {_getal(hoog)}"
    elif laag is not None:
        tekst = f"≥ {_getal(laag)}"
    else:
        tekst = f"≤ {_getal(hoog)}" if hoog is not None else "niet bepaald"
    return f"{tekst}{'' if doel.eenheid.startswith('%') else ' '}{doel.eenheid}"


def _moment(doel: Doel, moment: IJkmoment) -> str:
    delen: list[str] = [_grens(doel, moment)] if doel.soort != "oplevering" else []
    if moment.oplevering:
        delen.append(moment.oplevering)
    if moment.bedrag is not None:
        split = ", ".join(f"{deel} {_getal(bedrag)}" for deel, bedrag in moment.split.items())
        delen.append(f"€ {_getal(moment.bedrag)}" + (f" ({split})" if split else ""))
    bron = "" if moment.aard == "seed" and moment.bron == doel.bron else f"[{moment.brontekst}]"
    return " ".join(filter(None, (f"**{moment.datum:%d-%m-%Y}**", "; ".join(delen), bron)))


def _tabel(kop: tuple[str, ...], rijen: Iterable[tuple[str, ...]]) -> str:
    regels = [kop, tuple("---" for _ in kop), *rijen]
    return "\n".join(f"| {' | '.join(cel.replace('|', '/') for cel in rij)} |" for rij in regels)


def _doelen(p: Profiel) -> str:
    rijen = []
    for doel in p.doelen:
        soort = f"{doel.soort}, {doel.type}; {doel.telt}, {doel.venster}"
        if doel.telwijze:
            soort += f"; {_TELWIJZE[doel.telwijze].format(doel.groep)}"
        momenten = [_moment(doel, moment) for moment in doel.ijkmomenten]
        if doel.elk_kwartaal:
            momenten.append(f"elk kwartaal: {_grens(doel)}")
        rijen.append(
            (doel.nr, doel.omschrijving, soort, doel.brontekst, doel.telregel, "<br>".join(momenten))
        )
    return _tabel(("nr", "omschrijving", "soort", "regels", "telregel", "ijkmomenten"), rijen)


def _aannames(p: Profiel) -> str:
    rijen = [(doel.nr, a.tekst, a.brontekst) for doel in p.doelen for a in doel.aannames]
    return _tabel(("nr", "wij nemen aan", "bron en reden"), rijen) if rijen else "Geen."


def _geld(p: Profiel) -> str:
    sommen = geldsommen(p.doelen)
    delen = sorted({deel for som in sommen.values() for deel in som} - {"totaal"})
    if not delen:
        return "Aan geen doel hangt in het plan een bedrag."
    jaren = [
        (str(jaar), *(_getal(som.get(deel, 0)) for deel in ("totaal", *delen)))
        for jaar, som in sommen.items()
    ]
    per_doel = [
        (doel.nr, _getal(sum(m.bedrag or 0 for m in doel.ijkmomenten)))
        for doel in p.doelen
        if any(m.bedrag for m in doel.ijkmomenten)
    ]
    scheef = [
        (doel.nr, f"{m.datum:%d-%m-%Y}", _getal(m.bedrag or 0), _getal(sum(m.split.values())))
        for doel in p.doelen
        for m in doel.ijkmomenten
        if m.split and sum(m.split.values()) != m.bedrag
    ]
    stukken = [
        "Opgeteld uit de ijkmomenten, in euro's.",
        _tabel(("jaar", "totaal", *delen), jaren),
        _tabel(("nr", "totaal"), per_doel),
    ]
    if scheef:
        stukken += [
            "De verdeling scheelt een euro met het bedrag (zo staat het in het plan):",
            _tabel(("nr", "ijkmoment", "bedrag", "som van de verdeling"), scheef),
        ]
    return "\n\n".join(stukken)


def _van_aard(p: Profiel, aard: str) -> list[tuple[str, ...]]:
    return [(f"`{r.pad}`", r.waarde, r.bron) for r in p.bronnen() if r.aard == aard]


def _open(p: Profiel) -> str:
    return _tabel(("waarde", "nu", "bron"), _van_aard(p, "lokaal"))


def _drukfouten(p: Profiel) -> str:
    return _tabel(("waarde", "zo in het profiel", "bron, gedrukt en reden"), _van_aard(p, "correctie"))


DELEN: dict[str, Callable[[Profiel], str]] = {
    "doelen": _doelen,
    "aannames": _aannames,
    "geld": _geld,
    "open": _open,
    "drukfouten": _drukfouten,
}


def vul(tekst: str, profiel: Profiel) -> str:
    """The page with its parts made anew."""
    for naam, maak in DELEN.items():
        begin, einde = f"<!-- begin {naam} -->", f"<!-- einde {naam} -->"
        nieuw = f"{begin}\n{maak(profiel)}\n{einde}"
        tekst = re.sub(rf"{begin}.*?{einde}", lambda _, nieuw=nieuw: nieuw, tekst, flags=re.DOTALL)
    return tekst


if __name__ == "__main__":
    for pad in sorted(MAP.glob("*.md")):
        pad.write_text(vul(pad.read_text(encoding="utf-8"), laad_profiel(pad.stem)), encoding="utf-8")
