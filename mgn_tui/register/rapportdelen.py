"""The parts of a report that are counted: each figure with its rule, what is set side by side, the targets.

Everything here comes out of the contract's object, which is protected where it must be; what that does not
hold (waits one by one, comparisons, praktijken) is for the levels that may see it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from mgn_tui.domain.profiel import label_van
from mgn_tui.domain.rapport import (
    Balken,
    Cijfer,
    Doelregel,
    Getal,
    Kerngetal,
    Tabel,
    Wacht,
)
from mgn_tui.domain.regiotaal import regiotaal
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.woorden import Thema
from mgn_tui.figures import vergelijken
from mgn_tui.figures.cijfers import Wachttijd
from mgn_tui.figures.verwoorden import dagen, doeltekst, eenheid, gekomen, getal

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.figures.doelen import Uitkomst
    from mgn_tui.register.cijfers import Cijfers

GEVOERD: Final = "Alleen gevoerde gesprekken, naar de dag van het gesprek."
_MENSEN: Final = "Wie twee keer kwam, is één inwoner."
_AANMELDING: Final = "Naar de aanmelddatum; per inwoner en aanmelddatum één."
_WACHT: Final = "Kalenderdagen, bij eerste gesprekken. Wie zelf later wilde, telt mee."
_OVERLAP: Final = "Eén gesprek kan meer adviezen hebben; de rijen tellen samen dus op tot meer."
PER_WIE: Final = {"ggz": "ggz", "sd": "sociaal domein", "ed": "ervaringsdeskundige", "frictie": "frictie"}

J = Mapping[str, Any]


# --- what must be seen at once ---------------------------------------------------------------


def kern(j: J) -> tuple[Kerngetal, ...]:
    """Four figures that tell how it went."""
    return (
        _kern(j["gesprekken"]["gevoerd"], "gesprek", "gesprekken", " gevoerd"),
        _kern(j["inwoners"], "inwoner", "inwoners"),
        _kern(j["wachttijd_dagen"]["mediaan"], "dag", "dagen", " wachten; de helft wachtte korter"),
        _kern(j["toeleiding"]["zonder_advies"], "gesprek", "gesprekken", " nog zonder advies"),
    )


def _kern(n: float | None, een: str, meer: str, verder: str = "") -> Kerngetal:
    return Kerngetal(getal(n), f"{een if n == 1 else meer}{verder}")


def wacht(c: "Cijfers", j: J, profiel: "Profiel", *, stippen: bool) -> tuple[Wacht, ...]:
    paren = (
        ("wachttijd_dagen", "gesprek", "Van aanmelding tot gesprek", c.telling.wachttijden),
        (
            "wachttijd_uitnodiging_dagen",
            "uitnodiging",
            "Van aanmelding tot uitnodiging",
            c.telling.uitnodigingen,
        ),
    )
    return tuple(
        _wacht(titel, j[veld], profiel, naam, tijden if stippen else ())
        for veld, naam, titel, tijden in paren
        if j[veld]["n"] or j[veld]["n"] is None
    )


def _wacht(titel: str, w: J, profiel: "Profiel", naam: str, tijden: "list[Wachttijd] | tuple[()]") -> Wacht:
    if w["mediaan"] is None:
        return Wacht(titel, "Te weinig gesprekken om iets over te zeggen.", _WACHT, w["norm"], "", ())
    zin = f"De helft wachtte ten hoogste {dagen(w['mediaan'])}, negen van de tien ten hoogste {getal(w['p90'])}."
    if w["norm"] is not None:
        zin += f" {getal(w['binnen_norm'])} van de {getal(w['n'])} binnen {w['norm']} dagen."
    if zelf := sum(1 for x in tijden if x.op_verzoek):
        zin += f" {zelf} van hen wilde{'n' if zelf > 1 else ''} zelf later."
    norm = profiel.normen.get(naam)
    return Wacht(titel, zin, _WACHT, w["norm"], norm.status if norm else "", tuple(x.dagen for x in tijden))


def balken(j: J, profiel: "Profiel") -> tuple[Balken, ...]:
    """Of the gesprekken that were held: what was discussed, where it touched life, to whom the advice pointed."""
    n, advies = j["gesprekken"]["gevoerd"], j["toeleiding"]
    # Where cells are protected no difference is taken: it could be a small cell.
    met = None if n is None or j["afgeschermd"] else n - advies["zonder_advies"]
    return (
        Balken(
            "Advies, per groep",
            f"Gesprekken met een advies. {_OVERLAP}",
            met,
            tuple((g.label, advies["groepen"][g.code]["bevat"]) for g in profiel.groepen),
        ),
        Balken(
            "Besproken thema's",
            GEVOERD,
            n,
            tuple((Thema(naam).label, x["besproken"]) for naam, x in j["themas"].items()),
        ),
        Balken("Leefgebieden", GEVOERD, n, _meest(j["leefgebieden"], profiel.leefgebieden)),
        Balken("Criteria bij de aanmelding", GEVOERD, n, _meest(j["criteria"], profiel.criteria)),
    )


def _meest(aantallen: J, lijst: Any) -> tuple[tuple[str, Getal], ...]:
    """Most first; what was never named is left out."""
    paren = [(label_van(lijst, code), n) for code, n in aantallen.items() if n != 0]
    return tuple(sorted(paren, key=lambda paar: -(paar[1] or 0)))


# --- every figure with its rule --------------------------------------------------------------


def cijfers(j: J, profiel: "Profiel") -> tuple[Cijfer, ...]:
    return tuple((*_gesprekken(j), *_aanmeldingen(j, profiel), *_wachtcijfers(j), *_advies(j), *_rest(j)))


def _gesprekken(j: J) -> Iterator[Cijfer]:
    g, kop = j["gesprekken"], "Gesprekken"
    n = g["gevoerd"]
    yield Cijfer(kop, "gevoerd", n, None, "gesprekken", GEVOERD)
    yield Cijfer(
        kop, "waarvan eerste gesprekken", g["eerste"], n, "gesprekken", "Volgnummer 1, soort instroom."
    )
    yield Cijfer(
        kop, "waarvan tweede gesprekken", g["tweede"], n, "gesprekken", "Volgnummer 2, soort instroom."
    )
    yield Cijfer(kop, "inwoners", j["inwoners"], None, "inwoners", _MENSEN)
    yield Cijfer(kop, "niet verschenen", g["no_show"], None, "gesprekken", "Naar de dag van de afspraak.")
    yield Cijfer(
        kop,
        "geannuleerd",
        g["geannuleerd"],
        None,
        "gesprekken",
        "Naar de dag van de afspraak; zonder dag naar de aanmelddatum.",
    )
    yield Cijfer(kop, "naaste erbij", j["naaste_aanwezig"], n, "gesprekken", GEVOERD)
    duur = j["duur_min"]
    if duur["n"]:
        regel = f"De helft duurde korter; van {zoveel(duur['n'], 'gesprek', 'gesprekken')} is de duur bekend."
        yield Cijfer(kop, "duur", duur["mediaan"], None, "minuten", regel)
    for team, aantal in j["teams"].items():
        yield Cijfer(kop, f"team {team}", aantal, n, "gesprekken", "Wie het gesprek voerden, per gesprek.")


def _aanmeldingen(j: J, profiel: "Profiel") -> Iterator[Cijfer]:
    a, kop = j["aanmeldingen"], "Aanmeldingen"
    yield Cijfer(kop, "ontvangen", a["ontvangen"], None, "aanmeldingen", _AANMELDING)
    yield Cijfer(kop, "teruggegeven aan de huisarts", a["afgewezen"], None, "aanmeldingen", _AANMELDING)
    yield Cijfer(kop, "inwoner ziet ervan af", a["ingetrokken"], None, "aanmeldingen", _AANMELDING)
    redenen = [*profiel.redenen_afwijzen, *profiel.redenen_intrekken]
    for code, aantal in a["redenen"].items():
        yield Cijfer(kop, f"reden: {label_van(redenen, code)}", aantal, None, "aanmeldingen", _AANMELDING)
    o = a["openstaand"]
    yield Cijfer(
        kop,
        "op de laatste dag nog open",
        o["n"],
        None,
        "aanmeldingen",
        "Aangemeld of gepland, en nog geen gesprek gevoerd.",
    )
    if o["langste_dagen"] is not None:
        yield Cijfer(
            kop,
            "wie het langst wacht",
            o["langste_dagen"],
            None,
            "dagen",
            "Van aanmelddatum tot de laatste dag.",
        )


def _wachtcijfers(j: J) -> Iterator[Cijfer]:
    for veld, tot in (("wachttijd_uitnodiging_dagen", "uitnodiging"), ("wachttijd_dagen", "gesprek")):
        w, kop = j[veld], f"Van aanmelding tot {tot}"
        regel = f"{_WACHT} Bekend bij {getal(w['n'])}."
        if not w["n"]:
            continue
        yield Cijfer(kop, "de helft wachtte ten hoogste", w["mediaan"], None, "dagen", regel)
        yield Cijfer(kop, "negen van de tien ten hoogste", w["p90"], None, "dagen", regel)
        yield Cijfer(kop, "gemiddeld", w["gemiddeld"], None, "dagen", regel)
        if w["norm"] is not None:
            yield Cijfer(kop, f"binnen {w['norm']} dagen", w["binnen_norm"], w["n"], "gesprekken", regel)


def _advies(j: J) -> Iterator[Cijfer]:
    a, kop = j["toeleiding"], "Advies"
    n = j["gesprekken"]["gevoerd"]
    yield Cijfer(
        kop, "nog zonder advies", a["zonder_advies"], n, "gesprekken", "Tellen niet mee in de uitkomsten."
    )
    yield Cijfer(
        kop, "meer dan één groep", a["combinaties"], n, "gesprekken", "Het advies raakt twee of meer groepen."
    )


def _rest(j: J) -> Iterator[Cijfer]:
    for wie, uren in j["uren"].items():
        if uren or uren is None:
            regel = (
                "Uren bij gevoerde gesprekken."
                if wie != "frictie"
                else "Verloren door uitval van een collega."
            )
            yield Cijfer("Uren bij gesprekken", PER_WIE.get(wie, wie), uren, None, "uur", regel)
    for wie, cijfer in j["waardering"].items():
        if cijfer["n"]:
            regel = f"Gemiddelde van {getal(cijfer['n'])}, met instemming gegeven."
            yield Cijfer("Waardering", wie, cijfer["gemiddeld"], None, "cijfer", regel)


# --- side by side ----------------------------------------------------------------------------


def toeleiding(j: J, profiel: "Profiel") -> Tabel:
    """Per category what was advised, and what came of it: a list, for few people better than a chart."""
    a = j["toeleiding"]
    stappen = ("geadviseerd", "primair", "toegeleid", "benut")
    codes = [c.code for c in profiel.categorieen if any(c.code in a[stap] for stap in stappen)]
    codes += sorted({code for stap in stappen for code in a[stap]} - set(codes))
    rijen = tuple(
        (label_van(profiel.categorieen, code), *(a[stap].get(code, 0) for stap in stappen)) for code in codes
    )
    return Tabel(
        "Advies en wat ervan kwam",
        f"Gevoerde gesprekken; elk gesprek telt bij elk advies dat het kreeg. {_OVERLAP}",
        ("", "geadviseerd", "hoofdadvies", "verwezen", "gestart"),
        rijen,
        "Verwezen en gestart zoals nu bekend; wat niet nagevraagd is, telt niet mee.",
    )


def vergelijkingen(
    c: "Cijfers", profiel: "Profiel", *, praktijken: bool, sprints: Sequence[vergelijken.Venster] = ()
) -> tuple[Tabel, ...]:
    """What the pilots are for: sprints, werkwijze, methodiek, combinations, criteria; praktijken for the team."""
    tabellen = [
        *_delen(
            regiotaal(profiel)("De sprints naast elkaar"),
            vergelijken.per_venster(c.rijen, profiel, sprints),
            profiel,
        ),
        *_naast_elkaar(c, profiel),
        _combinaties(c, profiel),
        _criteria(c, profiel),
    ]
    if praktijken:
        tabellen.append(_praktijken(c))
    return tuple(tabel for tabel in tabellen if tabel.rijen)


def _naast_elkaar(c: "Cijfers", profiel: "Profiel") -> Iterator[Tabel]:
    """Werkwijze and methodiek; in one table when they fit."""
    werk, methode = vergelijken.per_werkwijze(c.rijen, profiel), vergelijken.per_methodiek(c.rijen, profiel)
    if len(werk) + len(methode) <= _NAAST:
        yield from _delen("Werkwijze en methodiek naast elkaar", [*werk, *methode], profiel)
        return
    yield from _delen("Per werkwijze", werk, profiel)
    yield from _delen("Per methodiek", methode, profiel)


_NAAST = 6  # columns that stand side by side and can still be read


def _delen(titel: str, delen: list[vergelijken.Deel], profiel: "Profiel") -> Iterator[Tabel]:
    """One column each, what is compared on one line."""
    for begin in range(0, len(delen), _NAAST):
        deze = delen[begin : begin + _NAAST]
        rijen: list[tuple[str | Getal, ...]] = [
            ("gesprekken", *(d.gevoerd for d in deze)),
            ("inwoners", *(d.inwoners for d in deze)),
            ("dagen wachten (mediaan)", *(d.wacht_mediaan for d in deze)),
            ("tweede gesprekken", *(d.tweede for d in deze)),
            ("naaste erbij", *(d.naaste for d in deze)),
            ("nog zonder advies", *(d.zonder_advies for d in deze)),
        ]
        for g in profiel.groepen:
            if any(d.groepen.get(g.code) for d in delen):
                rijen.insert(-1, (f"advies: {g.label}", *(d.groepen.get(g.code, 0) for d in deze)))
        yield Tabel(
            titel, f"{GEVOERD} Wachten: bij eerste gesprekken.", ("", *(d.naam for d in deze)), tuple(rijen)
        )


def _combinaties(c: "Cijfers", profiel: "Profiel") -> Tabel:
    return Tabel(
        "Adviezen samen",
        "Elk gesprek met een advies staat in precies één rij; deze tellen wel op tot het geheel.",
        ("", "gesprekken"),
        tuple(
            (" + ".join(label_van(profiel.groepen, deel) for deel in x.delen), len(x.refs))
            for x in vergelijken.combinaties(c.rijen, profiel)
        ),
    )


def _criteria(c: "Cijfers", profiel: "Profiel") -> Tabel:
    rijen: list[tuple[str | Getal, ...]] = [
        (
            label_van(profiel.criteria, k.criterium),
            k.n,
            *(len(k.geadviseerd.get(g.code, ())) for g in profiel.groepen),
        )
        for k in vergelijken.criteria_bij_advies(c.rijen, profiel)
    ]
    return Tabel(
        "Criteria en advies",
        "Gesprekken met een advies. Een gesprek kan meer criteria hebben en meer adviezen; de rijen overlappen.",
        ("", "met advies", *(g.label for g in profiel.groepen)),
        tuple(rijen),
    )


def _praktijken(c: "Cijfers") -> Tabel:
    delen = vergelijken.per_praktijk(c.praktijken, c.aanmeldingen, c.rijen)
    return Tabel(
        "Praktijken",
        "Op alfabet; aanmeldingen naar aanmelddatum, gesprekken naar de dag van het gesprek.",
        ("", "aanmeldingen", "gesprekken"),
        tuple((d.naam, d.ontvangen, d.gevoerd) for d in delen),
    )


def stille_praktijken(c: "Cijfers") -> tuple[list[str], int]:
    """The praktijken that take part and sent nobody in this period, and how many take part."""
    met = {r.praktijk for r in c.aanmeldingen}
    mee = [p for p in c.praktijken if p.actief]
    return [p.naam for p in mee if p.id not in met], len(mee)


# --- targets ---------------------------------------------------------------------------------

_OVER: Final = {
    "eenmalig": "op één moment",
    "cumulatief": "vanaf de start",
    "jaar": "over een jaar",
    "half-jaar": "over een half jaar",
    "kwartaal": "over een kwartaal",
}


def doelen(c: "Cijfers", j: J, profiel: "Profiel", *, oordeel: bool) -> tuple[Doelregel, ...]:
    gemaakt = []
    for u, k in zip(c.uitkomsten, j["kpi"], strict=True):
        o = u.opgave
        oplevering = k["soort"] == "oplevering"
        grens = "" if oplevering else doeltekst(k["doel"], eenheid(k)).removeprefix("doel: ")
        if not oordeel and o.uit_gesprekken and not oplevering and k["doel"]:
            grens = f"de grens van {grens} geldt voor de regio, {_OVER[o.doel.venster]}"
        gemaakt.append(
            Doelregel(
                nr=k["nr"],
                omschrijving=k["omschrijving"],
                stand=_stand(u, k, profiel, openbaar=c.vraag.voor == "openbaar"),
                doel=grens,
                teller=k["teller"],
                noemer=k["noemer"],
                waarde=k["waarde"],
                van=o.van,
                tot=o.tot,
                ijkmoment=o.ijkmoment,
                oordeel=k["status"] or "" if oordeel else "",
                regel=k["telregel"],
                bron=o.doel.brontekst,
            )
        )
    return tuple(gemaakt)


def _stand(u: "Uitkomst", k: J, profiel: "Profiel", *, openbaar: bool) -> str:
    if any(k[veld] is None and getattr(u, veld) is not None for veld in ("teller", "noemer", "waarde")):
        return "–"  # protected
    zin = gekomen(u, k, profiel.tellen.weinig_gesprekken)
    if u.zonder is not None and u.noemer and not openbaar:
        wat = ", ".join(label_van(profiel.categorieen, code) for code in u.opgave.doel.ook_zonder)
        zin += f" ({getal(round(u.zonder * int(u.noemer) / 100))} zonder {wat})"
    return zin
