"""From the advies to paper: which letter, what to do with it, and that it was sent."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll

from mgn_tui.documents import uitgeven
from mgn_tui.documents.brief import als_tekst
from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.datums import toon_dag_kort
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.domain.woorden import Ontvanger
from mgn_tui.register import adviseren, brieven, concepten, exportmap, keuzes, versturen
from mgn_tui.register.exportmap import Opgeruimd
from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.screens.formulierscherm import Geladen
from mgn_tui.tui.screens.formuliervenster import FormulierVenster
from mgn_tui.tui.screens.scherm import mgn_van
from mgn_tui.tui.vensters import KiesVenster, Vondst, past
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.toetsen import Toetsen

if TYPE_CHECKING:
    from mgn_tui.documents.uitgeven import Uitgegeven
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.tui.screens.advies import AdviesScherm

_PDF = {
    BriefSoort.HUISARTS: ("brief aan de huisarts", "PDF in exports/"),
    BriefSoort.INWONER: ("brief voor de inwoner", "PDF, om te printen en mee te geven"),
    BriefSoort.DOSSIER: ("kopie voor het eigen dossier", "PDF"),
}
_KOPIEER, _OPSLAAN, _ONDERWERP = "kopieer", "opslaan", "onderwerp"
_ANDERS = "anders"


async def _kies(scherm: "AdviesScherm", titel: str, vondsten: list[Vondst]) -> str:
    async def zoek(tekst: str) -> list[Vondst]:
        return [vondst for vondst in vondsten if past(tekst, vondst.titel, vondst.uitleg)]

    keuze = await scherm.mgn.push_screen_wait(KiesVenster(titel, zoek))
    return keuze.sleutel if keuze else ""


async def maak_brief(scherm: "AdviesScherm") -> None:
    """Ask which, write it, name the place and the secure road, and ask whether it was sent."""
    vondsten = [Vondst(titel, uitleg, sleutel=soort.value) for soort, (titel, uitleg) in _PDF.items()]
    vondsten += [
        Vondst("platte tekst kopiëren", "om te plakken in het eigen systeem", sleutel=_KOPIEER),
        Vondst("platte tekst opslaan", "in exports/", sleutel=_OPSLAAN),
        Vondst("onderwerpregel kopiëren", "voor het beveiligde bericht", sleutel=_ONDERWERP),
        Vondst("bericht zonder inhoud", "als de inwoner dat goed vindt", sleutel=BriefSoort.BERICHT.value),
    ]
    keuze = await _kies(scherm, "Brief", vondsten)
    mgn, ref = scherm.mgn, scherm.ref
    if keuze in (_KOPIEER, _ONDERWERP):
        if (brief := await mgn.probeer(brieven.maak, ref, BriefSoort.HUISARTS)) is not None:
            mgn.copy_to_clipboard(als_tekst(brief) if keuze == _KOPIEER else brief.onderwerp)
            mgn.meld("Gekopieerd. Plak het binnen een minuut in uw eigen systeem; niet in een gewone e-mail.")
        return
    if not keuze:
        return
    soort = BriefSoort.HUISARTS if keuze == _OPSLAAN else BriefSoort(keuze)
    mgn.meld("De brief wordt gemaakt …")
    klaar = await mgn.probeer(uitgeven.geef_uit, ref, soort, platte_tekst=keuze == _OPSLAAN)
    mgn.clear_notifications()
    if klaar is None:
        return
    if soort in (BriefSoort.HUISARTS, BriefSoort.BERICHT):
        if await mgn.push_screen_wait(BriefKlaar(klaar)):
            await noteer_verstuurd(scherm)
    else:
        mgn.meld(f"Klaar: {klaar.pad}")


class BriefKlaar(MgnModaal[bool]):
    """Where the letter lies, what to put above the message, and by which road it goes. True: it was sent."""

    UITLEG = (
        "De brief is gemaakt en ligt in exports. Verstuur hem op de veilige manier die u gewend bent, en "
        "noteer dat hier."
    )

    DEFAULT_CSS = """
    BriefKlaar > Vertical {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        background: $veld; border: round $lijn; padding: 1 2;
    }
    BriefKlaar VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    BriefKlaar.-laag > Vertical { padding: 0 1; }
    BriefKlaar.-laag VerticalScroll { max-height: 9; }
    BriefKlaar Static { height: auto; }
    BriefKlaar .titel { text-style: bold; }
    BriefKlaar .stil { color: $gedempt; }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = bindingen("briefklaar")

    def __init__(self, klaar: "Uitgegeven") -> None:
        super().__init__()
        self._klaar = klaar

    def compose(self) -> ComposeResult:
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static("De brief ligt klaar", classes="titel")
                yield Static(f"\n{self._klaar.pad}", markup=False)
                yield Static(f"\nOnderwerp: {self._klaar.onderwerp}", markup=False)
                yield Static(f"\n{brieven.BEVEILIGDE_WEG}", markup=False)
            toetsen = "s\xa0verstuurd\xa0noteren   c\xa0onderwerp\xa0kopiëren   Esc\xa0later"
            yield Toetsen(f"\n{toetsen}", classes="stil")

    def action_verstuurd(self) -> None:
        self.dismiss(True)

    def action_onderwerp(self) -> None:
        self.app.copy_to_clipboard(self._klaar.onderwerp)
        mgn_van(self).meld("Onderwerp gekopieerd, voor één minuut.")


