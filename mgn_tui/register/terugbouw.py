"""Works out how a handeling is taken back: what goes, what comes back, which fields get their old value.

What somebody changed since stays as it is and is said. Of an inwoner with whom something new began (a record of
this handeling that others built on) everything stays: half an aanmelding is worse than one too many.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.register.lognamen import TABELLEN, veldnaam
from mgn_tui.register.logtaal import Logtaal
from mgn_tui.store import handelingen as h
from mgn_tui.store import tables as t
from mgn_tui.store.stapel import Stapel

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

SLEUTEL: Final = "inwonersleutel"
BUITEN: Final = frozenset({SLEUTEL, "bekend"})
"""Key material: its rows follow from the others, or belong to who logs in."""

VERNIETIGD: Final = "de gegevens van deze inwoner zijn vernietigd"
WEG: Final = "dit is intussen weggehaald"
WEER: Final = "dit is er intussen opnieuw"
CONCEPT: Final = "er staat nog een concept bij; bewaar dat eerst of gooi het weg"
OUDER_WEG: Final = "waar dit bij hoort is er niet meer"


@dataclass(frozen=True, slots=True)
class Gebleven:
    """What was not taken back: `wat` names it, `waarom` says why; both values only as this person may read them."""

    wat: str
    waarom: str
    terug: str = field(default="", repr=False)
    nu: str = field(default="", repr=False)


class Terugbouw:
    """The plan for one handeling. `vanaf`: its last place in the log; None in an anonymous register."""

    def __init__(
        self,
        sessie: "Sessie",
        db: Session,
        taal: Logtaal,
        verloop: Mapping[h.Plek, h.Verloop],
        vanaf: int | None,
    ) -> None:
        self.sessie, self.db, self.taal = sessie, db, taal
        self._verloop = verloop
        self._vanaf = vanaf
        self._later = h.later_geraakt(db, vanaf) if vanaf is not None else set(verloop)
        self.weg: dict[str, dict[str, h.Verloop]] = {}
        self.erbij: dict[str, dict[str, h.Verloop]] = {}
        self.anders: dict[h.Plek, h.Velden] = {}
        self.gebleven: list[Gebleven] = []
        self.houdt: set[UUID] = set()  # inwoners of whom everything of this handeling stays

    def bouw(self) -> None:
        """Decide about every record."""
        gewoon = {plek: v for plek, v in self._verloop.items() if plek[0] not in BUITEN}
        vernietigd = self._vernietigd({v.persoon for v in gewoon.values() if v.persoon})
        for persoon in vernietigd:
            self._blijft(("inwoner", persoon.hex), VERNIETIGD)
        self.houdt |= vernietigd
        vast: dict[h.Plek, str] = {}
        for plek, v in gewoon.items():
            if v.persoon not in vernietigd:
                self._beslis(plek, v, vast)
        self._wat_eraan_hangt(vast)
        if vast:
            self._houd_vast(vast)
        self._ouders()

    def stapel(self) -> Stapel:
        """The plan as rows to write."""
        stapel = Stapel(rauw=True)
        for tabel, records in self.weg.items():
            for record in records:
                stapel.weg(h.MODELLEN[tabel], **h.sleutel_van(tabel, record))
        for (tabel, record), velden in self.anders.items():
            stapel.anders(h.MODELLEN[tabel], h.sleutel_van(tabel, record), velden)
        for tabel, records in self.erbij.items():
            for v in records.values():
                stapel.erbij(h.MODELLEN[tabel], **(v.voor or {}))
        return stapel

    def plekken(self) -> Iterator[h.Plek]:
        """Every record that the plan touches."""
        for soort in (self.weg, self.erbij):
            for tabel, records in soort.items():
                yield from ((tabel, record) for record in records)
        yield from self.anders

    # --- one record ------------------------------------------------------------------------

    def _beslis(self, plek: h.Plek, v: h.Verloop, vast: dict[h.Plek, str]) -> None:
        nu = h.nu(self.db, plek) if plek in self._later else None
        if v.is_er and not v.was_er:
            if plek in self._later:
                if nu is None:
                    return  # already gone
                if _anders(nu, v.na or {}):
                    vast[plek] = f"{self._wie(plek)} heeft hier intussen iets aan veranderd"
                    return
            self.weg.setdefault(plek[0], {})[plek[1]] = v
        elif v.was_er and not v.is_er:
            if nu is None:
                self.erbij.setdefault(plek[0], {})[plek[1]] = v
            elif _anders(nu, v.voor or {}):
                self._blijft(plek, WEER)
        else:
            self._velden(plek, v, nu)

    def _velden(self, plek: h.Plek, v: h.Verloop, nu: h.Velden | None) -> None:
        voor, na = v.voor or {}, v.na or {}
        terug = {veld: waarde for veld, waarde in voor.items() if waarde != na.get(veld)}
        if plek in self._later:
            if nu is None:
                self._blijft(plek, WEG)
                return
            for veld in list(terug):
                if nu[veld] == terug[veld]:
                    del terug[veld]
                elif nu[veld] != na[veld]:
                    self._veld_blijft(plek, v, veld, terug.pop(veld), nu[veld])
        if terug:
            self.anders[plek] = terug

    # --- what hangs together ---------------------------------------------------------------

    def _wat_eraan_hangt(self, vast: dict[h.Plek, str]) -> None:
        """Records that must stay, because something that is not taken back points at them."""
        for kind, kolom, ouder in _verwijzingen():
            if not (gaat := self.weg.get(ouder)) or _volgt_elders(kind, kolom):
                continue
            for (tabel, record), sleutel in h.kinderen(self.db, kind, kolom, map(bytes.fromhex, gaat)):
                if tabel in BUITEN or record in self.weg.get(tabel, {}):
                    continue  # (a key goes with the inwoner it opens)
                if kolom in self.anders.get((tabel, record), {}):
                    continue
                naam = TABELLEN.get(tabel)
                waarom = CONCEPT if naam is None else f"er hoort intussen iets bij ({naam.een})"
                vast.setdefault((ouder, sleutel.hex()), waarom)

    def _houd_vast(self, vast: dict[h.Plek, str]) -> None:
        """Leave these records, everything of their inwoners, and what they point at."""
        for plek, waarom in vast.items():
            if (v := self._verloop[plek]).persoon:
                self.houdt.add(v.persoon)
            self._blijft(plek, waarom)
        blijft = {plek for plek, v in self._verloop.items() if v.persoon in self.houdt} | vast.keys()
        rand = [self._verloop[plek] for plek in blijft]
        while rand:
            v = rand.pop()
            velden = v.na or {}
            for kolom, ouder in h.verwijzingen(v.tabel):
                waarde = velden.get(kolom)
                plek = (ouder, waarde.hex() if waarde else "")
                if plek[1] in self.weg.get(ouder, {}) and plek not in blijft:
                    blijft.add(plek)
                    rand.append(self._verloop[plek])
            if v.persoon is None:  # what belongs to it and to no inwoner: a colleague's working hours
                for plek, kind in self._zonder_persoon():
                    if plek not in blijft and v.record in _wijst_naar(kind, v.tabel):
                        blijft.add(plek)
                        rand.append(kind)
        for tabel, record in blijft:
            for soort in (self.weg, self.erbij):
                soort.get(tabel, {}).pop(record, None)
            self.anders.pop((tabel, record), None)

    def _zonder_persoon(self) -> list[tuple[h.Plek, h.Verloop]]:
        return [
            ((tabel, record), v)
            for tabel, records in self.weg.items()
            for record, v in records.items()
            if v.persoon is None
        ]

    def _ouders(self) -> None:
        """What comes back needs what it points at, and no other record with the same reference."""
        ontbreekt = True
        while ontbreekt:
            ontbreekt = False
            for plek, reden in [*self._wees(), *self._dubbel()]:
                self.erbij.get(plek[0], {}).pop(plek[1], None)
                self.anders.pop(plek, None)
                self._blijft(plek, reden)
                ontbreekt = True

    def _wees(self) -> Iterator[tuple[h.Plek, str]]:
        """Records that would point at nothing."""
        gezocht: dict[str, dict[bytes, list[h.Plek]]] = {}
        for plek, velden in self._terug():
            for kolom, ouder in h.verwijzingen(plek[0]):
                if (waarde := velden.get(kolom)) and waarde.hex() not in self.erbij.get(ouder, {}):
                    gezocht.setdefault(ouder, {}).setdefault(waarde, []).append(plek)
        for ouder, waarden in gezocht.items():
            er = h.bestaande(self.db, ouder, "id", waarden)
            for waarde, plekken in waarden.items():
                if waarde not in er or waarde.hex() in self.weg.get(ouder, {}):
                    yield from ((plek, OUDER_WEG) for plek in dict.fromkeys(plekken))

    def _dubbel(self) -> Iterator[tuple[h.Plek, str]]:
        """Records whose reference or own code somebody else has by now."""
        per: dict[tuple[str, str], dict[Any, h.Plek]] = {}
        for plek, velden in self._terug():
            for kolom in h.TABELLEN[plek[0]].columns:
                if kolom.unique and velden.get(kolom.name) is not None:
                    per.setdefault((plek[0], kolom.name), {})[velden[kolom.name]] = plek
        for (tabel, naam), waarden in per.items():
            for waarde, record in h.bestaande(self.db, tabel, naam, waarden).items():
                plek = waarden[waarde]
                if record != plek[1] and record not in self.weg.get(tabel, {}):
                    yield plek, WEER

    def _terug(self) -> Iterator[tuple[h.Plek, h.Velden]]:
        for tabel, records in self.erbij.items():
            yield from (((tabel, record), v.voor or {}) for record, v in records.items())
        yield from self.anders.items()

    # --- saying what stays -----------------------------------------------------------------

    def _blijft(self, plek: h.Plek, waarom: str) -> None:
        v = self._verloop.get(plek)
        velden = (v.na or v.voor) if v else None
        delen = (self.taal.onderwerp(plek, velden), self.taal.deel(plek, velden))
        self.gebleven.append(Gebleven(", ".join(filter(None, delen)), waarom))

    def _veld_blijft(self, plek: h.Plek, v: h.Verloop, veld: str, terug: Any, nu: Any) -> None:
        if not (naam := veldnaam(plek[0], veld)):
            naam = "volgorde"
        sleutel = self.sessie.sleutel(v.persoon, self.db) if v.persoon else None
        delen = (self.taal.onderwerp(plek), self.taal.deel(plek), naam)
        self.gebleven.append(
            Gebleven(
                ", ".join(filter(None, delen)),
                f"{self._wie(plek)} heeft dit intussen veranderd",
                self.taal.waarde(plek, veld, terug, sleutel),
                self.taal.waarde(plek, veld, nu, sleutel),
            )
        )

    def _wie(self, plek: h.Plek) -> str:
        wie = h.wie_later(self.db, plek, self._vanaf) if self._vanaf is not None else None
        if wie is None:
            return "Iemand"
        return "U" if wie == self.sessie.ik.id else self.taal.collega(wie)

    def _vernietigd(self, personen: Iterable[UUID]) -> set[UUID]:
        alle = set(self.db.exec(select(t.Wissing.inwoner).order_by(col(t.Wissing.inwoner))))
        return alle & set(personen)


def _anders(nu: h.Velden, toen: h.Velden) -> bool:
    return any(nu.get(veld) != waarde for veld, waarde in toen.items())


def _verwijzingen() -> Iterator[tuple[str, str, str]]:
    """Every reference there is: table, column, table it points at."""
    for tabel in h.TABELLEN:
        yield from ((tabel, kolom, ouder) for kolom, ouder in h.verwijzingen(tabel))


def _volgt_elders(kind: str, kolom: str) -> bool:
    """Whether this reference needs no looking up: what points at the inwoner by way of another record is found
    there, where there is an index."""
    return kolom == "inwoner" and any(
        "inwoner" in h.TABELLEN[ouder].c for k, ouder in h.verwijzingen(kind) if k != kolom
    )


def _wijst_naar(v: h.Verloop, ouder: str) -> set[str]:
    velden = v.na or {}
    return {velden[k].hex() for k, naar in h.verwijzingen(v.tabel) if naar == ouder and velden.get(k)}
