"""The pages of the help, found by a word: what each screen is for, and what each field of each form asks."""

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from mgn_tui.domain.tekst import kort
from mgn_tui.register import velduitleg
from mgn_tui.register.velduitleg import Velduitleg
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.termen import in_termen, veld_in_termen
from mgn_tui.tui.vensters import Vondst, past
from mgn_tui.tui.widgets.antwoorden import Antwoorden
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.zoeker import UITLEG

if TYPE_CHECKING:
    from mgn_tui.tui.app import MgnTui

PAGINAS: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("vandaag", "VandaagScherm", "Vandaag", "vandaag"),
    ("aanmeldingen", "AanmeldingenScherm", "Aanmeldingen", "aanmeldingen"),
    ("aanmelding", "AanmeldingScherm", "Een aanmelding", ""),
    ("plannen", "PlanScherm", "Een gesprek plannen", ""),
    ("zelfplannen", "ZelfPlanScherm", "Zelf een tijd kiezen", ""),
    ("agenda", "AgendaScherm", "Agenda", "agenda"),
    ("gesprekken", "GesprekkenScherm", "Gesprekken", "gesprek"),
    ("gesprek", "GesprekScherm", "Een gesprek", ""),
    ("gesprek_slot", "SlotScherm", "Opening en afsluiting", ""),
    ("adviezen", "AdviezenScherm", "Adviezen", "advies"),
    ("advies", "AdviesScherm", "Een advies", ""),
    ("doorverwijzing", "DoorverwijzingScherm", "Doorverwijzing", "doorverwijzing"),
    ("turftotalen", "TotalenScherm", "Tellingen van de turfstaat", ""),
    ("cijfers", "CijferScherm", "Sprint & cijfers", "cijfers"),
    ("achter", "AchterScherm", "De gesprekken achter een cijfer", ""),
    ("doelen", "DoelenScherm", "Doelen", ""),
    ("evaluatie", "EvaluatieScherm", "Evaluatie", ""),
    ("beheer", "BeheerScherm", "Beheer", "beheer"),
    ("registers", "RegistersScherm", "Registers", ""),
    ("exports", "ExportsScherm", "Exports", ""),
)
"""Module and class of a screen, its name, and the step it is the first screen of."""
_VANAF: Final = 3  # letters from which a word is looked for in the help
_HOOGSTENS: Final = 5
_KEUZES: Final = 12
_KORT: Final = 50
SCHERM: Final = "scherm"


@dataclass(frozen=True, slots=True)
class Pagina:
    """One page of the help. `stap`: where Enter leads, "" for nowhere."""

    titel: str
    waar: str
    tekst: str
    stap: str = ""
    vooraan: str = ""  # of the text, what weighs more when a word is looked for

    @property
    def kort(self) -> str:
        return f"{self.waar} · {kort(self.tekst, _KORT)}" if self.waar == SCHERM else self.waar


def schermpaginas() -> list[Pagina]:
    """What each screen is for. The screens are loaded here, in a thread: somebody will need them."""
    uit = []
    for module, naam, titel, stap in PAGINAS:
        scherm = getattr(import_module(f"mgn_tui.tui.screens.{module}"), naam)
        tekst = in_termen(scherm.UITLEG)
        uit.append(Pagina(in_termen(titel), SCHERM, tekst, stap, tekst))
    return uit


def veldpagina(uitleg: Velduitleg) -> Pagina:
    """What a field asks, and what can be answered."""
    veld = veld_in_termen(uitleg.veld)
    labels = [keuze.label for keuze in veld.keuzes[:_KEUZES]]
    keuzes = f"Kies uit: {', '.join(labels)}{' …' if len(veld.keuzes) > _KEUZES else '.'}" if labels else ""
    verplicht = "Dit is nodig om te bewaren." if veld.verplicht else ""
    tekst = "\n\n".join(filter(None, (veld.hulp, keuzes, verplicht, f"Dit veld staat bij: {uitleg.waar}.")))
    return Pagina(veld.label, f"veld bij {uitleg.waar}", tekst, vooraan=veld.hulp)


def vind(app: "MgnTui", tekst: str) -> list[Vondst]:
    """The pages in which every typed word begins a word; those that are called so first. Runs in a thread."""
    if len(tekst) < _VANAF:
        return []
    paginas = [*schermpaginas(), *map(veldpagina, velduitleg.velden(app.sessie))]
    gevonden = [p for p in paginas if past(tekst, p.titel, p.tekst)]
    gevonden.sort(key=lambda p: (not past(tekst, p.titel), not past(tekst, p.titel, p.vooraan)))
    uit = [Vondst(p.titel, p.kort, partial(toon, app, p), kop=UITLEG) for p in gevonden[:_HOOGSTENS]]
    if len(gevonden) > _HOOGSTENS:
        uit.append(Vondst(f"en nog {len(gevonden) - _HOOGSTENS}", kop=UITLEG))
    return uit


async def toon(app: "MgnTui", pagina: Pagina) -> None:
    await app.push_screen(Uitlegblad(pagina))


class Uitlegblad(MgnModaal[None]):
    """One page of the help."""

    UITLEG = "Een bladzijde uitleg. Met de toetsen onderaan gaat u naar het scherm waar het over gaat."

    DEFAULT_CSS = """
    Uitlegblad {
        & > Vertical {
            width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
            background: $background; border: round $lijn;
        }
        #titel { text-style: bold; margin-bottom: 1; }
        VerticalScroll { height: auto; max-height: 14; scrollbar-size-vertical: 1; }
        Antwoorden { margin-top: 1; }
    }
    Uitlegblad.-laag {
        & > Vertical { padding: 0 1; }
        VerticalScroll { max-height: 8; }
    }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "ga", "ga erheen", show=False)]

    def __init__(self, pagina: Pagina) -> None:
        super().__init__()
        self._pagina = pagina

    def compose(self) -> ComposeResult:
        ga = (("Enter", f"ga naar {self._pagina.titel}", "ga"),) if self._pagina.stap else ()
        with Vertical():
            yield Static(self._pagina.titel, id="titel", markup=False)
            with VerticalScroll():
                yield Static(self._pagina.tekst, markup=False)
            yield Antwoorden((*ga, ("Esc", "terug", "sluit")), self)

    async def action_ga(self) -> None:
        """To the screen this page is about, when it can be gone to by itself."""
        self.dismiss(None)
        if self._pagina.stap:
            self.app.call_later(self.app.run_action, f"app.stap('{self._pagina.stap}')")
