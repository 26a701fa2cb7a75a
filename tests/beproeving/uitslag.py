"""What became of each fault: counted, and written to docs/betrouwbaarheid.md by the harness, never by hand."""

import json
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from mgn_tui import __version__
from mgn_tui.store.schema import SCHEMA

DOCS = Path(__file__).resolve().parents[2] / "docs"
GOED, GEWEIGERD, MIS = "overleefd", "geweigerd met een melding", "verloren"


class Verloren(Exception):
    """Something was lost, or refused without a word that helps. Says what, never with whose data."""


@dataclass(slots=True)
class Rij:
    """One fault: how often it was done, and what became of it."""

    fout: str
    keren: int = 0
    overleefd: int = 0
    geweigerd: int = 0
    verloren: int = 0
    noot: str = ""
    waarom: list[str] = field(default_factory=list)

    def tel(self, wat: str) -> None:
        self.keren += 1
        if wat == GOED:
            self.overleefd += 1
        elif wat == GEWEIGERD:
            self.geweigerd += 1
        else:
            self.verloren += 1
            if wat not in self.waarom:
                self.waarom.append(wat)


def doe(rij: Rij, een: Callable[[], str]) -> None:
    """Do a fault once; what raises anything but our own verdict is counted as lost too, by its kind."""
    try:
        rij.tel(een())
    except Verloren as fout:
        rij.tel(str(fout))
    except Exception as fout:
        spoor = fout.__traceback__
        while spoor is not None and spoor.tb_next is not None:
            spoor = spoor.tb_next
        waar = f"{Path(spoor.tb_frame.f_code.co_filename).name}:{spoor.tb_lineno}" if spoor else ""
        rij.tel(f"{type(fout).__name__} bij {waar}")


def eis(waar: object, anders: str) -> None:
    if not waar:
        raise Verloren(anders)


HOOFDSTUKKEN = {
    "kill": (
        "Midden in het werk gedood",
        "Een proces wordt op een willekeurig moment gedood (SIGKILL; op Windows TerminateProcess). Daarna wordt "
        "nagegaan: de database en het toegangslogboek zijn gaaf, alles wat het programma bewaard noemde is er, een "
        "handeling is heel of niet gebeurd, van wat getypt werd is hoogstens een halve seconde weg, en de werkmap "
        "opent zonder dat een slot iemand buiten houdt.",
    ),
    "schijf": (
        "Een schijf die niet meewerkt",
        "De schijf is vol, alleen-lezen, weg, traag, of kan iets niet. *Geweigerd* betekent: één zin in het "
        "Nederlands die zegt wat er is en wat u kunt doen, de juiste uitgang, en daarna is alles nog gaaf.",
    ),
    "schade": (
        "Schade aan bestanden",
        "Bytes omgeklapt op willekeurige plaatsen, afgekapt, op nul gezet, verwisseld. *Geweigerd* betekent: gevonden "
        "bij het openen of door `mgn controleer`. *Overleefd* betekent: de werkmap opent, is gaaf en heeft alles nog. "
        "Een lege database die zich voor de echte uitgeeft telt als verloren.",
    ),
    "deuren": (
        "Verkeerde invoer, per deur",
        "Willekeurige en half-goede invoer. *Geweigerd* betekent: een Nederlandse zin en uitgang 0, 1, 2 of 3, "
        "zonder dat een ingevoerde waarde van een persoon wordt herhaald. Een traceback telt als verloren.",
    ),
    "lezers": (
        "Wie mag lezen",
        "Eén inwoner van één duo, en wie daar niet bij mag: met de databasesleutel, een oud bestand, een code of de "
        "laptop zelf. *Geweigerd* betekent: geen naam en geen tekst, niet langs een scherm of opdracht, niet uit de "
        "kale tabellen, en geen enkele verzegelde sleutel gaat open. *Overleefd* betekent: wie mag lezen, leest.",
    ),
    "kanarie": (
        "Niets in het open",
        "In elk persoonlijk veld staat een herkenbaar woord. Na elk werk van het programma wordt elk bestand dat er "
        "ligt doorzocht (werkmap zonder exports, tijdelijke map, thuismap, werkmap van het proces), in UTF-8, UTF-16, "
        "Latin-1, JSON, hex en base64; en ook de titel van de terminal, de woorden en de omgeving van het proces.",
    ),
}


