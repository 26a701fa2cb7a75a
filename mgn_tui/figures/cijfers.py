"""The figures of a period, in one pass over its rows: the contract's JSON object but for its targets.

Every count is kept as the references behind it, so that a screen can open each figure; a count is their
number. Rules are those of monitoringsformat.md, part 2: only `gevoerd` counts, by the day of the gesprek.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from statistics import median, quantiles
from typing import Any

from mgn_tui.domain.profiel import Profiel
from mgn_tui.domain.rijen import Aanmeldrij, Gesprekrij
from mgn_tui.domain.woorden import Thema
from mgn_tui.figures.afronden import gemiddelde
from mgn_tui.figures.periode import Periode

Pad = tuple[str, ...]
"""Where a count stands in the JSON: ("toeleiding", "geadviseerd", "wmo")."""

UREN = ("ggz", "sd", "ed", "frictie")
WAARDERINGEN = ("inwoner", "naaste", "verwijzer", "team", "proces", "samenwerking")
STAPPEN = {"geadviseerd": "geadviseerd", "verwezen": "toegeleid", "gestart": "benut"}
_TEAM = {"ggz": 0, "sd": 1, "ed": 2}


@dataclass(frozen=True, slots=True)
class Wachttijd:
    """One wait, in calendar days. `op_verzoek`: the inwoner wanted it later (shown apart, counted all the same)."""

    dagen: int
    ref: str
    op_verzoek: bool


@dataclass(slots=True)
class Telling:
    """What was counted. `refs` holds, per count, the gesprekken (or aanmeldingen) behind it."""

    refs: defaultdict[Pad, list[str]] = field(default_factory=lambda: defaultdict(list))
    inwoners: set[bytes] = field(default_factory=set)
    uitnodigingen: list[Wachttijd] = field(default_factory=list)
    wachttijden: list[Wachttijd] = field(default_factory=list)
    duren: list[int] = field(default_factory=list)
    sommen: defaultdict[Pad, int] = field(default_factory=lambda: defaultdict(int))
    oudste: str | None = None  # aanmelddatum of what is open longest

    def n(self, *pad: str) -> int:
        return len(self.refs[pad]) if pad in self.refs else 0

    def achter(self, *pad: str) -> Sequence[str]:
        """The references behind a figure: a count, or the `n` of a wait or mean."""
        return self.refs.get(pad, ())

    def onder(self, *pad: str, volgorde: Iterable[str] = ()) -> dict[str, int]:
        """The counts one level below `pad`: in the profile's order, what it does not know behind it."""
        gevonden = {p[-1]: len(r) for p, r in self.refs.items() if p[:-1] == pad and r}
        rang = {code: nummer for nummer, code in enumerate(volgorde)}
        return dict(sorted(gevonden.items(), key=lambda paar: (rang.get(paar[0], len(rang)), paar[0])))


Groepering = Callable[[str], str]


def groepering(profiel: Profiel) -> Groepering:
    """Which group a category counts in; *overig* also for one that left the profile."""
    groep_van = {code: groep.code for groep in profiel.groepen for code in groep.codes}
    return lambda code: groep_van.get(code, "overig")


@lru_cache(maxsize=4096)
def met_stap(feiten: str | None, stap: str) -> frozenset[str]:
    """The categories of which this step is a fact."""
    begin = f"{stap}:"
    return frozenset(f[len(begin) :] for f in (feiten or "").split() if f.startswith(begin))


def hoofdadvies(rij: Gesprekrij, geadviseerd: frozenset[str]) -> str | None:
    """The main advice; of a single category that one."""
    return rij.hoofdadvies or (next(iter(geadviseerd)) if len(geadviseerd) == 1 else None)


Geadviseerd = tuple[Gesprekrij, frozenset[str]]
"""A gesprek and the categories of its advice."""