async def noteer_verstuurd(scherm: "AdviesScherm") -> None:
    """Verstuurd op, via, door; may wait. When it is noted, what lies in exports/ for it goes."""
    venster = FormulierVenster(
        "Verstuurd",
        partial(_laad_verstuurd, ref=scherm.ref),
        partial(_bewaar_verstuurd, ref=scherm.ref),
        ("advies", f"{scherm.ref}|verstuurd"),
        toetsen="ctrl+o noteren   Esc later",
    )
    antwoord = await scherm.mgn.push_screen_wait(venster)
    if antwoord is None:
        return
    uit: Opgeruimd = antwoord[0]
    if uit.bleef or uit.elders:
        namen = ", ".join((*uit.bleef, *uit.elders))
        scherm.mgn.meld(f"Genoteerd. Verwijder dit zelf, dat kan mgn niet: {namen}", "warning")
    else:
        aantal = len(uit.weg)
        wat = {0: "", 1: " De brief is uit exports/ verwijderd."}.get(
            aantal, f" De {aantal} documenten zijn uit exports/ verwijderd."
        )
        scherm.mgn.meld(f"Verstuurd is genoteerd.{wat}")
    scherm.ververs()


def _formulier(sessie: "Sessie", ref: str) -> Formulier:
    wegen = (*(Keuze(weg, weg) for weg in sessie.profiel.beveiligde_wegen), Keuze(_ANDERS, "anders"))
    akkoorden = sorted(adviseren.lees(sessie, ref).akkoorden, key=lambda a: a.naam)
    collegas = tuple(Keuze(a.medewerker.hex, a.naam) for a in akkoorden)
    ik = Keuze(sessie.ik.id.hex, sessie.ik.naam)
    return Formulier(
        "verstuurd",
        "Verstuurd",
        (
            Veld("via", "Via", VeldSoort.KEUZE, True, keuzes=wegen),
            Veld("via_anders", "Hoe dan", hulp="Alleen bij anders.", maximum_tekens=80),
            Veld("op", "Op", VeldSoort.DATUM, True, verleden=True),
            Veld("ontvanger", "Aan", VeldSoort.KEUZE, True, keuzes=keuzes.van_woorden(Ontvanger)),
            Veld("door", "Door", VeldSoort.KEUZE, keuzes=collegas if ik in collegas else (ik, *collegas)),
        ),
    )


def _laad_verstuurd(sessie: "Sessie", *, ref: str) -> Geladen:
    begin = {
        "ontvanger": Ontvanger.HUISARTS.value,
        "op": "vandaag",
        "via": "",
        "via_anders": "",
        "door": sessie.ik.id.hex,
    }
    return Geladen(_formulier(sessie, ref), begin, inwoner=adviseren.lees(sessie, ref).inwoner)


def _bewaar_verstuurd(
    sessie: "Sessie", ruw: Mapping[str, str], concept: tuple[str, str], *, ref: str
) -> Opgeruimd:
    waarden, fouten = _formulier(sessie, ref).lees(ruw, sessie.klok.vandaag())
    via = str(waarden.get("via") or "")
    if via == _ANDERS:
        via = str(waarden.get("via_anders") or "")
        if not via and not fouten:
            fouten["via_anders"] = "Schrijf op hoe u het verstuurde."
    op = waarden.get("op")
    if fouten or not isinstance(op, date):
        raise Geweigerd(fouten)
    door = UUID(hex=str(waarden["door"])) if waarden.get("door") else None
    bestanden = versturen.noteer_verstuurd(sessie, ref, Ontvanger(str(waarden["ontvanger"])), op, via, door)
    concepten.gooi_weg(sessie, *concept)
    return exportmap.verwijder(sessie, bestanden)


async def vink_kopie(scherm: "AdviesScherm") -> None:
    """Who copied the advies to the record of the own organisation? Ticked per person."""
    mgn, ref = scherm.mgn, scherm.ref
    beeld = await mgn.probeer(adviseren.lees, ref)
    er = await mgn.probeer(versturen.dossierkopieen, ref)
    if beeld is None or er is None:
        return
    vandaag = scherm.app.klok.vandaag()
    vondsten = [
        Vondst(
            f"{'✓' if a.medewerker in er else '☐'} {a.naam}",
            f"op {toon_dag_kort(er[a.medewerker], vandaag)}"
            if a.medewerker in er
            else "nog niet overgenomen",
            sleutel=a.medewerker.hex,
        )
        for a in sorted(beeld.akkoorden, key=lambda a: a.naam)
    ]
    if keuze := await _kies(scherm, "Kopie voor eigen dossier: wie nam het advies over?", vondsten):
        wie = UUID(hex=keuze)
        op = None if wie in er else mgn.klok.vandaag()
        await mgn.probeer(adviseren.noteer_dossierkopie, ref, wie, op)
        scherm.ververs()
