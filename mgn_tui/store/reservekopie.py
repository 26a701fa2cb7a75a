"""One file that holds a whole werkmap at one moment: database, key file, own region file, and a manifest.

A zip without compression, `*.mgnreserve`. What is in it is encrypted as it was; the manifest and the file's name
hold no more than when, why and how much. Nothing in such a file is believed: names, sizes and hashes are checked
before a byte of it is used.
"""

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any, Final

from mgn_tui.domain.fouten import Beschadigd, SchijfFout
from mgn_tui.store import logkop, migrate
from mgn_tui.store.logkop import Kop
from mgn_tui.store.migrate import Voortgang, geen_voortgang
from mgn_tui.store.schema import SCHEMA
from mgn_tui.store.slot import bewaar_map
from mgn_tui.store.werkmap import Werkmap

UITGANG: Final = ".mgnreserve"
REDENEN: Final = {
    "afsluiten": "bij het afsluiten",
    "omzetting": "voor een nieuwe versie van het programma",
    "inlezen": "voor het inlezen van een tabel",
    "regio": "voor een wisseling van regio",
    "terugzetten": "voor het terugzetten van een kopie",
    "hand": "op verzoek",
}
DATABASE, SLEUTELS, REGIO, MANIFEST = "mgn.db", "sleutels.json", "regio.toml", "manifest.json"
LAATSTE, DAGEN, WEKEN = 10, 14, 8
GRENS_BYTES, GRENS_KEER = 2 * 1024**3, 5
_NAAM = re.compile(r"mgn-(\d{8}-\d{6})(?:-\d+)?-([a-z]+)" + re.escape(UITGANG))
_KLEIN = 4 * 1024**2  # of the parts that are no database
_BLOK = 1024**2
Telt = Callable[[int], object]
"""Hears how many bytes of the database are done."""


