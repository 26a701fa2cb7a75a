"""What an inwoner may ask about their own data: see it, have something added or changed, have it destroyed.

One menu, wherever somebody's record is in sight; what waits and what is due stands in Beheer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from textual import work

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.referentie import toon_referentie
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.register import bewaren, reservekopieen, vernietigen, verzoeken
from mgn_tui.tui.screens.formulierscherm import Geladen
from mgn_tui.tui.screens.formuliervenster import FormulierVenster
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.screens.vragen import VoorzichtigeVraag
from mgn_tui.tui.vensters import KiesVenster, Vondst, past

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

INZAGE, TEKST, VERZOEK, VERNIETIG, BLIJFT, BESLUIT = (
    "inzage",
    "tekst",
    "verzoek",
    "vernietig",
    "blijft",
    "besluit",
)
_KEUZES = {
    BESLUIT: ("Besluit noteren", "gedaan, of geweigerd met de reden"),
    INZAGE: ("Inzage als PDF", "alles over deze inwoner, voor de inwoner zelf"),
    TEKST: ("Inzage als platte tekst", "voor een schermlezer, of tekens die niet op papier kunnen"),
    VERZOEK: ("Verzoek noteren", "wat de inwoner vraagt, of een eigen verklaring"),
    BLIJFT: ("Gegevens blijven nog", "met de reden; over een jaar komt de vraag terug"),
    VERNIETIG: ("Vernietigen", "voorgoed"),
}
_LIGT = "Het ligt in exports: {naam}. Geef het persoonlijk, of langs een beveiligde weg."
_MEER = 3  # names of backups in a question


@dataclass(frozen=True, slots=True)
class Wie:
    """About whom: any reference of theirs, and what to call them. `lezer`: this person may read them."""

    ref: str
    wie: str = field(repr=False)
    inwoner: UUID
    lezer: bool


class RechtenActies(MgnScherm):
    """The part of a screen that deals with the rights of an inwoner."""

    @property
    def van_wie(self) -> Wie | None:
        """The inwoner in sight, if there is one."""
        return None

    def na_rechten(self) -> None:
        """Something was written or destroyed: show what stands there now."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "rechten":
            wie = self.van_wie
            return wie is not None and (wie.lezer or self.mgn.sessie.ik.coordinator)
        return super().check_action(action, parameters)

    def action_rechten(self) -> None:
        """What this inwoner may ask."""
        if (wie := self.van_wie) is not None:
            self.vraag_rechten(wie)

    @work(exclusive=True, group="rechten")
    async def vraag_rechten(self, wie: Wie, verzoek: str = "", termijn: bool = False) -> None:
        """Choose and do it. `verzoek`: the open request that is looked at; `termijn`: their term is over."""
        mag = {
            BESLUIT: bool(verzoek) and wie.lezer,
            INZAGE: wie.lezer,
            TEKST: wie.lezer,
            VERZOEK: wie.lezer and not verzoek,
            BLIJFT: wie.lezer and termijn,
            VERNIETIG: wie.lezer or self.mgn.sessie.ik.coordinator,
        }
        keuzes = [Vondst(*_KEUZES[k], sleutel=k) for k in _KEUZES if mag[k]]
        if not keuzes:
            self.app.meld("Dit doen de gespreksvoerders van deze inwoner, of de coördinator.", "warning")
            return

        async def zoek(tekst: str) -> list[Vondst]:
            return [k for k in keuzes if past(tekst, k.titel, k.uitleg)]

        gekozen = await self.app.push_screen_wait(KiesVenster(f"Rechten van {wie.wie}", zoek))
        if gekozen is None:
            return
        match gekozen.sleutel:
            case "inzage" | "tekst":
                await self._inzage(wie, gekozen.sleutel == TEKST)
            case "verzoek":
                await self._formulier(wie, verzoeken.NIEUW, verzoeken.noteer, wie.ref, "ontvangen_op")
            case "blijft":
                await self._formulier(wie, verzoeken.BLIJFT, verzoeken.blijft, wie.ref)
            case "besluit":
                await self._formulier(wie, verzoeken.BESLUIT, verzoeken.besluit, verzoek, "besloten_op")
            case "vernietig":
                await self._vernietig(wie)
        if self.leeft:
            self.na_rechten()

    async def _inzage(self, wie: Wie, platte_tekst: bool) -> None:
        from mgn_tui.documents import inzage as document
        from mgn_tui.tui.screens.documentwachtwoord import DocumentWachtwoord

        wachtwoord: str | None = ""
        if not platte_tekst:
            titel = "Wachtwoord op deze inzage?"
            wachtwoord = await self.app.push_screen_wait(DocumentWachtwoord(titel, leeg_mag=True))
        if wachtwoord is None:
            return
        pad = await self.mgn.probeer(
            document.geef_uit, wie.ref, platte_tekst=platte_tekst, wachtwoord=wachtwoord or None
        )
        if pad is not None:
            self.app.meld(_LIGT.format(naam=pad.name))

    async def _formulier(
        self, wie: Wie, vorm: Formulier, doe: Any, record: str, vandaag_bij: str = ""
    ) -> None:
        vandaag = f"{self.mgn.klok.vandaag():%d-%m-%Y}"

        def laad(_: "Sessie") -> Geladen:
            ruw = {v.naam: vandaag if v.naam == vandaag_bij else "" for v in vorm.velden}
            return Geladen(vorm, ruw, inwoner=wie.inwoner)

        def bewaar(sessie: "Sessie", ruw: Mapping[str, str], concept: tuple[str, str]) -> None:
            doe(sessie, record, verzoeken.keur(vorm, sessie, ruw), concept)

        venster = FormulierVenster(f"{vorm.titel} · {wie.wie}", laad, bewaar, (vorm.naam, record))
        if await self.app.push_screen_wait(venster) is not None:
            self.app.meld("Genoteerd.")

    async def _vernietig(self, wie: Wie) -> None:
        beeld = await self.mgn.probeer(vernietigen.bekijk, wie.ref)
        if beeld is None:
            return
        soort = vernietigen.ALLES if beeld.al else vernietigen.PERSOON
        uitleg = "\n".join(vernietigen.regels(beeld, soort, _MEER))
        vraag = VoorzichtigeVraag(
            f"Gegevens van {wie.wie} vernietigen?\n\n{uitleg}", ja="verder", nee="laten staan"
        )
        if not await self.app.push_screen_wait(vraag):
            return
        if not await self.mgn.bewaar_concepten():
            self.app.meld("Wat u het laatst typte kon niet worden bewaard. Er is niets vernietigd.", "error")
            return
        vorm = vernietigvorm(beeld)

        def laad(_: "Sessie") -> Geladen:
            ruw = {v.naam: "ja" if v.naam == "exports" else "" for v in vorm.velden}
            return Geladen(vorm, ruw | {"soort": soort})

        def doe(
            sessie: "Sessie", ruw: Mapping[str, str], _: tuple[str, str]
        ) -> tuple[tuple[str, ...], tuple[str, ...]]:
            w = verzoeken.keur(vorm, sessie, ruw)
            weg = vernietigen.vernietig(
                sessie,
                beeld.ref,
                w["soort"],
                str(w["bevestiging"] or ""),
                met_vrijgegeven=bool(w.get("vrijgegeven")),
                exports_weg=bool(w.get("exports")),
            )
            if not w.get("kopieen"):
                return weg, ()
            try:
                return weg, reservekopieen.vervang(sessie, beeld.kopieen)
            except MgnFout as fout:
                return weg, (f"De reservekopieën staan er nog. {fout.melding}",)

        venster = FormulierVenster(
            f"Voorgoed vernietigen · {wie.wie}",
            laad,
            doe,
            (vorm.naam, beeld.ref),
            toetsen="ctrl+o vernietigt   Esc terug",
            onthoudt=False,
        )
        antwoord = await self.app.push_screen_wait(venster)
        if antwoord is None:
            return
        weg, let_op = antwoord[0]
        await self.mgn.sluit_records()
        bij = f" Ook weg uit exports: {', '.join(weg)}." if weg else ""
        self.mgn.meld(f"Vernietigd.{bij}")
        for melding in let_op:
            self.mgn.meld(melding, "warning")


