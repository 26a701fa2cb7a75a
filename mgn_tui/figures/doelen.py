"""The targets of the plan: where we stand. Compared exactly.

A target about people counts an inwoner once, by their last gesprek with an advice in the window; one about
gesprekken counts each with an advice. What is entered by hand is a `Meting` with its source; what is to be
delivered a `Geleverd`. A `verhouding` is judged on its share, with the 0-meting beside it, unless what was
measured by hand is itself a part of that 0-meting.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal

from mgn_tui.domain.profiel import Profiel
from mgn_tui.domain.profiel_doelen import Doel
from mgn_tui.domain.rijen import Aantal, Geleverd, Gesprekrij, Losse, Meting, Praktijkrij
from mgn_tui.figures.afronden import een_decimaal, getal
from mgn_tui.figures.cijfers import Geadviseerd, hoofdadvies, met_advies, per_mens
from mgn_tui.figures.opgaven import Opgave

Status = Literal["behaald", "niet behaald", "loopt nog", "geen gegevens"]
BEHAALD: Final = "behaald"
NIET: Final = "niet behaald"
LOOPT: Final = "loopt nog"
GEEN: Final = "geen gegevens"
NULMETING = "0-meting "
"""Before the number of a target: under that name the 0-meting of that target is entered."""

_DUIZEND = 1000


Venster = tuple[date, date]


@dataclass(slots=True)
class Bronnen:
    """What targets are judged on. `gesprekken`: held, and covering every window; but `aantallen`, when given, of
    the windows of targets that only count."""

    gesprekken: Sequence[Gesprekrij] = ()
    aantallen: Mapping[Venster, Sequence[Aantal]] | None = None
    praktijken: Sequence[Praktijkrij] = ()
    scholingen: Sequence[Losse] = ()
    consultaties: Sequence[Losse] = ()
    casussen: Sequence[Losse] = ()
    metingen: Sequence[Meting] = ()
    opleveringen: Sequence[Geleverd] = ()


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """Where a target stands. `achter`: the references of the gesprekken in the numerator, `achter_noemer` in
    the denominator; of what is only counted they are read when asked for (`register.cijfers.achter_doel`)."""

    opgave: Opgave
    teller: int | float | None
    noemer: int | float | None
    exact: Fraction | None  # the value that is compared: a number, or a percentage
    status: Status
    zonder: Fraction | None = None  # the share without the categories that the plan leaves in doubt
    meting: Meting | None = None
    nulmeting: Meting | None = None
    geleverd: Geleverd | None = None
    achter: tuple[str, ...] = field(default=(), repr=False)
    achter_noemer: tuple[str, ...] = field(default=(), repr=False)

    @property
    def waarde(self) -> int | float | None:
        """As shown: a percentage in one decimal, a number as it is."""
        if self.exact is None:
            return None
        return getal(self.exact) if self.opgave.doel.soort == "getal" else een_decimaal(self.exact)

    @property
    def nul(self) -> float | None:
        """The share at the 0-meting."""
        waarde = _meetwaarde(self.nulmeting, self.opgave.doel) if self.nulmeting else None
        return None if waarde is None else een_decimaal(waarde)


# --- judging ---------------------------------------------------------------------------------


def beoordeel(lijst: Sequence[Opgave], bronnen: Bronnen, profiel: Profiel, peildag: date) -> list[Uitkomst]:
    """Where each target stands. `peildag`: the day from which an ijkmoment lies in the future."""
    gesprekken = _Gesprekken(bronnen.gesprekken)
    return [_beoordeel(opgave, bronnen, gesprekken, profiel, peildag) for opgave in lijst]


class _Gesprekken:
    """The gesprekken of a target. Most targets of a plan look at the same ones: found once for all of them."""

    def __init__(self, rijen: Sequence[Gesprekrij]) -> None:
        self._rijen = rijen
        self._gevonden: dict[tuple[object, ...], list[Gesprekrij]] = {}
        self._met_advies: dict[tuple[object, ...], list[Geadviseerd]] = {}

    def van(self, o: Opgave) -> list[Gesprekrij]:
        sleutel = (o.van, o.tot, o.doel.soorten, o.doel.werkwijzen)
        if sleutel not in self._gevonden:
            van, tot = o.van.isoformat(), o.tot.isoformat()
            in_venster = [r for r in self._rijen if van <= r.dag <= tot]
            self._gevonden[sleutel] = [r for r in in_venster if _telt_mee(o.doel, r)]
        return self._gevonden[sleutel]

    def met_advies(self, o: Opgave) -> list[Geadviseerd]:
        """Of one inwoner the last, when it is about people."""
        sleutel = (o.van, o.tot, o.doel.soorten, o.doel.werkwijzen, o.doel.telt)
        if sleutel not in self._met_advies:
            met = met_advies(self.van(o))
            self._met_advies[sleutel] = per_mens(met) if o.doel.telt == "inwoners" else met
        return self._met_advies[sleutel]


def _beoordeel(
    o: Opgave, bronnen: Bronnen, gesprekken: _Gesprekken, profiel: Profiel, peildag: date
) -> Uitkomst:
    if o.doel.soort == "oplevering":
        return _oplevering(o, bronnen.opleveringen, peildag)
    if o.doel.handmatig:
        return _met_de_hand(o, bronnen.metingen, peildag)
    if o.alleen_geteld and bronnen.aantallen is not None:
        aantallen = bronnen.aantallen.get((o.van, o.tot), ())
        return _getal(o, sum(a.n for a in aantallen if _telt_mee(o.doel, a)), peildag)
    if o.uit_gesprekken:
        if o.doel.soort != "getal":
            return _aandeel(o, gesprekken.met_advies(o), bronnen, profiel, peildag)
        rijen = gesprekken.van(o)
        if o.doel.telwijze:
            codes = profiel.codes_van(o.doel.groep)
            rijen = [r for r, a in met_advies(rijen) if _past(o.doel, r, a, codes)]
        wie = {r.inwoner for r in rijen} if o.doel.telt == "inwoners" else rijen
        return _getal(o, len(wie), peildag, tuple(r.ref for r in rijen))
    return _getal(o, _tel_los(o, bronnen), peildag)


def _telt_mee(doel: Doel, rij: Gesprekrij | Aantal) -> bool:
    if rij.status != "gevoerd" or rij.soort not in doel.soorten:
        return False
    werkwijze = rij.werkwijze or ""
    return not doel.werkwijzen or any(
        werkwijze == naam or werkwijze.startswith(f"{naam} ") for naam in doel.werkwijzen
    )


def _past(doel: Doel, rij: Gesprekrij, geadviseerd: frozenset[str], codes: frozenset[str]) -> bool:
    match doel.telwijze:
        case "primair":
            return hoofdadvies(rij, geadviseerd) in codes
        case "uitsluitend":
            return geadviseerd <= codes
        case "bevat-niet":
            return not geadviseerd & codes
        case _:
            return bool(geadviseerd & codes)


def _aandeel(
    o: Opgave, met: Sequence[Geadviseerd], bronnen: Bronnen, profiel: Profiel, peildag: date
) -> Uitkomst:
    codes = profiel.codes_van(o.doel.groep)
    raak = [r.ref for r, a in met if _past(o.doel, r, a, codes)]
    exact = _procent(len(raak), len(met))
    zonder = None
    if o.doel.ook_zonder:
        minder = codes.difference(o.doel.ook_zonder)
        zonder = _procent(sum(1 for r, a in met if _past(o.doel, r, a, minder)), len(met))
    return Uitkomst(
        o,
        len(raak),
        len(met),
        exact,
        oordeel(o, exact, peildag),
        zonder,
        nulmeting=nulmeting_van(o.doel, profiel, bronnen.metingen),
        achter=tuple(raak),
        achter_noemer=tuple(r.ref for r, _ in met),
    )


def _procent(teller: int, noemer: int) -> Fraction | None:
    return Fraction(100 * teller, noemer) if noemer else None


def _getal(o: Opgave, aantal: int, peildag: date, achter: tuple[str, ...] = ()) -> Uitkomst:
    exact = Fraction(aantal)
    return Uitkomst(o, aantal, None, exact, oordeel(o, exact, peildag), achter=achter)


def _tel_los(o: Opgave, bronnen: Bronnen) -> int:
    """Praktijken that take part on the day; colleagues, consultaties and cases of the window."""
    van, tot = o.van.isoformat(), o.tot.isoformat()
    if o.doel.telt == "praktijken":
        if o.doel.venster == "cumulatief" or o.doel.venster == "eenmalig":
            van = ""
        return sum(
            1 for p in bronnen.praktijken if p.actief and p.aangesloten_op and van <= p.aangesloten_op <= tot
        )
    rijen = {
        "medewerkers": bronnen.scholingen,
        "consultaties": bronnen.consultaties,
        "casussen": bronnen.casussen,
    }[o.doel.telt]
    return len({r.wie for r in rijen if van[: len(r.dag)] <= r.dag <= tot[: len(r.dag)]})


def oordeel(o: Opgave, exact: Fraction | None, peildag: date) -> Status:
    return status_van(o.doel.soort, o.ijkmoment, o.minimum, o.maximum, exact, peildag)


def status_van(
    soort: str,
    ijkmoment: date,
    minimum: Fraction | None,
    maximum: Fraction | None,
    exact: Fraction | None,
    peildag: date,
) -> Status:
    """Exactly, never on a rounded figure. A number that is there before its day is `behaald`."""
    binnen = exact is not None and _binnen(exact, minimum, maximum)
    if ijkmoment > peildag:
        klaar = soort == "getal" and minimum is not None and maximum is None and binnen
        return BEHAALD if klaar else LOOPT
    if exact is None or (minimum is None and maximum is None):
        return GEEN
    return BEHAALD if binnen else NIET


def _binnen(exact: Fraction, minimum: Fraction | None, maximum: Fraction | None) -> bool:
    return (minimum is None or exact >= minimum) and (maximum is None or exact <= maximum)


# --- by hand ---------------------------------------------------------------------------------


def _met_de_hand(o: Opgave, metingen: Sequence[Meting], peildag: date) -> Uitkomst:
    eenmaal = o.doel.venster in ("eenmalig", "cumulatief")
    meting = _laatste(
        m for m in metingen if m.nr == o.doel.nr and m.datum <= o.tot and (eenmaal or m.datum >= o.van)
    )
    if meting is None or meting.waarde is None:
        return Uitkomst(o, None, None, None, LOOPT if o.ijkmoment > peildag else GEEN)
    exact = _meetwaarde(meting, o.doel)
    teller = noemer = None
    if meting.noemer is not None:
        noemer = getal(Fraction(meting.noemer, _DUIZEND))
    if meting.noemer is not None or o.doel.soort == "getal":
        teller = getal(Fraction(meting.waarde, _DUIZEND))
    return Uitkomst(o, teller, noemer, exact, oordeel(o, exact, peildag), meting=meting)


def _laatste(metingen: Iterable[Meting]) -> Meting | None:
    """Of the last day; of one day what was entered last."""
    gevonden = None
    for meting in metingen:
        if gevonden is None or meting.datum >= gevonden.datum:
            gevonden = meting
    return gevonden


def _meetwaarde(meting: Meting, doel: Doel) -> Fraction | None:
    """A number; with a denominator a percentage of it."""
    if meting.waarde is None:
        return None
    if meting.noemer is not None and doel.soort != "getal":
        return Fraction(100 * meting.waarde, meting.noemer) if meting.noemer else None
    return Fraction(meting.waarde, _DUIZEND)


def nulmeting_van(doel: Doel, profiel: Profiel, metingen: Iterable[Meting]) -> Meting | None:
    """The 0-meting of a target, entered at it or at another that names the same one."""
    if not doel.nulmeting:
        return None
    namen = {NULMETING + d.nr for d in profiel.doelen if d.nulmeting == doel.nulmeting}
    return _laatste(m for m in metingen if m.nr in namen)


def _oplevering(o: Opgave, opleveringen: Iterable[Geleverd], peildag: date) -> Uitkomst:
    """Delivered in time, later, or not (yet) noted."""
    moment = o.ijkmoment.isoformat()
    geleverd = next((g for g in opleveringen if (g.nr, g.ijkmoment) == (o.doel.nr, moment)), None)
    status: Status = LOOPT if o.ijkmoment > peildag else GEEN
    if geleverd is not None and geleverd.gedaan_op is not None:
        if geleverd.gedaan_op <= o.ijkmoment:
            status = BEHAALD
        elif o.ijkmoment <= peildag:
            status = NIET
    return Uitkomst(o, None, None, None, status, geleverd=geleverd)


# --- targets judged together -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clusteroordeel:
    """Of a cluster one target must be reached, or all; within the tolerance of each."""

    code: str
    label: str
    regel: str
    status: Status
    leden: tuple[tuple[str, Status], ...]


def clusters(uitkomsten: Sequence[Uitkomst], profiel: Profiel, peildag: date) -> list[Clusteroordeel]:
    """The clusters of which a target is due, in the profile's order."""
    gevonden = []
    for cluster in profiel.clusters:
        leden = [u for u in uitkomsten if u.opgave.doel.cluster == cluster.code]
        if leden:
            staten = [_met_tolerantie(u, cluster.tolerantie, peildag) for u in leden]
            nrs = (u.opgave.doel.nr for u in leden)
            status = _samen(staten, een=cluster.regel == "een")
            paren = tuple(zip(nrs, staten, strict=True))
            gevonden.append(Clusteroordeel(cluster.code, cluster.label, cluster.regel, status, paren))
    return gevonden


