"""A form on the screen, built from its one description in `domain/velden.py`.

It keeps the texts as they are typed (`ruw`) and judges nothing by itself: a fault is shown, what was
typed stays. The rules between fields are the register's; `fouten` shows what it says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from mgn_tui.domain.bsn import BSN_MELDING, vind_bsn
from mgn_tui.domain.datums import toon_datum, toon_moment
from mgn_tui.domain.tekst import schoon
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldFout, VeldSoort
from mgn_tui.tui.acties import FORMULIER, bindingen
from mgn_tui.tui.concept import MAXIMUM, TE_GROOT, ConceptBewaker, omvang
from mgn_tui.tui.termen import veld_in_termen
from mgn_tui.tui.widgets.cellen import knip
from mgn_tui.tui.widgets.invoer import RegelInvoer, VeldGewijzigd
from mgn_tui.tui.widgets.keuze import KeuzeInvoer, LijstInvoer
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.tekstinvoer import TekstInvoer

Invoer = RegelInvoer | TekstInvoer | KeuzeInvoer | LijstInvoer

SMAL = 60
"""Below this many cells the label stands above its field."""
_DATUMS = (VeldSoort.DATUM, VeldSoort.MOMENT)


def _maak_invoer(veld: Veld, ruw: str, vandaag: date) -> Invoer:
    if veld.soort is VeldSoort.LANG:
        return TekstInvoer(ruw)
    if veld.soort is VeldSoort.KEUZE or veld.soort is VeldSoort.JANEE:
        keuzes = veld.antwoorden
        return KeuzeInvoer(veld.label, keuzes, _codes(replace(veld, keuzes=keuzes), ruw, vandaag))
    if veld.soort is VeldSoort.LIJST and veld.keuzes:
        return LijstInvoer(veld.keuzes, tuple(filter(None, _codes(veld, ruw, vandaag).split(", "))))
    return RegelInvoer(ruw)


def _codes(veld: Veld, ruw: str, vandaag: date) -> str:
    """The code, or codes with a comma between, of what may have been given as labels."""
    soort = VeldSoort.KEUZE if veld.soort is VeldSoort.JANEE else veld.soort
    try:
        waarde = replace(veld, soort=soort).lees(ruw, vandaag)
    except VeldFout:
        return ruw
    return ", ".join(waarde) if isinstance(waarde, tuple) else str(waarde or "")


class VeldRij(Vertical):
    """One question: label, field, and a line below it for a hint or what is wrong."""

    DEFAULT_CSS = """
    VeldRij {
        layout: grid; grid-size: 2; grid-columns: 24 1fr; grid-rows: auto; height: auto;
        max-width: 120;
        & > .label { height: auto; padding: 0 1 0 0; color: $gedempt; }
        & > .bericht { column-span: 2; height: auto; padding: 0 1 0 26; display: none; color: $gedempt; }
        &.-actief > .label { color: $foreground; }
        &.-fout > .bericht { color: $fout; }
        &.-fout > .label { color: $fout; }
    }
    FormulierWidget.-smal VeldRij {
        grid-size: 1; grid-columns: 1fr;
        & > .bericht { column-span: 1; padding: 0 1 0 2; }
    }
    """

    SCOPED_CSS = False

    def __init__(self, veld: Veld, ruw: str, vandaag: date) -> None:
        super().__init__()
        self.veld = veld = veld_in_termen(veld)
        self.invoer: Invoer = _maak_invoer(veld, ruw, vandaag)
        self.fout = ""
        self.tip = ""  # what may be meant by what is typed
        self.opmerking = ""  # what is wrong so far, said quietly while somebody is typing
        self._bericht = Static(classes="bericht", markup=False)

    def compose(self) -> ComposeResult:
        yield Static(self.veld.label, classes="label", markup=False)
        yield self.invoer
        yield self._bericht

    def on_veld_gewijzigd(self, gebeurtenis: VeldGewijzigd) -> None:
        gebeurtenis.stop()
        self.post_message(self.Getypt(self, gebeurtenis.ruw))

    class Getypt(Message):
        """This field holds another text."""

        def __init__(self, rij: "VeldRij", ruw: str) -> None:
            super().__init__()
            self.rij = rij
            self.ruw = ruw

        def __rich_repr__(self) -> list[object]:
            return []

    def toon(self, *, actief: bool) -> None:
        """Show the fault, else (in the field) what is wrong so far, or the hint."""
        self.set_class(actief, "-actief")
        self.set_class(bool(self.fout), "-fout")
        hulp = self.opmerking or self.tip or self.veld.hulp
        if actief and not hulp and isinstance(self.invoer, KeuzeInvoer) and self.invoer.opent_lijst:
            hulp = "Typ om te zoeken, of druk op de spatiebalk voor de lijst."
        tekst = f"✖ {self.fout}" if self.fout else hulp if actief else ""
        self._bericht.update(tekst)
        if actief and tekst and not self._bericht.display:
            self.houd_in_zicht()
        self._bericht.display = bool(tekst)

    def houd_in_zicht(self) -> None:
        """Scroll to this field once all has its place; not when the cursor has gone on by then."""

        def toon() -> None:
            if self.is_attached and self.screen.focused is self.invoer:
                self.scroll_visible(animate=False)

        self.call_after_refresh(toon)

    def on_resize(self) -> None:
        if self.has_class("-actief") and isinstance(self.invoer, KeuzeInvoer):
            self.toon(actief=True)  # whether its options stand here depends on the width


class FormulierWidget(Vertical):
    """The form. `waarden`: texts to begin with, as typed or as `Veld.toon` gives them."""

    DEFAULT_CSS = """
    FormulierWidget {
        height: 1fr;
        & > VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; padding: 0 1 0 0; }
        .groep { margin: 1 0 0 0; text-style: bold; color: $accent; }
        .groep.-eerste { margin: 0; }
        & > .nog { height: 1; color: $gedempt; margin: 1 0 0 0; text-wrap: nowrap; text-overflow: ellipsis; }
        & > .nog.-fout { color: $fout; }
        & > .nog.-klaar { color: $goed; }
    }
    .-laag FormulierWidget > .nog { margin: 0; }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = bindingen(FORMULIER)

    class _Bericht(Message):
        def __init__(self, formulier: "FormulierWidget") -> None:
            super().__init__()
            self.formulier = formulier

        @property
        def control(self) -> "FormulierWidget":
            return self.formulier

    class Gewijzigd(_Bericht):
        """Something was typed or chosen. `naam`: which field."""

        def __init__(self, formulier: "FormulierWidget", naam: str) -> None:
            super().__init__(formulier)
            self.naam = naam

    class Bewaren(_Bericht):
        """The person asks to save (ctrl+o)."""

    class LaatsteVeld(_Bericht):
        """Enter in the last field."""

    def __init__(
        self, formulier: Formulier, waarden: Mapping[str, str], vandaag: date, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.formulier = formulier
        self.vandaag = vandaag
        self.bewaker: ConceptBewaker | None = None
        self._rijen = {
            veld.naam: VeldRij(veld, waarden.get(veld.naam, ""), vandaag) for veld in formulier.velden
        }
        self._ruw = {naam: rij.invoer.ruw for naam, rij in self._rijen.items()}
        self._melding = ""
        self._nog = Static(classes="nog", markup=False)

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            groep = ""
            for plek, rij in enumerate(self._rijen.values()):
                if rij.veld.groep != groep and rij.veld.groep:
                    yield Static(rij.veld.groep, classes=f"groep{' -eerste' * (not plek)}", markup=False)
                groep = rij.veld.groep
                yield rij
        yield self._nog

    def on_mount(self) -> None:
        for naam in self._rijen:
            self._beoordeel(naam, klaar=bool(self._ruw[naam]))
        self._toon_nog()
        # what grows or wraps above the cursor pushes it out of sight
        self.watch(self.query_one(VerticalScroll), "virtual_size", self._houd_in_zicht, init=False)

    def _houd_in_zicht(self) -> None:
        rij = self._rij_met_focus()
        if rij is not None:
            rij.houd_in_zicht()

    # -- for the screen --------------------------------------------------------------------------

    def ruw(self) -> dict[str, str]:
        """The texts as they stand now, per field name."""
        return dict(self._ruw)

    def lees(self) -> tuple[dict[str, object], dict[str, str]]:
        """(values, faults) of what is typed, by the rules of the form itself."""
        return self.formulier.lees(self._ruw, self.vandaag)

    def zet(self, waarden: Mapping[str, str]) -> None:
        """Other texts in these fields, without counting as typing."""
        for naam, ruw in waarden.items():
            rij = self._rijen[naam]
            kiest = isinstance(rij.invoer, KeuzeInvoer | LijstInvoer)
            rij.invoer.zet(_codes(rij.veld, ruw, self.vandaag) if kiest else ruw)
            self._ruw[naam] = rij.invoer.ruw
            self._beoordeel(naam, klaar=bool(ruw))
        self._toon_nog()

    def zet_keuzes(self, naam: str, keuzes: Sequence[Keuze]) -> None:
        """Other options in a field; what was chosen stays when it is still among them."""
        self.formulier = self.formulier.met_keuzes(**{naam: keuzes})
        rij = self._rijen[naam]
        rij.veld = self.formulier.veld(naam)
        if isinstance(rij.invoer, KeuzeInvoer | LijstInvoer):
            rij.invoer.keuzes = tuple(keuzes)
            rij.invoer.refresh(layout=True)

    def toon_tip(self, naam: str, tip: str) -> None:
        """Say below a field, while the cursor is in it, what may be meant by what is typed."""
        rij = self._rijen[naam]
        if rij.tip != tip:
            rij.tip = tip
            rij.toon(actief=rij is self._rij_met_focus())

    def toon_velden(self, zichtbaar: Mapping[str, bool]) -> None:
        """Show or hide fields; a hidden one keeps its text and is passed over."""
        for naam, te_zien in zichtbaar.items():
            self._rijen[naam].display = te_zien

    def fouten(self, fouten: Mapping[str, str], *, ga: bool = True) -> None:
        """Show what is wrong per field and (`ga`) go to the first field with a fault. What does not belong
        to a field of this form ("" = the whole form) stands below it."""
        self._melding = " ".join(dict.fromkeys(m for naam, m in fouten.items() if naam not in self._rijen))
        for naam, rij in self._rijen.items():
            rij.fout = fouten.get(naam, "")
            rij.toon(actief=rij is self._rij_met_focus())
        self._toon_nog()
        eerste = next((naam for naam in self._rijen if naam in fouten), None)
        if eerste is not None and ga:
            self.focus_veld(eerste)

    def focus_veld(self, naam: str = "") -> None:
        """Put the cursor in a field; without a name in the first."""
        rij = self._rijen[naam or next(iter(self._rijen))]
        rij.invoer.focus()

    def naar_groep(self, richting: int) -> None:
        """Put the cursor in the first field of the next group (1), or of this or the one before (-1)."""
        rijen = [rij for rij in self._rijen.values() if rij.display]
        eerste = [n for n, rij in enumerate(rijen) if not n or rij.veld.groep != rijen[n - 1].veld.groep]
        hier = self._rij_met_focus()
        nu = rijen.index(hier) if hier in rijen else 0
        daar = [n for n in eerste if (n > nu if richting > 0 else n < nu)]
        if daar:
            rijen[daar[0] if richting > 0 else daar[-1]].invoer.focus()

    def action_bewaren(self) -> None:
        self.post_message(self.Bewaren(self))

    # -- typing ------------------------------------------------------------------------------------

    @on(VeldRij.Getypt)
    def _getypt(self, gebeurtenis: VeldRij.Getypt) -> None:
        gebeurtenis.stop()
        rij, naam = gebeurtenis.rij, gebeurtenis.rij.veld.naam
        if gebeurtenis.ruw == self._ruw[naam]:
            return
        if omvang({**self._ruw, naam: gebeurtenis.ruw}) > MAXIMUM:
            rij.invoer.zet(self._ruw[naam])
            rij.fout = TE_GROOT
            rij.toon(actief=True)
            return
        self._ruw[naam] = gebeurtenis.ruw
        self._melding = ""
        self._beoordeel(naam, klaar=False)
        self._toon_nog()
        if self.bewaker is not None:
            self.bewaker.gewijzigd()
        self.post_message(self.Gewijzigd(self, naam))

    def _beoordeel(self, naam: str, *, klaar: bool) -> None:
        """Show what is understood, or what is wrong; `klaar`: the person has left the field.

        While somebody is typing only a date speaks at once (quietly), and a burgerservicenummer; a
        fault that was shown goes as soon as it is mended.
        """
        rij, ruw = self._rijen[naam], self._ruw[naam]
        fout, waarde = "", None
        try:
            waarde = rij.veld.lees(ruw, self.vandaag)
        except VeldFout as geweigerd:
            fout = geweigerd.melding
        if isinstance(rij.invoer, RegelInvoer) and rij.veld.soort in _DATUMS:
            rij.invoer.echo = _lees_terug(waarde)
            rij.opmerking = fout
        if klaar or not fout or rij.fout:
            rij.fout = fout
        elif vind_bsn(ruw):
            rij.fout = BSN_MELDING
        rij.toon(actief=rij is self._rij_met_focus())

    def _toon_nog(self) -> None:
        ontbreekt = [
            rij.veld.label
            for naam, rij in self._rijen.items()
            if rij.veld.verplicht and not schoon(self._ruw[naam], meerregelig=False)
        ]
        mis = [rij.veld.label for rij in self._rijen.values() if rij.fout and rij.display]
        if self._melding:
            tekst = f"✖ {self._melding}"
        elif ontbreekt:
            tekst = self._past("nog invullen", ontbreekt)
        elif mis:  # the field itself may have scrolled out of sight
            tekst = self._past("✖ klopt nog niet", mis)
        else:
            tekst = "✓ alles wat nodig is, is ingevuld"
        self._nog.set_class(bool(self._melding or (mis and not ontbreekt)), "-fout")
        self._nog.set_class(not (self._melding or ontbreekt or mis), "-klaar")
        self._nog.update(tekst)

    def _past(self, wat: str, labels: Sequence[str]) -> str:
        breedte = self.size.width or 80
        namen = [label[:1].lower() + label[1:] for label in labels]
        for hoeveel in range(len(namen), 0, -1):
            rest = len(namen) - hoeveel
            tekst = f"{wat}: {', '.join(namen[:hoeveel])}{f' en {rest} meer' if rest else ''}"
            if len(tekst) <= breedte:
                return tekst
        return knip(f"{wat}: {len(namen)} velden", breedte)

    # -- moving --------------------------------------------------------------------------------------

    def _rij_van(self, widget: Widget | None) -> VeldRij | None:
        return next((rij for rij in self._rijen.values() if rij.invoer is widget), None)

    def naam_met_focus(self) -> str:
        """The field the cursor is in; "" when it is in none of them."""
        rij = self._rij_met_focus()
        return rij.veld.naam if rij is not None else ""

    def _rij_met_focus(self) -> VeldRij | None:
        return self._rij_van(self.screen.focused) if self.is_attached else None

    def on_descendant_focus(self, gebeurtenis: events.DescendantFocus) -> None:
        rij = self._rij_van(gebeurtenis.widget)
        if rij is not None:
            rij.toon(actief=True)
            rij.houd_in_zicht()

    def on_descendant_blur(self, gebeurtenis: events.DescendantBlur) -> None:
        rij = self._rij_van(gebeurtenis.widget)
        if rij is not None:
            self._beoordeel(rij.veld.naam, klaar=True)
            rij.toon(actief=False)
            self._toon_nog()
            if self.bewaker is not None:
                self.bewaker.meteen()

    @on(Input.Submitted)
    def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        self._verder(1)

    def _verder(self, richting: int) -> None:
        rijen = [rij for rij in self._rijen.values() if rij.display]
        hier = self._rij_met_focus()
        daar = (rijen.index(hier) if hier else -1) + richting
        if 0 <= daar < len(rijen):
            rijen[daar].invoer.focus()
        elif daar >= len(rijen):
            self.post_message(self.LaatsteVeld(self))

    def on_key(self, gebeurtenis: events.Key) -> None:
        focus = self.screen.focused
        if isinstance(focus, TextArea) or self._rij_van(focus) is None:
            return
        if gebeurtenis.key in ("up", "down"):
            rijen = [rij for rij in self._rijen.values() if rij.display]
            if self._rij_met_focus() is rijen[-1 if gebeurtenis.key == "down" else 0]:
                return  # on to what stands below or above this form, if anything does
            self._verder(1 if gebeurtenis.key == "down" else -1)
        elif gebeurtenis.key == "enter" and not isinstance(focus, RegelInvoer):
            self._verder(1)
        else:
            return
        gebeurtenis.stop()
        gebeurtenis.prevent_default()

    def on_resize(self, gebeurtenis: events.Resize) -> None:
        self.set_class(gebeurtenis.size.width < SMAL, "-smal")
        self._toon_nog()
        self._houd_in_zicht()


def _lees_terug(waarde: object) -> str:
    """A date as understood, in words."""
    if isinstance(waarde, datetime):
        return toon_moment(waarde)
    return toon_datum(waarde) if isinstance(waarde, date) else ""