def met_advies(rijen: Iterable[Gesprekrij]) -> list[Geadviseerd]:
    """The gesprekken that were held and have an advice."""
    return [(r, a) for r in rijen if r.status == "gevoerd" and (a := met_stap(r.feiten, "geadviseerd"))]


def per_mens(gesprekken: Iterable[Geadviseerd]) -> list[Geadviseerd]:
    """Of each inwoner the last."""
    laatste: dict[bytes, Geadviseerd] = {}
    for gesprek in gesprekken:
        eerder = laatste.get(gesprek[0].inwoner)
        if eerder is None or volgorde(eerder[0]) < volgorde(gesprek[0]):
            laatste[gesprek[0].inwoner] = gesprek
    return list(laatste.values())


def team_van(team: str) -> str:
    """ggz+sd, whatever order it was written in."""
    return "+".join(sorted(team.split("|"), key=lambda wie: _TEAM.get(wie, len(_TEAM))))


def is_eerste(rij: Gesprekrij) -> bool:
    """A first gesprek that counts in the waits."""
    return rij.volgnummer == 1 and rij.soort == "instroom"


def volgorde(rij: Gesprekrij) -> tuple[str, int, str]:
    """Which of two gesprekken came first."""
    return (rij.dag, rij.volgnummer, rij.gesprek_id)


def tel(
    rijen: Iterable[Gesprekrij],
    aanmeldingen: Iterable[Aanmeldrij],
    wachtend: Iterable[Aanmeldrij],
    profiel: Profiel,
) -> Telling:
    """Count the gesprekken and aanmeldingen of a period, and what was still open at its end."""
    t = Telling()
    groep_van = groepering(profiel)
    for rij in rijen:
        if rij.status == "gevoerd":
            _gevoerd(t, rij, groep_van)
        elif rij.status == "no-show":
            t.refs["gesprekken", "no_show"].append(rij.ref)
        elif rij.status == "geannuleerd":
            t.refs["gesprekken", "geannuleerd"].append(rij.ref)
        if rij.uren:
            _uren(t, rij)
    _aanmeldingen(t, aanmeldingen)
    _openstaand(t, wachtend)
    return t


def _gevoerd(t: Telling, rij: Gesprekrij, groep_van: Groepering) -> None:
    refs, ref = t.refs, rij.ref
    refs["gesprekken", "gevoerd"].append(ref)
    t.inwoners.add(rij.inwoner)
    if rij.soort == "instroom":
        if rij.volgnummer == 1:
            refs["gesprekken", "eerste"].append(ref)
            _wachttijden(t, rij)
        elif rij.volgnummer == 2:
            refs["gesprekken", "tweede"].append(ref)
    if rij.duur_min:
        t.duren.append(rij.duur_min)
        refs["duur_min", "n"].append(ref)
    if rij.naaste:
        refs[("naaste_aanwezig",)].append(ref)
    if rij.team:
        refs["teams", team_van(rij.team)].append(ref)
    for deel in (rij.themas or "").split():
        thema, besproken, score = deel.split(":")
        if besproken == "1":
            refs["themas", thema, "besproken"].append(ref)
        if score:
            refs["themas", thema, "score_n"].append(ref)
            t.sommen["themas", thema] += int(score)
    for code in set((rij.leefgebieden or "").split()):
        refs["leefgebieden", code].append(ref)
    for code in {c for c in (rij.criteria or "").split("|") if c}:
        refs["criteria", code].append(ref)
    for deel in (rij.waarderingen or "").split():
        wie, _, cijfer = deel.partition(":")
        if cijfer:
            refs["waardering", wie].append(ref)
            t.sommen["waardering", wie] += int(cijfer)
    _toeleiding(t, rij, groep_van)


