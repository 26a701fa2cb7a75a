"""Keys and who holds them: access for a colleague, one's own passphrase, the recovery code, a stand-in."""

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from mgn_tui.domain.datums import toon_moment
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.register import beheerbeeld, beheren, sleutelwissel, team, toegang
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.screens.herstelcode import HerstelcodeVenster
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.screens.vragen import RedenVraag, VoorzichtigeVraag, WachtwoordVraag
from mgn_tui.tui.vensters import KiesVenster, Vondst, past
from mgn_tui.tui.widgets.tekst import Static

if TYPE_CHECKING:
    from mgn_tui.tui.widgets.vensterlijst import VensterLijst

_ZELF = "Laat {naam} dit zelf typen. Niemand anders hoort het wachtwoord te kennen, ook u niet."
_VERWIJDER = (
    "{naam} uit het team halen?\n\n"
    "De toegang tot deze werkmap vervalt, en dat is niet terug te draaien. Wat {naam} vastlegde blijft staan. "
    "De database krijgt een nieuwe sleutel.\n\n"
    "Let op: een oude kopie van de werkmap (een reservekopie, een andere laptop) gaat nog open met het oude "
    "wachtwoord. Haal die op of wis haar."
)
_HERSTEL = (
    "Een nieuwe herstelcode maken?\n\n"
    "U krijgt hem één keer te zien. De vorige code op papier opent daarna niets meer."
)


_SLEUTEL = (
    "De database een nieuwe sleutel geven?\n\n"
    "Doe dit als een oude kopie, een laptop of een wachtwoord weg is. Iedereen opent daarna met het eigen "
    "wachtwoord, zoals nu. Wat een oude kopie van de werkmap opent, verandert niet.\n\n"
    "Sluit eerst mgn in andere vensters. Bij een grote werkmap duurt het even."
)


