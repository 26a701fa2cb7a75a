"""Killed at a random moment: the database is sound, what was acknowledged is there, and no lock is left."""

import random
import subprocess
from datetime import timedelta

import pytest
from sqlmodel import select

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import aanmelden, beheren, concepten, toegang
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.slot import Werkmapslot
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import kindopdracht, maak_aanmelding, open_als

SCHRIJVER = """
from mgn_tui.register import concepten
s = open_als(Werkmap(Path(sys.argv[1])), "Noor", VasteKlok(BEGIN))
ref = sys.argv[2]
print("klaar", flush=True)
nummer = 0
while True:
    nummer += 1
    nieuw = maak_aanmelding(s, achternaam=f"Nummer {nummer}")
    print("nieuw", nieuw, flush=True)
    aanmelden.wijzig(s, ref, {"vraag": f"vraag {nummer} " + "x" * 3000, "woonplaats": f"plaats {nummer}"})
    print("wijzig", nummer, flush=True)
    concepten.bewaar(s, "aanmelding", ref, {"wensen": f"concept {nummer}"})
    print("concept", nummer, flush=True)
"""


def moord(werkmap: Werkmap, ref: str, na_s: float) -> tuple[list[str], int, int]:
    """Let a process write, kill it after `na_s` seconds; what it had said was stored."""
    kind = subprocess.Popen(
        kindopdracht(SCHRIJVER, str(werkmap.pad), ref),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert kind.stdout is not None
    assert kind.stdout.readline() == "klaar\n", kind.communicate()[1]
    eerste = kind.stdout.readline()
    with pytest.raises(subprocess.TimeoutExpired):
        kind.wait(na_s)
    kind.kill()
    uit = eerste + kind.communicate()[0]
    regels = [r.split() for r in uit.splitlines(keepends=True) if r.endswith("\n")]
    laatste = {wat: waarde for wat, waarde in regels}
    return (
        [w for wat, w in regels if wat == "nieuw"],
        int(laatste.get("wijzig", 0)),
        int(laatste.get("concept", 0)),
    )


def controleer(s: Sessie, ref: str, nieuw: list[str], gewijzigd: int, concept: int) -> None:
    assert s.store.gebreken() == []
    assert toegang.keten_klopt(s)
    for nummer, een in enumerate(nieuw, 1):
        assert aanmelden.lees(s, een).ruw["achternaam"] == f"Nummer {nummer}"
    ruw = aanmelden.lees(s, ref).ruw
    if gewijzigd:  # the kill may have come between the commit and the word
        vraag, plaats = int(ruw["vraag"].split()[1]), int(ruw["woonplaats"].split()[1])
        assert vraag == plaats, "a handeling is whole"
        assert vraag in (gewijzigd, gewijzigd + 1)
    if concept:
        gevonden = concepten.vind(s, "aanmelding", ref)
        assert gevonden is not None
        assert int(gevonden.ruw["wensen"].split()[1]) in (concept, concept + 1)
    with s.lezen() as db:
        wezen = set(db.exec(select(t.Inwoner.id))) - set(db.exec(select(t.Identiteit.inwoner)))
        dicht = set(db.exec(select(t.Inwoner.id))) - set(db.exec(select(t.Inwonersleutel.inwoner)))
    assert not wezen
    assert not dicht, "never an inwoner without a key"


def ronden(werkmap: Werkmap, klok: VasteKlok, aantal: int) -> None:
    kans = random.Random(2027)
    s = open_als(werkmap, "Noor", klok)
    ref = maak_aanmelding(s)
    s.sluit()
    geschreven = 0
    for _ in range(aantal):
        nieuw, gewijzigd, concept = moord(werkmap, ref, kans.uniform(0.0, 0.25))
        geschreven += len(nieuw)
        with Werkmapslot(werkmap.slot).alleen(0.0):
            pass  # no lock is left behind
        s = open_als(werkmap, "Noor", klok)
        try:
            controleer(s, ref, nieuw, gewijzigd, concept)
            assert beheren.bewaar(s, "praktijk", {"naam": f"na {geschreven} {klok.nu()}"})
            concepten.gooi_weg(s, "aanmelding", ref)
        finally:
            s.sluit()
        klok.verder(timedelta(seconds=1))
    assert geschreven >= aantal, "it did write before it died"


def test_kill_tijdens_schrijven(werkmap: Werkmap, klok: VasteKlok) -> None:
    ronden(werkmap, klok, 4)


@pytest.mark.lang
def test_kill_tijdens_schrijven_lang(werkmap: Werkmap, klok: VasteKlok) -> None:
    ronden(werkmap, klok, 50)
