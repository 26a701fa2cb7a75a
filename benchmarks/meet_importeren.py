"""Taking in ten thousand rows, as CSV and as XLSX, beside the driver that only writes the same records.

Both sides run in a process of their own, in an empty werkmap, with the log's triggers on. Ours also reads the
file, looks at every cell, compares with what is stored, and makes, seals and encrypts what it needs.
"""

import csv
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.meten import Meting, Mislukt, Proefplek, Uitkomst
from benchmarks.opdracht import kale_omgeving
from benchmarks.werkmappen import GEBRUIKER, leeg, wachtwoord

RIJEN = 10_000
MEESTE_S, MEESTE_MIB, MEESTE_SLOT_S = 10.0, 200, 5.0
_CODES = ("zelf", "sociale-basis", "sociaal-domein", "wmo", "poh-ggz", "ggz-basis", "ggz-specialistisch")


def maak_tabel(pad: Path, aantal: int) -> None:
    """A table as a team keeps it: most cells filled, one in eight a second gesprek, one in three a leerpunt."""
    from mgn_tui.domain.profiel import laad_profiel
    from mgn_tui.exchange.monitoringsformat import kolommen

    namen = [k.naam for k in kolommen(laad_profiel("ijssel-vecht"))]
    kans = random.Random(2027)
    eerste: tuple[str, date] = "", date.min
    if pad.suffix == ".csv":
        with pad.open("w", encoding="utf-8", newline="") as bestand:
            schrijver = csv.writer(bestand, delimiter=";")
            schrijver.writerow(namen)
            for nr in range(aantal):
                rij, eerste = _rij(kans, nr, eerste)
                schrijver.writerow([rij.get(naam, "") for naam in namen])
        return
    import xlsxwriter

    with xlsxwriter.Workbook(pad, {"constant_memory": True}) as boek:
        blad, datum = boek.add_worksheet(), boek.add_format({"num_format": "d-m-yyyy"})
        blad.write_row(0, 0, namen)
        for nr in range(aantal):
            rij, eerste = _rij(kans, nr, eerste)
            for plek, naam in enumerate(namen):
                waarde = rij.get(naam, "")
                if isinstance(waarde, date):
                    blad.write_datetime(nr + 1, plek, waarde, datum)
                elif waarde != "":
                    blad.write(nr + 1, plek, waarde)


