"""The report on A4, in the house style of the letter. Knows how things look, never what is counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from mgn_tui.documents import grafieken
from mgn_tui.documents.opmaak import ACCENT, GEWOON, HOOG, LIJN, LINKS, STIL, VET, Letter, Rand, schrijf_pdf
from mgn_tui.documents.tabellen import lijst, tabel
from mgn_tui.documents.zetter import KOLOM, Zetter
from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.rapport import (
    NIET_MAILEN,
    Balken,
    Besluit,
    Cijfer,
    Doelregel,
    Getal,
    Leerpuntdeel,
    Rapport,
    Tabel,
    Wacht,
)
from mgn_tui.domain.tekst import kort as afgekort

_TEAM, _KLEIN = Letter(VET, 10.5, 14, ACCENT), Letter(GEWOON, 8.3, 12, STIL)
_TITEL, _SUB = Letter(VET, 22, 29), Letter(GEWOON, 10.5, 15, STIL)
MEESTE, KORT = 6, 2
_LANGE_TABEL = 45  # rows
_BIJNA_LEEG = 0.72 * HOOG
_TELREGELS = (
    "Een gesprek en een inwoner zijn twee tellingen: wie twee keer kwam, is één inwoner.",
    "Alleen gevoerde gesprekken tellen, naar de dag van het gesprek in Nederland.",
    "Van een inwoner met meer gesprekken telt in een doel het laatste advies.",
    "Percentages van adviezen tellen samen op tot meer dan 100: een advies raakt vaak meer groepen.",
    "Bij een doel staat zijn eigen telregel; het venster kan langer zijn dan de tijd van dit verslag.",
    "Een streepje betekent: niet bekend, of te klein om te noemen.",
)


@dataclass(frozen=True, slots=True)
class _Letters:
    tekst: Letter
    vet: Letter
    stil: Letter
    kantkop: Letter
    deel: Letter
    boodschap: Letter
    eigen: Letter


@lru_cache(maxsize=8)
def _letters(corps: float) -> _Letters:
    regel, klein = corps * 1.4, corps * 0.87
    return _Letters(
        tekst=Letter(GEWOON, corps, regel),
        vet=Letter(VET, corps, regel),
        stil=Letter(GEWOON, klein, klein * 1.35, STIL),
        kantkop=Letter(VET, klein, klein * 1.35, ACCENT),
        deel=Letter(VET, corps * 1.4, corps * 2, ACCENT),
        boodschap=Letter(VET, corps * 1.28, corps * 1.78),
        eigen=Letter(GEWOON, corps * 1.14, corps * 1.6),
    )


def heel(r: Rapport) -> bytes:
    """In the first of these settings that stays within six pages: smaller type, then fewer leerpunten of
    groups that were rewritten, then texts that end in "…"; the spreadsheet has all of them."""
    zettingen: tuple[Callable[[], Zetter], ...] = (
        lambda: _zet(r, 9.2),
        lambda: _zet(r, 8.6),
        lambda: _zet(_ingekort(r, 4000, 0), 8.6),
        lambda: _zet(_ingekort(r, 1000, 8), 8.2),
        lambda: _zet(_ingekort(r, 400, 3, 12), 8.2),
        lambda: _zet(_ingekort(r, 160, 1, 6), 7.8),
    )
    for zetting in zettingen:
        z = zetting()
        if len(z.paginas) <= MEESTE:
            break
    if z.y > _BIJNA_LEEG and len(z.paginas) > KORT:  # a few lines on a page of their own
        krap = _zet(r, 8.8)
        z = krap if len(krap.paginas) < len(z.paginas) else z
    return _schrijf(r, z)


def kort(r: Rapport) -> bytes:
    """Two pages at most: texts are cut until it fits."""
    for tekens, punten, groepen in (
        (4000, 3, 12),
        (1200, 0, 10),
        (600, 0, 8),
        (300, 0, 6),
        (150, 0, 4),
        (80, 0, 2),
    ):
        z = _zet_kort(_ingekort(r, tekens, punten, groepen), 9.2)
        if len(z.paginas) <= KORT:
            break
    return _schrijf(r, z)


def _schrijf(r: Rapport, z: Zetter) -> bytes:
    rand = Rand(
        f"{r.titel} · {r.niveauzin.partition('.')[0]}",
        " · ".join(d for d in (r.stand, toon_datum(r.datum)) if d),
        " ".join(
            zin
            for zin, geldt in (
                (NIET_MAILEN, r.niveau == "team"),
                ("Concept: de evaluatie is nog niet gesloten", r.concept),
            )
            if geldt
        ),
    )
    return schrijf_pdf(z.paginas, rand, f"{r.titel}, {r.ondertitel}", r.team)


def _ingekort(r: Rapport, tekens: int, punten: int, groepen: int = 40) -> Rapport:
    """Texts of at most so many signs, groups with at most so many of their own leerpunten."""

    def deel(d: Leerpuntdeel) -> Leerpuntdeel:
        houd = d.punten[: punten or (0 if d.tekst else 3)]
        return replace(d, tekst=afgekort(d.tekst, tekens), punten=tuple(afgekort(p, tekens) for p in houd))

    def besluit(b: Besluit) -> Besluit:
        return replace(b, tekst=afgekort(b.tekst, tekens), terugblik=afgekort(b.terugblik, tekens))

    return replace(
        r,
        eigen_boodschap=afgekort(r.eigen_boodschap, max(tekens, 300)),
        leerpunten=tuple(map(deel, r.leerpunten[:groepen])),
        wat_werkte=afgekort(r.wat_werkte, tekens),
        wat_anders=afgekort(r.wat_anders, tekens),
        terugblik=afgekort(r.terugblik, tekens),
        besluiten=tuple(map(besluit, r.besluiten[:groepen])),
        eerder=tuple(map(besluit, r.eerder[:groepen])),
    )


# --- the whole -------------------------------------------------------------------------------


def _zet(r: Rapport, corps: float) -> Zetter:
    z, soort = Zetter(), _letters(corps)
    _kop(r, z, soort)
    for w in r.wacht:
        _wacht(w, z, soort)
    for b in r.balken:
        _balken(b, z, soort)
    _deelkop("De cijfers", z, soort)
    _cijfers(r.cijfers, z, soort)
    for t in r.tabellen:
        _tabel(t, z, soort)
    _evaluatie(r, z, soort)
    if r.doelen:
        _deelkop("Waar wij staan met de doelen", z, soort)
        if r.doelzin:
            z.alinea((r.doelzin, soort.vet), x=LINKS)
            z.wit(4)
        for doel in r.doelen:
            _doel(doel, z, soort)
    if len(z.paginas) == 1:
        z.nieuwe_pagina()
    _deelkop("Hoe dit te lezen", z, soort)
    _opsomming("Kanttekeningen", r.kanttekeningen, z, soort)
    z.kop("Hoe wij tellen", soort.kantkop, soort.tekst, 8)
    for regel in _TELREGELS:
        z.alinea((regel, soort.stil))
    return z


def _zet_kort(r: Rapport, corps: float) -> Zetter:
    """What a meeting needs: the message, the wait, the advice, what was learned and decided."""
    z, soort = Zetter(), _letters(corps)
    _kop(r, z, soort)
    for w in r.wacht[:1]:
        _wacht(w, z, soort)
    for b in r.balken[:1]:
        _balken(b, z, soort)
    _evaluatie(r, z, soort)
    _opsomming("Kanttekeningen", r.kanttekeningen[:2], z, soort)
    return z


def _evaluatie(r: Rapport, z: Zetter, soort: _Letters) -> None:
    if not any((r.leerpuntzin, r.leerpunten, r.wat_werkte, r.wat_anders, r.terugblik, r.besluiten, r.eerder)):
        return
    _deelkop("Wat wij leerden", z, soort)
    if r.leerpuntzin or r.leerpunten:
        z.kop("Leerpunten", soort.kantkop, soort.tekst, 6)
        z.alinea((r.leerpuntzin, soort.stil))
        for deel in r.leerpunten:
            _leerpunten(deel, z, soort)
    for titel, tekst in (("Wat werkte", r.wat_werkte), ("Wat wij anders doen", r.wat_anders)):
        _tekst(titel, tekst, z, soort)
    _besluiten("Besluiten", r.besluiten, z, soort)
    _tekst("Terugblik", r.terugblik, z, soort)
    _besluiten("Besluiten van eerder", r.eerder, z, soort)


# --- the parts -------------------------------------------------------------------------------


def _kop(r: Rapport, z: Zetter, soort: _Letters) -> None:
    z.naast((r.team, _TEAM), (" · ".join(d for d in (toon_datum(r.datum), r.stand) if d), _KLEIN))
    if r.verantwoordelijke:
        z.alinea((r.verantwoordelijke, _KLEIN), x=LINKS)
    z.streep(LINKS, ACCENT, 4, dik=0.8)
    z.alinea((r.titel, _TITEL), x=LINKS)
    z.alinea((r.ondertitel, _SUB), x=LINKS)
    z.alinea((r.niveauzin, soort.stil), x=LINKS)
    z.wit(10)
    eerst, *rest = r.boodschap
    zinnen = [[(eerst, soort.boodschap)], *([(zin, soort.eigen)] for zin in rest)]
    z.kader(zinnen)
    if r.eigen_boodschap:
        z.wit(5)
        z.kader([[(r.eigen_boodschap, soort.boodschap)]])
    z.wit(12)
    grafieken.kerngetallen(z, [(k.getal, k.label) for k in r.kern])


def _deelkop(tekst: str, z: Zetter, soort: _Letters) -> None:
    z.wit(16)
    z.nodig(90)
    z.alinea((tekst, soort.deel), x=LINKS)
    z.streep(LINKS, ACCENT, 1.5, dik=0.8)
    z.wit(2)


def _wacht(w: Wacht, z: Zetter, soort: _Letters) -> None:
    z.nodig(86 if w.dagen else 50)
    z.kop(w.titel, soort.kantkop, soort.tekst, 10)
    z.alinea((w.zin, soort.tekst))
    if w.dagen:
        z.wit(4)
        grafieken.stippen(z, w.dagen, w.norm, w.normwoord)
    z.alinea((w.regel, soort.stil))


def _balken(b: Balken, z: Zetter, soort: _Letters) -> None:
    if not any(n is None or n for _, n in b.rijen):
        return
    z.nodig(min(14 * len(b.rijen), 90) + 30)
    z.kop(b.titel, soort.kantkop, soort.tekst, 10)
    geheel = "" if b.noemer is None else f" Een volle balk is {_getal(b.noemer)}."
    grafieken.balken(z, [(label, n, _getal(n)) for label, n in b.rijen], b.noemer)
    z.alinea((f"{b.regel}{geheel}", soort.stil))


def _cijfers(cijfers: Sequence[Cijfer], z: Zetter, soort: _Letters) -> None:
    for groep in dict.fromkeys(c.groep for c in cijfers):
        deze = [c for c in cijfers if c.groep == groep]
        z.wit(5)
        z.nodig(40)
        regels = dict.fromkeys(c.regel for c in deze)
        samen = next(iter(regels)) if len(regels) == 1 else ""  # one rule for all of them is said once
        z.alinea((groep, soort.kantkop), (f"· {samen}" if samen else "", soort.stil), x=LINKS)
        rijen = [(c.label, _met_noemer(c), "" if samen else c.regel) for c in deze]
        lijst(z, rijen, LINKS, (142, 116), soort.tekst.corps * 0.92)


_EEN = {
    "aanmeldingen": "aanmelding",
    "casussen": "casus",
    "dagen": "dag",
    "gesprekken": "gesprek",
    "inwoners": "inwoner",
    "minuten": "minuut",
    "vragen": "vraag",
}


def _met_noemer(c: Cijfer) -> str:
    """`3 van 8 gesprekken`, `1 van 1 gesprek`: the noun goes with the number before it."""
    if c.eenheid == "cijfer":
        return _getal(c.teller)
    van = c.noemer if c.teller is not None else None
    noemer = "" if van is None else f" van {_getal(van)}"
    een = (c.teller if van is None else van) == 1
    return f"{_getal(c.teller)}{noemer} {_EEN.get(c.eenheid, c.eenheid) if een else c.eenheid}"


def _tabel(t: Tabel, z: Zetter, soort: _Letters) -> None:
    if not t.rijen:
        return
    z.nodig(min(80 + 1.75 * soort.tekst.corps * len(t.rijen), 280))  # a small table stays in one piece
    z.wit(10)
    z.alinea((t.titel, soort.kantkop), x=LINKS)
    rijen = [[_getal(cel) if not isinstance(cel, str) else cel for cel in rij] for rij in t.rijen]
    if len(rijen) > _LANGE_TABEL:  # all of them, in running text
        z.alinea((f"Per rij: {', '.join(t.kop[1:])}.", soort.stil), x=LINKS)
        z.alinea((" · ".join(f"{rij[0]}: {', '.join(rij[1:])}" for rij in rijen), soort.tekst), x=LINKS)
    else:
        tabel(z, t.kop, rijen, LINKS, soort.tekst.corps * 0.95)
    z.alinea((" ".join(d for d in (t.regel, t.noot) if d), soort.stil), x=LINKS)


def _leerpunten(d: Leerpuntdeel, z: Zetter, soort: _Letters) -> None:
    z.wit(5)
    z.nodig(3 * soort.tekst.regel)
    titel = d.titel or "Andere leerpunten"
    z.alinea((titel, soort.vet), (f"× {d.aantal}" if d.aantal > 1 else "", soort.stil))
    if d.tekst:
        z.alinea((d.tekst, soort.tekst))
    for punt in d.punten:
        z.alinea((f"– {punt}", soort.stil if d.tekst else soort.tekst), x=KOLOM + (10 if d.tekst else 0))
    weg = d.aantal - len(d.punten)
    if weg and not d.tekst:
        z.alinea((f"en nog {weg}; alle vrijgegeven leerpunten staan in het rekenblad", soort.stil))


def _tekst(titel: str, tekst: str, z: Zetter, soort: _Letters) -> None:
    if tekst:
        z.kop(titel, soort.kantkop, soort.tekst, 8)
        z.alinea((tekst, soort.tekst))


def _besluiten(titel: str, besluiten: Sequence[Besluit], z: Zetter, soort: _Letters) -> None:
    if not besluiten:
        return
    z.kop(titel, soort.kantkop, soort.tekst, 8)
    for nummer, b in enumerate(besluiten):
        if nummer:
            z.streep(KOLOM, LIJN, 2.5)
        z.alinea((b.tekst, soort.vet))
        wanneer = f"uiterlijk {toon_datum(b.wanneer)}" if b.wanneer else ""
        z.alinea((" · ".join(d for d in (b.eigenaar, wanneer, b.staat, b.van) if d), soort.stil))
        if b.terugblik:
            z.alinea((b.terugblik, soort.tekst))


def _doel(d: Doelregel, z: Zetter, soort: _Letters) -> None:
    z.nodig(7 * soort.tekst.regel)
    z.kop(d.nr, soort.kantkop, soort.tekst, 6)
    z.alinea((d.omschrijving, soort.vet))
    z.alinea(
        ("; ".join(x for x in (d.stand, d.doel) if x), soort.tekst),
        (f"· {d.oordeel}" if d.oordeel else "", soort.vet),
    )
    venster = f"Van {_dag(d.van)} tot en met {_dag(d.tot)}." if d.van <= d.tot else ""
    plan = f"Plan: {d.bron}." if d.bron else ""
    z.alinea((" ".join(x for x in (d.regel, venster, plan) if x), soort.stil))


def _opsomming(titel: str, zinnen: Sequence[str], z: Zetter, soort: _Letters) -> None:
    if not zinnen:
        return
    z.kop(titel, soort.kantkop, soort.tekst, 8)
    for zin in zinnen:
        z.alinea((zin, soort.tekst))
        z.wit(1.5)


def _getal(n: Getal) -> str:
    if n is None:
        return "–"
    tekst = f"{n:,.2f}".rstrip("0").rstrip(".") if isinstance(n, float) else f"{n:,}"
    return tekst.translate(str.maketrans(",.", ".,"))


def _dag(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"