def _samen(staten: Sequence[Status], *, een: bool) -> Status:
    if (any if een else all)(s == BEHAALD for s in staten):
        return BEHAALD
    if not een and NIET in staten:
        return NIET
    for status in (LOOPT, GEEN):
        if status in staten:
            return status
    return NIET


def _met_tolerantie(u: Uitkomst, procent: int, peildag: date) -> Status:
    """The target missed by no more than so many percent of itself is reached, within a cluster."""
    if not procent or u.exact is None:
        return u.status
    o = u.opgave
    ruimer = Opgave(
        o.doel,
        o.ijkmoment,
        o.van,
        o.tot,
        None if o.minimum is None else o.minimum * (100 - procent) / 100,
        None if o.maximum is None else o.maximum * (100 + procent) / 100,
    )
    return oordeel(ruimer, u.exact, peildag)


# --- the JSON --------------------------------------------------------------------------------


def als_json(u: Uitkomst) -> dict[str, Any]:
    """One entry of `kpi`; keys in the contract's order, what is of some targets only behind them."""
    o, doel = u.opgave, u.opgave.doel
    grens = {"min": o.minimum, "max": o.maximum}
    inhoud: dict[str, Any] = {
        "nr": doel.nr,
        "soort": doel.soort,
        "omschrijving": doel.omschrijving,
        "ijkmoment": o.ijkmoment.isoformat(),
        "venster": {"van": o.van.isoformat(), "tot": o.tot.isoformat()},
        "teller": u.teller,
        "noemer": u.noemer,
        "waarde": u.waarde,
        "doel": {naam: getal(waarde) for naam, waarde in grens.items() if waarde is not None},
        "telregel": doel.telregel,
        "bron": "gesprekken" if o.uit_gesprekken else doel.telt,
        "status": u.status,
    }
    if doel.ook_zonder:
        naam = "_".join(doel.ook_zonder).replace("-", "_")
        inhoud[f"waarde_zonder_{naam}"] = None if u.zonder is None else een_decimaal(u.zonder)
    if doel.cluster:
        inhoud["cluster"] = doel.cluster
    if u.meting is not None:
        inhoud["meting"] = {"datum": u.meting.datum.isoformat(), "bron": u.meting.bron}
    if doel.soort == "verhouding" and not doel.handmatig:
        m = u.nulmeting
        inhoud["nulmeting"] = (
            {"waarde": u.nul, "datum": m.datum.isoformat(), "bron": m.bron} if m is not None else None
        )
    if u.geleverd is not None:
        g = u.geleverd
        inhoud["oplevering"] = {
            "gedaan_op": g.gedaan_op.isoformat() if g.gedaan_op else None,
            "bewijs": g.bewijs,
            "vastgesteld_door": g.vastgesteld_door,
            "vastgesteld_op": g.vastgesteld_op.isoformat() if g.vastgesteld_op else None,
        }
    return inhoud
