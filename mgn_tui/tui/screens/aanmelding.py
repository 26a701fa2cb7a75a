"""The form of an aanmelding."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import work

from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.velden import Formulier
from mgn_tui.domain.woorden import AanmeldingStatus
from mgn_tui.register import aanmelden, beheren, vernietigen, verzoeken
from mgn_tui.tui.screens.formulierscherm import FormulierScherm, Geladen
from mgn_tui.tui.screens.formuliervenster import FormulierVenster
from mgn_tui.tui.screens.rechten import RechtenActies, Wie
from mgn_tui.tui.widgets.formulier import FormulierWidget

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

SOORT = "aanmelding"
NIEUW = "nieuw"
PRAKTIJK_ERBIJ = "Staat de praktijk er niet bij? ctrl+n voegt haar toe; wat u typte blijft staan."
NIET_VAN_U = (
    "Wie dit is en wat er is verteld, lezen alleen het aanmeldpunt en de gespreksvoerders van deze inwoner."
)
VERNIETIGD = (
    "De gegevens van deze inwoner zijn vernietigd op {dag}. Alleen wat voor de cijfers telt staat er nog."
)


class AanmeldingScherm(RechtenActies, FormulierScherm):
    """One aanmelding: new, or one that is there."""

    STAP = "aanmeldingen"
    SCHERM = "aanmelding"
    UITLEG = (
        "Wat de huisarts vraagt, en over wie. Verplicht zijn de dag, de praktijk, naam en geboortedatum; de rest "
        "mag later. ctrl+o bewaart. Esc gaat terug; wat u typte blijft als concept staan."
    )

    @property
    def record(self) -> tuple[str, str] | None:
        return None if self._record == NIEUW else (self._record, "aanmelding")

    @property
    def van_wie(self) -> Wie | None:
        g = self._geladen
        if self._record == NIEUW or g is None or g.inwoner is None:
            return None
        return Wie(self._record, g.kop.rpartition(" ")[2], g.inwoner, not g.alleen_lezen)

    def na_rechten(self) -> None:
        self._herlees_melding()

    @work(exclusive=True, group="melding")
    async def _herlees_melding(self) -> None:
        """A statement that was added stands above the form; what is typed in it stays."""
        if (geladen := await self.mgn.probeer(self._laad)) is not None and self.leeft:
            self._zeg("#melding", geladen.alleen_lezen or geladen.melding)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "praktijk":
            return self._invulblad is not None
        return super().check_action(action, parameters)

    def action_praktijk(self) -> None:
        """Add a praktijk and choose it; the form behind the window stays as it is."""

        def laad(sessie: "Sessie") -> Geladen:
            vorm = beheren.formulier(sessie, "praktijk")
            return Geladen(vorm, dict.fromkeys((veld.naam for veld in vorm.velden), "") | {"actief": "ja"})

        def bewaar(sessie: "Sessie", ruw: Mapping[str, str], concept: tuple[str, str]) -> Any:
            return beheren.bewaar(sessie, "praktijk", ruw, concept=concept)

        self.app.push_screen(
            FormulierVenster("Nieuwe praktijk", laad, bewaar, ("praktijk", NIEUW)), self._praktijk_erbij
        )

    async def _praktijk_erbij(self, antwoord: tuple[Any] | None) -> None:
        if antwoord is None:
            return
        vorm = await self.mgn.doe(aanmelden.formulier)
        formulier = self.query_one(FormulierWidget)
        formulier.zet_keuzes("praktijk", vorm.veld("praktijk").keuzes)
        formulier.zet({"praktijk": str(antwoord[0])})
        if formulier.bewaker is not None:
            formulier.bewaker.gewijzigd()
        formulier.focus_veld("praktijk")


def _formulier(sessie: "Sessie") -> Formulier:
    """The form as it is on the screen: where a praktijk can be added on the spot."""
    vorm = aanmelden.formulier(sessie)
    return replace(
        vorm,
        velden=tuple(replace(v, hulp=PRAKTIJK_ERBIJ) if v.naam == "praktijk" else v for v in vorm.velden),
    )


def aanmelding_scherm(ref: str | None) -> AanmeldingScherm:
    """The form for one reference; None: a new aanmelding."""

    def laad(sessie: "Sessie") -> Geladen:
        vorm = _formulier(sessie)
        if ref is None:
            sessie.eis_gespreksvoerder()
            leeg = dict.fromkeys((v.naam for v in vorm.velden), "")
            return Geladen(vorm, leeg | aanmelden.begin_ruw(sessie), kop="Nieuwe aanmelding")
        beeld = aanmelden.lees(sessie, ref)
        zinnen = []
        if beeld.status != AanmeldingStatus.OPEN.value:
            hoe = AanmeldingStatus(beeld.status).label
            zinnen.append(f"{hoe[0].upper()}{hoe[1:]}: {beeld.reden}. Heropenen kan in de lijst, met o.")
        zinnen += [
            f"Eigen verklaring van de inwoner, {toon_datum(dag)}: {tekst}"
            for dag, tekst in verzoeken.verklaringen(sessie, beeld.inwoner)
        ]
        weg = vernietigen.wanneer(sessie, beeld.inwoner)
        return Geladen(
            vorm,
            beeld.ruw,
            beeld.versie,
            beeld.inwoner,
            f"Aanmelding · {beeld.initialen}",
            "\n".join(zinnen),
            VERNIETIGD.format(dag=toon_datum(weg)) if weg else NIET_VAN_U if beeld.dicht else "",
        )

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]) -> Any:
        if ref is None:
            return aanmelden.nieuw(sessie, ruw, concept=concept)
        aanmelden.wijzig(sessie, ref, ruw, versie, concept)
        return ref

    async def na(antwoord: Any) -> None:
        scherm.mgn.meld("De aanmelding is bewaard.")
        if (toon := getattr(scherm.mgn.screen, "toon", None)) is not None:
            toon(str(antwoord))

    titel = "Aanmelding" if ref else "Nieuwe aanmelding"
    scherm = AanmeldingScherm(titel, SOORT, ref or NIEUW, laad, bewaar, na=na, stap="aanmeldingen")
    return scherm
