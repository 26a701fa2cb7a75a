"""The form of the advies: its parts in the order of the letter. It holds no state; the screen does."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from mgn_tui.domain.velden import Formulier
from mgn_tui.domain.woorden import ActieHuisarts, Urgentie
from mgn_tui.register.adviseren import AFSPRAKEN
from mgn_tui.tui.screens.advies_stand import BLOKKEN, codeer, ontleed
from mgn_tui.tui.screens.delen import DelenBlok
from mgn_tui.tui.screens.gesprek_slot import zoals_bewaard
from mgn_tui.tui.widgets.advieskeuze import AdviesKeuze
from mgn_tui.tui.widgets.afspraken import AfsprakenRooster
from mgn_tui.tui.widgets.delenrooster import DelenRooster
from mgn_tui.tui.widgets.formulier import FormulierWidget
from mgn_tui.tui.widgets.invoer import VeldGewijzigd
from mgn_tui.tui.widgets.tekst import Static

_IN_DE_BRIEF: Mapping[str, str] = {
    "antwoord": "Antwoord",
    "regie": "Regie en contact",
    "vervolg": "Regie en contact",
    "huisarts": "Wat vragen wij van u?",
    "advies": "Wat vragen wij van u?",
    "afspraken": "Afspraken",
    "steun": "Afspraken",
    "vangnet": "Urgentie en vangnet",
    "delen": "Delen",
    "besloten": "Delen",
}
"""Under which heading of the letter each field comes, or each part."""
_VELDEN = frozenset(veld for velden in BLOKKEN.values() for veld in velden)


class AdviesFormulier(VerticalScroll):
    """Parts: `huisarts`, `advies`, `afspraken`, `steun`, `vangnet`, `delen`, `besloten`."""

    class Getypt(Message):
        """A text or a choice is another. `veld` as in the register; agreements under `AFSPRAKEN`."""

        def __init__(self, veld: str, tekst: str) -> None:
            super().__init__()
            self.veld = veld
            self.tekst = tekst

        def __rich_repr__(self) -> list[object]:
            return []

    class Verlaten(Message):
        """Past the last part (1), or before the first (-1)."""

        def __init__(self, stap: int) -> None:
            super().__init__()
            self.stap = stap

    def __init__(
        self,
        ref: str,
        vorm: Formulier,
        afspraak: Formulier,
        vraag: str,
        ruw: Mapping[str, str],
        vandaag: date,
    ) -> None:
        super().__init__(can_focus=False)
        self._vraag = vraag
        self._fouten: dict[str, str] = {}
        self._formulieren = {
            naam: FormulierWidget(
                Formulier(naam, naam, tuple(replace(vorm.veld(veld), groep="") for veld in velden)),
                ruw,
                vandaag,
                id=naam,
            )
            for naam, velden in BLOKKEN.items()
        }
        self.keuze = AdviesKeuze(vorm.veld("categorieen").keuzes)
        self.rooster = AfsprakenRooster(afspraak, afspraak.veld("deel").keuzes)
        self.delen = DelenBlok(ref)
        self._fout_advies = Static(classes="fout", markup=False)
        self._fout_afspraken = Static(classes="fout", markup=False)
        self.blokken: Mapping[str, Widget] = {
            "huisarts": self._formulieren["huisarts"],
            "advies": self.keuze,
            "afspraken": self.rooster,
            "steun": self._formulieren["steun"],
            "vangnet": self._formulieren["vangnet"],
            "delen": self.delen,
            "besloten": self._formulieren["besloten"],
        }

    def compose(self) -> ComposeResult:
        yield Static(
            "Dit advies is vastgesteld. n maakt een nieuwe versie om iets te verbeteren.", classes="vast"
        )
        yield Static(f"Vraag van de huisarts: {self._vraag or '–'}", classes="vraag", markup=False)
        yield self._formulieren["huisarts"]
        hulp = ("   spatie kiest, h hoofdadvies [H]", "$gedempt not bold")
        yield Static(Content.assemble("Wij adviseren", hulp), classes="kop")
        yield self.keuze
        yield self._fout_advies
        yield Static("Afspraken", classes="kop")
        yield self.rooster
        yield self._fout_afspraken
        yield Static("Steun en aanbieder", classes="kop")
        yield self._formulieren["steun"]
        yield Static("Urgentie en vangnet", classes="kop")
        yield self._formulieren["vangnet"]
        yield Static("Delen", classes="kop")
        yield self.delen
        yield Static("Samen besloten", classes="kop")
        yield self._formulieren["besloten"]

    # -- showing ------------------------------------------------------------------------------

    def toon(self, ruw: Mapping[str, str], *, vast: bool) -> None:
        """Show these texts; what stands there already is left alone, cursor and all."""
        self.set_class(vast, "-vast")
        for formulier in self._formulieren.values():
            eigen = {veld.naam for veld in formulier.formulier.velden}
            anders = {v: w for v, w in ruw.items() if v in eigen and w != zoals_bewaard(formulier, v)}
            formulier.zet(anders)
            formulier.disabled = vast
        self.keuze.zet_advies(ruw["categorieen"], ruw["hoofdadvies"])
        self.keuze.disabled = vast
        if codeer(self.rooster.regels()) != ruw[AFSPRAKEN]:
            self.rooster.zet(ontleed(ruw[AFSPRAKEN]))
        self.rooster.disabled = vast
        self.toon_afhankelijk(ruw)

    def toon_afhankelijk(self, ruw: Mapping[str, str]) -> None:
        """Fields that only mean something after another answer; one that is filled always shows."""
        ggz = ruw["actie_huisarts"] == ActieHuisarts.VERWIJZING_GGZ.value
        vandaag = ruw["urgentie"] == Urgentie.VANDAAG.value
        hoort = {
            "huisarts": {
                "actie_toelichting": ruw["actie_huisarts"] not in ("", ActieHuisarts.GEEN.value),
                **dict.fromkeys(("ggz_aanbieder", "wachttijd_weken", "wachttijd_op", "wachttijd_bron"), ggz),
            },
            "vangnet": dict.fromkeys(("gebeld_op", "gebeld_met"), vandaag),
        }
        for naam, velden in hoort.items():
            self._formulieren[naam].toon_velden({veld: ja or bool(ruw[veld]) for veld, ja in velden.items()})

    def toon_tip(self, veld: str, tip: str) -> None:
        """What is said below a field while the cursor is in it."""
        naam = next(naam for naam, velden in BLOKKEN.items() if veld in velden)
        self._formulieren[naam].toon_tip(veld, tip)

    def toon_fouten(self, fouten: Mapping[str, str], *, ga: bool) -> None:
        """What is wrong, where it is; `ga`: the cursor to the first of them."""
        if not ga and fouten == self._fouten:
            return  # every key comes by here
        self._fouten = dict(fouten)
        eerst = ""
        for naam, formulier in self._formulieren.items():
            eigen = {veld.naam for veld in formulier.formulier.velden}
            hier = {veld: fout for veld, fout in fouten.items() if veld in eigen}
            formulier.fouten(hier, ga=ga and not eerst)
            eerst = eerst or (naam if hier else "")
        advies = [fouten[veld] for veld in ("categorieen", "hoofdadvies") if veld in fouten]
        afspraken = [f"{veld}: {fout}" for veld, fout in fouten.items() if veld.startswith("afspraak")]
        for plek, regels in ((self._fout_advies, advies), (self._fout_afspraken, afspraken)):
            plek.update("\n".join(f"✖ {regel}" for regel in regels))
            plek.display = bool(regels)
        if ga and not eerst and (advies or afspraken):
            self.focus_blok("advies" if advies else "afspraken")

    # -- moving -------------------------------------------------------------------------------

    def waar(self) -> str:
        """The part the cursor is in; "" when it is elsewhere."""
        focus = self.screen.focused
        voorouders: Sequence[Any] = focus.ancestors_with_self if focus is not None else ()
        return next((naam for naam, blok in self.blokken.items() if blok in voorouders), "")

    def kop_in_de_brief(self) -> str:
        """Under which heading of the letter the cursor writes; "" when it is elsewhere."""
        waar = self.waar()
        blok = self.blokken.get(waar)
        veld = blok.naam_met_focus() if isinstance(blok, FormulierWidget) else ""
        return _IN_DE_BRIEF.get(veld) or _IN_DE_BRIEF.get(waar, "")

    def on_mount(self) -> None:
        self.watch(self, "virtual_size", self._houd_in_zicht, init=False)

    def _houd_in_zicht(self) -> None:
        """A hint that folds away above the cursor pushes it out of sight; a field looks after itself. In the middle,
        seen or not: the place then follows from what stands there, not from which of the two came first."""

        def toon() -> None:
            focus = self.screen.focused if self.is_attached else None
            if focus is None or self not in focus.ancestors:
                return
            if not any(isinstance(blok, FormulierWidget) for blok in focus.ancestors):
                self.scroll_to_center(focus, animate=False, origin_visible=True)

        self.call_after_refresh(toon)

    def focus_blok(self, naam: str) -> None:
        """The cursor at the beginning of a part."""
        blok = self.blokken[naam]
        if isinstance(blok, FormulierWidget):
            blok.focus_veld()
        elif isinstance(blok, AfsprakenRooster):
            blok.begin()
        elif isinstance(blok, DelenBlok):
            blok.query_one(DelenRooster).focus()
        else:
            blok.focus()

    def verder(self, stap: int) -> None:
        """To the next part, or the one before; parts that cannot be written in are passed over."""
        namen = [naam for naam, blok in self.blokken.items() if not blok.disabled]
        waar = self.waar()
        plek = namen.index(waar) + stap if waar in namen else (0 if stap > 0 else len(namen) - 1)
        if 0 <= plek < len(namen):
            self.focus_blok(namen[plek])
        else:
            self.post_message(self.Verlaten(stap))

    @on(FormulierWidget.LaatsteVeld)
    def _einde_van_blok(self, gebeurtenis: FormulierWidget.LaatsteVeld) -> None:
        gebeurtenis.stop()
        self.verder(1)

    @on(AfsprakenRooster.Verlaten)
    def _uit_afspraken(self, gebeurtenis: AfsprakenRooster.Verlaten) -> None:
        gebeurtenis.stop()
        self.verder(gebeurtenis.stap)

    def on_key(self, gebeurtenis: events.Key) -> None:
        """The arrows at the edge of a part, and Enter at the choice, go on to the next."""
        focus = self.screen.focused
        stap = {"up": -1, "down": 1}.get(gebeurtenis.key)
        if gebeurtenis.key == "enter" and focus is self.keuze:
            stap = 1
        if stap is not None and not isinstance(focus, TextArea):
            gebeurtenis.stop()
            gebeurtenis.prevent_default()
            self.verder(stap)

    # -- typing -------------------------------------------------------------------------------

    @on(FormulierWidget.Gewijzigd)
    def _getypt(self, gebeurtenis: FormulierWidget.Gewijzigd) -> None:
        gebeurtenis.stop()
        naam = gebeurtenis.naam
        self.post_message(self.Getypt(naam, zoals_bewaard(gebeurtenis.formulier, naam)))

    @on(VeldGewijzigd)
    def _gekozen(self, gebeurtenis: VeldGewijzigd) -> None:
        gebeurtenis.stop()
        codes = self.keuze.categorieen.split("|") if self.keuze.categorieen else []
        if self.keuze.hoofd not in codes:
            self.keuze.hoofd = codes[0] if len(codes) == 1 else ""
        self.post_message(self.Getypt("categorieen", self.keuze.categorieen))
        self.post_message(self.Getypt("hoofdadvies", self.keuze.hoofd))

    @on(AfsprakenRooster.Gewijzigd)
    def _afspraken(self, gebeurtenis: AfsprakenRooster.Gewijzigd) -> None:
        gebeurtenis.stop()
        self.post_message(self.Getypt(AFSPRAKEN, codeer(self.rooster.regels())))
