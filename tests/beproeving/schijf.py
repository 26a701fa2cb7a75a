"""A disk that is full, read-only, gone, slow, or cannot do something: one clear sentence, and nothing damaged."""

import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from mgn_tui.domain.fouten import InGebruik, MgnFout, SchijfFout, Uitgang
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import aanmelden, beheren, concepten, reservekopieen, team, terugzetten, toegang
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import engine, slot
from mgn_tui.store.werkmap import Werkmap
from tests.beproeving.uitslag import GEWEIGERD, GOED, Rij, Verloren, doe, eis
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

LANG = "heel lang verhaal " * 200


@dataclass
class Proef:
    """One werkmap of its own, and the means to spoil what lies under it."""

    werkmap: Werkmap
    klok: VasteKlok
    lap: pytest.MonkeyPatch

    def open(self, naam: str = "Noor") -> Sessie:
        self.klok.verder(timedelta(seconds=1))
        return open_als(self.werkmap, naam, self.klok)

    def cli(self, *woorden: str) -> int:
        """A command: its exit must be 3 or less, with something said."""
        uit = Cli(self.werkmap, self.klok)(*woorden)
        eis(uit.status <= Uitgang.NIET_OPEN, f"uitgang {uit.status}")
        eis(uit.status == 0 or uit.gezegd, "geweigerd zonder een woord")
        return uit.status

    def gaaf(self, naam: str | None = None) -> None:
        """Nothing is damaged afterwards; `naam`: a praktijk that must be there."""
        self.lap.undo()
        s = self.open()
        try:
            eis(s.store.gebreken() == [], "de database is niet gaaf")
            eis(toegang.keten_klopt(s), "het toegangslogboek is niet gaaf")
            if naam:
                eis(naam in {r.naam for r in beheren.lijst(s, "praktijk")}, "wat bewaard was, is weg")
        finally:
            s.sluit()


def geweigerd(wat: Callable[[], object], soort: type[MgnFout] = SchijfFout) -> str:
    """It must be refused with one Dutch sentence or two that say what to do."""
    try:
        wat()
    except soort as fout:
        eis(len(fout.melding) > 20 and "\n" not in fout.melding, "de melding is niet één regel")
        eis("Error" not in fout.melding and "error" not in fout.melding, "de melding is Engels")
        return GEWEIGERD
    except MgnFout as fout:
        raise Verloren(f"verkeerde melding: {fout.melding}") from None
    raise Verloren("niet gemerkt")


# --- full ------------------------------------------------------------------------------------------


def _max(s: Sessie, over: int) -> None:
    with s.store.engine.connect() as v:
        v.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        vrij, nu = (v.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("freelist_count", "page_count"))
    s.store.engine.dispose()
    event.listen(
        s.store.engine, "connect", lambda rauw, _: rauw.execute(f"PRAGMA max_page_count = {nu - vrij + over}")
    )


def vol_bewaren(p: Proef) -> str:
    s = p.open()
    beheren.bewaar(s, "praktijk", {"naam": "Ervoor"})
    ref = maak_aanmelding(s)
    _max(s, 2)

    def vul() -> None:
        for nummer in range(60):
            aanmelden.wijzig(s, ref, {"vraag": f"{nummer} {LANG}"})

    uit = geweigerd(vul)
    s.sluit()
    p.gaaf("Ervoor")
    return uit


def vol_concept(p: Proef) -> str:
    s = p.open()
    _max(s, 0)
    uit = geweigerd(lambda: [concepten.bewaar(s, "aanmelding", f"n{n}", {"vraag": LANG}) for n in range(60)])
    s.sluit()
    p.gaaf()
    return uit


