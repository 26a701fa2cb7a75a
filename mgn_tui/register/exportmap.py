"""What lies in exports/, and taking it away. The one place that deletes there, vernietigen apart.

What the program wrote is known in two ways. A letter by its name, in the table `document`. Everything else by
what is in it: when it was written the access log got its fingerprint, so a file that somebody changed since, or
put there, is theirs and stays. Nothing is followed out of the folder, and nothing in it that is no plain file.
"""

import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlmodel import Session, col, func, select

from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.woorden import ExportSoort
from mgn_tui.register import toegang
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_ER_BIJ: Final = "in exports: "
_WEG: Final = "uit exports verwijderd"
_BRIEVEN: Final = {
    BriefSoort.HUISARTS.value: "brief aan de huisarts",
    BriefSoort.INWONER.value: "brief voor de inwoner",
    BriefSoort.DOSSIER.value: "kopie voor het dossier",
    BriefSoort.BERICHT.value: "bericht zonder inhoud",
}
_MET_RIJEN: Final = frozenset(s.label for s in (ExportSoort.GEGEVENS, ExportSoort.OVERTYPEN))
_SOORTEN: Final = frozenset({".pdf", ".xlsx", ".csv", ".json", ".txt", ".ics"})
_HALF: Final = re.compile(r"\.[a-z0-9_]{8}\.deel")  # as tempfile names what is being written
_STUKKEN: Final = re.compile(r"[^0-9a-z]+")  # between the words of a file's name
_NOG_BEZIG: Final = timedelta(hours=1)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STAART: Final = 2048  # of a PDF, in which its trailer stands


@dataclass(frozen=True, slots=True)
class Ligt:
    """One thing in exports/. `wie`: the beginning of a pseudonym. `verstuurd`: the letter went since it was made.

    `van_mgn` False: the program did not write it (or somebody changed it), and does not touch it.
    """

    naam: str = field(repr=False)
    wat: str
    wie: str = ""
    gemaakt_op: datetime | None = None
    dagen: int = 0
    wachtwoord: bool = False
    verstuurd: bool = False
    verlopen: bool = False
    van_mgn: bool = True


@dataclass(frozen=True, slots=True)
class Opgeruimd:
    """`weg` is gone, `bleef` could not be deleted (open elsewhere), `elders` lies outside exports/."""

    weg: tuple[str, ...] = field(default=(), repr=False)
    bleef: tuple[str, ...] = field(default=(), repr=False)
    elders: tuple[str, ...] = field(default=(), repr=False)


# --- looking ---------------------------------------------------------------------------------


def lijst(sessie: "Sessie") -> list[Ligt]:
    """All that lies there, the oldest first; behind it what is not of the program."""
    return sorted(
        _kijk(sessie),
        key=lambda x: (not x.van_mgn, x.gemaakt_op or datetime.min.replace(tzinfo=UTC), x.naam),
    )


def hoeveel(sessie: "Sessie") -> tuple[int, int]:
    """How many documents of the program lie there, and how many days the oldest."""
    dagen = [x.dagen for x in _kijk(sessie) if x.van_mgn]
    return len(dagen), max(dagen, default=0)


def zin(aantal: int, oudste: int) -> str:
    """`hoeveel` in words."""
    wat = "ligt nog 1 document" if aantal == 1 else f"liggen nog {aantal} documenten"
    oud = "van vandaag" if oudste == 0 else "1 dag oud" if oudste == 1 else f"{oudste} dagen oud"
    return f"In exports {wat}, {'' if aantal == 1 else 'het oudste '}{oud}"


def op_te_ruimen(stand: Iterable[Ligt], *, alles: bool = False) -> list[Ligt]:
    """What may go: sent, or over its term; `alles`: whatever the program wrote."""
    return [x for x in stand if x.van_mgn and (alles or x.verstuurd or x.verlopen)]


