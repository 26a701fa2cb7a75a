"""What is never taken back, and why, in one sentence each."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sqlalchemy import text
from sqlmodel import Session

from mgn_tui.domain.woorden import GesprekStatus, Stap
from mgn_tui.register import instellingen
from mgn_tui.register.terugbouw import BUITEN
from mgn_tui.store import handelingen as h
from mgn_tui.store.schema import HERSCHREVEN

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

OUD: Final = "Het is van vóór een nieuwe versie van het programma, die de gegevens anders ging bewaren."
OPENBAAR: Final = "Cijfers die openbaar zijn gemaakt, kunnen al elders staan."
VERNIETIGD: Final = "Vernietigen is definitief."
DOCUMENT: Final = "Er is een bestand gemaakt of weggehaald; dat kan al bij een ander liggen."
BRIEF: Final = (
    "Van dit advies is al een brief gemaakt. Maak een nieuwe versie van het advies om iets te veranderen."
)
VAST: Final = (
    "Het advies is intussen vastgesteld. Maak een nieuwe versie van het advies om iets te veranderen."
)
TOEGANG: Final = "Wie toegang heeft en wie mag lezen, verandert u bij Beheer."
BEGIN: Final = "Zo is deze werkmap begonnen."
MIJLPAAL: Final = "Dit doel ligt vast: zo'n mijlpaal mag tijdens de looptijd niet veranderen."

_MENSEN: Final = frozenset({"publiek", "rol", "actief", "aanmeldpunt"})
_DICHT: Final = {"vrijgave": OPENBAAR, "wissing": VERNIETIGD, "document": DOCUMENT}
_VASTE: Final = text(
    "SELECT a.id FROM advies a WHERE a.vastgesteld_op IS NOT NULL AND a.id IN "
    "(SELECT unhex(value) FROM json_each(:adviezen))"
)
_VASTE_VAN: Final = text(
    "SELECT a.id, a.gesprek FROM advies a WHERE a.vastgesteld_op IS NOT NULL AND a.gesprek IN "
    "(SELECT unhex(value) FROM json_each(:gesprekken)) "
    "AND NOT EXISTS (SELECT 1 FROM advies b WHERE b.gesprek = a.gesprek AND b.id > a.id)"
)
_BRIEVEN: Final = text(
    "SELECT 1 FROM document WHERE advies IN (SELECT unhex(value) FROM json_each(:adviezen)) LIMIT 1"
)


def bezwaar(sessie: "Sessie", db: Session, verloop: Mapping[h.Plek, h.Verloop]) -> str:
    """Why this handeling cannot be taken back; empty when it can."""
    if all(tabel in BUITEN for tabel, _ in verloop):
        return TOEGANG
    vast = {d.nr for d in sessie.profiel.doelen if d.bevroren}
    for (tabel, record), v in verloop.items():
        if v.schema < HERSCHREVEN:
            return OUD
        if tabel in _DICHT:
            return _DICHT[tabel]
        if tabel == "medewerker" and _toegang(v):
            return BEGIN if (("instelling", instellingen.KETEN) in verloop) else TOEGANG
        if tabel == "doelversie" and (v.na or v.voor or {}).get("nr") in vast:
            return MIJLPAAL
        if tabel == "instelling" and record == instellingen.KETEN:
            return BEGIN
    return _vast_advies(db, verloop)


def _toegang(v: h.Verloop) -> bool:
    """Whether it gave or took somebody the door, or what they may read."""
    voor, na = v.voor or {}, v.na or {}
    if v.was_er and v.is_er:
        return bool(_MENSEN & na.keys())
    return any(velden.get("publiek") is not None or velden.get("aanmeldpunt") for velden in (voor, na))


def _vast_advies(db: Session, verloop: Mapping[h.Plek, h.Verloop]) -> str:
    """A fixed advies changes only by the handeling that fixed it, and that only until a letter was made of it."""
    zelf, adviezen, gesprekken = set[str](), set[str](), set[str]()
    for (tabel, record), v in verloop.items():
        if tabel == "advies":
            adviezen.add(record)
            if (v.na or {}).get("vastgesteld_op") is not None:
                zelf.add(record)
        elif tabel in ("afspraak", "akkoord"):
            adviezen.add(_advies_van(db, (tabel, record), v))
        elif tabel == "toeleiding" and record.endswith(f"|{Stap.GEADVISEERD.value}"):
            gesprekken.add(record.partition("|")[0])
        elif tabel == "gesprek" and v.was_er and (v.na or {}).get("status") == GesprekStatus.GEVOERD.value:
            gesprekken.add(record)
    veranderd = {r for r in zelf if verloop["advies", r].was_er}
    if veranderd and db.execute(_BRIEVEN, {"adviezen": json.dumps(sorted(veranderd))}).first():
        return BRIEF
    vast = {a.hex() for (a,) in db.execute(_VASTE, {"adviezen": json.dumps(sorted(adviezen))})}
    vast |= {a.hex() for a, _ in db.execute(_VASTE_VAN, {"gesprekken": json.dumps(sorted(gesprekken))})}
    return VAST if vast - zelf else ""


def _advies_van(db: Session, plek: h.Plek, v: h.Verloop) -> str:
    waarde = h.sleutel_van(*plek).get("advies") or (v.na or v.voor or {}).get("advies")
    if waarde is None:
        waarde = (h.nu(db, plek) or {}).get("advies")
    return waarde.hex() if waarde else ""
