"""Bad input at every door: never a traceback, always a Dutch sentence, and nothing of what was typed said back."""

import contextlib
import json
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from mgn_tui.domain import datums, profiel_laden
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.exchange import kaart, keuren, lezen
from mgn_tui.exchange.monitoringsformat import kolommen
from mgn_tui.figures import optellen
from mgn_tui.register import beheren, concepten, reservekopieen, zinnen
from mgn_tui.register.rijen import ordes
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import reservekopie, sleutelformaat
from mgn_tui.store.sleutelformaat import Kdf
from mgn_tui.store.werkmap import Werkmap
from tests.beproeving.uitslag import GEWEIGERD, GOED, Rij, doe, eis
from tests.cli_hulp import Cli
from tests.hulp_bestand import als_csv, als_xlsx, maak_rijen
from tests.hulp_werkmap import BEGIN, eigen_thuis, lichte_kdf, maak_werkmap, open_als

GEHEIM = "Kanariemans"
"""A name that goes in with the bad input and may not come back in a message."""

ZONDER_PERSONEN = ("regiobestand (TOML)",)
"""A fault in a region file is shown with what stands there: it holds no people."""

Deur = Callable[[bytes], object]


def langs(deur: Deur, ruw: bytes, personen: bool = True) -> str:
    """Put these bytes through a door; `personen`: what goes in there may be about people."""
    try:
        deur(ruw)
    except MgnFout as fout:
        eis(fout.melding and "Traceback" not in fout.melding, "geweigerd zonder een woord")
        eis(not personen or GEHEIM not in fout.melding, "een melding herhaalt wat er stond")
        return GEWEIGERD
    return GOED


class Deuren:
    """The doors, each as a function of bytes, with a good example to spoil."""

    def __init__(self, plek: Path, werkmap: Werkmap, klok: VasteKlok) -> None:
        self.plek, self.klok = plek, klok
        self.s: Sessie = open_als(werkmap, "Noor", klok)
        self._lijst, self._ordes = kolommen(self.s.profiel), ordes(self.s)
        profielen = Path(profiel_laden.__file__).parent / "profielen"
        rijen = maak_rijen(random.Random(1), 4)
        rijen[0]["pilot"] = GEHEIM
        self.profielen = sorted(profielen.glob("*.toml"))
        xlsx = als_xlsx(plek / "b.xlsx", [list(rijen[0]), *[list(r.values()) for r in rijen]])
        kopie, _ = reservekopieen.maak(self.s)
        cijfers = Cli(werkmap, klok)("cijfers", "--voor", "regio", "--json").data
        self.alle: dict[str, tuple[Deur, bytes]] = {
            "bestand inlezen (CSV)": (self.csv, als_csv(rijen)),
            "bestand inlezen (XLSX)": (self.xlsx, xlsx.read_bytes()),
            "sociale kaart (CSV)": (self.kaart, self._kaartbestand()),
            "zin voor hergebruik": (self.zin, f"Wij spraken met {GEHEIM} af.".encode()),
            "regiobestand (TOML)": (self.toml, self.profielen[-1].read_bytes()),
            "sleutelbestand": (self.sleutel, werkmap.sleutels.read_bytes()),
            "datum en tijd": (self.datum, b"volgende week di 14:00"),
            "concept": (self.concept, json.dumps({"vraag": f"tekst {GEHEIM}"}).encode()),
            "totalen om op te tellen": (self.totaal, cijfers.encode()),
            "reservekopie": (self.reserve, kopie.pad.read_bytes()),
        }

    def _bestand(self, naam: str, ruw: bytes) -> Path:
        pad = self.plek / naam
        pad.write_bytes(ruw)
        return pad

    def _rijen(self, pad: Path) -> None:
        uit = keuren.keur(lezen.lees(pad), self._lijst, self._ordes)
        eis(all(f.melding for f in uit.fouten), "een cel geweigerd zonder reden")

    def csv(self, ruw: bytes) -> None:
        self._rijen(self._bestand("r.csv", ruw))

    def xlsx(self, ruw: bytes) -> None:
        self._rijen(self._bestand("r.xlsx", ruw))

    def _kaartbestand(self) -> bytes:
        beheren.bewaar(
            self.s,
            "kaart",
            {"naam": "Samen", "gemeente": "Zwolle", "notitie": GEHEIM}
            | {"wachttijd_weken": "3", "wachttijd_op": "1-3-2027", "wachttijd_bron": "telefonisch"},
        )
        pad, aantal = kaart.exporteer(self.s, self.plek / "uit.csv")
        eis(aantal == 1, "de kaart is niet geschreven")
        return pad.read_bytes()

    def kaart(self, ruw: bytes) -> None:
        """Twice the same file changes nothing; a refused cell stores nothing at all."""
        pad = self._bestand("kaart.csv", ruw)
        voor = beheren.lijst(self.s, "kaart")
        uit = kaart.importeer(self.s, pad)
        eis(all(kaart.regel(f) and f.melding for f in uit.fouten), "een cel geweigerd zonder reden")
        if uit.fouten:
            eis(beheren.lijst(self.s, "kaart") == voor, "een geweigerde kaart is half bewaard")
        else:
            opnieuw = kaart.importeer(self.s, pad).inname
            eis(not opnieuw.nieuw + opnieuw.gewijzigd, "twee keer inlezen geeft iets anders")

    def zin(self, ruw: bytes) -> None:
        tekst = ruw.decode("utf-8", "surrogateescape")
        id_ = zinnen.bewaar(self.s, {"tekst": tekst}, gezien=True)
        eis(any(z.id == id_ for z in zinnen.lijst(self.s)), "de zin wordt niet teruggevonden")
        zinnen.verwijder(self.s, id_)

    def toml(self, ruw: bytes) -> None:
        pad = self._bestand("regio.toml", ruw)
        gedeeld = next(p for p in self.profielen if p.name == "_gedeeld.toml")
        profiel_laden.maak_profiel(profiel_laden.lees_ruw(pad, gedeeld))

    def sleutel(self, ruw: bytes) -> None:
        sleutelformaat.ontleed(ruw, Kdf(8, 1, 1), Kdf(1 << 20, 10, 8))

    def datum(self, ruw: bytes) -> None:
        tekst, dag = ruw.decode("utf-8", "replace"), date(2027, 3, 9)
        datums.lees_datum(tekst, dag) if len(ruw) % 2 else datums.lees_moment(tekst, dag)
        with contextlib.suppress(MgnFout):
            datums.lees_tijd(tekst)

    def concept(self, ruw: bytes) -> None:
        tekst = ruw.decode("utf-8", "surrogateescape")
        concepten.bewaar(self.s, "aanmelding", "proef", {"vraag": tekst, tekst[:40]: "x"})
        gevonden = concepten.vind(self.s, "aanmelding", "proef")
        eis(gevonden, "het concept wordt niet teruggevonden")

    def totaal(self, ruw: bytes) -> None:
        een = optellen.lees("cijfers.json", ruw.decode("utf-8", "replace"))
        optellen.eis_samen([("een.json", een)])
        optellen.tel_op([("een.json", een)])

    def reserve(self, ruw: bytes) -> None:
        pad = self._bestand("mgn-20270309-080000-hand.mgnreserve", ruw)
        reservekopie.lees(pad, geheel=True)


