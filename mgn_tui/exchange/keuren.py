"""Every cell looked at: a good one becomes a value, a faulty one is named with row, column and what is expected."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from mgn_tui.domain import rij as r
from mgn_tui.domain.bsn import maskeer_bsn, vind_bsn
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.rij import Bestandsrij, Rij
from mgn_tui.domain.tekst import kort, schoon_cel
from mgn_tui.exchange.lezen import MEESTE_TEKENS, Cel, Tabel
from mgn_tui.exchange.monitoringsformat import Kolom, Soort
from mgn_tui.register.rijen import OVERIG, Ordes, met_overig

BSN: Final = "lijkt een BSN; is het een telefoonnummer? schrijf het met de 0 ervoor, bijvoorbeeld 06-12345678"
TE_LANG: Final = "ten hoogste 32.767 tekens, de grens voor een cel"
_APOSTROF = re.compile(r"'+[=+\-@\t\r]")
_JAAR_EERST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAG_EERST = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
_MIDDERNACHT = re.compile(r"[ T]0?0:00(?::00(?:\.0+)?)?$")
_REEKS = re.compile(r"(\d{5})(?:[.,]0+)?")
_REEKS_NUL = date(1899, 12, 30)
_EERSTE_JAAR, _LAATSTE_JAAR = 1900, 2100
_HEEL = re.compile(r"(\d{1,9})(?:[.,]0+)?")
_GETAL = re.compile(r"(\d{0,9})(?:[.,](\d{1,2}))?")
_BEWAARD = 4096  # texts of a column that are remembered
_NIEUW: Final = object()
_LEEG = Rij()


@dataclass(frozen=True, slots=True)
class Celfout:
    """A cell that is refused, with what stands in it (a BSN hidden)."""

    nr: int
    kolom: str
    waarde: str = field(repr=False)
    melding: str

    def regel(self) -> str:
        wat = self.melding if self.melding == BSN else f"verwacht: {self.melding}"
        return f'rij {self.nr}, kolom {self.kolom}: "{self.waarde}" {wat}'


@dataclass(slots=True)
class Keuring:
    rijen: list[Bestandsrij] = field(default_factory=list, repr=False)
    fouten: list[Celfout] = field(default_factory=list)
    meldingen: list[str] = field(default_factory=list)


class _Fout(ValueError):
    """This cell is not good; the message says what is expected."""


def toon(cel: Cel) -> str:
    """A cell as it may be shown."""
    return kort(maskeer_bsn(tekst_van(cel)), 60)


def tekst_van(cel: Cel) -> str:
    """A cell as text: numbers without a tail, days as days."""
    if isinstance(cel, str):
        return cel
    if cel is None:
        return ""
    if isinstance(cel, bool):
        return "ja" if cel else "nee"
    if isinstance(cel, float):
        # fifteen digits: what a spreadsheet itself keeps of a number
        return str(int(cel)) if cel.is_integer() and abs(cel) < 1e15 else format(cel, ".15g")
    if isinstance(cel, datetime):
        return cel.date().isoformat() if cel.time() == datetime.min.time() else cel.isoformat(" ")
    if isinstance(cel, date):
        return cel.isoformat()
    return str(cel)


def zonder_apostrof(tekst: str) -> str:
    """Without the one apostrophe that marks what would be a formula as text."""
    return tekst[1:] if _APOSTROF.match(tekst) else tekst


def celtekst(cel: Cel, apostrof: bool) -> str:
    """A cell as the text its writer meant."""
    tekst = tekst_van(cel)
    return zonder_apostrof(tekst) if apostrof else tekst


def keur(tabel: Tabel, kolommen: Sequence[Kolom], ordes: Ordes) -> Keuring:
    """Look at every cell. Raises `Geweigerd` for a header that does not do."""
    uit = Keuring(meldingen=list(tabel.meldingen))
    plekken = _kop(tabel.kop, {k.naam: k for k in kolommen}, uit)
    lezers = [_Lezer(k, ordes, tabel.apostrof) if k else None for k in plekken]
    for nr, cellen in tabel.rijen:
        waarden: dict[str, Any] = {}
        fout: set[str] = set()
        for plek, cel in enumerate(cellen):
            lezer = lezers[plek] if plek < len(lezers) else None
            try:
                if lezer is not None:
                    waarden[lezer.veld] = lezer.lees(cel)
                else:
                    _keur_onbekend(cel, plek < len(lezers))
            except _Fout as bezwaar:
                naam = lezer.kolom.naam if lezer else _kopnaam(tabel.kop, plek)
                fout.add(lezer.veld if lezer else naam)
                uit.fouten.append(Celfout(nr, naam, toon(cel), str(bezwaar)))
        for lezer in lezers[len(cellen) :]:  # a short row: the rest is empty
            if lezer is not None:
                try:
                    waarden[lezer.veld] = lezer.lees(None)
                except _Fout as bezwaar:
                    fout.add(lezer.veld)
                    uit.fouten.append(Celfout(nr, lezer.kolom.naam, "", str(bezwaar)))
        uit.rijen.append(Bestandsrij(nr, waarden, frozenset(fout)))
    for lezer in lezers:
        if lezer is not None:
            uit.meldingen += lezer.meldingen()
    return uit


def _kop(kop: Sequence[str], bekend: dict[str, Kolom], uit: Keuring) -> list[Kolom | None]:
    namen = [kolomnaam(naam) for naam in kop]
    dubbel = sorted({n for n in namen if n in bekend and namen.count(n) > 1})
    if dubbel:
        raise Geweigerd(f"Deze kolom staat er twee keer: {', '.join(dubbel)}.")
    if mist := [k.naam for k in bekend.values() if k.verplicht and k.naam not in namen]:
        raise Geweigerd(
            f"In de eerste rij mist een verplichte kolom: {', '.join(mist)}. "
            "De eerste rij geeft de namen van de kolommen, met ; of , ertussen."
        )
    if vreemd := [toon(naam.strip()) for naam, n in zip(kop, namen, strict=True) if n and n not in bekend]:
        wat = "Onbekende kolom, niet ingelezen" if len(vreemd) == 1 else "Onbekende kolommen, niet ingelezen"
        uit.meldingen.append(f"{wat}: {', '.join(vreemd)}.")
    return [bekend.get(naam) for naam in namen]


def kolomnaam(naam: str) -> str:
    """A cell of the header as the name of a column: case and spaces around it do not matter."""
    return schoon_cel(naam).strip().casefold()


def _kopnaam(kop: Sequence[str], plek: int) -> str:
    naam = toon(kop[plek].strip()) if plek < len(kop) else ""
    return naam or f"nummer {plek + 1}"


def _keur_onbekend(cel: Cel, met_kop: bool) -> None:
    tekst = tekst_van(cel)
    if vind_bsn(tekst):
        raise _Fout(BSN)
    if not met_kop and tekst.strip():
        raise _Fout("niets: de rij heeft meer cellen dan er kolommen zijn")


class _Lezer:
    """Reads the cells of one column; a text that came before is not looked at again."""

    def __init__(self, kolom: Kolom, ordes: Ordes, apostrof: bool) -> None:
        self.kolom, self._ordes, self._apostrof = kolom, ordes, apostrof
        self.veld, self._is_open = kolom.veld, kolom.soort is Soort.OPEN
        self._codes = {code.casefold(): code for code in kolom.codes}
        self._gezien: dict[str, Any] = {}
        self._onbekend: dict[str, int] = {}
        self._lees: Callable[[str], Any] = {
            Soort.TEKST: self._tekst,
            Soort.DATUM: self._datum,
            Soort.JA: self._ja,
            Soort.JANEE: self._janee,
            Soort.GEHEEL: self._geheel,
            Soort.DECIMAAL: self._decimaal,
            Soort.CODE: self._code,
            Soort.CODES: self._lijst,
            Soort.OPEN: self._open,
            Soort.VRIJ: self._vrij,
            Soort.PERSONEN: self._personen,
            Soort.FEITEN: self._feiten,
        }[kolom.soort]

    def lees(self, cel: Cel) -> Any:
        """The value of a cell. Raises `_Fout`."""
        tekst = cel if isinstance(cel, str) else tekst_van(cel)
        waarde = self._gezien.get(tekst, _NIEUW)
        if waarde is _NIEUW:
            waarde = self._keur(tekst)
            if len(self._gezien) < _BEWAARD:
                self._gezien[tekst] = waarde
        if self._is_open:
            for code in waarde:
                if code not in self._codes and code.casefold() not in self._codes:
                    self._onbekend[code] = self._onbekend.get(code, 0) + 1
        return waarde

    def _keur(self, tekst: str) -> Any:
        if len(tekst) > MEESTE_TEKENS:
            raise _Fout(TE_LANG)
        if len(tekst) >= 9 and vind_bsn(tekst):
            raise _Fout(BSN)
        schoon = schoon_cel(tekst)
        if self._apostrof:
            schoon = zonder_apostrof(schoon)
        if not schoon:
            if self.kolom.verplicht:
                raise _Fout(f"{self.kolom.verwacht}; leeg mag niet")
            return getattr(_LEEG, self.kolom.veld)
        try:
            return self._lees(schoon)
        except _Fout:
            raise
        except (ValueError, OverflowError):
            raise self._verwacht() from None

    def _verwacht(self) -> _Fout:
        return _Fout(self.kolom.verwacht)

    def meldingen(self) -> list[str]:
        """The codes that this region does not know."""
        return [
            f"Onbekend in {self.kolom.naam}: {kort(code, 60)} ({aantal} keer). Dit telt als {OVERIG}, met zijn tekst."
            for code, aantal in sorted(self._onbekend.items())
        ]

    # --- one function per kind -----------------------------------------------------------

    def _tekst(self, tekst: str) -> str:
        return tekst

    def _datum(self, tekst: str) -> date:
        kaal = _MIDDERNACHT.sub("", tekst.strip())
        if m := _JAAR_EERST.fullmatch(kaal):
            dag = date(int(m[1]), int(m[2]), int(m[3]))
        elif m := _DAG_EERST.fullmatch(kaal):
            dag = date(int(m[3]), int(m[2]), int(m[1]))
        elif m := _REEKS.fullmatch(kaal):
            dag = _REEKS_NUL + timedelta(days=int(m[1]))
        else:
            raise self._verwacht()
        if not _EERSTE_JAAR <= dag.year < _LAATSTE_JAAR:
            raise _Fout(f"{self.kolom.verwacht}, tussen {_EERSTE_JAAR} en {_LAATSTE_JAAR}")
        return dag

    def _ja(self, tekst: str) -> bool | None:
        return self._janee(tekst) or None

    def _janee(self, tekst: str) -> bool:
        antwoord = {"ja": True, "nee": False}.get(tekst.strip().casefold())
        if antwoord is None:
            raise self._verwacht()
        return antwoord

    def _geheel(self, tekst: str) -> int:
        m = _HEEL.fullmatch(tekst.strip())
        if not m or not self.kolom.minimum <= int(m[1]) <= self.kolom.maximum:
            raise self._verwacht()
        return int(m[1])

    def _decimaal(self, tekst: str) -> Decimal:
        m = _GETAL.fullmatch(tekst.strip())
        if not m or not (m[1] or m[2]):
            raise self._verwacht()
        getal = Decimal(f"{m[1] or 0}.{m[2] or 0}").normalize()
        if not self.kolom.minimum <= getal <= self.kolom.maximum or (getal * self.kolom.delen) % 1:
            raise self._verwacht()
        return getal

    def _code(self, tekst: str) -> str:
        code = self._codes.get(tekst.strip().casefold())
        if code is None:
            raise self._verwacht()
        return code

    def _delen(self, tekst: str) -> list[str]:
        return [deel for deel in (stuk.strip() for stuk in tekst.split("|")) if deel]

    def _lijst(self, tekst: str) -> tuple[str, ...]:
        codes = {self._code(deel) for deel in self._delen(tekst)}
        return self._orde(codes)

    def _orde(self, codes: set[str]) -> tuple[str, ...]:
        orde = self._ordes.themas if self.kolom.naam == "themas" else self._ordes.categorieen
        return orde(codes)

    def _open(self, tekst: str) -> tuple[str, ...]:
        delen = self._delen(tekst)
        bekend = {self._codes[d.casefold()] for d in delen if d.casefold() in self._codes}
        orde = self._ordes.criteria if self.kolom.naam == "criteria" else self._ordes.leefgebieden
        return met_overig(orde, bekend, (d for d in delen if d.casefold() not in self._codes))

    def _vrij(self, tekst: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._delen(tekst)))

    def _personen(self, tekst: str) -> tuple[str, ...]:
        return self._ordes.voerders(self._code(deel) for deel in self._delen(tekst))

    def _feiten(self, tekst: str) -> tuple[str, ...]:
        feiten: dict[str, str] = {}
        for deel in self._delen(tekst):
            kop, bij, dag = deel.partition("@")
            antwoord = kop.strip().casefold()
            if antwoord in r.KALE_ANTWOORDEN and not bij:
                code = feit = antwoord
            else:
                code = self._code(kop)
                feit = f"{code}@{self._datum(dag.strip()).isoformat()}" if bij else code
            if feiten.setdefault(code, feit) != feit:
                raise _Fout(f"elke code een keer: {code} staat er met twee datums")
        if set(r.KALE_ANTWOORDEN) <= feiten.keys():
            raise _Fout(f"een van beide antwoorden: {' of '.join(r.KALE_ANTWOORDEN)}")
        return self._ordes.categorieen(feiten.values())