def _wachttijden(t: Telling, rij: Gesprekrij) -> None:
    begin = date.fromisoformat(rij.aanmelddatum or rij.dag)
    op_verzoek = bool(rij.op_verzoek)
    dagen = (date.fromisoformat(rij.dag) - begin).days if rij.wacht is None else rij.wacht
    t.wachttijden.append(Wachttijd(dagen, rij.ref, op_verzoek))
    t.refs["wachttijd_dagen", "n"].append(rij.ref)
    if rij.uitgenodigd_op:
        tot_uitnodiging = rij.wacht_uitnodiging
        if tot_uitnodiging is None:
            tot_uitnodiging = (date.fromisoformat(rij.uitgenodigd_op) - begin).days
        t.uitnodigingen.append(Wachttijd(tot_uitnodiging, rij.ref, op_verzoek))
        t.refs["wachttijd_uitnodiging_dagen", "n"].append(rij.ref)


def _toeleiding(t: Telling, rij: Gesprekrij, groep_van: Groepering) -> None:
    refs, ref = t.refs, rij.ref
    geadviseerd = []
    for feit in (rij.feiten or "").split():
        stap, _, code = feit.partition(":")
        if stap in STAPPEN:
            refs["toeleiding", STAPPEN[stap], code].append(ref)
            if stap == "geadviseerd":
                geadviseerd.append(code)
    if not geadviseerd:
        refs["toeleiding", "zonder_advies"].append(ref)
        return
    groepen = {groep_van(code) for code in geadviseerd}
    for groep in groepen:
        refs["toeleiding", "groepen", groep, "bevat"].append(ref)
    if len(groepen) == 1:
        refs["toeleiding", "groepen", groep, "uitsluitend"].append(ref)
    else:
        refs["toeleiding", "combinaties"].append(ref)
    if hoofd := hoofdadvies(rij, frozenset(geadviseerd)):
        refs["toeleiding", "primair", hoofd].append(ref)
        refs["toeleiding", "groepen", groep_van(hoofd), "primair"].append(ref)


def _uren(t: Telling, rij: Gesprekrij) -> None:
    """Hours of gevoerde gesprekken; those lost by a colleague's absence of every row."""
    for deel in (rij.uren or "").split():
        wie, _, aantal = deel.partition(":")
        if aantal and (wie == "frictie" or rij.status == "gevoerd"):
            t.refs["uren", wie].append(rij.ref)
            t.sommen["uren", wie] += int(aantal)


def _aanmeldingen(t: Telling, rijen: Iterable[Aanmeldrij]) -> None:
    """Distinct inwoner and aanmelddatum, whatever became of them."""
    gezien: set[tuple[object, ...]] = set()
    for rij in rijen:
        paden: list[Pad] = [("aanmeldingen", "ontvangen")] if rij.volgnummer == 1 else []
        if rij.status in ("afgewezen", "ingetrokken"):
            paden.append(("aanmeldingen", rij.status))
            if rij.reden:
                paden.append(("aanmeldingen", "redenen", rij.reden))
        for pad in paden:
            if (sleutel := (pad, rij.inwoner, rij.aanmelddatum)) not in gezien:
                gezien.add(sleutel)
                t.refs[pad].append(rij.ref)


def _openstaand(t: Telling, rijen: Iterable[Aanmeldrij]) -> None:
    wacht: dict[tuple[bytes, str], str] = {}
    klaar: set[tuple[bytes, str]] = set()
    for rij in rijen:
        sleutel = (rij.inwoner, rij.aanmelddatum)
        if rij.status in ("aangemeld", "gepland"):
            wacht.setdefault(sleutel, rij.ref)
        elif rij.status in ("gevoerd", "afgewezen", "ingetrokken"):
            klaar.add(sleutel)
    for sleutel in wacht.keys() - klaar:
        t.refs["aanmeldingen", "openstaand"].append(wacht[sleutel])
        t.oudste = min(t.oudste or sleutel[1], sleutel[1])
    t.refs["aanmeldingen", "openstaand"].sort()


# --- the JSON --------------------------------------------------------------------------------


