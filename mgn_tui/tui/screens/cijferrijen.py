"""The rows of Sprint & cijfers: every figure one row, with the gesprekken behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from mgn_tui.domain.datums import toon_datum, toon_datum_kort
from mgn_tui.domain.profiel import MetLabel, Profiel, label_van
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.woorden import Thema
from mgn_tui.figures.cijfers import Wachttijd
from mgn_tui.figures.vergelijken import Deel
from mgn_tui.figures.verwoorden import dagen, doeltekst, eenheid, gekomen, getal
from mgn_tui.tui.tekens import in_woorden
from mgn_tui.tui.widgets.cellen import balk
from mgn_tui.tui.widgets.rubrieklijst import Kopje, Rij
from mgn_tui.tui.widgets.stippen import NORM, VERZOEK, stippen
from mgn_tui.tui.widgets.streefbalk import schaal, streefbalk
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel

if TYPE_CHECKING:
    from mgn_tui.register.cijferbeeld import Cijferbeeld, Soort

TEL, LIJN, DEEL, DOEL = range(4)  # sets of columns
BALK = 30  # cells of the longest bar
MERK = "●"  # one gesprek, where there are few
_GEDEMPT = "gedempt"
_STATUS = {"behaald": ("●", "goed"), "niet behaald": ("✖", "fout"), "loopt nog": ("▲", "let-op")}


@dataclass(frozen=True, slots=True)
class Figuur:
    """A figure: what it is in full, and what is behind it. `doel`: the target whose rows these are."""

    titel: str
    refs: tuple[str, ...] = field(default=(), repr=False)
    soort: "Soort" = "gesprek"
    uitleg: str = ""
    doel: str = ""


def kolommen(profiel: Profiel, breedte: int) -> tuple[tuple[Kolom, ...], ...]:
    """The sets of columns in a list of this width."""
    return (
        (
            Kolom(breedte=48 if breedte >= 100 else 36 if breedte >= 76 else 22),
            Kolom(breedte=4, rechts=True),
            Kolom(vanaf=36),
        ),
        (Kolom(),),
        (
            Kolom(),
            Kolom(breedte=10, rechts=True),
            Kolom(breedte=8, rechts=True, vanaf=50),
            Kolom(breedte=9, rechts=True, vanaf=60),
            Kolom(breedte=3, rechts=True, vanaf=70),
            Kolom(breedte=6, rechts=True, vanaf=76),
            *(Kolom(breedte=max(len(g.label), 4), rechts=True, vanaf=110) for g in profiel.groepen),
        ),
        (
            Kolom(breedte=3),
            Kolom(deel=3),
            Kolom(breedte=19, vanaf=56),
            Kolom(breedte=22, vanaf=100),
            Kolom(breedte=25, vanaf=126),
            Kolom(breedte=15, vanaf=70),
        ),
    )


class Rijen:
    """Builds the rows; `figuren` says of each key what opens. `tabel`: numbers with what they are of, no drawing."""

    def __init__(self, profiel: Profiel, beeld: "Cijferbeeld", breedte: int, *, tabel: bool = False) -> None:
        self._profiel, self._beeld, self._breedte, self._tabel = profiel, beeld, breedte, tabel
        gevoerd = beeld.inhoud["gesprekken"]["gevoerd"] or 0
        self._weinig = gevoerd < profiel.tellen.weinig_gesprekken
        self.figuren: dict[str, Figuur] = {}
        self._rijen: list[Regel] = []

    def alle(self) -> list[Regel]:
        b, t, p = self._beeld, self._beeld.cijfers.telling, self._profiel
        j = b.inhoud
        self._gesprekken(j)
        self._aanmeldingen(j["aanmeldingen"])
        self._wacht("Wachttijd, van aanmelding tot gesprek", t.wachttijden, j["wachttijd_dagen"], "gesprek")
        if j["wachttijd_uitnodiging_dagen"]["n"]:
            self._wacht(
                "Wachttijd, van aanmelding tot uitnodiging",
                t.uitnodigingen,
                j["wachttijd_uitnodiging_dagen"],
                "uitnodiging",
            )
        self._delen("Werkwijze", "werkwijze", b.werkwijzen)
        self._delen("Methodiek", "methodiek", b.methodieken)
        besproken = {thema: x["besproken"] for thema, x in j["themas"].items()}
        self._balken(
            "Besproken",
            {Thema(c).label: (n, ("themas", c, "besproken")) for c, n in besproken.items()},
        )
        self._lijst("Leefgebieden", j["leefgebieden"], p.leefgebieden, ("leefgebieden",))
        self._lijst("Criteria", j["criteria"], p.criteria, ("criteria",))
        self._advies(j["toeleiding"])
        self._praktijken()
        self._doelen()
        self._leerpunten()
        return self._rijen

    # -- one row ---------------------------------------------------------------------------------

    def _kopje(self, tekst: str, rustig: str = "") -> None:
        if self._rijen:
            self._rijen.append(Kopje())
        self._rijen.append(Kopje(cellen=(tekst, Cel(f"   {rustig}" if rustig else "", _GEDEMPT))))

    def _regel(self, tekst: str) -> None:
        self._rijen.append(Kopje(cellen=(Cel(f"  {tekst}", _GEDEMPT),)))

    def _rij(self, figuur: Figuur, cellen: tuple[str | Cel, ...], soort: int) -> None:
        sleutel = f"{len(self.figuren)}|{figuur.titel}"
        self.figuren[sleutel] = figuur
        self._rijen.append(Rij(sleutel, cellen, soort))

    def _tel(self, titel: str, pad: tuple[str, ...], rest: str = "", uitleg: str = "") -> None:
        """A count with its references."""
        refs = tuple(self._beeld.cijfers.telling.achter(*pad))
        soort: Soort = "aanmelding" if pad[0] == "aanmeldingen" else "gesprek"
        figuur = Figuur(titel, refs, soort, uitleg)
        self._rij(figuur, (titel, getal(len(refs)), Cel(rest, _GEDEMPT)), TEL)

    # -- the parts -------------------------------------------------------------------------------

    def _gesprekken(self, j: Mapping[str, Any]) -> None:
        self._kopje("Gesprekken", "naar de dag van het gesprek")
        wie = zoveel(j["inwoners"], "inwoner", "inwoners")
        duur = j["duur_min"]["mediaan"]
        naast, onder = f"met {wie}", ""
        if duur is not None and self._breedte >= 100:
            naast += f", de helft duurde hoogstens {getal(duur)} minuten"
        elif duur is not None:
            onder = f"De helft duurde hoogstens {getal(duur)} minuten."
        self._tel("gevoerd", ("gesprekken", "gevoerd"), naast, onder)
        self._tel("eerste gesprek", ("gesprekken", "eerste"))
        self._tel("tweede gesprek", ("gesprekken", "tweede"))
        self._tel("naaste erbij", ("naaste_aanwezig",))
        self._tel("niet verschenen", ("gesprekken", "no_show"))
        self._tel("geannuleerd", ("gesprekken", "geannuleerd"))

    def _aanmeldingen(self, a: Mapping[str, Any]) -> None:
        self._kopje("Aanmeldingen", "naar de dag van aanmelden")
        self._tel("ontvangen", ("aanmeldingen", "ontvangen"))
        self._tel("teruggegeven aan de huisarts", ("aanmeldingen", "afgewezen"))
        self._tel("inwoner zag ervan af", ("aanmeldingen", "ingetrokken"))
        redenen = (*self._profiel.redenen_afwijzen, *self._profiel.redenen_intrekken)
        for code in a["redenen"]:
            self._tel(f"  {label_van(redenen, code)}", ("aanmeldingen", "redenen", code))
        lang = a["openstaand"]["langste_dagen"]
        langste = f"de langste {dagen(lang)}" if lang is not None else ""
        self._tel("op de laatste dag nog open", ("aanmeldingen", "openstaand"), langste)

    def _wacht(self, titel: str, wacht: Sequence[Wachttijd], w: Mapping[str, Any], norm: str) -> None:
        if not w["n"]:
            self._kopje(titel)
            self._regel("nog niet bekend")
            return
        self._kopje(titel, f"de helft binnen {dagen(w['mediaan'])}, 9 van de 10 binnen {dagen(w['p90'])}")
        if self._tabel:
            for duur in sorted({max(x.dagen, 0) for x in wacht}):
                self._los(
                    dagen(duur),
                    [x.ref for x in wacht if max(x.dagen, 0) == duur],
                    f"{titel}: {dagen(duur)}",
                    f"van {len(wacht)}",
                )
            return
        beeld = stippen(wacht, w["norm"], max(min(self._breedte, 100) - 6, 10))
        if in_woorden():
            for regel in wrap(beeld.regels[0], max(self._breedte - 6, 20))[:-1]:
                self._regel(regel)
        for laag in beeld.regels[:-1]:
            self._rijen.append(Kopje(cellen=(Cel(f"  {laag}", ""),)))
        alle = tuple(x.ref for x in wacht)
        soort = self._profiel.normen[norm].status if norm in self._profiel.normen else ""
        uitleg = f"Elke stip is {'1 gesprek' if beeld.per_stip == 1 else f'{beeld.per_stip} gesprekken'}"
        uitleg += f", elke plaats {'1 dag' if beeld.per_vak == 1 else f'{beeld.per_vak} dagen'}."
        if w["norm"] is not None:
            uitleg += f" {NORM} is {w['norm']} dagen ({soort})."
        if any(x.op_verzoek for x in wacht):
            uitleg += f" {VERZOEK} wilde de inwoner zelf later; dat telt gewoon mee."
        if in_woorden():
            norm_ = f" De norm is {w['norm']} dagen ({soort})." if w["norm"] is not None else ""
            uitleg = f"Hoe vaak er hoeveel dagen gewacht is.{norm_}"
        laatste = wrap(beeld.regels[-1], max(self._breedte - 6, 20))[-1] if in_woorden() else beeld.regels[-1]
        self._rij(Figuur(titel, alle, uitleg=uitleg), (laatste,), LIJN)
        if w["norm"] is not None:
            for kop, deze in (
                (f"binnen {w['norm']} dagen", [x for x in wacht if x.dagen <= w["norm"]]),
                (f"na meer dan {w['norm']} dagen", [x for x in wacht if x.dagen > w["norm"]]),
            ):
                self._los(kop, [x.ref for x in deze], f"{titel}: {kop}")
        if verzoek := [x.ref for x in wacht if x.op_verzoek]:
            self._los(
                "op eigen verzoek later" if in_woorden() else f"{VERZOEK} op eigen verzoek later",
                verzoek,
                f"{titel}: op verzoek van de inwoner later",
            )

    def _los(self, label: str, refs: Sequence[str], titel: str = "", rest: str = "") -> None:
        self._rij(Figuur(titel or label, tuple(refs)), (label, getal(len(refs)), Cel(rest, _GEDEMPT)), TEL)

    def _delen(self, titel: str, wat: str, delen: Sequence[Deel]) -> None:
        """The gesprekken per werkwijze or methodiek, side by side."""
        groepen = self._profiel.groepen
        self._kopje(titel, f"per {wat}, op naam; niet op uitkomst")
        if not delen:
            self._regel("nog geen gesprekken")
            return
        kop = ("", "gesprekken", "inwoners", "helft in", "2e", "naaste", *(g.label for g in groepen))
        self._rijen.append(Rij("", tuple(Cel(k, _GEDEMPT) for k in kop), DEEL))
        for deel in delen:
            mediaan = "–" if deel.wacht_mediaan is None else f"{getal(deel.wacht_mediaan)} dgn"
            tellen = [getal(deel.groepen.get(g.code, 0)) for g in groepen]
            uitleg = (
                f"{zoveel(deel.gevoerd, 'gesprek', 'gesprekken')} met {zoveel(deel.inwoners, 'inwoner', 'inwoners')}; "
                f"{zoveel(deel.tweede, 'tweede gesprek', 'tweede gesprekken')}, bij "
                f"{deel.naaste} een naaste erbij, {deel.zonder_advies} nog zonder advies. Advies: "
                + ", ".join(f"{g.label} {n}" for g, n in zip(groepen, tellen, strict=True))
                + "."
            )
            cellen = (deel.naam, getal(deel.gevoerd), getal(deel.inwoners), mediaan)
            self._rij(
                Figuur(f"{titel}: {deel.naam}", deel.refs, uitleg=uitleg),
                (*cellen, getal(deel.tweede), getal(deel.naaste), *tellen),
                DEEL,
            )

    def _balken(
        self,
        titel: str,
        tellen: Mapping[str, tuple[int, tuple[str, ...]]],
        rustig: str = "",
        noemer: int | None = None,
    ) -> None:
        """Counts as bars with the number beside them, in their own order; of few gesprekken one mark for each.
        `noemer`: what they are of, for the table."""
        if not tellen:
            return
        self._kopje(titel, rustig)
        if noemer is None:
            noemer = self._beeld.inhoud["gesprekken"]["gevoerd"]
        hoogste = max(n for n, _ in tellen.values())
        for label, (n, pad) in tellen.items():
            self._tel(
                label, pad, f"van {getal(noemer)}" if self._tabel else self._getekend(n, hoogste), titel
            )

    def _getekend(self, n: int, hoogste: int) -> str:
        if self._weinig and hoogste <= BALK:
            return "" if in_woorden() else MERK * n
        return balk(n, hoogste, BALK)[1:-1].rstrip() if hoogste else ""

    def _lijst(
        self, titel: str, tellen: Mapping[str, int], namen: Iterable[MetLabel], pad: tuple[str, ...]
    ) -> None:
        alle = tuple(namen)
        meest = sorted(tellen.items(), key=lambda paar: -paar[1])
        self._balken(titel, {label_van(alle, c): (n, (*pad, c)) for c, n in meest}, "meer dan één kan")

    def _advies(self, t: Mapping[str, Any]) -> None:
        p = self._profiel
        met_advies = (self._beeld.inhoud["gesprekken"]["gevoerd"] or 0) - (t["zonder_advies"] or 0)
        self._balken(
            "Advies per groep",
            {
                g.label: (t["groepen"][g.code]["bevat"], ("toeleiding", "groepen", g.code, "bevat"))
                for g in p.groepen
            },
            "gesprekken; meer dan één kan",
            met_advies,
        )
        self._tel("meer dan één groep", ("toeleiding", "combinaties"))
        self._tel("nog zonder advies", ("toeleiding", "zonder_advies"), "telt niet mee in de uitkomsten")
        for kop, stap in (
            ("Advies per soort hulp", "geadviseerd"),
            ("Verwezen of aangemeld", "toegeleid"),
            ("Gestart", "benut"),
        ):
            tellen = {label_van(p.categorieen, c): (n, ("toeleiding", stap, c)) for c, n in t[stap].items()}
            self._balken(kop, tellen, noemer=met_advies)

    def _praktijken(self) -> None:
        """By name; those without an aanmelding are said first."""
        delen = self._beeld.praktijken
        zonder = [d.naam for d in delen if not d.ontvangen]
        self._kopje("Praktijken", "op naam")
        if zonder:
            naam = f"nog geen aanmelding: {', '.join(zonder)}"
            self._rij(Figuur("Nog geen aanmelding", uitleg=", ".join(zonder)), (naam,), LIJN)
        for d in delen:
            if d.ontvangen or d.gevoerd:
                gevoerd = f"waarvan nu {d.gevoerd} {'gesprek' if d.gevoerd == 1 else 'gesprekken'} gevoerd"
                self._rij(
                    Figuur(f"Aanmeldingen van {d.naam}", d.aanmeldingen, "aanmelding"),
                    (d.naam, getal(d.ontvangen), Cel(gevoerd if d.gevoerd else "", _GEDEMPT)),
                    TEL,
                )

    def _doelen(self) -> None:
        b, c = self._beeld, self._beeld.cijfers
        if not c.uitkomsten:
            return
        wat = "" if b.beoordeeld else "de grenzen gelden voor de regio; over één team wordt niet geoordeeld"
        self._kopje(f"Doelen van {toon_datum(c.ijkmoment)}", wat)
        kop = ("nr", "omschrijving", "stand", "doel", "venster", "status" if b.beoordeeld else "")
        self._rijen.append(Rij("", tuple(Cel(k, _GEDEMPT) for k in kop), DOEL))
        weinig = self._profiel.tellen.weinig_gesprekken
        for u, k in zip(c.uitkomsten, b.inhoud["kpi"], strict=True):
            o = u.opgave
            staat = gekomen(u, k, weinig)
            wens = doeltekst(k["doel"], eenheid(k)).removeprefix("doel: ")
            if k["soort"] == "oplevering":
                wens = "opleveren"
            venster = f"{toon_datum_kort(o.van)} {o.van.year} – {toon_datum_kort(o.tot)} {o.tot.year}"
            merk, stijl = _STATUS.get(u.status, ("–", _GEDEMPT))
            woorden = f"{merk} {u.status}" if b.beoordeeld else "niet beoordeeld"
            uitleg = f"{k['omschrijving']}. Stand: {staat}; doel: {wens}; {woorden}. {o.doel.telregel}"
            figuur = Figuur(f"Doel {o.doel.nr}", u.achter_noemer or u.achter, uitleg=uitleg, doel=o.doel.nr)
            if u.noemer is not None:
                figuur = Figuur(f"Doel {o.doel.nr}, de teller", u.achter, uitleg=uitleg, doel=o.doel.nr)
            status = Cel(woorden, stijl if b.beoordeeld else _GEDEMPT)
            self._rij(figuur, (o.doel.nr, k["omschrijving"], staat, wens, venster, status), DOEL)
            procent = eenheid(k) == "%"
            te_weinig = procent and (
                k["noemer"] is None or k["noemer"] < weinig
            )  # then no share is shown either
            if b.beoordeeld and not self._tabel and u.exact is not None and not te_weinig:
                self._streefbalk(float(u.exact), k["doel"], procent)
        for oordeel in c.clusters if b.beoordeeld else ():
            self._regel(f"{oordeel.label}: {oordeel.status}")

    def _streefbalk(self, waarde: float, doel: Mapping[str, int | float], procent: bool) -> None:
        """How far, against the bound: only for the region, which is judged by it."""
        laag, hoog = doel.get("min"), doel.get("max")
        geheel = schaal(waarde, laag, hoog, procent)
        if getekend := streefbalk(waarde, laag, hoog, geheel, max(min(self._breedte - 20, 2 * BALK), 10)):
            uiteinde = f"{getal(geheel)}%" if procent else getal(round(geheel))
            self._rijen.append(Kopje(cellen=(Cel(f"    {getekend} {uiteinde}", _GEDEMPT),)))

    def _leerpunten(self) -> None:
        lp = self._beeld.leerpunten
        self._kopje("Leerpunten", "" if self._beeld.beoordeeld else "e: de evaluatie")
        self._los("gesprekken met een leerpunt", lp.met)
        self._los("vrijgegeven", lp.vrij, "Leerpunt vrijgegeven")
        self._los("gevoerd zonder leerpunt", lp.zonder)
