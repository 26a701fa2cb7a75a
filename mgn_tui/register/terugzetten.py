"""A backup put back: what would change, then the exchange, undone by putting back the one that was made first.

Needs no open werkmap: the database of today may be damaged or gone. Today's key file stays, with whoever was added
or left since; the database of the backup gets today's key. Only when today's file is gone, damaged or not opened by
this passphrase, the backup's own comes back. `data/vernietigd.json` is never touched: at the next opening what was
destroyed since is destroyed again.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from mgn_tui.domain.datums import toon_moment
from mgn_tui.domain.fouten import Beschadigd, Geweigerd, MgnFout, SchijfFout, VerkeerdWachtwoord
from mgn_tui.domain.klok import Klok
from mgn_tui.store import migrate, stand, vernietigd
from mgn_tui.store import reservekopie as bestand
from mgn_tui.store.engine import hersleutel, open_verbinding
from mgn_tui.store.reservekopie import DATABASE, REGIO, SLEUTELS, Kopie, Manifest
from mgn_tui.store.sleutelbestand import Geopend, Sleutelbestand
from mgn_tui.store.slot import Werkmapslot, bewaar_map, schrijf_heel
from mgn_tui.store.walcontrole import beschadigd as wal_beschadigd
from mgn_tui.store.walcontrole import wal_van
from mgn_tui.store.werkmap import Werkmap

NAMEN: Final = {
    "inwoner": ("inwoner", "inwoners"),
    "aanmelding": ("aanmelding", "aanmeldingen"),
    "gesprek": ("gesprek", "gesprekken"),
    "advies": ("advies", "adviezen"),
    "medewerker": ("collega", "collega's"),
    "praktijk": ("praktijk", "praktijken"),
    "pilot": ("pilot", "pilots"),
    "sprint": ("sprint", "sprints"),
    "evaluatie": ("evaluatie", "evaluaties"),
}
"""What people look for; the rest is told together."""
_SOORTEN = {"I": "nieuw", "U": "gewijzigd", "D": "weg"}


@dataclass(frozen=True, slots=True)
class Verschil:
    """What was done since, to one kind of record, and would be gone."""

    wat: str
    nieuw: int
    gewijzigd: int
    weg: int


@dataclass(frozen=True, slots=True)
class Wijzigingsregel:
    moment: str
    wie: str
    wat: str


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """What putting back would do. `reden_onbekend`: why the differences cannot be told, else None."""

    kopie: Kopie
    manifest: Manifest
    openers: tuple[str, ...]
    verschillen: tuple[Verschil, ...]
    laatste: tuple[Wijzigingsregel, ...]
    reden_onbekend: str | None
    sleutels_van_nu: bool


def kies(werkmap: Werkmap, naam: str | None = None) -> Kopie:
    """The backup with this file name or path, or the newest good one. Raises `Geweigerd`."""
    alle = bestand.lijst(werkmap.reserve)
    if naam is not None:
        pad = Path(naam).expanduser()
        gevonden = next((k for k in alle if k.pad.name == pad.name and len(pad.parts) == 1), None)
        if gevonden is None and pad.is_file():
            manifest = bestand.lees(pad)
            gevonden = Kopie(pad, manifest.gemaakt, manifest.reden, pad.stat().st_size)
        if gevonden is None:
            raise Geweigerd("Deze reservekopie is er niet. Zie ze met: mgn reservekopie lijst")
        return gevonden
    for kopie in alle:
        with suppress(MgnFout):
            bestand.lees(kopie.pad, geheel=True)
            return kopie
    raise Geweigerd(
        "Er is geen goede reservekopie in deze werkmap. Ligt er een op een tweede plek? Geef dan het pad: "
        "mgn terugzetten PAD"
    )


Opener = Geopend | tuple[str, str]
"""Whoever has the werkmap open, or a name and a passphrase."""


def bekijk(werkmap: Werkmap, kopie: Kopie, opener: Opener) -> Voorbeeld:
    """Raises `VerkeerdWachtwoord` when the passphrase opens neither the backup nor the werkmap of today,
    `Beschadigd`, `SchijfFout`."""
    with _uitgepakt(werkmap, kopie) as (map_, manifest):
        nu, sleutel = _sleutels(werkmap, map_, opener)
        rauw = open_verbinding(map_ / DATABASE, sleutel, alleen_lezen=True)
        try:
            namen = {
                UUID(bytes=id_): str(wie)
                for id_, wie in rauw.execute("SELECT id, naam FROM medewerker WHERE actief")
            }
        finally:
            rauw.close()
        personen = Sleutelbestand.lees(werkmap.sleutels if nu else map_ / SLEUTELS).personen
        openers = tuple(sorted(wie for id_, wie in namen.items() if id_ in personen))
        verschillen, laatste, onbekend = _verschillen(werkmap, nu, manifest)
    return Voorbeeld(kopie, manifest, openers, verschillen, laatste, onbekend, nu is not None)


def zet_terug(werkmap: Werkmap, kopie: Kopie, opener: Opener, klok: Klok | None = None) -> Path | None:
    """Do it. What is there now is kept first: as a backup (its path is returned), or when it is damaged as the
    files themselves in `data/reserve/beschadigd-…`.

    Raises as `bekijk`, `InGebruik` while the werkmap is open anywhere.
    """
    klok = klok or Klok()
    werkmap.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with Werkmapslot(werkmap.slot).alleen(5.0, "reservekopie terugzetten"), _uitgepakt(werkmap, kopie) as uit:
        map_, manifest = uit
        nu, sleutel = _sleutels(werkmap, map_, opener)
        _keur(map_ / DATABASE, sleutel)
        bewaard = _bewaar_nu(werkmap, nu, klok.nu())
        if nu is not None:
            _houd_vernietigd(werkmap, nu)
        if nu is not None:
            if sleutel != nu.databasesleutel:
                hersleutel(map_ / DATABASE, sleutel, nu.databasesleutel)
            _volg_het_sleutelbestand(werkmap, map_ / DATABASE, nu)
            # Before the change: a kill in between costs a head, and not a false alarm at every opening.
            Sleutelbestand(werkmap.sleutels).vergeet_logkop(_moment(manifest))
        _houd_de_klok(werkmap, nu, manifest)
        _wissel(werkmap, map_, manifest, met_sleutels=nu is None)
        if nu is None:
            Sleutelbestand(werkmap.sleutels).vergeet_logkop(_moment(manifest))
    return bewaard


def _houd_vernietigd(werkmap: Werkmap, nu: Geopend) -> None:
    """Whom the database of now knows as destroyed goes into the list beside it, if a kill or a lost file kept them
    out: the database goes. One that does not open says nothing; then the list is all there is."""
    pad = werkmap.data / vernietigd.BESTAND
    with suppress(MgnFout, OSError):
        bekend = vernietigd.lees(pad)
        rauw = open_verbinding(werkmap.database, nu.databasesleutel, alleen_lezen=True)
        try:
            feiten = vernietigd.uit_database(rauw)
        except Exception:
            return  # damaged, or of a version without that table
        finally:
            rauw.close()
        if nieuw := [f for f in feiten if f.meer_dan(bekend.get(f.inwoner))]:
            vernietigd.voeg_toe(pad, nieuw)


def _houd_de_klok(werkmap: Werkmap, nu: Geopend | None, manifest: Manifest) -> None:
    """The clock goes on above every stamp of the database that goes; what was counted in it is no longer expected."""
    hoogste = max(manifest.hlc, stand.lees(werkmap.database).hoogste)
    with suppress(MgnFout, OSError):
        if nu is not None:
            hoogste = max(hoogste, migrate.stand(werkmap.database, nu.databasesleutel).hlc)
    stand.noteer(werkmap.database, stand.Stand(0, hoogste))


def _moment(manifest: Manifest) -> str:
    return manifest.gemaakt.strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def _uitgepakt(werkmap: Werkmap, kopie: Kopie) -> Iterator[tuple[Path, Manifest]]:
    """The parts in a folder beside the database, so that they can be moved into place."""
    try:
        werkmap.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        map_ = Path(tempfile.mkdtemp(prefix=".terug-", dir=werkmap.data))
    except OSError:
        raise SchijfFout("In de werkmap is niet te schrijven.") from None
    try:
        yield map_, bestand.pak_uit(kopie.pad, map_)
    finally:
        shutil.rmtree(map_, ignore_errors=True)


def _sleutels(werkmap: Werkmap, map_: Path, opener: Opener) -> tuple[Geopend | None, bytes]:
    """(what today's key file gives, the key of the backup's database): with the passphrase of now or of then."""
    toen = Sleutelbestand(map_ / SLEUTELS)
    if isinstance(opener, Geopend):
        nu: Geopend | None = opener
        kandidaten = [*opener.databasesleutels]
        with suppress(MgnFout):  # sealed in the backup's key file, if the key was changed before it was made
            kandidaten += toen.ververs(opener).databasesleutels
    else:
        nu = None
        with suppress(MgnFout):
            nu = Sleutelbestand.lees(werkmap.sleutels).open(*opener)
        kandidaten = [*nu.databasesleutels] if nu else []
        with suppress(VerkeerdWachtwoord, Beschadigd):
            kandidaten += toen.open(*opener).databasesleutels
    if not kandidaten:
        raise VerkeerdWachtwoord
    for sleutel in kandidaten:
        with suppress(Beschadigd):
            open_verbinding(map_ / DATABASE, sleutel, alleen_lezen=True).close()
            return nu, sleutel
    raise Geweigerd(
        "Deze reservekopie is gemaakt voordat de sleutel wisselde, en opent alleen met het wachtwoord van toen."
    )


def _keur(database: Path, sleutel: bytes) -> None:
    """Raises `Beschadigd` unless the copy is sound all through."""
    rauw = open_verbinding(database, sleutel)
    try:
        if rauw.execute("PRAGMA cipher_integrity_check").fetchall() or rauw.execute(
            "PRAGMA integrity_check"
        ).fetchall() != [("ok",)]:
            raise Beschadigd("Deze reservekopie is beschadigd. Kies een oudere.")
    finally:
        rauw.close()


def _bewaar_nu(werkmap: Werkmap, nu: Geopend | None, moment: datetime) -> Path | None:
    """Keep what is there before it goes. None when there is nothing."""
    if not werkmap.database.exists():
        return None
    if nu is not None and not wal_beschadigd(werkmap.database):
        try:
            id_ = str(Sleutelbestand.lees(werkmap.sleutels).werkmap_id)
            return bestand.maak(werkmap, nu.databasesleutel, id_, "terugzetten", moment).pad
        except SchijfFout:
            raise
        except MgnFout:
            pass  # what does not open is kept as it lies there
    map_ = werkmap.reserve / f"beschadigd-{moment:%Y%m%d-%H%M%S}"
    try:
        map_.mkdir(parents=True, exist_ok=True, mode=0o700)
        for pad in (werkmap.database, wal_van(werkmap.database), werkmap.sleutels):
            if pad.exists():
                shutil.copy2(pad, map_ / pad.name)
    except OSError:
        raise SchijfFout("Wat er nu staat is niet te bewaren; er is niets teruggezet. Maak ruimte.") from None
    return map_


def _volg_het_sleutelbestand(werkmap: Werkmap, database: Path, nu: Geopend) -> None:
    """Who left since, is out of the team in the backup too, or the others would seal to them again; an entry of
    somebody whom the backup does not know goes, so that they can be added anew."""
    bekend = Sleutelbestand.lees(werkmap.sleutels)
    personen = bekend.personen
    rauw = open_verbinding(database, nu.databasesleutel)
    try:
        met = {
            UUID(bytes=id_) for (id_,) in rauw.execute("SELECT id FROM medewerker WHERE publiek IS NOT NULL")
        }
        alle = {UUID(bytes=id_) for (id_,) in rauw.execute("SELECT id FROM medewerker")}
        if nu.id not in alle:
            raise Geweigerd(
                "In deze reservekopie hoort u nog niet bij het team: u zou haar niet kunnen openen. Kies een latere, "
                "of laat een collega het doen."
            )
        weg = met - personen.keys()
        if weg:
            _zonder_triggers(rauw, weg)
    finally:
        rauw.close()
    for onbekend in personen.keys() - alle:
        bekend.verwijder(onbekend)


def _zonder_triggers(rauw: Any, weg: set[UUID]) -> None:
    """Take these people out as a removal does; opening makes the log's triggers anew and says nothing was lost."""
    triggers = rauw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    rauw.execute("BEGIN IMMEDIATE")
    for naam, _ in triggers:
        rauw.execute(f'DROP TRIGGER "{naam}"')
    for id_ in weg:
        rauw.execute(
            "UPDATE medewerker SET actief = 0, aanmeldpunt = 0, publiek = NULL WHERE id = ?", (id_.bytes,)
        )
        rauw.execute("DELETE FROM inwonersleutel WHERE medewerker = ?", (id_.bytes,))
        rauw.execute("DELETE FROM concept WHERE medewerker = ?", (id_.bytes,))
        rauw.execute("DELETE FROM bekend WHERE wie = ? OR van = ?", (id_.bytes, id_.bytes))
    for _, sql in triggers:
        rauw.execute(sql)
    rauw.execute("COMMIT")


