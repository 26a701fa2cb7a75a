"""Level openbaar under attack: somebody who has every release, knows how figures add up, and has an LP solver.

The attacker is written from the contract, not from our code. Unknown to him is each count of each stretch of days,
of all rows and of each pilot and gemeente; what he knows of them are the published cells, the sums, and (more than
anybody could) what a later correction changed.

What a correction gives away to who knows it, with the releases before it, no later release can hide any more: that
is no leak of a release. It must then still be hidden from a reader who does not know the correction, and makes
nothing of the cells that it changed. For all else the first reader decides, for the second knows nothing besides.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from mgn_tui.domain.woorden import Thema
from mgn_tui.register import beheren, cijfers
from mgn_tui.register.cijfers import Vraag
from mgn_tui.register.sessie import Sessie
from tests.hulp_rijen import Rij, gevoerd, maak_rijen, zet_in_map

DREMPEL = 5
KLEIN = 1e-6
RUIM = 1000.0  # more than anything in these tables: with a bound there always is an answer
KEER_SAMEN = 5
PERIODEN = (
    "2025-Q4",
    "2026-Q1",
    "2026-Q2",
    "2026-H1",
    "2026-Q3",
    "2026-Q4",
    "2026-H2",
    "2026",
    "vanaf-start",
)
KEUZES: tuple[dict[str, str], ...] = (
    {},
    {},
    {"pilot": "Noord"},
    {"pilot": "Zuid"},
    {"gemeente": "Zwolle"},
    {"gemeente": "Kampen"},
)
PILOTS, GEMEENTEN = ("pilot=Noord", "pilot=Zuid"), ("gemeente=Zwolle", "gemeente=Kampen")
GROEPEN = {
    "ggz": ("ggz-basis", "ggz-specialistisch", "verslavingszorg"),
    "sociaal-domein": (
        "sociale-basis",
        "steunpunt",
        "sociaal-domein",
        "wmo",
        "maatschappelijke-ggz",
        "ervaringsdeskundige",
    ),
    "poh-ggz": ("poh-ggz",),
    "inwoner-zelf": ("zelf", "eigen-netwerk", "zelfhulp-digitaal", "geen"),
}
Pad = tuple[str, ...]
Venster = tuple[date, date]
Doelwit = tuple[Pad, Venster, str]
Som = dict[int, int]
Cellen = Mapping[Pad, float | None]
Vrijgave = tuple[Venster, Venster, str, Cellen, frozenset[Pad]]
"""With the days of target 7, the cells as they are since the correction, and which of them it changed."""
NIET = ("norm", "mediaan", "p90", "gemiddeld", "score_gemiddeld", "langste_dagen")
KPI: Pad = ("kpi", "7")
SOMT_NIET = ("inwoners", "openstaand")


def tabel(zaad: int, inwoners: int) -> list[Rij]:
    """Rows in which an aanmelding has one pilot and one gemeente."""
    eerste: dict[tuple[str, str], Rij] = {}
    uit = []
    for r in maak_rijen(zaad, inwoners):
        bron = eerste.setdefault((r["inwoner_id"], r["aanmelddatum"]), r)
        uit.append(r | {naam: bron[naam] for naam in ("pilot", "gemeente")})
    return uit


def bladen(waarde: Any, pad: Pad = ()) -> Iterator[tuple[Pad, int | None]]:
    """Every count that adds up over days, published or hidden."""
    if isinstance(waarde, dict):
        for naam, deel in waarde.items():
            if naam not in (*NIET, *SOMT_NIET):
                yield from bladen(deel, (*pad, naam))
    elif not isinstance(waarde, float | str):
        yield pad, waarde


def tel_uit(inhoud: dict[str, Any]) -> dict[Pad, int | None]:
    uit = dict(
        paar
        for kop, deel in inhoud.items()
        if kop not in ("regio", "periode", "kpi", "afgeschermd", "uren", *SOMT_NIET)
        for paar in bladen(deel, (kop,))
    )
    for regel in inhoud["kpi"]:
        if regel["nr"] == "7":
            uit["kpi", "7"] = regel["teller"]
    return uit


class Aanval:
    def __init__(self) -> None:
        self.vrij: list[Vrijgave] = []

    def lees(
        self, inhoud: dict[str, Any], keuze: dict[str, str], erbij: dict[Pad, int] | None = None
    ) -> None:
        """`erbij`: what was corrected in this window after it was published."""
        p = inhoud["periode"]
        venster = date.fromisoformat(p["van"]), date.fromisoformat(p["tot"])
        zeven = next((k["venster"] for k in inhoud["kpi"] if k["nr"] == "7"), None)
        zeven_dagen = (
            (date.fromisoformat(zeven["van"]), date.fromisoformat(zeven["tot"])) if zeven else venster
        )
        cellen = {
            pad: n if n is None else n + (erbij or {}).get(pad, 0) for pad, n in tel_uit(inhoud).items()
        }
        for pad, n in (erbij or {}).items():  # of a code that nobody had when it was published
            if pad[0] != "kpi":
                cellen.setdefault(pad, n)
        naam = next((f"{soort}={waarde}" for soort, waarde in keuze.items()), "")
        anders = frozenset(pad for pad, n in (erbij or {}).items() if n)
        self.vrij.append((venster, zeven_dagen, naam, cellen, anders))

    def bouw(self, aantal: int | None = None, *, kent_correcties: bool = True) -> None:
        """What is known of the first so many releases; the unknowns are always those of all."""
        dag = timedelta(days=1)
        grenzen = sorted({g for v, z, *_ in self.vrij for van, tot in (v, z) for g in (van, tot + dag)})
        self.stukken = [(van, tot - dag) for van, tot in pairwise(grenzen)]
        self.paden = sorted({pad for *_, cellen, _ in self.vrij for pad in cellen if pad[0] != "kpi"})
        self.filters = ("", *PILOTS, *GEMEENTEN)
        alle = [(p, i, f) for p in self.paden for i in range(len(self.stukken)) for f in self.filters]
        self.nr = {sleutel: n for n, sleutel in enumerate(alle)}
        self.gelijk: list[tuple[Som, float]] = []
        self.hoogstens: list[Som] = []
        self.doelwit: dict[Doelwit, Som] = {}
        for venster, zeven, f, cellen, anders in self.vrij[:aantal]:
            sommen = {pad: (venster, self.som(pad, venster, f)) for pad in self.paden}
            if KPI in cellen:
                eerste, tweede = (self.som(("gesprekken", soort), zeven, f) for soort in ("eerste", "tweede"))
                sommen[KPI] = (zeven, eerste | tweede)
            for pad, (dagen, rij) in sommen.items():
                if (n := cellen.get(pad, 0)) is None:
                    self.doelwit[pad, dagen, f] = rij
                elif kent_correcties or pad not in anders:
                    self.gelijk.append((rij, n))
        for pad in self.paden:
            for i in range(len(self.stukken)):
                pilots = {self.nr[pad, i, f]: -1 for f in PILOTS}
                self.gelijk.append((pilots | {self.nr[pad, i, ""]: 1}, 0))
                self.hoogstens.append({self.nr[pad, i, f]: 1 for f in GEMEENTEN} | {self.nr[pad, i, ""]: -1})
        for i in range(len(self.stukken)):
            for f in self.filters:
                self.regels(i, f)
        self.a_eq = self.matrix([rij for rij, _ in self.gelijk])
        self.b_eq = np.array([n for _, n in self.gelijk], dtype=float)
        self.a_ub = self.matrix(self.hoogstens)

    def som(self, pad: Pad, venster: Venster, f: str) -> dict[int, int]:
        return {
            self.nr[pad, i, f]: 1
            for i, (van, tot) in enumerate(self.stukken)
            if venster[0] <= van and tot <= venster[1]
        }

    def regels(self, i: int, f: str) -> None:
        """The counting rules, of one stretch of days."""

        def v(*pad: str) -> int:
            return self.nr[pad, i, f]

        def onder(*kop: str) -> list[Pad]:
            return [p for p in self.paden if p[:-1] == kop]

        gevoerd, eerste = v("gesprekken", "gevoerd"), v("gesprekken", "eerste")
        zonder, combi = v("toeleiding", "zonder_advies"), v("toeleiding", "combinaties")
        self.hoogstens.append({eerste: 1, v("gesprekken", "tweede"): 1, gevoerd: -1})
        self.gelijk.append(({v("wachttijd_dagen", "n"): 1, eerste: -1}, 0))
        self.hoogstens.append({v("wachttijd_uitnodiging_dagen", "n"): 1, eerste: -1})
        for wacht in ("wachttijd_dagen", "wachttijd_uitnodiging_dagen"):
            self.hoogstens.append({v(wacht, "binnen_norm"): 1, v(wacht, "n"): -1})
        self.hoogstens.append({v(*p): 1 for p in onder("teams")} | {gevoerd: -1})
        delen = [*onder("leefgebieden"), *onder("criteria"), ("naaste_aanwezig",), ("duur_min", "n")]
        delen += [p for t in Thema for p in onder("themas", t.value)]
        delen += [*onder("toeleiding", "toegeleid"), *onder("toeleiding", "benut")]
        for pad in delen:
            self.hoogstens.append({v(*pad): 1, gevoerd: -1})
        kop = ("toeleiding", "groepen")
        groepen = sorted({p[2] for p in self.paden if p[:2] == kop})
        uits = {v(*kop, g, "uitsluitend"): 1 for g in groepen}
        self.gelijk.append((uits | {combi: 1, zonder: 1, gevoerd: -1}, 0))
        primair, advies = onder("toeleiding", "primair"), onder("toeleiding", "geadviseerd")
        self.hoogstens.append({v(*p): 1 for p in primair} | {zonder: 1, gevoerd: -1})
        alle = {code for codes in GROEPEN.values() for code in codes}
        for g in groepen:
            bevat = v(*kop, g, "bevat")
            hier = [
                p for p in primair if p[-1] in GROEPEN.get(g, ()) or (g == "overig" and p[-1] not in alle)
            ]
            raad = [p for p in advies if p[-1] in GROEPEN.get(g, ()) or (g == "overig" and p[-1] not in alle)]
            self.gelijk.append(({v(*p): 1 for p in hier} | {v(*kop, g, "primair"): -1}, 0))
            self.hoogstens.append({v(*kop, g, "uitsluitend"): 1, bevat: -1})
            self.hoogstens.append({bevat: 1, v(*kop, g, "uitsluitend"): -1, combi: -1})
            self.hoogstens.append({bevat: 1} | {v(*p): -1 for p in raad})
            for p in raad:
                self.hoogstens.append({v(*p): 1, bevat: -1})
        klaar = {v("aanmeldingen", "afgewezen"): 1, v("aanmeldingen", "ingetrokken"): 1}
        self.hoogstens.append(klaar | {v("aanmeldingen", "ontvangen"): -1})

    def matrix(self, rijen: list[dict[int, int]]) -> csr_matrix:
        y = [n for n, rij in enumerate(rijen) for _ in rij]
        x = [k for rij in rijen for k in rij]
        w = [float(n) for rij in rijen for n in rij.values()]
        return csr_matrix((w, (y, x)), shape=(len(rijen), len(self.nr)))

    def smalle(self, doelen: Sequence[tuple[Doelwit, Som]]) -> list[tuple[Doelwit, float]]:
        """The hidden cells that can be computed too precisely, and how far apart two answers for each can lie.

        Every answer that agrees with all that is published counts for every cell: so most need no search.
        """
        if not doelen:
            return []
        d = self.matrix([rij for _, rij in doelen])
        laag, hoog = np.full(len(doelen), np.inf), np.full(len(doelen), -np.inf)

        def zoek(c: Any, teken: float) -> None:
            nonlocal laag, hoog
            if (punt := self.uiterste(teken * c, RUIM)) is not None:
                laag, hoog = np.minimum(laag, d @ punt), np.maximum(hoog, d @ punt)

        def te_smal() -> Any:
            return hoog - laag < DREMPEL - KLEIN

        for teken in (1.0, -1.0):
            for _ in range(KEER_SAMEN):
                zoek(d.T @ te_smal().astype(float), teken)
        for n in range(len(doelen)):
            for teken in (1.0, -1.0):
                if te_smal()[n]:
                    zoek(d[n].toarray()[0], teken)
        uit = [(doelen[n][0], self.breedte(d[n].toarray()[0])) for n in np.flatnonzero(te_smal())]
        return [(wat, breedte) for wat, breedte in uit if breedte < DREMPEL - KLEIN]

    def breedte(self, c: Any) -> float:
        onder, boven = self.uiterste(c, None), self.uiterste(-c, None)
        return float("inf") if onder is None or boven is None else float(c @ boven - c @ onder)

    def uiterste(self, c: Any, hoogstens: float | None) -> Any:
        """An answer in which this is least; None when there is no bound."""
        uit = linprog(
            c,
            A_ub=self.a_ub,
            b_ub=np.zeros(self.a_ub.shape[0]),
            A_eq=self.a_eq,
            b_eq=self.b_eq,
            bounds=(0, hoogstens),
            method="highs",
        )
        if uit.status == 3:
            return None
        assert uit.status == 0, uit.message
        return uit.x


def gelekt(
    vrij: list[Vrijgave], doelen: Sequence[tuple[Doelwit, Som]], voor_correctie: int
) -> list[tuple[Doelwit, float]]:
    """What the releases gave away; `voor_correctie`: so many there were before it."""
    uit = []
    for kent_correcties in (True, False):
        nu, toen = Aanval(), Aanval()
        nu.vrij = toen.vrij = vrij
        nu.bouw(kent_correcties=kent_correcties)
        toen.bouw(voor_correctie, kent_correcties=kent_correcties)
        smal = nu.smalle(doelen)
        waren = {wat for wat, _ in smal}
        waren = {wat for wat, _ in toen.smalle([d for d in doelen if d[0] in waren])}
        uit += [(wat, breedte) for wat, breedte in smal if wat not in waren]
        doelen = [d for d in doelen if d[0] in waren]
    return uit


def effect(na: dict[str, Any], voor: dict[str, Any]) -> dict[Pad, int]:
    n, v = tel_uit(na), tel_uit(voor)
    return {pad: (n.get(pad) or 0) - (v.get(pad) or 0) for pad in n.keys() | v.keys()}


def val_aan(
    s: Sessie, zaad: int, inwoners: int, vrijgaven: int, doelwitten: int | None
) -> tuple[Aanval, list[tuple[Doelwit, Som]]]:
    """Release at random, correct something halfway, and attack. Gives the attacker and what was attacked."""
    kans = random.Random(zaad)
    for naam in ("Noord", "Zuid"):
        beheren.bewaar(s, "pilot", {"naam": naam})
    zet_in_map(s, tabel(zaad, inwoners))
    gevraagd: list[tuple[str, dict[str, str]]] = []
    uitgegeven: list[dict[str, Any]] = []
    team: list[dict[str, Any]] = []
    correctie = kans.randrange(2, vrijgaven)
    voor_correctie = vrijgaven

    def reken(periode: str, keuze: dict[str, str], voor: str) -> dict[str, Any]:
        vraag = Vraag(periode=periode, tot=date(2026, 12, 31), voor=voor, **keuze)  # type: ignore[arg-type]
        return cijfers.inhoud(s, cijfers.reken(s, vraag))

    for nummer in range(vrijgaven):
        periode, keuze = kans.choice(PERIODEN), kans.choice(KEUZES)
        if (periode, keuze) in gevraagd:
            continue
        gevraagd.append((periode, keuze))
        team.append(reken(periode, keuze, "team"))
        uitgegeven.append(reken(periode, keuze, "openbaar"))
        if nummer == correctie:
            voor_correctie = len(gevraagd)
            zet_in_map(
                s,
                [
                    gevoerd(
                        900 + n,
                        gespreksdatum="2026-02-09",
                        gemeente="Zwolle",
                        advies=kans.choice(("wmo", "ggz-basis")),
                    )
                    for n in range(kans.randint(1, 3))
                ],
            )
    aanval = Aanval()
    zeven: dict[tuple[str, str], int] = {}  # a target is released with the first window that ends on its day
    for (periode, keuze), uit, toen in zip(gevraagd, uitgegeven, team, strict=True):
        nu = reken(periode, keuze, "team")
        erbij = effect(nu, toen)
        if ("kpi", "7") in tel_uit(nu):
            eerst = zeven.setdefault((str(keuze), uit["periode"]["tot"]), tel_uit(toen)["kpi", "7"] or 0)
            erbij["kpi", "7"] = (tel_uit(nu)["kpi", "7"] or 0) - eerst
        aanval.lees(uit, keuze, erbij)
        assert reken(periode, keuze, "openbaar") == uit, "asked again it is the same"
    aanval.bouw()
    doelen = sorted(aanval.doelwit.items(), key=str)
    if doelwitten is not None:
        doelen = kans.sample(doelen, min(doelwitten, len(doelen)))
    assert gelekt(aanval.vrij, doelen, voor_correctie) == [], zaad
    return aanval, doelen


def test_wat_verborgen_is_blijft_verborgen(noor: Sessie) -> None:
    aanval, doelen = val_aan(noor, 4, 200, 5, 40)
    assert len(aanval.doelwit) > 40
    assert sum(1 for rij, n in aanval.gelijk if n) > 10, "not everything is hidden"
    # And the attack does find what is given away, unless that was done before the correction.
    (pad, dagen, f), som = next(d for d in doelen if d[0][0] != KPI)
    antwoord = aanval.uiterste(np.zeros(len(aanval.nr)), RUIM)
    nr = next(i for i, v in enumerate(aanval.vrij) if (v[0], v[2]) == (dagen, f))
    venster, zeven, _, cellen, anders = aanval.vrij[nr]
    open_ = {**cellen, pad: float(sum(antwoord[k] for k in som))}
    verraden = [*aanval.vrij[:nr], (venster, zeven, f, open_, anders), *aanval.vrij[nr + 1 :]]
    doel = ((pad, dagen, f), som)
    assert gelekt(verraden, [doel], nr) == [(doel[0], pytest.approx(0, abs=KLEIN))]
    assert gelekt(verraden, [doel], nr + 1) == []


@pytest.mark.lang
@pytest.mark.parametrize("zaad", range(100, 108))
def test_wat_verborgen_is_blijft_verborgen_bij_alle_vrijgaven(noor: Sessie, zaad: int) -> None:
    val_aan(noor, zaad, (30, 80, 200)[zaad % 3], 12, None)
