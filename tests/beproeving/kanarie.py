"""A word that is easy to know in every personal field; after each kind of work no file holds it in the clear."""

import base64
import contextlib
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.exchange import exporteren
from mgn_tui.exchange import importeren as inlezen
from mgn_tui.register import (
    beheren,
    brieven,
    concepten,
    importeren,
    reservekopieen,
    terugzetten,
    zinnen,
    zoeken,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.crash import schrijf_verslag
from tests.beproeving.uitslag import GOED, Rij, doe, eis
from tests.cli_hulp import Cli
from tests.hulp_bestand import als_csv, maak_rijen
from tests.hulp_geheim import sporen
from tests.hulp_werkmap import (
    BEGIN,
    WACHTWOORDEN,
    Zaak,
    eigen_thuis,
    lichte_kdf,
    maak_werkmap,
    open_als,
    volledige_zaak,
)

MERK = "Kanariëgeel"
VERBORGEN = (MERK, "Kanari", "06-98765432", "06-87654321", "8012 CD", *WACHTWOORDEN.values())


def vormen(woord: str) -> Iterator[bytes]:
    """How it may lie about: as in `sporen`, in Latin-1, and in base64 at each of three beginnings."""
    yield from sporen(woord)
    yield woord.encode("latin-1", "replace")
    for voor in range(3):
        ruw = base64.b64encode(b"x" * voor + woord.encode())
        yield ruw[4 if voor else 0 : -4]


NAALDEN = tuple({vorm for woord in VERBORGEN for vorm in vormen(woord) if len(vorm) >= 6})


def gevonden(*mappen: Path) -> list[str]:
    """Names of files, and of what was written by name, that hold one of the words."""
    uit = []
    for map_ in mappen:
        for pad in map_.rglob("*"):
            if pad.is_file():
                inhoud = str(pad.relative_to(map_)).encode() + b"\n" + pad.read_bytes()
                if any(vorm in inhoud for vorm in NAALDEN):
                    uit.append(pad.name)
    return uit


class Wereld:
    """A werkmap with one whole case in it, and all folders of this machine in which something could be left."""

    def __init__(self, plek: Path) -> None:
        self.plek, self.klok = plek, VasteKlok(BEGIN)
        self.werkmap = maak_werkmap(plek / "werkmap", self.klok)
        self.s: Sessie = open_als(self.werkmap, "Noor", self.klok)
        self.zaak: Zaak = volledige_zaak(self.s, merk=MERK, achternaam=f"Jansen {MERK}")
        self.cli = Cli(self.werkmap, self.klok)

    def schoon(self) -> str:
        """What stands in exports was written for people; the rest must be clean."""
        mappen = [self.werkmap.data, self.plek / "thuis", self.plek / "tijdelijk", self.plek / "hier"]
        raak = gevonden(*[m for m in mappen if m.exists()])
        eis(not raak, f"in het open in {', '.join(sorted(set(raak)))}")
        return GOED


def hele_lijn(w: Wereld) -> str:
    eis(zoeken.zoek(w.s, "kanariegeel"), "de kanarie is niet opgeslagen")
    return w.schoon()


def concept(w: Wereld) -> str:
    concepten.bewaar(w.s, "aanmelding", "nieuw", {"achternaam": MERK, "vraag": f"Kan {MERK} terecht?"})
    concepten.bewaar(w.s, "gesprek", w.zaak.gesprek, {"kladblok": MERK}, w.zaak.inwoner)
    return w.schoon()


def kaart_en_zinnen(w: Wereld) -> str:
    """Nothing about a person belongs there, and somebody writes it all the same."""
    beheren.bewaar(w.s, "kaart", {"naam": f"Loket {MERK}", "notitie": f"vraag naar {MERK}"})
    zinnen.bewaar(w.s, {"tekst": f"Wij spraken {MERK} met u af."}, gezien=True)
    fout = w.plek / "bron" / "kaart.csv"
    fout.parent.mkdir(exist_ok=True)
    fout.write_text(f"naam;wachttijd_weken\n{MERK};veel\n", encoding="utf-8")
    eis(w.cli("kaart", "importeer", str(fout)).status == 1, "een foute kaart is niet geweigerd")
    goed = w.plek / "bron" / "kaart-goed.csv"
    goed.write_text(f"naam;notitie\nLoket twee;{MERK}\n", encoding="utf-8")
    eis(w.cli("kaart", "importeer", str(goed)).status == 0, "een goede kaart is geweigerd")
    for woorden in (("kaart", "weg", "Loket twee"), ("zinnen", "weg", "1")):
        eis(w.cli(*woorden).status == 0, f"uitgang bij {woorden[:2]}")
    return w.schoon()


def brief(w: Wereld) -> str:
    brieven.maak(w.s, w.zaak.gesprek)
    uit = w.cli("brief", w.zaak.gesprek)
    eis(uit.status == 0, f"uitgang {uit.status}")
    eis(MERK not in uit.gezegd, "een naam in een melding")
    return _namen_van_exports(w)


def _namen_van_exports(w: Wereld) -> str:
    namen = " ".join(p.name for p in w.werkmap.exports.iterdir())
    eis("Kanari" not in namen and "Jansen" not in namen, "een naam in een bestandsnaam")
    return w.schoon()


def rapport(w: Wereld) -> str:
    uit = w.cli("rapport", "maand")
    eis(uit.status in (0, 1, 2), f"uitgang {uit.status}")
    return _namen_van_exports(w)


def exporteer(w: Wereld) -> str:
    exporteren.exporteer(w.s, w.werkmap.exports / "rijen.csv")
    return _namen_van_exports(w)


def importeer_geweigerd(w: Wereld) -> str:
    import random

    rijen = maak_rijen(random.Random(1), 6)
    rijen[0]["aanmelddatum"], rijen[1]["status"] = MERK, MERK
    bron = w.plek / "bron"
    bron.mkdir(exist_ok=True)
    (bron / "rijen.csv").write_bytes(als_csv(rijen))
    voorstel = inlezen.stel_voor(w.s, bron / "rijen.csv", geldige=True)
    eis(voorstel.fouten, "een foute rij is niet geweigerd")
    with contextlib.suppress(MgnFout):
        importeren.bewaar(w.s, voorstel.plan)
    uit = w.cli("importeer", str(bron / "rijen.csv"))
    eis(uit.status == 1, f"uitgang {uit.status}")
    return w.schoon()


def reservekopie(w: Wereld) -> str:
    kopie, _ = reservekopieen.maak(w.s)
    w.s.sluit()
    try:
        terugzetten.zet_terug(w.werkmap, kopie, ("Noor", WACHTWOORDEN["Noor"]), w.klok)
        return w.schoon()
    finally:
        w.klok.verder(timedelta(seconds=2))
        w.s = open_als(w.werkmap, "Noor", w.klok)


def crash(w: Wereld) -> str:
    naam_van_inwoner = f"Jansen {MERK}"
    try:
        int(naam_van_inwoner)
    except ValueError as fout:
        schrijf_verslag(fout, w.werkmap.meldingen, datetime(2027, 3, 9, tzinfo=UTC), "aanmelding")
    eis(list(w.werkmap.meldingen.iterdir()), "er is geen verslag")
    return w.schoon()


def opdracht_geweigerd(w: Wereld) -> str:
    for woorden in (
        ("aanmelding", "nieuw", f"--achternaam={MERK}", "--geboortedatum=31-06"),
        ("aanmelding", "nieuw", f"--achternaam={MERK}", f"--niet-bestaand={MERK}"),
        ("aanmelding", "toon", MERK),
        ("gesprek", "plan", MERK, f"--team={MERK}"),
    ):
        uit = w.cli(*woorden)
        eis(uit.status in (1, 2), f"uitgang {uit.status} bij {woorden[:2]}")
        eis(MERK not in uit.gezegd, f"een melding herhaalt wat getypt werd bij {woorden[:2]}")
    return w.schoon()


def app_in_terminal(w: Wereld) -> str:
    """The real app, typed in and killed: its title, its words, its surroundings, and what it left."""
    from tests.beproeving.kill_app import open_formulier

    w.s.sluit()
    try:
        terminal = open_formulier(w.werkmap.pad, w.plek / "hier")
        try:
            for lengte, teken in enumerate(MERK, 1):
                terminal.toets(teken)
                terminal.tot_getekend(MERK[:lengte].encode())
            terminal.lees(1.0)
            titels = b" ".join(re.findall(rb"\x1b\][02];([^\x07\x1b]*)", bytes(terminal.bytes)))
            eis(not any(v in titels for v in NAALDEN), "een naam in de titel van de terminal")
            if sys.platform == "linux":
                proc = Path(f"/proc/{terminal.proces.pid}")
                woorden = proc.joinpath("cmdline").read_bytes()
                eis(
                    not any(v in woorden for v in NAALDEN),
                    "een naam of wachtwoord in de woorden van het proces",
                )
                for kind in _kinderen(terminal.proces.pid):
                    omgeving = Path(f"/proc/{kind}/environ").read_bytes()
                    eis(not any(v in omgeving for v in NAALDEN), "het wachtwoord in de omgeving van een kind")
        finally:
            terminal.dood()
        return w.schoon()
    finally:
        w.s = open_als(w.werkmap, "Noor", w.klok)


def _kinderen(pid: int) -> list[int]:
    uit = []
    for map_ in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            if int(map_.joinpath("stat").read_text().rsplit(") ", 1)[1].split()[1]) == pid:
                uit.append(int(map_.name))
    return uit


def omzetten(w: Wereld) -> str:
    """An older werkmap, whose texts carry the word of its own making, opened by this version."""
    import shutil

    oud = Werkmap(w.plek / "oud" / "werkmap")
    oud.maak_mappen()
    for pad in (Path(__file__).resolve().parents[1] / "data" / "werkmap-0001").iterdir():
        shutil.copy(pad, oud.data)
    s = open_als(oud, "Noor", VasteKlok(BEGIN + timedelta(days=300)))
    with s.lezen() as db:
        eis(db.connection().exec_driver_sql("SELECT count(*) FROM inwoner").scalar(), "niets om te vinden")
    s.sluit()
    for pad in oud.pad.rglob("*"):
        if pad.is_file():
            eis(b"SQLite format 3" not in pad.read_bytes(), "een database in het open")
            eis(not any(v in pad.read_bytes() for v in NAALDEN), "in het open na het omzetten")
    return GOED


FOUTEN: tuple[tuple[str, Callable[[Wereld], str]], ...] = (
    ("een hele zaak, elk veld gevuld", hele_lijn),
    ("concepten", concept),
    ("de sociale kaart en de zinnen", kaart_en_zinnen),
    ("brieven", brief),
    ("een rapport", rapport),
    ("een export", exporteer),
    ("een bestand inlezen dat geweigerd wordt", importeer_geweigerd),
    ("een reservekopie maken en terugzetten", reservekopie),
    ("het programma loopt vast", crash),
    ("opdrachten die geweigerd worden", opdracht_geweigerd),
    ("een oude werkmap omzetten", omzetten),
    ("de app in een terminal, gedood", app_in_terminal),
)


def alle(met_app: bool = True) -> list[Rij]:
    rijen = []
    with tempfile.TemporaryDirectory(prefix="mgn-kanarie-") as plek_:
        plek = Path(plek_)
        for naam in ("thuis", "tijdelijk", "hier"):
            (plek / naam).mkdir()
        with lichte_kdf(), eigen_thuis(plek / "thuis"), _tijdelijk(plek / "tijdelijk"):
            w = Wereld(plek)
            for naam, werk in FOUTEN:
                rij = Rij(naam)
                rijen.append(rij)
                if werk is app_in_terminal and (not met_app or sys.platform == "win32"):
                    rij.noot = "niet gedaan: geen pty" if met_app else "alleen in de lange vorm"
                    continue
                doe(rij, lambda f=werk: f(w))  # type: ignore[misc]
            w.s.sluit()
            doe(rijen[0], w.schoon)  # and once more when all is closed
    return rijen


@contextlib.contextmanager
def _tijdelijk(map_: Path) -> Iterator[None]:
    """Temporary files of this process and its children come here, to be looked through."""
    was, oud = tempfile.tempdir, {n: os.environ.get(n) for n in ("TMPDIR", "TEMP", "TMP")}
    tempfile.tempdir = str(map_)
    os.environ.update(dict.fromkeys(oud, str(map_)))
    try:
        yield
    finally:
        tempfile.tempdir = was
        for naam, waarde in oud.items():
            if waarde is None:
                os.environ.pop(naam, None)
            else:
                os.environ[naam] = waarde