def bedorven(goed: bytes) -> st.SearchStrategy[bytes]:
    """Rubbish, and good input with a piece taken out, doubled or replaced."""

    def bederf(wat: tuple[int, int, bytes]) -> bytes:
        begin, lengte, nieuw = wat
        begin %= len(goed) + 1
        return goed[:begin] + nieuw + goed[begin + lengte :]

    stuk = st.one_of(
        st.binary(max_size=20),
        st.text(max_size=20).map(lambda t: t.encode("utf-8", "surrogatepass")),
        st.sampled_from(
            [b'"', b";", b"\n", b"=", b"[", b"{", b"0", b"-1", b"1e999", b"\x00", GEHEIM.encode()]
        ),
    )
    return st.one_of(
        st.binary(max_size=200),
        st.tuples(st.integers(0, len(goed)), st.integers(0, 40), stuk).map(bederf),
        st.tuples(st.integers(0, len(goed)), st.just(0), stuk).map(bederf),
    )


def _hypothesis(rij: Rij, voorbeelden: st.SearchStrategy[Any], een: Callable[[Any], str], keren: int) -> None:
    @seed(2027)
    @settings(
        max_examples=keren,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(voorbeelden)
    def proef(waarde: Any) -> None:
        doe(rij, lambda: een(waarde))

    proef()


# --- the commands ------------------------------------------------------------------------------------

NOMEN = (
    *(
        "aanmelding",
        "gesprek",
        "advies",
        "brief",
        "cijfers",
        "rapport",
        "importeer",
        "exporteer",
        "team",
        "regio",
    ),
    *(
        "instellingen",
        "doel",
        "sprint",
        "pilot",
        "praktijk",
        "uren",
        "kosten",
        "evaluatie",
        "ervaring",
        "aanbod",
    ),
    *("consultatie", "casusoverleg", "overlegmoment", "doorverwijzing", "controleer", "werkmap", "verstuurd"),
    *("kaart", "zinnen"),
    *("reservekopie", "terugzetten", "overtypelijst", "geengesprek", "bestaat-niet", ""),
)
WERKWOORDEN = (
    "erbij",
    "weg",
    "importeer",
    "exporteer",
    "lijst",
    "toon",
    "nieuw",
    "wijzig",
    "plan",
    "gevoerd",
    "maak",
    "zet",
    "verwijder",
    "",
)
OPTIES = (
    *(
        "--json",
        "--help",
        "--voor=regio",
        "--voor=niets",
        "--periode=maart",
        "--begin=gisteren",
        "--team=Noor",
    ),
    *(
        f"--achternaam={GEHEIM}",
        "--geboortedatum=31-06",
        "--vraag=",
        "--uit-bestand=/bestaat/niet",
        "--",
        "-x",
    ),
    *("--optellen", "--toon", "--ja", "123456782", "ABC", "../../x", "\x00", "é" * 300, "0"),
)


def argv() -> st.SearchStrategy[list[str]]:
    return st.tuples(
        st.sampled_from(NOMEN), st.sampled_from(WERKWOORDEN), st.lists(st.sampled_from(OPTIES), max_size=4)
    ).map(lambda w: [x for x in (w[0], w[1], *w[2]) if x])


def opdracht(cli: Cli, woorden: list[str]) -> str:
    uit = cli(*woorden)
    eis(uit.status in (0, 1, 2, 3), f"uitgang {uit.status} bij {woorden[:2]}")
    eis("Traceback" not in uit.gezegd, f"een traceback bij {woorden[:2]}")
    eis(uit.status == 0 or uit.gezegd, f"geweigerd zonder een woord bij {woorden[:2]}")
    eis(GEHEIM not in uit.gezegd, f"een melding herhaalt wat getypt werd bij {woorden[:2]}")
    for woord in ("Usage:", "No such", "Missing", "Invalid value", "Got unexpected"):
        eis(woord not in uit.gezegd, f"Engels bij {woorden[:2]}")
    return GOED if uit.status == 0 else GEWEIGERD


# --- atheris: the parsers, led by what they reach ---------------------------------------------------------


def heeft_atheris() -> bool:
    try:
        import atheris  # type: ignore[import-not-found]  # noqa: F401
    except ImportError:
        return False
    return True


def _atheris(plek: Path, naam: str, keren: int) -> Rij:
    """In a process of its own: it never comes back."""
    import subprocess

    rij = Rij(f"{naam}, met atheris")
    uit = subprocess.run(
        [sys.executable, "-m", "tests.beproeving.atheris_kind", naam, str(keren), str(plek / "uit.json")],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        for wat, aantal in json.loads((plek / "uit.json").read_text(encoding="utf-8")).items():
            for _ in range(aantal):
                rij.tel(wat)
    except (OSError, ValueError):
        rij.tel(f"atheris liep vast: {uit.stderr.strip().splitlines()[-1:]}")
    (plek / "uit.json").unlink(missing_ok=True)
    return rij


PARSERS = tuple(
    n for n in ("bestand inlezen (CSV)", "regiobestand (TOML)", "sleutelbestand", "datum en tijd")
)


def alle(keren: int, atheris: bool = True, deuren: tuple[str, ...] = ()) -> list[Rij]:
    """Each door `keren` times by hypothesis, and the parsers twenty times that by atheris where it is installed."""
    rijen = []
    with (
        tempfile.TemporaryDirectory(prefix="mgn-deuren-") as plek_,
        lichte_kdf(),
        eigen_thuis(Path(plek_) / "thuis"),
    ):
        plek, klok = Path(plek_), VasteKlok(BEGIN)
        werkmap = maak_werkmap(plek / "werkmap")
        klok.verder(timedelta(days=1))
        d = Deuren(plek, werkmap, klok)
        for naam, (deur, goed) in d.alle.items():
            if deuren and naam not in deuren:
                continue
            eis(langs(deur, goed) == GOED, f"{naam}: goed geweigerd")
            rij, personen = Rij(naam), naam not in ZONDER_PERSONEN
            _hypothesis(
                rij,
                bedorven(goed),
                lambda ruw, d=deur, p=personen: langs(d, ruw, p),
                keren,
            )  # type: ignore[misc]
            rijen.append(rij)
        beheren.lijst(d.s, "praktijk")  # the session is whole after all that
        eis(d.s.store.gebreken() == [], "de database is niet gaaf na verkeerde invoer")
        d.s.sluit()
        if not deuren or "opdrachten" in deuren:
            rij = Rij("opdrachten (CLI)")
            cli = Cli(werkmap, klok)
            _hypothesis(rij, argv(), lambda woorden: opdracht(cli, woorden), max(20, keren // 4))
            rijen.append(rij)
        if atheris and heeft_atheris():
            rijen += [_atheris(plek, naam, keren * 20) for naam in PARSERS]
        elif atheris:
            rijen.append(Rij("de lezers met atheris", noot="niet gedaan: atheris is hier niet geïnstalleerd"))
    return rijen