def _wissel(werkmap: Werkmap, map_: Path, manifest: Manifest, *, met_sleutels: bool) -> None:
    """Each step leaves a werkmap that opens, or one that says what to do; what was there is already kept."""
    try:
        for rest in (wal_van(werkmap.database), werkmap.database.with_name(werkmap.database.name + "-shm")):
            rest.unlink(missing_ok=True)  # first: a log of another database must not be laid over this one
        for rest in (map_ / f"{DATABASE}-wal", map_ / f"{DATABASE}-shm"):
            rest.unlink(missing_ok=True)
        if met_sleutels:
            ruw = (map_ / SLEUTELS).read_bytes()
            schrijf_heel(werkmap.sleutels, ruw)
            Sleutelbestand(werkmap.sleutels).werk_kopie_bij()
        if REGIO in manifest.delen:
            os.replace(map_ / REGIO, werkmap.data / REGIO)
        os.replace(map_ / DATABASE, werkmap.database)
        bewaar_map(werkmap.data)
    except OSError:
        raise SchijfFout(
            "Terugzetten is halverwege gestopt: de schijf weigert. Probeer het opnieuw."
        ) from None


# --- what would change -----------------------------------------------------------------------


def _verschillen(
    werkmap: Werkmap, nu: Geopend | None, manifest: Manifest
) -> tuple[tuple[Verschil, ...], tuple[Wijzigingsregel, ...], str | None]:
    """From the log of today: all that lies behind the backup's last stamp."""
    if nu is None or not werkmap.database.exists():
        return (), (), "De werkmap van nu is niet te openen; wat verloren gaat is niet te zeggen."
    try:
        rauw = open_verbinding(werkmap.database, nu.databasesleutel, alleen_lezen=True)
    except MgnFout as fout:
        return (), (), fout.melding
    try:
        bekend = rauw.execute("SELECT 1 FROM wijziging WHERE hlc = ?", (manifest.hlc,)).fetchone()
        if manifest.hlc and not bekend:
            return (), (), "Deze kopie is niet van vóór de werkmap van nu; wat verschilt is niet te zeggen."
        tellen: dict[str, dict[str, int]] = {}
        for tabel, soort, aantal in rauw.execute(
            "SELECT tabel, soort, count(DISTINCT record) FROM wijziging WHERE hlc > ? GROUP BY tabel, soort",
            (manifest.hlc,),
        ):
            tellen.setdefault(str(tabel), {})[str(soort)] = int(aantal)
        regels = rauw.execute(
            "SELECT w.moment, m.naam, w.tabel, w.soort FROM wijziging w LEFT JOIN medewerker m ON m.id = w.wie "
            "WHERE w.hlc > ? AND w.nr > 0 ORDER BY w.hlc DESC LIMIT 10",
            (manifest.hlc,),
        ).fetchall()
    except Exception:
        return (), (), "De werkmap van nu is beschadigd; wat verloren gaat is niet te zeggen."
    finally:
        rauw.close()
    verschillen = [
        Verschil(NAMEN[t][1], n.get("I", 0), n.get("U", 0), n.get("D", 0))
        for t, n in tellen.items()
        if t in NAMEN
    ]
    overig = [n for t, n in tellen.items() if t not in NAMEN]
    if overig:
        som = [sum(n.get(soort, 0) for n in overig) for soort in _SOORTEN]
        verschillen.append(Verschil("onderdelen daarvan en overig", *som))
    laatste = tuple(
        Wijzigingsregel(str(m), str(wie or "onbekend"), f"{NAMEN.get(t, ('onderdeel',))[0]} {_SOORTEN[s]}")
        for m, wie, t, s in regels
    )
    return tuple(verschillen), laatste, None


def regels(beeld: Voorbeeld) -> list[str]:
    """What people read before they say yes."""
    uit = [f"Reservekopie van {toon_moment(beeld.kopie.gemaakt)}: {beeld.kopie.pad.name}"]
    uit.append(f"Daarmee kunnen openen: {', '.join(beeld.openers) or 'niemand'}.")
    if not beeld.sleutels_van_nu:
        uit.append("Ook het sleutelbestand van toen komt terug: de wachtwoorden van toen gelden weer.")
    if beeld.reden_onbekend:
        uit.append(beeld.reden_onbekend)
    elif not beeld.verschillen:
        uit.append("Sindsdien is er niets veranderd.")
    else:
        uit.append("Sindsdien veranderd, en dan weg:")
        uit += [
            f"  {v.wat}: {v.nieuw} nieuw, {v.gewijzigd} gewijzigd, {v.weg} weggehaald"
            for v in beeld.verschillen
        ]
        uit.append("De laatste wijzigingen:")
        uit += [f"  {r.moment[:16].replace('T', ' ')} {r.wie}: {r.wat}" for r in beeld.laatste]
    return uit