def vernietigvorm(beeld: vernietigen.Voorbeeld) -> Formulier:
    """The last questions: what goes besides, and the reference as a yes."""
    ref = toon_referentie(beeld.ref)
    soorten = (
        Keuze(vernietigen.PERSOON, "naam en tekst; de cijfers blijven, met de maand en een leeftijdsgroep"),
        Keuze(vernietigen.ALLES, "alles; de aantallen van eerdere perioden veranderen"),
    )
    velden = [
        Veld(
            "soort",
            "Wat gaat weg",
            VeldSoort.KEUZE,
            verplicht=True,
            keuzes=soorten[1:] if beeld.al else soorten,
            hulp="Zoals de verwerkingsverantwoordelijke besloot.",
        ),
        Veld("vrijgegeven", "Ook vrijgegeven leerpunten en signalen", VeldSoort.JANEE, zeker=True),
    ]
    if beeld.exports:
        velden.append(Veld("exports", "Ook de documenten in exports", VeldSoort.JANEE, zeker=True))
    if beeld.kopieen:
        velden.append(
            Veld(
                "kopieen",
                "Ook de reservekopieën van vóór nu",
                VeldSoort.JANEE,
                zeker=True,
                hulp="Er komt eerst een nieuwe. Zonder dit gaan ze weg volgens de regel.",
            )
        )
    velden.append(
        Veld(
            "bevestiging",
            f"Typ {ref} om te vernietigen",
            verplicht=True,
            maximum_tekens=20,
            hulp="Dit is niet terug te draaien. Sluit mgn eerst in andere vensters.",
        )
    )
    return Formulier("vernietigen", "Voorgoed vernietigen", tuple(velden))


def wie_van_termijn(v: bewaren.Termijn) -> Wie:
    return Wie(v.ref, v.wie, v.inwoner, bool(v.naam))
