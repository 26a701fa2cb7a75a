"""Two at once on the same record, and a disk that is full or read-only: nothing half, nothing lost."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text

from mgn_tui.domain.fouten import (
    Botsing,
    SchijfFout,
)
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import Thema
from mgn_tui.register import (
    aanmelden,
    adviseren,
    beheren,
    concepten,
    vastleggen,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import (
    kindopdracht,
    maak_aanmelding,
    maak_advies,
    maak_gevoerd,
    open_als,
)


def stand(s: Sessie) -> int:
    with s.lezen() as db:
        return int(db.execute(text("SELECT count(*) FROM wijziging")).scalar() or 0)


# --- two at once -----------------------------------------------------------------------------


def test_tweede_sessie_ziet_wat_de_eerste_schrijft(werkmap: Werkmap, noor: Sessie, klok: VasteKlok) -> None:
    ref = maak_aanmelding(noor)
    tweede = open_als(werkmap, "Noor", klok)
    aanmelden.wijzig(tweede, ref, {"woonplaats": "Hattem"})
    tweede.sluit()
    assert aanmelden.lees(noor, ref).ruw["woonplaats"] == "Hattem"


def _aanmelding(
    s: Sessie,
) -> tuple[str, Callable[[Sessie], str], Callable[[Sessie, str, str], object], tuple[str, str]]:
    ref = maak_aanmelding(s)
    return (
        "wensen",
        lambda s: aanmelden.lees(s, ref).versie,
        lambda s, w, v: aanmelden.wijzig(s, ref, {"wensen": w}, v, ("aanmelding", ref)),
        ("aanmelding", ref),
    )


def _gesprek(
    s: Sessie,
) -> tuple[str, Callable[[Sessie], str], Callable[[Sessie, str, str], object], tuple[str, str]]:
    _, g = maak_gevoerd(s)
    return (
        "conclusie",
        lambda s: vastleggen.lees(s, g).versie,
        lambda s, w, v: vastleggen.bewaar(s, g, {"conclusie": w}, v, ("gesprek", g)),
        ("gesprek", g),
    )


def _thema(
    s: Sessie,
) -> tuple[str, Callable[[Sessie], str], Callable[[Sessie, str, str], object], tuple[str, str]]:
    _, g = maak_gevoerd(s)
    return (
        "vertelt",
        lambda s: next(b.versie for b in vastleggen.lees(s, g).themas if b.thema is Thema.ZINGEVING),
        lambda s, w, v: vastleggen.bewaar_thema(
            s, g, Thema.ZINGEVING, {"vertelt": w}, v, ("thema", f"{g}|zingeving")
        ),
        ("thema", f"{g}|zingeving"),
    )


def _advies(
    s: Sessie,
) -> tuple[str, Callable[[Sessie], str], Callable[[Sessie, str, str], object], tuple[str, str]]:
    _, g = maak_gevoerd(s)
    maak_advies(s, g)
    return (
        "vangnet",
        lambda s: adviseren.lees(s, g).versie,
        lambda s, w, v: adviseren.bewaar(s, g, {"vangnet": w}, None, v, ("advies", g)),
        ("advies", g),
    )


def _praktijk(
    s: Sessie,
) -> tuple[str, Callable[[Sessie], str], Callable[[Sessie, str, str], object], tuple[str, str]]:
    id_ = beheren.lijst(s, "praktijk")[0].id
    return (
        "huisarts",
        lambda s: next(r.versie for r in beheren.lijst(s, "praktijk") if r.id == id_),
        lambda s, w, v: beheren.bewaar(s, "praktijk", {"huisarts": w}, id_, v, ("praktijk", id_)),
        ("praktijk", id_),
    )


def _medewerker(
    s: Sessie,
) -> tuple[str, Callable[[Sessie], str], Callable[[Sessie, str, str], object], tuple[str, str]]:
    id_ = next(r.id for r in beheren.lijst(s, "medewerker") if r.naam == "Tom")
    return (
        "functie",
        lambda s: next(r.versie for r in beheren.lijst(s, "medewerker") if r.id == id_),
        lambda s, w, v: beheren.bewaar(s, "medewerker", {"functie": w}, id_, v, ("medewerker", id_)),
        ("medewerker", id_),
    )


@pytest.mark.parametrize("soort", [_aanmelding, _gesprek, _thema, _advies, _praktijk, _medewerker])
@pytest.mark.parametrize("had_concept", [True, False])
def test_hetzelfde_record_in_twee_sessies(
    werkmap: Werkmap,
    noor: Sessie,
    klok: VasteKlok,
    soort: Callable[
        [Sessie], tuple[str, Callable[[Sessie], str], Callable[[Sessie, str, str], object], tuple[str, str]]
    ],
    had_concept: bool,
) -> None:
    """Nothing is overwritten, both texts are given, and what was typed stays as concept."""
    veld, versie, bewaar, plek = soort(noor)
    tweede = open_als(werkmap, "Noor", klok)
    try:
        begin = versie(noor)
        assert versie(tweede) == begin
        bewaar(tweede, "van de ander", begin)
        if had_concept:
            concepten.bewaar(noor, *plek, {veld: "van mij", "en": "meer"}, versie=begin)
        voor = stand(noor)
        with pytest.raises(Botsing) as botsing:
            bewaar(noor, "van mij", begin)
        assert (botsing.value.mijn, botsing.value.hun) == ({veld: "van mij"}, {veld: "van de ander"})
        assert "van mij" not in str(botsing.value), "its message may be logged"
        assert stand(noor) == voor
        assert botsing.value.versie == versie(tweede)
        concept = concepten.vind(noor, *plek)
        assert concept is not None
        assert concept.versie == begin, "taken up later, it collides again"
        assert concept.ruw == {veld: "van mij"} | ({"en": "meer"} if had_concept else {})
        if soort not in (_praktijk, _medewerker) and not had_concept:
            assert concept.inwoner is not None, "destroyed with the inwoner"
        # Whoever has seen both decides; then the concept is gone.
        bewaar(noor, "samen", botsing.value.versie)
        assert concepten.vind(noor, *plek) is None
        bewaar(tweede, "samen", begin)  # what stands there already is no clash
    finally:
        tweede.sluit()


def test_wie_geen_versie_geeft_overschrijft_alleen_zijn_eigen_velden(noor: Sessie, karim: Sessie) -> None:
    """A command that sets one field does not carry the rest of the form along."""
    ref = maak_aanmelding(noor, woonplaats="Zwolle")
    aanmelden.wijzig(noor, ref, {"woonplaats": "Hattem"})
    aanmelden.wijzig(noor, ref, {"taal": "Turks"})
    assert aanmelden.lees(noor, ref).ruw["woonplaats"] == "Hattem"


# --- a disk that is full or may not be written ------------------------------------------------


@pytest.fixture
def vol(noor: Sessie) -> Iterator[Callable[[int], None]]:
    """Fill the disk: SQLite itself says so when the database may not grow. The argument: pages still free."""

    def vul(over: int) -> None:
        with noor.store.engine.connect() as verbinding:
            verbinding.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            vrij = verbinding.exec_driver_sql("PRAGMA freelist_count").scalar()
            nu = verbinding.exec_driver_sql("PRAGMA page_count").scalar()
        noor.store.engine.dispose()
        event.listen(
            noor.store.engine,
            "connect",
            lambda rauw, _: rauw.execute(f"PRAGMA max_page_count = {nu - vrij + over}"),
        )

    yield vul


@pytest.mark.parametrize("over", [0, 2, 6])
def test_volle_schijf(noor: Sessie, klok: VasteKlok, vol: Callable[[int], None], over: int) -> None:
    ref = maak_aanmelding(noor)
    voor, inhoud = stand(noor), aanmelden.lees(noor, ref).ruw
    voor = stand(noor)
    vol(over)
    with pytest.raises(SchijfFout, match="vol"):
        for nummer in range(40):
            aanmelden.wijzig(noor, ref, {"vraag": f"{nummer} " + "heel lang verhaal " * 200})
            inhoud = {**inhoud, "vraag": f"{nummer} " + ("heel lang verhaal " * 200).strip()}
            voor += 1
    assert stand(noor) == voor, "all of what was said to be stored, nothing of the rest"
    noor.store.engine.dispose()
    tweede = open_als(noor.werkmap, "Noor", klok)
    assert aanmelden.lees(tweede, ref).ruw == inhoud
    assert tweede.store.gebreken() == []
    tweede.sluit()


def test_volle_schijf_bij_een_nieuw_record(noor: Sessie, vol: Callable[[int], None]) -> None:
    with noor.lezen() as db:
        inwoners = db.execute(text("SELECT count(*) FROM inwoner")).scalar()
    vol(1)
    with pytest.raises(SchijfFout):
        maak_aanmelding(noor, vraag="lang " * 700, geprobeerd="lang " * 700)
    with noor.lezen() as db:
        assert db.execute(text("SELECT count(*) FROM inwoner")).scalar() == inwoners
        assert db.execute(text("SELECT count(*) FROM aanmelding")).scalar() == 0


VOL = """
import resource, signal
s = open_als(Werkmap(Path(sys.argv[1])), "Noor", Klok())
ref = maak_aanmelding(s, aanmelddatum="vandaag")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
gelukt = 0
from mgn_tui.domain.fouten import SchijfFout
try:
    for nummer in range(400):
        aanmelden.wijzig(s, ref, {"vraag": f"{nummer} " + "heel lang verhaal " * 200})
        gelukt = nummer + 1