class ToegangActies(MgnScherm):
    """The part of Beheer that deals with keys."""

    @property
    def lijst(self) -> "VensterLijst":
        """The list in sight."""
        raise NotImplementedError

    def ververs(self) -> None:
        """Ask everything again."""
        raise NotImplementedError

    @work(exclusive=True, group="toegang")
    async def action_toegang(self) -> None:
        """A passphrase for the colleague under the cursor."""
        id_ = self.lijst.sleutel or ""
        naam = await self._naam(id_)
        if naam is None:
            self.app.meld(
                "Deze collega zit niet meer in het team. Druk n om iemand toe te voegen.", "warning"
            )
            return
        if id_ in (await self.mgn.probeer(beheerbeeld.met_toegang) or ()):
            kwijt = "Wie het kwijt is, opent de werkmap met de eigen herstelcode."
            self.app.meld(f"{naam} heeft al een eigen wachtwoord. {kwijt}")
            return

        async def doe(_: str, wachtwoord: str) -> None:
            await self.mgn.doe(team.geef_toegang, id_, wachtwoord)

        venster = WachtwoordVraag(f"Toegang voor {naam}", naam, doe, uitleg=_ZELF.format(naam=naam))
        if await self.app.push_screen_wait(venster):
            self.app.meld(f"{naam} kan nu met dit wachtwoord openen. Maak daarna een eigen herstelcode.")
            self.ververs()

    @work(exclusive=True, group="toegang")
    async def action_verwijderen(self) -> None:
        """Take the colleague under the cursor out of the team."""
        id_ = self.lijst.sleutel or ""
        naam = await self._naam(id_)
        if naam is None:
            self.app.meld("Deze collega is al uit het team.")
            return
        vraag = VoorzichtigeVraag(_VERWIJDER.format(naam=naam), ja="verwijderen", nee="laten staan")
        if await self.app.push_screen_wait(vraag):
            try:
                waarom = await self.mgn.doe(team.verwijder, id_)
            except MgnFout as fout:
                self.app.meld(fout.melding, "error")
            else:
                self.app.meld(f"{naam} is uit het team. Wat er stond blijft.")
                if waarom:
                    self.app.meld(f"{waarom} Dat kan bij Toegang.", "warning")
            self.ververs()

    async def _naam(self, id_: str) -> str | None:
        """The name of somebody who is in the team now."""
        mensen = await self.mgn.probeer(beheren.lijst, "medewerker") or []
        return next((r.naam for r in mensen if r.id == id_ and r.actief), None)

    @work(exclusive=True, group="toegang")
    async def action_wachtwoord(self) -> None:
        """Another passphrase of one's own."""

        async def doe(oud: str, nieuw: str) -> None:
            await self.mgn.doe(team.wijzig_wachtwoord, oud, nieuw)

        venster = WachtwoordVraag("Uw wachtwoord wijzigen", self.mgn.sessie.ik.naam, doe, met_oud=True)
        if await self.app.push_screen_wait(venster):
            self.app.meld("Uw nieuwe wachtwoord geldt vanaf nu. Uw herstelcode blijft dezelfde.")

    @work(exclusive=True, group="toegang")
    async def action_herstelcode(self) -> None:
        """A recovery code, shown once."""
        if await self.app.push_screen_wait(VoorzichtigeVraag(_HERSTEL, ja="nieuwe code", nee="laten staan")):
            code = await self.mgn.probeer(team.nieuwe_herstelcode)
            if code is not None:
                self.app.push_screen(HerstelcodeVenster(code))

    @work(exclusive=True, group="toegang")
    async def action_nieuwe_sleutel(self) -> None:
        """Another key for the database."""
        if await self.app.push_screen_wait(
            VoorzichtigeVraag(_SLEUTEL, ja="nieuwe sleutel", nee="laten staan")
        ):
            try:
                await self.mgn.doe(sleutelwissel.wissel)
            except MgnFout as fout:
                self.app.meld(fout.melding, "error")
            else:
                self.app.meld("De database heeft een nieuwe sleutel. Uw wachtwoord blijft hetzelfde.")
                self.ververs()

    @work(exclusive=True, group="toegang")
    async def action_waarnemer(self) -> None:
        """Let a colleague read the inwoner under the cursor, with a reason."""
        hier = await self._eigen_inwoner(self.lijst.sleutel or "")
        mensen = await self.mgn.probeer(beheren.lijst, "medewerker") or []
        deur = await self.mgn.probeer(beheerbeeld.met_toegang) or frozenset()
        if hier is None:
            return
        lezers = {lezer.medewerker.hex for lezer in hier.lezers}
        keuzes = [
            Vondst(r.naam, r.bij, sleutel=r.id)
            for r in mensen
            if r.actief and r.id in deur and r.id not in lezers and r.ruw["rol"] == "gespreksvoerder"
        ]
        if not keuzes:
            self.app.meld("Er is geen andere gespreksvoerder met een eigen wachtwoord.", "warning")
            return

        gekozen = await self._kies(f"Wie neemt waar voor {hier.wie}?", keuzes)
        if gekozen is None:
            return
        uitleg = f"{gekozen.titel} kan daarna alles van {hier.wie} lezen. Wie dit deed en wanneer staat in het logboek."
        reden = await self.app.push_screen_wait(RedenVraag("Waarom?", uitleg=uitleg, label="Reden"))
        if reden is None:
            return
        try:
            await self.mgn.doe(toegang.laat_waarnemen, hier.inwoner, UUID(hex=gekozen.sleutel), reden[1])
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
        else:
            self.app.meld(f"{gekozen.titel} neemt waar voor {hier.wie}.")
        self.ververs()

    @work(exclusive=True, group="toegang")
    async def action_waarneming_intrekken(self) -> None:
        """Take the access of a stand-in back. They can be given it again, so nothing asks twice."""
        hier = await self._eigen_inwoner(self.lijst.sleutel or "")
        if hier is None:
            return
        waarnemers = await self.mgn.probeer(beheerbeeld.waarnemers, hier.inwoner) or []
        if not waarnemers:
            self.app.meld(f"Bij {hier.wie} neemt niemand waar.")
            return
        keuzes = [Vondst(w.naam, sleutel=w.medewerker.hex) for w in waarnemers]
        gekozen = await self._kies(f"Wie neemt niet meer waar voor {hier.wie}?", keuzes)
        if gekozen is None:
            return
        try:
            weg = await self.mgn.doe(toegang.trek_waarneming_in, hier.inwoner, UUID(hex=gekozen.sleutel))
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
        else:
            wat = (
                "leest niet meer mee" if weg else "is geen waarnemer meer, maar leest mee vanuit de planning"
            )
            self.app.meld(f"{gekozen.titel} {wat}: {hier.wie}.")
        self.ververs()

    async def _eigen_inwoner(self, inwoner: str) -> beheerbeeld.EigenInwoner | None:
        eigen = await self.mgn.probeer(beheerbeeld.eigen_inwoners) or []
        return next((e for e in eigen if e.inwoner.hex == inwoner), None)

    async def _kies(self, vraag: str, keuzes: list[Vondst]) -> Vondst | None:
        async def zoek(tekst: str) -> list[Vondst]:
            return [keuze for keuze in keuzes if past(tekst, keuze.titel, keuze.uitleg)]

        return await self.app.push_screen_wait(KiesVenster(vraag, zoek))

    @work(exclusive=True, group="toegang")
    async def wie_las(self, inwoner: str) -> None:
        """Who opened the records of an inwoner."""
        regels = await self.mgn.probeer(toegang.wie_las, UUID(hex=inwoner))
        hier = await self._eigen_inwoner(inwoner)
        if regels is not None:
            self.app.push_screen(Logboek(f"Wie opende het dossier van {hier.wie if hier else ''}?", regels))


class Logboek(MgnModaal[None]):
    """The access log of one inwoner, newest first."""

    UITLEG = "Wie wat las of uitvoerde, wanneer, in welke rol en op welke grond."
    VOET = "Esc terug   F1 hulp"

    CSS_PATH = "../styles/beheer.tcss"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"logboek--rustig"}

    def __init__(self, titel: str, regels: list[toegang.Toegangsregel]) -> None:
        super().__init__()
        self._titel = titel
        self._regels = regels

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="logboek"):
            yield Static(self._titel, classes="titel", markup=False)
            yield Static(id="regels")

    def on_mount(self) -> None:
        self.na_thema()
        self.query_one("#logboek").focus()

    def na_thema(self) -> None:
        self.query_one("#regels", Static).update(self._tabel())

    def _tabel(self) -> Table | str:
        if not self._regels:
            return "Nog niemand."
        rustig = Style(color=self.get_component_rich_style("logboek--rustig").color)
        tabel = Table.grid(padding=(0, 2, 0, 0))
        for regel in self._regels:
            tabel.add_row(Text(toon_moment(regel.moment), rustig), Text(regel.wie), Text(regel.wat))
        return tabel