@dataclass(frozen=True, slots=True)
class Kopie:
    """A backup as it lies there. `gemaakt`: in UTC."""

    pad: Path
    gemaakt: datetime
    reden: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `hlc`: the last stamp in its log; `logkop`: the head of its access log."""

    werkmap: str
    schema: str
    gemaakt: datetime
    reden: str
    hlc: str
    delen: Mapping[str, tuple[int, str]]
    logkop: Kop


def lijst(map_: Path) -> list[Kopie]:
    """The backups in a folder, newest first, by their names alone."""
    gevonden = []
    with suppress(OSError):
        for pad in map_.iterdir():
            if (m := _NAAM.fullmatch(pad.name)) and pad.is_file() and not pad.is_symlink():
                with suppress(ValueError, OSError):
                    moment = datetime.strptime(m[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
                    gevonden.append(Kopie(pad, moment, m[2], pad.stat().st_size))
    return sorted(gevonden, key=lambda k: (k.gemaakt, k.pad.name), reverse=True)


def maak(
    werkmap: Werkmap,
    sleutel: bytes,
    werkmap_id: str,
    reden: str,
    nu: datetime,
    uiterlijk: float | None = None,
    *,
    alleen: bool = False,
    voortgang: Voortgang = geen_voortgang,
) -> Kopie:
    """Copy the werkmap as it is now, and check what was written; others may go on meanwhile.

    `uiterlijk`: the `time.monotonic()` by which it must be done, else `TimeoutError` and nothing is left. `alleen`:
    nobody has the database open, nor will; then its own file goes in, which takes half the time of a copy first.
    Raises `SchijfFout`, `Beschadigd`.
    """
    map_ = werkmap.reserve
    try:
        map_.mkdir(parents=True, exist_ok=True, mode=0o700)
        _ruim_resten_op(map_)
        bezig = map_ / f".bezig-{os.getpid()}.db"
        bundel = map_ / f".bezig-{os.getpid()}.zip"
        try:
            bron = werkmap.database if alleen and migrate.is_rustig(werkmap.database, sleutel) else bezig
            if bron is bezig:
                migrate.kopieer(werkmap.database, sleutel, bezig, uiterlijk)
            stand = migrate.stand(bron, sleutel)
            delen: dict[str, Path | bytes] = {DATABASE: bron, SLEUTELS: werkmap.sleutels.read_bytes()}
            if (eigen := werkmap.data / REGIO).exists():
                delen[REGIO] = eigen.read_bytes()
            moment = nu.astimezone(UTC)
            manifest = {"vorm": 1, "werkmap": werkmap_id, "schema": stand.schema or SCHEMA, "reden": reden}
            manifest |= {"gemaakt_op": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "hlc": stand.hlc}
            manifest["logkop"] = logkop.als_json(stand.logkop)
            omvang = bron.stat().st_size  # looked at, written and read again
            _bundel(bundel, delen, manifest, lambda n: voortgang(omvang + n, 3 * omvang))
            lees(bundel, geheel=True, gelezen=lambda n: voortgang(2 * omvang + n, 3 * omvang))
            doel = _vrije_naam(map_, moment, reden)
            os.replace(bundel, doel)
            bewaar_map(map_)
        finally:
            for rest in (bezig, bundel):
                rest.unlink(missing_ok=True)
    except TimeoutError:  # is an OSError
        raise
    except OSError:
        raise SchijfFout("De reservekopie is niet te schrijven: de schijf is vol of alleen-lezen.") from None
    return Kopie(doel, moment.replace(microsecond=0), reden, doel.stat().st_size)


def _ruim_resten_op(map_: Path) -> None:
    """What a kill left; a copy that another process is making is younger than an hour."""
    for rest in map_.glob(".bezig-*"):
        with suppress(OSError):
            if datetime.now(UTC).timestamp() - rest.stat().st_mtime > 3600:
                rest.unlink()


def _vrije_naam(map_: Path, moment: datetime, reden: str) -> Path:
    for nummer in range(1, 1000):
        tussen = f"-{nummer}" if nummer > 1 else ""
        pad = map_ / f"mgn-{moment:%Y%m%d-%H%M%S}{tussen}-{reden}{UITGANG}"
        if not pad.exists():
            return pad
    raise OSError


def _bundel(
    doel: Path, delen: Mapping[str, Path | bytes], manifest: dict[str, Any], geschreven: Telt
) -> None:
    sommen = {}
    doel.unlink(missing_ok=True)
    with open(doel, "xb", opener=lambda p, v: os.open(p, v, 0o600)) as bestand:
        with zipfile.ZipFile(bestand, "w", zipfile.ZIP_STORED) as zip_:
            for naam, bron in delen.items():
                som, aantal = hashlib.sha256(), 0
                with zip_.open(_info(naam), "w", force_zip64=True) as uit:
                    for blok in _blokken(bron):
                        uit.write(blok)
                        som.update(blok)
                        aantal += len(blok)
                        if naam == DATABASE:
                            geschreven(aantal)
                sommen[naam] = {"bytes": aantal, "sha256": som.hexdigest()}
            with zip_.open(_info(MANIFEST), "w") as uit:
                uit.write(json.dumps(manifest | {"delen": sommen}, indent=1).encode())
        bestand.flush()
        os.fsync(bestand.fileno())


def _info(naam: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(naam)  # without the moment of the machine's own clock
    info.external_attr = 0o600 << 16
    return info


def _blokken(bron: Path | bytes) -> Iterable[bytes]:
    if isinstance(bron, bytes):
        yield bron
        return
    with bron.open("rb") as bestand:
        while blok := bestand.read(_BLOK):
            yield blok


def _kapot() -> Beschadigd:
    return Beschadigd("Deze reservekopie is beschadigd of is geen reservekopie van mgn.")


def lees(pad: Path, geheel: bool = False, gelezen: Telt = lambda _: None) -> Manifest:
    """What is in a backup; with `geheel` every byte is compared with its hash. Raises `Beschadigd`, `SchijfFout`."""
    try:
        with zipfile.ZipFile(pad) as zip_:
            manifest = _manifest(zip_, pad.stat().st_size)
            if geheel:
                for naam, (_, som) in manifest.delen.items():
                    with zip_.open(naam) as deel:
                        if _sha(deel, gelezen if naam == DATABASE else lambda _: None) != som:
                            raise _kapot()
            return manifest
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, NotImplementedError, RuntimeError, EOFError):
        raise _kapot() from None
    except OSError:
        raise SchijfFout("Deze reservekopie is niet te lezen. Is de schijf of de stick er nog?") from None


def _manifest(zip_: zipfile.ZipFile, omvang: int) -> Manifest:
    infos = {i.filename: i for i in zip_.infolist()}
    namen = infos.keys() - {REGIO}
    if len(infos) != len(zip_.infolist()) or namen != {DATABASE, SLEUTELS, MANIFEST}:
        raise _kapot()
    for info in infos.values():
        if info.compress_type != zipfile.ZIP_STORED or info.file_size > omvang:
            raise _kapot()
        if info.filename != DATABASE and info.file_size > _KLEIN:
            raise _kapot()
    ruw = json.loads(zip_.read(MANIFEST))
    if ruw["vorm"] != 1 or ruw["reden"] not in REDENEN:
        raise _kapot()
    delen = {naam: (int(deel["bytes"]), str(deel["sha256"])) for naam, deel in ruw["delen"].items()}
    if delen.keys() != infos.keys() - {MANIFEST} or any(
        infos[n].file_size != b for n, (b, _) in delen.items()
    ):
        raise _kapot()
    moment = datetime.strptime(ruw["gemaakt_op"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    kop = logkop.uit_json(ruw.get("logkop", {}))
    return Manifest(
        str(ruw["werkmap"]), str(ruw["schema"]), moment, ruw["reden"], str(ruw["hlc"]), delen, kop
    )


def _sha(bestand: IO[bytes], gelezen: Telt) -> str:
    som, aantal = hashlib.sha256(), 0
    while blok := bestand.read(_BLOK):
        som.update(blok)
        aantal += len(blok)
        gelezen(aantal)
    return som.hexdigest()


def pak_uit(pad: Path, map_: Path) -> Manifest:
    """Put the parts of a backup, checked, into an empty folder. Raises as `lees`."""
    manifest = lees(pad, geheel=True)
    try:
        with zipfile.ZipFile(pad) as zip_:
            for naam in manifest.delen:  # four names of our own: no path comes out of the file
                with (
                    zip_.open(naam) as bron,
                    open(map_ / naam, "xb", opener=lambda p, v: os.open(p, v, 0o600)) as doel,
                ):
                    while blok := bron.read(_BLOK):
                        doel.write(blok)
                    doel.flush()
                    os.fsync(doel.fileno())
    except (OSError, zipfile.BadZipFile):
        raise SchijfFout("De reservekopie is niet uit te pakken: is er ruimte op de schijf?") from None
    return manifest


# --- which ones stay -------------------------------------------------------------------------


def te_houden(kopieen: Iterable[Kopie], nu: datetime, grens: int) -> dict[Path, str]:
    """Which backups stay, and why: the last ten, one a day of fourteen days, one a week of eight weeks; together
    no more than `grens` bytes, and then those that were kept for their day go first, oldest first, and the newest
    never."""
    op_tijd = sorted(kopieen, key=lambda k: (k.gemaakt, k.pad.name), reverse=True)
    blijft: dict[Path, str] = {k.pad: "een van de laatste tien" for k in op_tijd[:LAATSTE]}
    dagen: set[object] = set()
    weken: set[object] = set()
    for k in op_tijd:
        dag, week = k.gemaakt.date(), k.gemaakt.date().isocalendar()[:2]
        if dag not in dagen and nu - k.gemaakt < timedelta(days=DAGEN):
            dagen.add(dag)
            blijft.setdefault(k.pad, "de laatste van die dag")
        if week not in weken and nu - k.gemaakt < timedelta(weeks=WEKEN):
            weken.add(week)
            blijft.setdefault(k.pad, "de laatste van die week")
    rang = {"de laatste van die dag": 0, "de laatste van die week": 1, "een van de laatste tien": 2}
    weg_eerst = sorted(
        (k for k in op_tijd[1:] if k.pad in blijft), key=lambda k: (rang[blijft[k.pad]], k.gemaakt)
    )
    samen = sum(k.bytes for k in op_tijd if k.pad in blijft)
    for k in weg_eerst:
        if samen <= grens:
            break
        samen -= k.bytes
        del blijft[k.pad]
    return blijft


def grens_van(database: Path) -> int:
    """How many bytes all backups together may take."""
    try:
        return max(GRENS_BYTES, GRENS_KEER * database.stat().st_size)
    except OSError:
        return GRENS_BYTES


def ruim_op(map_: Path, nu: datetime, grens: int) -> list[Kopie]:
    """Delete what no rule keeps; returns what went."""
    alle = lijst(map_)
    blijft = te_houden(alle, nu, grens)
    weg = []
    for k in alle:
        if k.pad not in blijft:
            with suppress(OSError):
                k.pad.unlink()
                weg.append(k)
    for oud in map_.glob("voor-omzetting-*.db"):  # of the first versions: a bare database
        with suppress(OSError):
            if nu.timestamp() - oud.stat().st_mtime > timedelta(weeks=WEKEN).total_seconds():
                oud.unlink()
    return weg


def kopieer_naar(kopie: Kopie, map_: Path) -> None:
    """The same file in a second place, whole or not. Raises `SchijfFout`."""
    if not map_.is_dir():
        raise SchijfFout(f"De tweede plek voor reservekopieën is er niet: {map_}")
    bezig = map_ / f".bezig-{os.getpid()}.zip"
    try:
        with (
            kopie.pad.open("rb") as bron,
            open(bezig, "wb", opener=lambda p, v: os.open(p, v, 0o600)) as doel,
        ):
            while blok := bron.read(_BLOK):
                doel.write(blok)
            doel.flush()
            os.fsync(doel.fileno())
        os.replace(bezig, map_ / kopie.pad.name)
    except OSError:
        with suppress(OSError):
            bezig.unlink(missing_ok=True)
        raise SchijfFout(f"Op de tweede plek voor reservekopieën is niet te schrijven: {map_}") from None