def als_json(t: Telling, periode: Periode, profiel: Profiel) -> dict[str, Any]:
    """The contract's object, without `kpi`; keys in its order."""
    categorieen = [c.code for c in profiel.categorieen]
    open_dagen = (periode.tot - date.fromisoformat(t.oudste)).days if t.oudste else None
    return {
        "regio": profiel.id,
        "periode": {
            "label": periode.label,
            "van": periode.van.isoformat(),
            "tot": periode.tot.isoformat(),
        },
        "gesprekken": {
            soort: t.n("gesprekken", soort)
            for soort in ("gevoerd", "eerste", "tweede", "no_show", "geannuleerd")
        },
        "inwoners": len(t.inwoners),
        "aanmeldingen": {
            **{s: t.n("aanmeldingen", s) for s in ("ontvangen", "afgewezen", "ingetrokken")},
            "redenen": t.onder("aanmeldingen", "redenen"),
            "openstaand": {"n": t.n("aanmeldingen", "openstaand"), "langste_dagen": open_dagen},
        },
        "wachttijd_uitnodiging_dagen": wachttijd_json(t.uitnodigingen, _norm(profiel, "uitnodiging")),
        "wachttijd_dagen": wachttijd_json(t.wachttijden, _norm(profiel, "gesprek")),
        "duur_min": {"n": len(t.duren), "mediaan": median(t.duren) if t.duren else None},
        "naaste_aanwezig": t.n("naaste_aanwezig"),
        "teams": t.onder("teams"),
        "themas": {thema.value: _thema(t, thema.value) for thema in Thema},
        "leefgebieden": t.onder("leefgebieden", volgorde=(i.code for i in profiel.leefgebieden)),
        "criteria": t.onder("criteria", volgorde=(i.code for i in profiel.criteria)),
        "toeleiding": {
            **{
                stap: t.onder("toeleiding", stap, volgorde=categorieen)
                for stap in ("geadviseerd", "primair", "toegeleid", "benut")
            },
            "groepen": {
                groep.code: {
                    wijze: t.n("toeleiding", "groepen", groep.code, wijze)
                    for wijze in ("bevat", "primair", "uitsluitend")
                }
                for groep in profiel.groepen
            },
            "combinaties": t.n("toeleiding", "combinaties"),
            "zonder_advies": t.n("toeleiding", "zonder_advies"),
        },
        "uren": {wie: t.sommen.get(("uren", wie), 0) / 100 for wie in UREN},
        "waardering": {wie: _cijfer(t, wie) for wie in WAARDERINGEN},
    }


def _norm(profiel: Profiel, welke: str) -> int | None:
    norm = profiel.normen.get(welke)
    return norm.dagen if norm else None


def wachttijd_json(wachttijden: Sequence[Wachttijd], norm: int | None) -> Mapping[str, Any]:
    """Median and p90 are not rounded; p90 is interpolated with both ends included."""
    dagen = sorted(w.dagen for w in wachttijden)
    return {
        "n": len(dagen),
        "mediaan": median(dagen) if dagen else None,
        "p90": _p90(dagen),
        "gemiddeld": gemiddelde(sum(dagen), len(dagen)),
        "binnen_norm": None if norm is None else sum(1 for d in dagen if d <= norm),
        "norm": norm,
    }


def _p90(dagen: Sequence[int]) -> float | None:
    if len(dagen) > 1:
        return quantiles(dagen, n=10, method="inclusive")[8]
    return dagen[0] if dagen else None


def _thema(t: Telling, thema: str) -> dict[str, Any]:
    n = t.n("themas", thema, "score_n")
    return {
        "besproken": t.n("themas", thema, "besproken"),
        "score_n": n,
        "score_gemiddeld": gemiddelde(t.sommen.get(("themas", thema), 0), n, 2),
    }


def _cijfer(t: Telling, wie: str) -> dict[str, Any]:
    n = t.n("waardering", wie)
    return {"n": n, "gemiddeld": gemiddelde(t.sommen.get(("waardering", wie), 0), n, 100)}