except SchijfFout as fout:
    print(ref, gelukt, fout.melding)
"""


if sys.platform != "win32":  # which knows no limit to the size of a file

    def test_schijf_die_het_systeem_vol_noemt(werkmap: Werkmap, klok: VasteKlok) -> None:
        """The same with a limit of the operating system, half-way a write to the -wal."""
        grens = werkmap.database.stat().st_size + 150_000
        uit = subprocess.run(
            kindopdracht(VOL, str(werkmap.pad), str(grens)), capture_output=True, text=True, check=True
        )
        ref, gelukt, *melding = uit.stdout.split()
        assert "schijf" in melding
        assert int(gelukt) > 0
        klok.verder(timedelta(days=3650))
        s = open_als(werkmap, "Noor", klok)
        assert aanmelden.lees(s, ref).ruw["vraag"].startswith(f"{int(gelukt) - 1} ")
        assert s.store.gebreken() == []
        s.sluit()


ALLEEN_LEZEN = """
import os
from mgn_tui.domain.fouten import MgnFout
s = open_als(Werkmap(Path(sys.argv[2])), "Noor", VasteKlok(BEGIN))
maak_aanmelding(s)  # all that is imported late is there now: who we become may not read it
s.sluit()
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    s = open_als(Werkmap(Path(sys.argv[1])), "Noor", VasteKlok(BEGIN))
    maak_aanmelding(s)
except MgnFout as fout:
    print(type(fout).__name__, fout.melding)
"""


def test_map_die_alleen_te_lezen_is(sjabloon: Path, werkmap: Werkmap) -> None:
    """In a child that becomes nobody in particular: whoever runs the tests may be allowed everything."""
    with tempfile.TemporaryDirectory() as plek:
        kopie = Path(plek) / "werkmap"
        shutil.copytree(sjabloon, kopie)
        Path(plek).chmod(0o755)
        inhoud = {p: p.read_bytes() for p in kopie.rglob("*") if p.is_file()}
        for pad in [*kopie.rglob("*"), kopie]:
            pad.chmod(0o555 if pad.is_dir() else 0o444)
        opdracht = kindopdracht(ALLEEN_LEZEN, str(kopie), str(werkmap.pad))
        uit = subprocess.run(opdracht, capture_output=True, text=True, check=False)
        try:
            assert uit.stdout.startswith("SchijfFout "), uit.stdout + uit.stderr
            assert {p: p.read_bytes() for p in kopie.rglob("*") if p.is_file()} == inhoud
        finally:
            for pad in [kopie, *kopie.rglob("*")]:
                pad.chmod(0o700)
