"""Bytes that fell over, files cut short, emptied or exchanged: found, and never an empty werkmap that looks whole."""

import random
import shutil
import struct
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from mgn_tui.domain.fouten import MgnFout, Uitgang
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import beheren, concepten, reservekopieen, terugzetten
from mgn_tui.store.werkmap import Werkmap
from tests.beproeving.uitslag import GEWEIGERD, GOED, Rij, doe, eis
from tests.cli_hulp import Cli
from tests.hulp_werkmap import (
    BEGIN,
    WACHTWOORDEN,
    eigen_thuis,
    kopieer_werkmap,
    lichte_kdf,
    maak_aanmelding,
    maak_werkmap,
    open_als,
)

BLADZIJDE = 4096
IN_DE_KOPIE, LAATST = "Voor de reservekopie", "Als laatste bewaard"
WOORDEN = ("beschadigd", "sleutel", "ontbreekt", "veranderd", "Hier is nog geen werkmap")


@dataclass
class Geval:
    werkmap: Werkmap
    ander: Werkmap
    klok: VasteKlok
    kans: random.Random
    beurt: int


def klap_om(pad: Path, kans: random.Random, vanaf: int = 0) -> None:
    ruw = bytearray(pad.read_bytes())
    ruw[kans.randrange(vanaf, len(ruw))] ^= 1 << kans.randrange(8)
    pad.write_bytes(ruw)


def oordeel(g: Geval) -> str:
    """Found when opening or by `mgn controleer`, or all is still there; anything else is lost."""
    g.klok.verder(timedelta(days=1))
    uit = Cli(g.werkmap, g.klok)("controleer")
    if uit.status == Uitgang.NIET_OPEN:
        gezegd = uit.gezegd + uit.data
        eis(any(w in gezegd for w in WOORDEN), "gevonden zonder duidelijk woord")
        return GEWEIGERD
    if uit.status == Uitgang.GEWEIGERD:
        eis(uit.gezegd, "gevonden zonder duidelijk woord")
        return GEWEIGERD
    eis(uit.status == 0, f"uitgang {uit.status}")
    _alles_is_er(g)
    return GOED


def _alles_is_er(g: Geval, laatste: str = LAATST) -> None:
    g.klok.verder(timedelta(seconds=1))
    s = open_als(g.werkmap, "Noor", g.klok)
    try:
        eis(laatste in {r.naam for r in beheren.lijst(s, "praktijk")}, "wat bewaard was, is stil verdwenen")
        with s.lezen() as db:
            eis(db.execute(text("SELECT count(*) FROM aanmelding")).scalar(), "een stille lege database")
    finally:
        s.sluit()


def _omgeklapt(naam: str) -> Callable[[Geval], str]:
    def een(g: Geval) -> str:
        klap_om(g.werkmap.data / naam, g.kans)
        return oordeel(g)

    return een


def _afgekapt(naam: str) -> Callable[[Geval], str]:
    def een(g: Geval) -> str:
        pad = g.werkmap.data / naam
        with pad.open("r+b") as bestand:
            bestand.truncate(g.kans.randrange(pad.stat().st_size))
        return oordeel(g)

    return een


def _nieuwer_in_wal(database: Path) -> set[int]:
    """The pages, from 1, of which the -wal holds what counts: 32 bytes of head, then a page behind 24 each."""
    wal = database.with_name("mgn.db-wal").read_bytes()
    return {struct.unpack_from(">I", wal, plek)[0] for plek in range(32, len(wal), 24 + BLADZIJDE)}


def per_bladzijde(g: Geval) -> str:
    """A bit in the page whose turn it is. Only a page that stands in the -wal as well may mend itself."""
    pad = g.werkmap.database
    in_wal = g.beurt + 1 in _nieuwer_in_wal(pad)
    ruw = bytearray(pad.read_bytes())
    ruw[BLADZIJDE * g.beurt + g.kans.randrange(BLADZIJDE)] ^= 1 << g.kans.randrange(8)
    pad.write_bytes(ruw)
    uit = oordeel(g)
    eis(uit == GEWEIGERD or in_wal, "een beschadigde bladzijde is niet gezien")
    return uit


