"""The business case of the plan: what it expected beside what happened, each with its formula in words.

Expected are the aannames of the profile; what a region does not assume is not here. And its bands: bounds
outside which the region steers, which are no targets.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mgn_tui.domain.profiel import Profiel
from mgn_tui.domain.profiel_doelen import Aanname, Bandbreedte
from mgn_tui.domain.rijen import Gesprekrij, Praktijkrij
from mgn_tui.domain.tekst import zoveel
from mgn_tui.figures.cijfers import UREN, Geadviseerd, is_eerste, met_advies, per_mens
from mgn_tui.figures.periode import Periode

_INFORMEEL = frozenset({"sociale-basis", "steunpunt", "ervaringsdeskundige"})
_FORMEEL = frozenset({"sociaal-domein", "maatschappelijke-ggz"})


@dataclass(frozen=True, slots=True)
class Regel:
    """`verwacht` and `werkelijk` in `eenheid`; None where nothing was counted."""

    code: str
    label: str
    eenheid: str
    verwacht: Fraction | None
    werkelijk: Fraction | None
    formule: str
    bron: str


@dataclass(frozen=True, slots=True)
class _Geteld:
    gevoerd: Sequence[Gesprekrij]
    mensen: Sequence[Geadviseerd]  # with an advice, each once
    ggz: frozenset[str]
    poh: frozenset[str]

    def naar(self, codes: frozenset[str]) -> int:
        return sum(1 for _, advies in self.mensen if advies & codes)

    def aandeel(self, teller: int, wie: str) -> tuple[Fraction | None, str]:
        noemer = len(self.mensen)
        formule = (
            f"{zoveel(teller, 'mens', 'mensen')} {wie}, van {zoveel(noemer, 'mens', 'mensen')} met een advies"
        )
        return (Fraction(100 * teller, noemer) if noemer else None), formule


def _tweede(g: _Geteld) -> tuple[Fraction | None, str]:
    mensen = {r.inwoner for r in g.gevoerd}
    tweede = {r.inwoner for r in g.gevoerd if r.volgnummer == 2 and r.soort == "instroom"}
    formule = (
        f"{zoveel(len(tweede), 'inwoner', 'inwoners')} met een tweede gesprek, "
        f"van {zoveel(len(mensen), 'inwoner', 'inwoners')} met een gesprek"
    )
    return (Fraction(100 * len(tweede), len(mensen)) if mensen else None), formule


def _uren(wie: str) -> "Callable[[_Geteld], tuple[Fraction | None, str]]":
    def reken(g: _Geteld) -> tuple[Fraction | None, str]:
        met = [
            int(aantal)
            for r in g.gevoerd
            for soort, _, aantal in (deel.partition(":") for deel in (r.uren or "").split())
            if soort == wie and aantal
        ]
        bij = zoveel(len(met), "gesprek", "gesprekken")
        formule = f"{_getal(Fraction(sum(met), 100))} uur {wie}, bij {bij} waarvan de uren er zijn"
        return (Fraction(sum(met), 100 * len(met)) if met else None), formule

    return reken


_MATEN: dict[str, Callable[[_Geteld], tuple[Fraction | None, str]]] = {
    "tweede-gesprek": _tweede,
    "naar-ggz": lambda g: g.aandeel(g.naar(g.ggz), "met een advies voor de ggz"),
    "buiten-ggz": lambda g: g.aandeel(len(g.mensen) - g.naar(g.ggz), "zonder advies voor de ggz"),
    "naar-informeel": lambda g: g.aandeel(
        g.naar(_INFORMEEL), "met een advies voor de sociale basis of een steunpunt"
    ),
    "naar-formeel": lambda g: g.aandeel(g.naar(_FORMEEL), "met een advies voor het sociaal domein"),
    "naar-wmo": lambda g: g.aandeel(g.naar(frozenset({"wmo"})), "met een advies voor de Wmo"),
    "naar-poh": lambda g: g.aandeel(g.naar(g.poh), "met een advies voor de POH-ggz"),
    **{f"uren-{wie}": _uren(wie) for wie in UREN if wie != "frictie"},
}
"""What is counted beside an aanname, by the beginning of its code."""

_GELD = (
    ("naar-informeel", "kosten-informeel", -1),
    ("naar-formeel", "kosten-formeel", -1),
    ("naar-wmo", "kosten-wmo", -1),
    ("naar-poh", "kosten-poh", -1),
    ("buiten-ggz", "baat-gewogen", 1),
)
"""A share, what one person of it costs or saves, and which of the two."""


def zaak(rijen: Iterable[Gesprekrij], profiel: Profiel, periode: Periode) -> list[Regel]:
    """Expected against realised, in the order above: shares and hours first, euros behind them."""
    gevoerd = [r for r in rijen if r.status == "gevoerd"]
    g = _Geteld(
        gevoerd, per_mens(met_advies(gevoerd)), profiel.codes_van("ggz"), profiel.codes_van("poh-ggz")
    )
    regels, verwacht = [], {}
    for stam, maat in _MATEN.items():
        if (aanname := _aanname(profiel, stam, periode)) is not None:
            verwacht[stam] = Fraction(aanname.waarde)
            werkelijk, formule = maat(g)
            eenheid, bron = aanname.eenheid, aanname.brontekst
            regels.append(
                Regel(aanname.code, aanname.label, eenheid, verwacht[stam], werkelijk, formule, bron)
            )
    if "naar-ggz" in verwacht:
        verwacht.setdefault("buiten-ggz", 100 - verwacht["naar-ggz"])
    for stam, bedragcode, teken in _GELD:
        bedrag = _aanname(profiel, bedragcode, periode)
        if bedrag is not None and stam in verwacht:
            regels.append(_euro(g, bedrag, verwacht[stam], _MATEN[stam](g)[0], teken))
    return regels


def _euro(g: _Geteld, bedrag: Aanname, procent: Fraction, deel: Fraction | None, teken: int) -> Regel:
    mensen, per = len(g.mensen), Fraction(bedrag.waarde)
    werkelijk = None if deel is None else deel * mensen / 100
    formule = (
        f"verwacht: {zoveel(mensen, 'mens', 'mensen')} × {_getal(procent)}% × € {_getal(per)}; "
        f"werkelijk: {_getal(werkelijk or Fraction(0))} mensen × € {_getal(per)}"
    )
    return Regel(
        bedrag.code,
        bedrag.label,
        "euro",
        teken * mensen * procent / 100 * per,
        None if werkelijk is None else teken * werkelijk * per,
        formule,
        bedrag.brontekst,
    )


def _aanname(profiel: Profiel, stam: str, periode: Periode) -> Aanname | None:
    """That of the year in which the period ends, else the last one before it, else one without a year."""
    deze = [a for a in profiel.aannames if a.code == stam or a.code.startswith(f"{stam}-")]
    met_jaar = [a for a in deze if a.jaar is not None and a.jaar <= periode.tot.year]
    if met_jaar:
        return max(met_jaar, key=lambda a: a.jaar or 0)
    return next((a for a in deze if a.jaar is None and a.code == stam), None)


def _getal(waarde: Fraction) -> str:
    return f"{float(waarde):.10g}".replace(".", ",")


# --- bands -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bandstand:
    """Where a band stands; `binnen` None where it is not counted here, or not yet in force."""

    band: Bandbreedte
    waarde: Fraction | None
    formule: str
    binnen: bool | None


def banden(
    rijen: Iterable[Gesprekrij], praktijken: Iterable[Praktijkrij], profiel: Profiel, periode: Periode
) -> list[Bandstand]:
    """The bands of the region over this period."""
    gevoerd = [r for r in rijen if r.status == "gevoerd"]
    mensen = per_mens(met_advies(gevoerd))
    ggz = profiel.codes_van("ggz")
    eerste = sum(1 for r in gevoerd if is_eerste(r))
    tweede = sum(1 for r in gevoerd if r.volgnummer == 2 and r.soort == "instroom")
    buiten = sum(1 for _, advies in mensen if not advies & ggz)
    bevolking = sum(p.volwassen_patienten or 0 for p in praktijken if p.actief)
    dagen = (periode.tot - periode.van).days + 1
    geteld = {
        "afbuiging-ggz": (
            Fraction(100 * buiten, len(mensen)) if mensen else None,
            f"{zoveel(buiten, 'mens', 'mensen')} zonder advies voor de ggz, "
            f"van {zoveel(len(mensen), 'mens', 'mensen')} met een advies",
        ),
        "tweede-gesprekken": (
            Fraction(100 * tweede, eerste) if eerste else None,
            f"{zoveel(tweede, 'tweede gesprek', 'tweede gesprekken')}, "
            f"op {zoveel(eerste, 'eerste gesprek', 'eerste gesprekken')}",
        ),
        "aantal-gesprekken": (
            Fraction(100 * len(gevoerd) * 365, bevolking * dagen) if bevolking else None,
            f"{zoveel(len(gevoerd), 'gesprek', 'gesprekken')} in {zoveel(dagen, 'dag', 'dagen')}, "
            f"op {zoveel(bevolking, 'volwassene', 'volwassenen')} bij de praktijken, per 365 dagen",
        ),
    }
    return [
        _bandstand(band, *geteld.get(band.code, (None, "telt het programma niet")), periode)
        for band in profiel.bandbreedtes
    ]


def _bandstand(band: Bandbreedte, waarde: Fraction | None, formule: str, periode: Periode) -> Bandstand:
    binnen = None
    if waarde is not None and (band.vanaf is None or periode.tot >= band.vanaf):
        binnen = (band.minimum is None or waarde >= band.minimum) and (
            band.maximum is None or waarde <= band.maximum
        )
    return Bandstand(band, waarde, formule, binnen)