def _rij(kans: random.Random, nr: int, eerste: tuple[str, date]) -> tuple[dict[str, Any], tuple[str, date]]:
    tweede = nr % 8 == 7
    inwoner, gemeld = (
        eerste if tweede else (f"i{nr:06}", date(2024, 6, 3) + timedelta(days=nr * 900 // RIJEN))
    )
    dag = gemeld + timedelta(days=kans.randint(5, 20) + (30 if tweede else 0))
    codes = kans.sample(_CODES, kans.randint(1, 2))
    rij: dict[str, Any] = {
        "gesprek_id": f"g{nr:06}",
        "inwoner_id": inwoner,
        "pilot": f"Pilot {nr * 12 // RIJEN}",
        "gemeente": "Zwolle",
        "praktijk": f"Praktijk {kans.randint(1, 40)}",
        "aanmelder": "huisarts",
        "aanmelddatum": gemeld,
        "uitnodigingsdatum": gemeld + timedelta(days=4),
        "werkwijze": "werkwijze 1",
        "methodiek": "positieve gezondheid",
        "status": "gevoerd",
        "gespreksdatum": dag,
        "volgnummer": 2 if tweede else 1,
        "soort": "instroom",
        "duur_min": 60,
        "vorm": "locatie",
        "leeftijd": kans.randint(18, 90),
        "gespreksvoerders": "ggz|sd",
        "ervaringsdeskundigheid": "in-duo",
        "naaste": "ja" if kans.random() < 0.2 else "nee",
        "criteria": "psychische-klachten|andere-leefgebieden",
        "leefgebieden": "financien",
        "themas": "zingeving|meedoen|mentaal-welbevinden",
        "score_zingeving": kans.randint(0, 20) / 2,
        "score_meedoen": kans.randint(0, 20) / 2,
        "advies": "|".join(codes),
        "primair": codes[0],
        "actie_huisarts": "geen",
        "adviesdatum": dag + timedelta(days=2),
        "toegeleid": f"{codes[0]}@{dag + timedelta(days=9)}",
        "benut": "onbekend",
        "uren_ggz": 1.25,
        "uren_sd": 1.5,
        "waardering_inwoner": 8,
    }
    if kans.random() < 0.33:
        rij["leerpunt"] = "Eerder met de praktijk bellen, en de naaste vragen of die erbij wil zijn."
    return rij, (inwoner, gemeld)


def _kind(wat: str, map_: Path, bestand: Path) -> list[float]:
    """One import in a process of its own: seconds, MiB at its highest, seconds the lock was held, seconds of CPU."""
    uit = subprocess.run(
        [sys.executable, "-P", "-m", "benchmarks.meet_importeren", wat, str(map_), str(bestand)],
        capture_output=True,
        text=True,
        env=kale_omgeving(),
        check=False,
    )
    if uit.returncode:
        raise Mislukt(uit.stderr.strip().splitlines()[-1])
    return [float(deel) for deel in uit.stdout.split()]


def _hoogste_mib() -> float:
    """The most memory this process held. Linux's own count of it begins with what the process that started us had."""
    import resource

    if (stand := Path("/proc/self/status")).exists():
        velden = dict(regel.split(":", 1) for regel in stand.read_text(encoding="ascii").splitlines())
        return int(velden["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


def _inlezen(wat: str, map_: Path, bestand: Path) -> None:
    import time

    from mgn_tui.exchange import importeren as voorstel
    from mgn_tui.register import importeren, sessie
    from mgn_tui.store.engine import Store
    from mgn_tui.store.werkmap import Werkmap

    s = sessie.open_werkmap(Werkmap(map_), GEBRUIKER, wachtwoord())
    slot: list[float] = []
    echt = Store.schrijven

    @contextmanager
    def op_de_klok(store: Store, *wat: Any, **hoe: Any) -> Iterator[Any]:
        """The lock is held from the first statement until the commit is on the disk."""
        with echt(store, *wat, **hoe) as db:
            begin_slot = time.perf_counter()
            yield db
        slot.append(time.perf_counter() - begin_slot)

    Store.schrijven = op_de_klok  # type: ignore[method-assign,assignment]
    begin, cpu = time.perf_counter(), time.process_time()
    v = voorstel.stel_voor(s, bestand)
    if v.fouten:
        raise SystemExit("the table is refused: " + v.fouten[0].regel())
    if wat == "wij":
        importeren.bewaar(s, v.plan)
        duur = time.perf_counter() - begin
    else:  # the same records, made ready beforehand
        with s.lezen() as db:
            stapel = importeren._bouw(s, db, v.plan)
        begin = time.perf_counter()
        with s.schrijven() as db:
            stapel.voer_uit(db)
        duur = time.perf_counter() - begin
    mib = _hoogste_mib()
    s.sluit()
    print(duur, mib, max(slot), time.process_time() - cpu)


def _meet(plek: Proefplek, n: int, soort: str) -> Uitkomst:
    bron = leeg(plek)
    bestand = plek.map / f"tabel.{soort}"
    maak_tabel(bestand, RIJEN)
    wij, basis, mib, slot, cpu = [], [], [], [], []
    for beurt in range(n):
        for wat in ("wij", "basis") if beurt % 2 else ("basis", "wij"):
            map_ = plek.map / "inlezen"
            shutil.rmtree(map_, ignore_errors=True)
            shutil.copytree(bron.pad, map_)
            duur, hoogst, vast, rekentijd = _kind(wat, map_, bestand)
            (wij if wat == "wij" else basis).append(duur)
            if wat == "wij":
                mib.append(hoogst)
                slot.append(vast)
                cpu.append(rekentijd)
    houdt = max(wij) <= MEESTE_S and max(mib) <= MEESTE_MIB and max(slot) <= MEESTE_SLOT_S
    return Uitkomst(
        wij,
        basis,
        f"{RIJEN} rijen: {max(wij):.1f} s (≤ {MEESTE_S:.0f}; rekentijd {max(cpu):.1f} s), "
        f"{max(mib):.0f} MiB (≤ {MEESTE_MIB}), "
        f"slot {max(slot):.1f} s (≤ {MEESTE_SLOT_S:.0f}); op zich: {'houdt' if houdt else 'houdt NIET'}",
    )


_BRON = "design.md, Promises: import of 10.000 rows"
METINGEN = tuple(
    Meting(
        f"importeren-{soort}",
        f"10.000 rijen inlezen uit {soort.upper()}, naast de driver met dezelfde records",
        3.0,
        _BRON,
        5,
        lambda plek, n, soort=soort: _meet(plek, n, soort),  # type: ignore[misc]
    )
    for soort in ("csv", "xlsx")
)

if __name__ == "__main__":
    _inlezen(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