def bladzijde_nul(g: Geval) -> str:
    pad = g.werkmap.database
    with pad.open("r+b") as bestand:
        bestand.seek(BLADZIJDE * g.kans.randrange(pad.stat().st_size // BLADZIJDE))
        bestand.write(bytes(BLADZIJDE))
    return oordeel(g)


def leeg(g: Geval) -> str:
    g.werkmap.database.write_bytes(b"")
    return oordeel(g)


def weg(g: Geval) -> str:
    g.werkmap.database.unlink()
    g.werkmap.database.with_name("mgn.db-wal").unlink(missing_ok=True)
    uit = oordeel(g)
    eis(not g.werkmap.database.exists(), "er is een lege database gemaakt")
    return uit


def _verwisseld(naam: str) -> Callable[[Geval], str]:
    def een(g: Geval) -> str:
        shutil.copy(g.ander.data / naam, g.werkmap.data / naam)
        if naam == "mgn.db":
            g.werkmap.database.with_name("mgn.db-wal").unlink(missing_ok=True)
        return oordeel(g)

    return een


def rijen_verwisseld(g: Geval) -> str:
    """Two concepts changed places, by somebody with the database key: neither opens under the other's name."""
    s = open_als(g.werkmap, "Noor", g.klok)
    for record in ("een", "twee"):
        concepten.bewaar(s, "aanmelding", record, {"vraag": f"tekst {record}"})
    with s.schrijven() as db:
        db.execute(
            text(
                "UPDATE concept SET inhoud = (SELECT c.inhoud FROM concept c WHERE c.record = 'twee') "
                "WHERE record = 'een'"
            )
        )
    try:
        gevonden = concepten.vind(s, "aanmelding", "een")
    except MgnFout:
        return GEWEIGERD
    finally:
        s.sluit()
    eis(gevonden is None, "de tekst van een ander concept staat op deze plek")
    return GEWEIGERD


def concept_omgeklapt(g: Geval) -> str:
    s = open_als(g.werkmap, "Noor", g.klok)
    concepten.bewaar(s, "aanmelding", "een", {"vraag": "tekst"})
    with s.schrijven() as db:
        ruw = bytearray(db.execute(text("SELECT inhoud FROM concept")).scalar() or b"")
        ruw[g.kans.randrange(len(ruw))] ^= 1 << g.kans.randrange(8)
        db.execute(text("UPDATE concept SET inhoud = :x"), {"x": bytes(ruw)})
    try:
        gevonden = concepten.vind(s, "aanmelding", "een")
    except MgnFout as fout:
        eis(len(fout.melding) > 20, "gevonden zonder duidelijk woord")
        return GEWEIGERD
    finally:
        s.sluit()
    eis(gevonden is None, "een veranderd concept wordt geloofd")
    return GEWEIGERD


def toegang_veranderd(g: Geval) -> str:
    s = open_als(g.werkmap, "Noor", g.klok)
    with s.schrijven() as db:
        db.execute(
            text(
                "UPDATE toegang SET wat = 'iets anders' WHERE nr = (SELECT nr FROM toegang ORDER BY random() LIMIT 1)"
            )
        )
    s.sluit()
    return oordeel(g)


def reservekopie_omgeklapt(g: Geval) -> str:
    kopie = next(g.werkmap.reserve.glob("*.mgnreserve"))
    klap_om(kopie, g.kans)
    return oordeel(g)


def terug_na_schade(g: Geval) -> str:
    """The database is spoiled beyond opening; the newest good backup brings everything back."""
    ruw = bytearray(g.werkmap.database.read_bytes())
    for plek in range(0, len(ruw), BLADZIJDE):
        ruw[plek + g.kans.randrange(16)] ^= 0xFF
    g.werkmap.database.write_bytes(ruw)
    g.werkmap.database.with_name("mgn.db-wal").unlink(missing_ok=True)
    eis(oordeel(g) == GEWEIGERD, "de schade is niet gevonden")
    terugzetten.zet_terug(g.werkmap, terugzetten.kies(g.werkmap), ("Noor", WACHTWOORDEN["Noor"]), g.klok)
    _alles_is_er(g, IN_DE_KOPIE)
    return GOED


FOUTEN: tuple[tuple[str, Callable[[Geval], str]], ...] = (
    ("een bit omgeklapt in de database", _omgeklapt("mgn.db")),
    ("een bit omgeklapt, in elke bladzijde van de database om de beurt", per_bladzijde),
    ("een bit omgeklapt in mgn.db-wal", _omgeklapt("mgn.db-wal")),
    ("een bit omgeklapt in het sleutelbestand", _omgeklapt("sleutels.json")),
    ("een bit omgeklapt in de mislukte pogingen", _omgeklapt("pogingen.jsonl")),
    ("een bit omgeklapt in een reservekopie", reservekopie_omgeklapt),
    ("een bit omgeklapt in een concept", concept_omgeklapt),
    ("een regel van het toegangslogboek veranderd", toegang_veranderd),
    ("database afgekapt", _afgekapt("mgn.db")),
    ("mgn.db-wal afgekapt", _afgekapt("mgn.db-wal")),
    ("sleutelbestand afgekapt", _afgekapt("sleutels.json")),
    ("een bladzijde van de database op nul", bladzijde_nul),
    ("database leeg", leeg),
    ("database weg", weg),
    ("database van een andere werkmap", _verwisseld("mgn.db")),
    ("sleutelbestand van een andere werkmap", _verwisseld("sleutels.json")),
    ("twee concepten verwisseld, met de databasesleutel", rijen_verwisseld),
    ("database onleesbaar, reservekopie terug", terug_na_schade),
)


NIET_ALTIJD = ("een bit omgeklapt in mgn.db-wal",)  # see its note
NOTEN = {
    "mgn.db-wal afgekapt": "gevonden doordat de database telt hoe vaak er bewaard is, en daarnaast genoteerd staat hoe "
    "vaak dat was; wie ook die noot (mgn.db-stand) weghaalt, laat alleen een ouder logboek na (zie SECURITY.md)",
    "een bit omgeklapt, in elke bladzijde van de database om de beurt": "wat overleeft staat nieuwer in mgn.db-wal en "
    "komt daaruit terug; elke andere bladzijde is gevonden",
    "een bit omgeklapt in mgn.db-wal": "in het allerlaatste stuk is het niet te onderscheiden van een schrijfopdracht "
    "die door een kill half bleef",
}
"""How it was found, or what the rule cannot find."""


def _sjabloon(plek: Path) -> tuple[Path, Path]:
    """A werkmap as a kill leaves it (with its -wal), holding an aanmelding, a backup and a failed try; and another
    team's."""
    werkmap, klok = maak_werkmap(plek / "een"), VasteKlok(BEGIN)
    maak_werkmap(plek / "ander")
    s = open_als(werkmap, "Noor", klok)
    maak_aanmelding(s)
    beheren.bewaar(s, "praktijk", {"naam": IN_DE_KOPIE})
    reservekopieen.maak(s)
    for nummer in range(6):
        beheren.bewaar(s, "praktijk", {"naam": f"Erna {nummer}"})
    beheren.bewaar(s, "praktijk", {"naam": LAATST})
    Cli(werkmap, klok)("controleer", naam="Elif", wachtwoord="helemaal niet het wachtwoord")
    shutil.copytree(werkmap.pad, plek / "gedood")
    s.sluit()
    return plek / "gedood", plek / "ander"


def alle(keren: int) -> list[Rij]:
    """Each kind of damage `keren` times, at random places."""
    kans = random.Random(2027)
    rijen = []
    with (
        tempfile.TemporaryDirectory(prefix="mgn-schade-") as plek_,
        lichte_kdf(),
        eigen_thuis(Path(plek_) / "thuis"),
    ):
        plek = Path(plek_)
        bron, ander = _sjabloon(plek)
        for naam, fout in FOUTEN:
            rij = Rij(naam)
            rij.noot = NOTEN.get(naam, "")
            rijen.append(rij)
            bladzijden = (bron / "data" / "mgn.db").stat().st_size // BLADZIJDE
            beurten = {leeg: 1, weg: 1, per_bladzijde: bladzijden if keren > 1 else 1}.get(fout, keren)
            for beurt in range(beurten):
                shutil.rmtree(plek / "nu", ignore_errors=True)
                werkmap = kopieer_werkmap(bron, plek / "nu")
                g = Geval(werkmap, Werkmap(ander), VasteKlok(BEGIN + timedelta(days=1)), kans, beurt)
                doe(rij, lambda g=g, f=fout: f(g))  # type: ignore[misc]
    return rijen