def over(sessie: "Sessie", inwoner: UUID) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The files that lie there about this person: letters, what an inzage wrote, and what bears a reference of
    theirs (a backup put back may know nothing of it); and those with rows of everybody, this person too."""
    map_ = sessie.werkmap.exports
    namen = [naam for naam, s in _bestanden(map_) if s is not None]
    prints = {print_: naam for naam in namen if (print_ := _afdruk_van(map_ / naam, (map_ / naam).stat()))}
    with sessie.lezen() as db:
        vraag = select(t.Document.bestand).where(
            t.Document.inwoner == inwoner,
            col(t.Document.opgeruimd_op).is_(None),
            col(t.Document.bestand).in_(namen),
        )
        eigen = {*db.exec(vraag)}
        refs = {ref.lower() for ref in _refs(db, inwoner)}
        eigen |= {naam for naam in namen if refs & set(_STUKKEN.split(naam.lower()))}
        sporen = select(t.Toegang.record, t.Toegang.wat, t.Toegang.inwoner).where(
            col(t.Toegang.record).in_(prints), col(t.Toegang.wat).startswith(_ER_BIJ)
        )
        rijen = set()
        for record, wat, wie in db.exec(sporen):
            if wie == inwoner:
                eigen.add(prints[str(record)])
            elif wat.removeprefix(_ER_BIJ) in _MET_RIJEN:
                rijen.add(prints[str(record)])
    return tuple(sorted(eigen)), tuple(sorted(rijen - eigen))


def _refs(db: Session, inwoner: UUID) -> list[str]:
    """The references by which files are called."""
    refs = [*db.exec(select(t.Inwoner.ref).where(t.Inwoner.id == inwoner))]
    refs += db.exec(select(t.Aanmelding.ref).where(t.Aanmelding.inwoner == inwoner))
    refs += db.exec(select(t.Gesprek.ref).where(t.Gesprek.inwoner == inwoner))
    return refs


def termijn(sessie: "Sessie") -> int | None:
    """Days a document stays; None when nobody decided."""
    with sessie.lezen() as db:
        rij = db.get(t.Instelling, "termijn_exports_dagen")
    return int(rij.waarde) if rij is not None and rij.waarde.isdigit() else None


def _kijk(sessie: "Sessie") -> list[Ligt]:
    map_, dagen = sessie.werkmap.exports, termijn(sessie)
    bestanden = dict(_bestanden(map_))
    if not bestanden:
        return []
    nu = sessie.klok.nu()
    with sessie.lezen() as db:
        brieven = _brieven(db, [naam for naam, s in bestanden.items() if s is not None])
        prints = {
            naam: print_
            for naam, s in bestanden.items()
            if s is not None and naam not in brieven and (print_ := _afdruk_van(map_ / naam, s)) is not None
        }
        geschreven = _geschreven(db, set(prints.values()))
    uit = []
    for naam, s in bestanden.items():
        wachtwoord = s is not None and _is_beveiligd(map_ / naam)
        if naam in brieven:
            document, iref, verstuurd = brieven[naam]
            wat, op = _BRIEVEN.get(document.soort, document.soort), document.gemaakt_op
            gevonden = Ligt(naam, wat, iref[:4], op, wachtwoord=wachtwoord, verstuurd=verstuurd)
        elif (spoor := geschreven.get(prints.get(naam, ""))) is not None:
            gevonden = Ligt(naam, spoor[0], "", spoor[1], wachtwoord=wachtwoord)
        elif s is not None and _HALF.fullmatch(naam) and nu - _moment(s) > _NOG_BEZIG:
            gevonden = Ligt(naam, "half geschreven bestand", "", _moment(s), verlopen=True)
        else:
            uit.append(Ligt(naam, "niet van mgn", van_mgn=False, wachtwoord=wachtwoord))
            continue
        uit.append(_met_leeftijd(gevonden, nu, dagen))
    return uit


def _moment(s: os.stat_result) -> datetime:
    return datetime.fromtimestamp(s.st_mtime, UTC)


def _met_leeftijd(x: Ligt, nu: datetime, termijn_: int | None) -> Ligt:
    oud = max((nu - x.gemaakt_op) if x.gemaakt_op else timedelta(), timedelta())
    over = termijn_ is not None and oud >= timedelta(days=termijn_)
    return replace(x, dagen=oud.days, verlopen=x.verlopen or over)


def _bestanden(map_: Path) -> Iterator[tuple[str, os.stat_result | None]]:
    """Names in the folder with what they are; None for what is no plain file of its own (a link, a folder)."""
    if _is_verwijzing(map_):
        return
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(map_) as inhoud:
        for ding in inhoud:
            s = ding.stat(follow_symlinks=False)
            yield ding.name, s if stat.S_ISREG(s.st_mode) and not _is_verwijzing(map_ / ding.name) else None


def _is_verwijzing(pad: Path) -> bool:
    """A symbolic link, or what Windows has like it (junctions and other reparse points)."""
    try:
        s = pad.lstat()
    except OSError:
        return False
    reparse = getattr(s, "st_file_attributes", 0) & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0x400)
    return stat.S_ISLNK(s.st_mode) or bool(reparse)


def _brieven(db: Session, namen: Sequence[str]) -> dict[str, tuple[t.Document, str, bool]]:
    """The letters among these names that were not cleaned up yet: record, pseudonym, sent since it was made."""
    gevonden: dict[str, tuple[t.Document, str, bool]] = {}
    vraag = (
        select(t.Document, t.Inwoner.ref)
        .join(t.Inwoner, col(t.Inwoner.id) == col(t.Document.inwoner))
        .where(col(t.Document.bestand).in_(namen), col(t.Document.opgeruimd_op).is_(None))
        .order_by(col(t.Document.id))
    )
    for document, iref in db.exec(vraag):
        later = select(t.Verzending.id).where(
            t.Verzending.gesprek == document.gesprek, col(t.Verzending.id) > document.id
        )
        gevonden[document.bestand] = document, iref, db.exec(later.limit(1)).first() is not None
    return gevonden


def _geschreven(db: Session, prints: Collection[str]) -> dict[str, tuple[str, datetime]]:
    """Of each fingerprint that the program wrote: what it was, and when the last time."""
    if not prints:
        return {}
    vraag = (
        select(t.Toegang.record, t.Toegang.wat, func.max(t.Toegang.moment))
        .where(col(t.Toegang.record).in_(prints), col(t.Toegang.wat).startswith(_ER_BIJ))
        .group_by(col(t.Toegang.record), t.Toegang.wat)
    )
    return {str(record): (wat.removeprefix(_ER_BIJ), op) for record, wat, op in db.exec(vraag)}


def _afdruk_van(pad: Path, s: os.stat_result) -> str | None:
    """The fingerprint of a file; None when it cannot be read, or is of a kind the program never writes."""
    if pad.suffix.lower() not in _SOORTEN:
        return None
    with suppress(OSError):
        return _afdruk(pad, s.st_size, s.st_mtime_ns)
    return None


@lru_cache(maxsize=256)
def _afdruk(pad: Path, _bytes: int, _moment: int) -> str:
    with pad.open("rb") as bestand:
        return f"sha256:{hashlib.file_digest(bestand, 'sha256').hexdigest()}"


def _is_beveiligd(pad: Path) -> bool:
    """Whether a file asks for a password, by what stands in it."""
    with suppress(OSError), pad.open("rb") as bestand:
        kop = bestand.read(8)
        bestand.seek(max(0, bestand.seek(0, os.SEEK_END) - _STAART))
        return kop == _OLE or (kop.startswith(b"%PDF") and b"/Encrypt" in bestand.read())
    return False


# --- keeping and taking away -----------------------------------------------------------------


def noteer(sessie: "Sessie", pad: Path, soort: ExportSoort, inwoner: UUID | None = None) -> None:
    """A file was written, about this person if it is about one; when it lies in exports/ the program knows it back.
    Letters have their own table."""
    if pad.parent.resolve() == sessie.werkmap.exports.resolve():
        s = pad.stat()
        print_ = _afdruk(pad, s.st_size, s.st_mtime_ns)
        toegang.noteer_los(sessie, f"{_ER_BIJ}{soort.label}", inwoner, print_)


def verwijder(sessie: "Sessie", namen: Iterable[str], *, vanzelf: bool = False) -> Opgeruimd:
    """Delete these documents of the program and note it. What it did not write stays, whatever it is called.

    Deleted, not wiped: on a solid-state disk nobody can promise that what was there is overwritten. `vanzelf`:
    nobody asked for it, so it is nobody's last change, and does not stand in the way of taking that back.
    """
    weg: list[str] = []
    bleef: list[str] = []
    elders: list[str] = []
    map_ = sessie.werkmap.exports
    _afdruk.cache_clear()  # what is in a file is looked at anew before it goes
    ligt = {x.naam: x for x in _kijk(sessie)}
    for naam in dict.fromkeys(namen):
        if naam != Path(naam).name or naam in ("", ".", "..") or "\\" in naam:
            (elders if os.path.lexists(naam) or not os.path.isabs(naam) else weg).append(naam)
        elif naam in ligt:
            (weg if ligt[naam].van_mgn and _verwijder(map_ / naam) else bleef).append(naam)
        elif not os.path.lexists(map_ / naam):
            weg.append(naam)  # somebody was first
        else:
            bleef.append(naam)
    with sessie.store.schrijven(None) if vanzelf else sessie.schrijven() as db:
        vraag = select(t.Document).where(
            col(t.Document.bestand).in_(weg), col(t.Document.opgeruimd_op).is_(None)
        )
        for rij in db.exec(vraag).all():
            rij.opgeruimd_op = sessie.klok.vandaag()
        for naam in weg:
            if (x := ligt.get(naam)) is not None:
                toegang.noteer(db, sessie, _WEG, None, x.wat)
    return Opgeruimd(tuple(weg), tuple(bleef), tuple(elders))


def _verwijder(pad: Path) -> bool:
    try:
        pad.unlink(missing_ok=True)
    except OSError:  # open in another program (Windows), or a disk that may not be written
        return False
    return True


def ruim_verlopen(sessie: "Sessie") -> str:
    """At opening: what is over its term goes, and this says so. Empty when there was nothing."""
    klaar = [x.naam for x in _kijk(sessie) if x.van_mgn and x.verlopen]
    if not klaar:
        return ""
    uit = verwijder(sessie, klaar, vanzelf=True)
    zinnen = []
    if uit.weg:
        zinnen.append(f"De bewaartermijn is voorbij; verwijderd uit exports: {', '.join(uit.weg)}.")
    if uit.bleef:
        zinnen.append(f"Dit kon niet worden verwijderd, doe dat zelf: {', '.join(uit.bleef)}.")
    return " ".join(zinnen)