@contextmanager
def _geen_plek(p: Proef, kleiner_dan: int = 0) -> Iterator[None]:
    """Every small file that is written whole meets a full disk."""

    def vol(_fd: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    p.lap.setattr(os, "fsync", vol)
    yield
    p.lap.undo()


def vol_sleutelbestand(p: Proef) -> str:
    s = p.open("Karim")
    with _geen_plek(p):
        uit = geweigerd(lambda: team.wijzig_wachtwoord(s, WACHTWOORDEN["Karim"], "vier andere losse woorden"))
    s.sluit()
    p.open("Karim").sluit()
    p.gaaf()
    return uit


def vol_reservekopie(p: Proef) -> str:
    s = p.open()
    with _geen_plek(p):
        uit = geweigerd(lambda: reservekopieen.maak(s))
    s.sluit()
    eis(not list(p.werkmap.reserve.glob("*")), "een halve reservekopie blijft liggen")
    p.gaaf()
    return uit


def vol_terugzetten(p: Proef) -> str:
    s = p.open()
    beheren.bewaar(s, "praktijk", {"naam": "Ervoor"})
    kopie, _ = reservekopieen.maak(s)
    s.sluit()
    with _geen_plek(p):
        uit = geweigerd(
            lambda: terugzetten.zet_terug(p.werkmap, kopie, ("Noor", WACHTWOORDEN["Noor"]), p.klok), MgnFout
        )
    p.gaaf("Ervoor")
    return uit


def vol_export(p: Proef) -> str:
    from mgn_tui.exchange import exporteren

    s = p.open()
    doel = p.werkmap.exports / "rijen.csv"
    with _geen_plek(p):
        uit = geweigerd(lambda: exporteren.exporteer(s, doel), MgnFout)
    s.sluit()
    eis(not list(p.werkmap.exports.iterdir()), "een half bestand blijft liggen")
    p.gaaf()
    return uit


def vol_systeem(p: Proef) -> str:
    """A real file system of 6 MB, where this may be mounted."""
    s = open_als(p.werkmap, "Noor", p.klok)
    beheren.bewaar(s, "praktijk", {"naam": "Ervoor"})
    s.sluit()
    plek = p.werkmap.pad.with_name("klein")
    plek.mkdir()
    eis(os.system(f"mount -t tmpfs -o size=6m tmpfs '{plek}'") == 0, "tmpfs is niet te maken")  # noqa: S605
    try:
        klein = Proef(kopieer_werkmap(p.werkmap.pad, plek / "w"), p.klok, p.lap)
        s = klein.open()
        ref = maak_aanmelding(s)

        def vul() -> None:
            for nummer in range(4000):
                aanmelden.wijzig(s, ref, {"vraag": f"{nummer} {LANG}"})

        uit = geweigerd(vul)
        s.sluit()
        ruim = kopieer_werkmap(plek / "w", p.werkmap.pad.with_name("ruim"))
        s = open_als(ruim, "Noor", p.klok)
        eis(s.store.gebreken() == [], "de database is niet gaaf")
        eis("Ervoor" in {r.naam for r in beheren.lijst(s, "praktijk")}, "wat bewaard was, is weg")
        s.sluit()
        return uit
    finally:
        os.system(f"umount '{plek}'")  # noqa: S605


# --- read-only, gone -----------------------------------------------------------------------------------


def alleen_lezen(p: Proef) -> str:
    """The database itself refuses to be written: what a read-only disk says."""
    s = p.open()
    s.store.engine.dispose()
    event.listen(s.store.engine, "connect", lambda rauw, _: rauw.execute("PRAGMA temp_store = 2"))
    origineel = engine.open_verbinding
    p.lap.setattr(engine, "open_verbinding", lambda pad, sl, **_: origineel(pad, sl, alleen_lezen=True))
    uit = geweigerd(lambda: beheren.bewaar(s, "praktijk", {"naam": "Kan niet"}))
    s.sluit()
    p.gaaf()
    return uit


def stick_weg(p: Proef) -> str:
    """The werkmap goes away while it is open; nothing new may stand in its place, and put back it goes on."""
    s = p.open()
    beheren.bewaar(s, "praktijk", {"naam": "Ervoor"})
    s.store.engine.dispose()
    weg = p.werkmap.pad.with_name("weg")
    p.werkmap.pad.rename(weg)
    uit = geweigerd(lambda: beheren.bewaar(s, "praktijk", {"naam": "Tijdens"}))
    eis(not p.werkmap.database.exists(), "er staat een nieuwe, lege database op de oude plek")
    p.werkmap.data.mkdir(parents=True)  # a folder of that name, as an automounter leaves
    geweigerd(lambda: beheren.bewaar(s, "praktijk", {"naam": "Tijdens"}))
    eis(not p.werkmap.database.exists(), "er staat een nieuwe, lege database op de oude plek")
    shutil.rmtree(p.werkmap.pad)
    weg.rename(p.werkmap.pad)
    beheren.bewaar(s, "praktijk", {"naam": "Erna"})
    s.sluit()
    p.gaaf("Erna")
    return uit


def stick_weg_opdracht(p: Proef) -> str:
    weg = p.werkmap.pad.with_name("weg")
    p.werkmap.pad.rename(weg)
    status = p.cli("aanmelding", "lijst")
    eis(status == Uitgang.NIET_OPEN, f"uitgang {status}, geen 3")
    eis(not p.werkmap.pad.exists(), "er is iets gemaakt op de plek van de stick")
    weg.rename(p.werkmap.pad)
    p.gaaf()
    return GEWEIGERD


# --- what the disk cannot do -----------------------------------------------------------------------------


def geen_sloten(p: Proef) -> str:
    def nee(_fd: int, _alleen: bool) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    p.lap.setattr(slot, "_probeer", nee)
    uit = geweigerd(p.open)
    eis(p.cli("aanmelding", "lijst") != 0, "een opdracht ging door zonder slot")
    p.gaaf()
    return uit


class _ZonderWal:
    """A connection on a disk that cannot share memory: SQLite answers with the journal it keeps."""

    def __init__(self, rauw: object) -> None:
        self._rauw = rauw

    def __getattr__(self, naam: str) -> object:
        return getattr(self._rauw, naam)

    def execute(self, sql: str, *args: object) -> object:
        if "journal_mode = WAL" in sql:
            sql = "PRAGMA journal_mode = DELETE"
        return self._rauw.execute(sql, *args)  # type: ignore[attr-defined]


def geen_wal(p: Proef) -> str:
    origineel = engine._journaal
    p.lap.setattr(engine, "_journaal", lambda rauw: origineel(_ZonderWal(rauw)))
    s = p.open()
    eis(any("één venster" in m for m in s.let_op), "het wordt niet gezegd")
    beheren.bewaar(s, "praktijk", {"naam": "Zonder WAL"})
    eis(not p.werkmap.database.with_name("mgn.db-wal").exists(), "er is toch een WAL")
    p.lap.setattr(slot, "_PEIL_S", 0.001)
    p.lap.setattr("mgn_tui.register.sessie.Werkmapslot.gedeeld", _ongeduldig(slot.Werkmapslot.gedeeld))
    geweigerd(lambda: p.open("Elif"), InGebruik)
    s.sluit()
    p.gaaf("Zonder WAL")
    return GOED


def _ongeduldig(echt: Callable[..., object]) -> Callable[..., object]:
    return lambda zelf, _wacht=0.0, wat="mgn": echt(zelf, 0.05, wat)


def traag(p: Proef) -> str:
    """Every flush of a file that the program writes itself takes a while longer; two at work at once."""
    echt = os.fsync

    def later(fd: int) -> None:
        time.sleep(0.05)
        echt(fd)

    p.lap.setattr(os, "fsync", later)
    s, ander = p.open(), p.open("Elif")
    for nummer in range(3):
        beheren.bewaar(s, "praktijk", {"naam": f"Traag {nummer}"})
        reservekopieen.maak(s)
        aanmelden.lees(ander, maak_aanmelding(ander))
    s.sluit()
    ander.sluit()
    p.gaaf("Traag 2")
    return GOED


def mag_mount() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0


FOUTEN: tuple[tuple[str, Callable[[Proef], str]], ...] = (
    ("vol, bij het bewaren", vol_bewaren),
    ("vol, bij een concept", vol_concept),
    ("vol, bij het sleutelbestand", vol_sleutelbestand),
    ("vol, bij een reservekopie", vol_reservekopie),
    ("vol, bij terugzetten", vol_terugzetten),
    ("vol, bij een export", vol_export),
    ("vol, een echt klein bestandssysteem", vol_systeem),
    ("alleen-lezen", alleen_lezen),
    ("stick eruit terwijl de werkmap open is", stick_weg),
    ("stick eruit vóór een opdracht", stick_weg_opdracht),
    ("schijf zonder sloten", geen_sloten),
    ("schijf zonder WAL: één tegelijk, en dat wordt gezegd", geen_wal),
    ("trage schijf (bij wat het programma zelf wegschrijft)", traag),
)


def alle(snel: bool = False) -> list[Rij]:
    """Each fault once. `snel`: without what needs a file system of its own."""
    rijen = []
    with (
        tempfile.TemporaryDirectory(prefix="mgn-schijf-") as plek,
        lichte_kdf(),
        eigen_thuis(Path(plek) / "thuis"),
    ):
        maak_werkmap(Path(plek) / "sjabloon")
        for nummer, (naam, fout) in enumerate(FOUTEN):
            rij = Rij(naam)
            rijen.append(rij)
            if fout is vol_systeem and (snel or not mag_mount()):
                rij.noot = "niet gedaan: hier mag geen bestandssysteem gemaakt worden"
                continue
            map_ = Path(plek) / f"{nummer}"
            map_.mkdir()
            werkmap = kopieer_werkmap(Path(plek) / "sjabloon", map_ / "werkmap")
            with pytest.MonkeyPatch.context() as lap:
                doe(rij, lambda w=werkmap, f=fout, m=lap: f(Proef(w, VasteKlok(BEGIN), m)))  # type: ignore[misc]
    return rijen