def bewaar(naam: str, rijen: list[Rij], opdracht: str) -> None:
    """Put the outcome of one harness with those of the others, and write the page anew."""
    bron = DOCS / "betrouwbaarheid.json"
    alles = json.loads(bron.read_text(encoding="utf-8")) if bron.exists() else {}
    alles[naam] = {"kop": _kop(opdracht), "rijen": [asdict(r) for r in rijen]}
    bron.write_text(json.dumps(alles, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (DOCS / "betrouwbaarheid.md").write_text(pagina(alles), encoding="utf-8")


def vervang(naam: str, nieuw: list[Rij]) -> list[Rij]:
    """The rows of a harness as they stood, with these in the place of the same faults."""
    bron = json.loads((DOCS / "betrouwbaarheid.json").read_text(encoding="utf-8"))
    anders = {r.fout: r for r in nieuw if r.keren}
    rijen = [anders.pop(r["fout"], Rij(**r)) for r in bron[naam]["rijen"]]
    return [*rijen, *anders.values()]


def erbij(naam: str, opdracht: str) -> str:
    """The command of a chapter of which a row was done again afterwards."""
    bron = json.loads((DOCS / "betrouwbaarheid.json").read_text(encoding="utf-8"))
    return f"{bron[naam]['kop']['opdracht']}`, daarna `{opdracht}"


def _kop(opdracht: str) -> dict[str, str]:
    rauw = sqlcipher.connect(":memory:")
    cipher = rauw.execute("PRAGMA cipher_version").fetchone()[0]
    rauw.close()
    return {
        "dag": date.today().isoformat(),
        "opdracht": opdracht,
        "versies": f"mgn_tui {__version__}, schema {SCHEMA}, Python {platform.python_version()}, "
        f"SQLite {sqlcipher.sqlite_version}, SQLCipher {cipher}, Textual {version('textual')}, {platform.system()}",
    }


def pagina(alles: dict[str, dict[str, object]]) -> str:
    regels = [
        "# Betrouwbaarheid, beproefd",
        "",
        "Deze bladzijde is geschreven door `python -m tests.beproeving` en niet met de hand: elke proef schrijft haar "
        "eigen hoofdstuk, met de dag en de versies waarmee zij liep. De cijfers staan ook in betrouwbaarheid.json.",
        "",
        "Elke proef is een aanval: iets gaat met opzet mis, en daarna wordt nageteld. De korte vorm van elke proef "
        "loopt bij elke wijziging mee (`tests/test_beproeving.py`).",
    ]
    for naam, (titel, uitleg) in HOOFDSTUKKEN.items():
        if (deel := alles.get(naam)) is None:
            continue
        kop, rijen = deel["kop"], [Rij(**r) for r in deel["rijen"]]  # type: ignore[attr-defined]
        regels += [
            "",
            f"## {titel}",
            "",
            uitleg,
            "",
            f"{kop['dag']} · `{kop['opdracht']}` · {kop['versies']}",  # type: ignore[index]
            "",
            "| Fout | Keren | Overleefd | Geweigerd | Verloren | Opmerking |",
            "|---|---:|---:|---:|---:|---|",
        ]
        regels += [
            f"| {r.fout} | {r.keren} | {r.overleefd} | {r.geweigerd} | {r.verloren} | "
            f"{'; '.join([r.noot, *r.waarom] if r.noot else r.waarom)} |"
            for r in rijen
        ]
        som = [sum(getattr(r, v) for r in rijen) for v in ("keren", "overleefd", "geweigerd", "verloren")]
        regels.append(f"| **Samen** | {som[0]} | {som[1]} | {som[2]} | {som[3]} | |")
    return "\n".join(regels) + "\n"
