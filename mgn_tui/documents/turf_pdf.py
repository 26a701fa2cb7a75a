"""The totals of the tally sheet on paper: counts with what they are of, and nobody's row."""

from pathlib import Path
from typing import TYPE_CHECKING

from mgn_tui.documents import blokken as b
from mgn_tui.documents.schrijven import schrijf_nieuw
from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.woorden import ExportSoort
from mgn_tui.register import exportmap, instellingen
from mgn_tui.register.turftotalen import MENSEN, Totaal, totalen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.register.toeleiden import Turfstaat

BOVEN = "Cijfers van één team. Voor gebruik in het team; deel niets met anderen waarin een getal klein is."
OVERLAP = "Iemand kan meer adviezen krijgen: de getallen samen zijn meer dan het geheel."


def lijst(sessie: "Sessie", staat: "Turfstaat", naam: str) -> tuple[b.Blok, ...]:
    """What stands on it, block by block."""
    opties, t = instellingen.lees(sessie), staat.telling
    geheel = f"{zoveel(t.gesprekken, 'gesprek', 'gesprekken')} met {zoveel(t.mensen, 'mens', 'mensen')}"
    uit: list[b.Blok] = [
        b.Briefhoofd(
            opties.get("naam") or sessie.profiel.naam,
            opties.get("verantwoordelijke", ""),
            (toon_datum(sessie.klok.vandaag()), "tellingen doorverwijzing"),
        ),
        b.Alinea(f"{naam[:1].upper()}{naam[1:]}: {geheel}", vet=True),
        b.Alinea(f"{OVERLAP} Bij mensen telt het laatste gesprek met een advies."),
    ]
    per_kop: dict[str, list[tuple[str, str]]] = {}
    for totaal in totalen(staat, sessie.profiel):
        per_kop.setdefault(totaal.kop, []).append((totaal.label, _getal(totaal)))
    for kop, rijen in per_kop.items():
        uit += [b.Kop(kop), b.Regels(tuple(rijen))]
    return tuple(uit)


def _getal(totaal: Totaal) -> str:
    wie = zoveel(totaal.noemer, "mens", "mensen") if totaal.eenheid == MENSEN else str(totaal.noemer)
    return f"{len(totaal.refs)} van {wie}"


def maak_pdf(sessie: "Sessie", staat: "Turfstaat", naam: str) -> bytes:
    """A4, fonts embedded."""
    from mgn_tui.documents.brief_pdf import maak
    from mgn_tui.documents.opmaak import Rand

    blokken = lijst(sessie, staat, naam)
    hoofd = next(blok for blok in blokken if isinstance(blok, b.Briefhoofd))
    return maak(blokken, Rand(BOVEN, "tellingen"), "Tellingen doorverwijzing", hoofd.team, (9.6, 9.2, 8.8))


def geef_uit(sessie: "Sessie", staat: "Turfstaat", naam: str) -> Path:
    """Write it in exports/, never over another file; nothing is left behind when that fails."""
    dag = sessie.klok.vandaag().isoformat()
    pad = schrijf_nieuw(sessie.werkmap.exports, f"tellingen-{dag}", maak_pdf(sessie, staat, naam), ".pdf")
    try:
        exportmap.noteer(sessie, pad, ExportSoort.VERSLAG)
    except BaseException:
        pad.unlink(missing_ok=True)
        raise
    return pad
