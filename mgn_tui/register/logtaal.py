"""The change log in people's words: of what a row speaks, which fields, and what stood in them.

A text about an inwoner is opened only with the key this person holds; without it nobody is told more than that
there is one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Boolean, Date
from sqlmodel import Session, select

from mgn_tui.domain import woorden as w
from mgn_tui.domain.datums import toon_datum, toon_moment
from mgn_tui.domain.referentie import toon_referentie
from mgn_tui.domain.regiotaal import regiotaal
from mgn_tui.register import keuzes, kluis, wensen
from mgn_tui.register.instellingen import FORMULIER as INSTELLINGEN
from mgn_tui.register.lognamen import TABELLEN, veldnaam
from mgn_tui.register.team import DAGEN
from mgn_tui.store import handelingen as h
from mgn_tui.store import tables as t
from mgn_tui.store.columns import Exact, Moment, UuidBlob

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.register.sessie import Sessie

DICHT: Final = "alleen te lezen voor wie deze inwoner mag lezen"
LEEG: Final = "leeg"
_SLEUTELBLOKKEN: Final = frozenset({"publiek"})
_INSTELLING: Final = {v.naam: v.label for v in INSTELLINGEN.velden} | {
    "regio": "regio",
    "regio_bestand": "regiobestand",
    "regio_gewisseld": "regio gewisseld",
}

_WOORDEN: Final[Mapping[str, tuple[type[w.Woord], ...]]] = {
    "aanmelder": (w.Aanmelder,),
    "aanspreekvorm": (w.Aanspreekvorm,),
    "actie_huisarts": (w.ActieHuisarts,),
    "domein": (w.Domein,),
    "onderdeel": (w.DeelOnderdeel,),
    "ontvanger": (w.Ontvanger,),
    "rol": (w.DeelnemerRol, w.Rol),
    "soort": (w.GesprekSoort, w.GastSoort),
    "staat": (w.AfspraakStaat,),
    "stap": (w.Stap,),
    "status": (w.AanmeldingStatus, w.GesprekStatus),
    "team": (w.Domein,),
    "thema": (w.Thema,),
    "urgentie": (w.Urgentie,),
    "veiligheid": (w.Veiligheid,),
    "vorm": (w.Vorm,),
    "weten": (w.Weten,),
    "wie": (w.Domein,),
    "wijze": (w.Wijze, w.Zegwijze),
    "akkoord_wijze": (w.Zegwijze,),
}


def _labels(p: "Profiel") -> dict[str, dict[str, str]]:
    """Code to label, per column or per table and column."""
    zeg = regiotaal(p)
    uit = {
        kolom: {lid.value: zeg(lid.label) for soort in soorten for lid in soort}
        for kolom, soorten in _WOORDEN.items()
    }
    uit["kaart.soort"] = {lid.value: lid.label for lid in w.Kaartsoort}
    redenen = (
        *p.redenen_afwijzen,
        *p.redenen_intrekken,
        *p.redenen_niet_verschenen,
        *p.redenen_annuleren,
    )
    lijsten: dict[str, Iterable[Any]] = {
        "aanmelder": p.aanmelders,
        "aanmelding_criterium.code": p.criteria,
        "criteria": p.criteria,
        "aanmelding_expertise.code": p.expertises,
        "medewerker_expertise.code": p.expertises,
        "gesprek_leefgebied.code": p.leefgebieden,
        "gesprek_punt.punt": (*p.opening, *p.afsluiting),
        "gesprek_waardering.soort": p.schalen,
        "toeleiding.code": p.categorieen,
        "hoofdadvies": p.categorieen,
        "reden_code": redenen,
        "afwijking_code": p.redenen_afwijken_team,
        "triage": p.triage,
        "deel": p.advies.delen,
    }
    for kolom, items in lijsten.items():
        uit.setdefault(kolom, {}).update({i.code: i.label for i in items})
    return uit


class Logtaal:
    """Reads names as they are needed, and each once."""

    def __init__(self, sessie: "Sessie", db: Session) -> None:
        self.sessie, self.db = sessie, db
        self._codes = _labels(sessie.profiel)
        self._namen: dict[bytes, str] | None = None
        self._bekend: dict[h.Plek, h.Velden | None] = {}

    def onthoud(self, verloop: Mapping[h.Plek, h.Verloop]) -> None:
        """Records that may be gone are named as the log has them."""
        for plek, v in verloop.items():
            if not (v.was_er and v.is_er):
                self._bekend[plek] = v.na if v.is_er else v.voor

    # --- of what a row speaks --------------------------------------------------------------

    def onderwerp(self, plek: h.Plek, velden: h.Velden | None = None) -> str:
        """The record people know it by: `gesprek 7K3M-Q9ZX`, `advies van gesprek …`, `praktijk Parkweg`."""
        tabel, _ = plek
        naam = TABELLEN[tabel]
        if naam.van in ("gesprek", "aanmelding", "inwoner", "medewerker"):
            if (van := self._ouder(plek, naam.van, velden)) is None:
                return naam.een
            zelf = f"{naam.een} van " if tabel == "advies" else ""
            return f"{zelf}{self._eigen_naam((naam.van, van))}"
        if naam.van == "advies":
            advies = self._ouder(plek, "advies", velden)
            return self.onderwerp(("advies", advies)) if advies else naam.een
        return self._eigen_naam(plek)

    def _ouder(self, plek: h.Plek, kolom: str, velden: h.Velden | None = None) -> str | None:
        sleutel = h.sleutel_van(*plek)
        if kolom == "medewerker" and plek[0] == "bekend":
            kolom = "wie"
        waarde = sleutel.get(kolom) or (velden or {}).get(kolom) or (self._record(plek) or {}).get(kolom)
        return waarde.hex() if isinstance(waarde, bytes) else None

    def _record(self, plek: h.Plek) -> h.Velden | None:
        if plek not in self._bekend:
            self._bekend[plek] = h.nu(self.db, plek)
        return self._bekend[plek]

    def _eigen_naam(self, plek: h.Plek) -> str:
        tabel, record = plek
        een, velden = TABELLEN[tabel].een, self._record(plek) or {}
        if tabel == "instelling":
            return f"{een} {_INSTELLING.get(record, 'van het programma').lower()}"
        if velden.get("ref"):
            return f"{een} {toon_referentie(velden['ref'])}"
        if tabel in ("praktijk", "medewerker", "pilot", "kaart") and velden.get("naam"):
            return f"{een} {velden['naam']}"
        if tabel in ("doelversie", "doelmeting", "oplevering") and velden.get("nr"):
            return f"{een} {velden['nr']}"
        if tabel == "profielwaarde":
            return f"{een} {record}"
        for kolom in ("datum", "dag", "maand"):
            if velden.get(kolom):
                return f"{een} van {self.open_waarde(tabel, kolom, velden[kolom])}"
        return een

    def deel(self, plek: h.Plek, velden: h.Velden | None = None) -> str:
        """Which one of a set, or which part of the record: `thema Zingeving`; empty for the record itself."""
        naam = TABELLEN[plek[0]]
        if not naam.van or plek[0] == "advies":
            return ""
        if not naam.deel:
            return "" if plek[0] == "identiteit" else naam.een
        sleutel = h.sleutel_van(*plek)
        waarde = sleutel.get(naam.deel, (velden or self._record(plek) or {}).get(naam.deel))
        welke = self.open_waarde(plek[0], naam.deel, waarde) if waarde is not None else ""
        stap = sleutel.get("stap")
        if stap is not None:
            return f"{self.open_waarde(plek[0], 'stap', stap)}: {welke}"
        return f"{naam.een} {welke}".strip()

    # --- what stood there ------------------------------------------------------------------

    def waarde(self, plek: h.Plek, kolom: str, rauw: Any, sleutel: bytes | None) -> str:
        """A value as people read it. `sleutel`: of the inwoner, when this person holds it."""
        tabel, record = plek
        if rauw is None or rauw == "":
            return LEEG
        kolommen = h.TABELLEN[tabel].columns
        if kolommen[kolom].info.get("persoonlijk"):
            if sleutel is None:
                return DICHT
            tekst = kluis.open_veld(tabel, kolom, record, rauw, sleutel)
            if kolom == "geboortedatum":
                return toon_datum(date.fromisoformat(tekst))
            if kolom in wensen.COLLEGAS:
                return ", ".join(self._naam(bytes.fromhex(wie)) for wie in tekst.split("|"))
            return self._code(tabel, kolom, tekst)
        return self.open_waarde(tabel, kolom, rauw)

    def open_waarde(self, tabel: str, kolom: str, rauw: Any) -> str:
        """A value that is not sealed."""
        soort = h.TABELLEN[tabel].columns[kolom].type
        if kolom in _SLEUTELBLOKKEN:
            return "ja"
        if isinstance(soort, UuidBlob):
            return self._naam(rauw)
        if isinstance(soort, Boolean):
            return "ja" if rauw else "nee"
        if isinstance(soort, Moment):
            return toon_moment(datetime.fromisoformat(rauw))
        if isinstance(soort, Date):
            return toon_datum(date.fromisoformat(rauw))
        if isinstance(soort, Exact):
            return f"{(Decimal(rauw) / soort.delen).normalize():f}".replace(".", ",")
        if kolom == "weekdag":
            return DAGEN[rauw]
        return self._code(tabel, kolom, str(rauw))

    def _code(self, tabel: str, kolom: str, tekst: str) -> str:
        labels = self._codes.get(f"{tabel}.{kolom}") or self._codes.get(kolom)
        if not labels:
            return tekst
        return ", ".join(labels.get(deel, deel) for deel in tekst.split("|"))

    def _naam(self, sleutel: bytes) -> str:
        if self._namen is None:
            namen = {
                **{m.id: m.naam for m in self.db.exec(select(t.Medewerker))},
                **{p.id: p.naam for p in self.db.exec(select(t.Praktijk))},
                **{p.id: p.naam for p in self.db.exec(select(t.Pilot))},
            }
            self._namen = {id_.bytes: naam for id_, naam in namen.items()}
            self._namen |= {
                bytes.fromhex(k.code): k.label
                for k in keuzes.sprints(self.db, self.sessie.profiel.term("sprint"))
            }
        return self._namen.get(sleutel, "iets dat er niet meer is")

    def collega(self, wie: UUID | None) -> str:
        """Who it was."""
        return "het programma" if wie is None else self._naam(wie.bytes)


# --- a sentence about a handeling --------------------------------------------------------------

_VELDEN: Final = 4  # so many fields are named
_ONDERWERPEN: Final = 6  # so many records


def omschrijf(taal: Logtaal, verloop: Mapping[h.Plek, h.Verloop], *, omgekeerd: bool = False) -> str:
    """What a handeling did, in one line: records by reference, fields by name, never a value. `omgekeerd`: of
    a taking back, what it took back."""
    zichtbaar = {p: v for p, v in verloop.items() if p[0] not in ("inwonersleutel", "bekend")}
    if len(zichtbaar) > 300:
        return _in_aantallen(zichtbaar)
    taal.onthoud(zichtbaar)
    per: dict[str, list[str]] = {}
    nieuw: set[str] = set()
    weg: set[str] = set()
    for plek, v in zichtbaar.items():
        velden = v.voor if v.was_er else v.na
        onderwerp, deel = taal.onderwerp(plek, velden), taal.deel(plek, velden)
        delen = per.setdefault(onderwerp, [])
        if not TABELLEN[plek[0]].van or plek[0] == "advies":
            if not v.was_er:
                nieuw.add(onderwerp)
            elif not v.is_er:
                weg.add(onderwerp)
        if deel:
            delen.append(deel)
        elif v.was_er and v.is_er:
            delen += [n for n in (veldnaam(plek[0], kolom) for kolom in (v.na or {})) if n]
    if omgekeerd:
        nieuw, weg = weg, nieuw
    # an inwoner that came with an aanmelding says nothing beside it
    if any(o.startswith("aanmelding ") for o in per):
        per = {o: d for o, d in per.items() if not (o.startswith("inwoner ") and o in nieuw | weg)}
    if len(per) > _ONDERWERPEN:
        return _in_aantallen(zichtbaar)
    zinnen = []
    for onderwerp, delen in per.items():
        wat = _noem(delen)
        if onderwerp in nieuw:
            wat = "nieuw"
        elif onderwerp in weg:
            wat = "weggehaald"
        zinnen.append(f"{onderwerp}, {wat}" if wat else onderwerp)
    return "; ".join(zinnen)


def _noem(delen: Iterable[str]) -> str:
    namen = list(dict.fromkeys(delen))
    if len(namen) > _VELDEN:
        return f"{', '.join(namen[:_VELDEN])} en nog {len(namen) - _VELDEN}"
    return ", ".join(namen)


def _in_aantallen(verloop: Iterable[h.Plek]) -> str:
    return in_aantallen(Counter(tabel for tabel, _ in verloop))


def in_aantallen(aantallen: Mapping[str, int]) -> str:
    """A great many records: how many of what, those that stand by themselves."""
    hoofd = {tabel: n for tabel, n in aantallen.items() if not TABELLEN[tabel].van} or aantallen
    return ", ".join(
        f"{n} {TABELLEN[tabel].een if n == 1 else TABELLEN[tabel].meer}" for tabel, n in hoofd.items()
    )
