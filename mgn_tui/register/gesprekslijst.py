"""The lists of gesprekken in the order of the work: one's own before those of another duo.

Of any length. The order and what a filter finds are worked out from indexes and from the index of names; only
the rows that are on screen (`regels`) are read and opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import TextClause, bindparam, text
from sqlmodel import Session

from mgn_tui.domain.datums import toon_datum, toon_datum_kort
from mgn_tui.domain.klok import AMSTERDAM, dag_van
from mgn_tui.domain.referentie import normaliseer
from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.woorden import GesprekStatus
from mgn_tui.register import delen, gesprekregels, zoeken
from mgn_tui.register.gesprekregels import GesprekRegel
from mgn_tui.store.telrijen import begin_van_dag

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

VERSTUURD: Final = "verstuurd"
BEZWAAR: Final = "bezwaar"
UITWERKEN: Final = "nog uitwerken"
ADVIESSTAND: Final = {
    "": "nog schrijven",
    "concept": "concept: nog vaststellen",
    "vastgesteld": "vastgesteld: nog versturen",
    VERSTUURD: "verstuurd",
    BEZWAAR: "bezwaar: geen brief",
}
"""How far an advies is, in words; what asks most first."""
KLAAR: Final = (VERSTUURD, BEZWAAR)
"""With these nothing is asked any more."""
_REF_TEKENS: Final = 4  # of a reference that are shown, and so are typed
_IEDEREEN: Final = 1_000_000


class _Sleutel(NamedTuple):
    """What is known of a gesprek without reading it. `woorden`: what a filter finds it by, folded."""

    id: bytes
    inwoner: bytes
    woorden: str


@dataclass(frozen=True, slots=True)
class Gesprekslijst:
    """A list as it stands now, in its order. Of no person more than a key."""

    sleutels: tuple[_Sleutel, ...] = field(repr=False)

    def met(self, sessie: "Sessie", filter_: str = "") -> list[bytes]:
        """The keys of the rows in which every word that is typed is found: in the day, the status, the names this
        person may read, the number of the gesprek (2e) or the beginning of a reference."""
        over = self.sleutels
        for woord in vouw(filter_).split():
            past = {w for w in {s.woorden for s in over} if woord in w}  # few: of many rows the same
            wie, welke = _wie(sessie, woord), _welke(sessie, woord)
            over = tuple(s for s in over if s.woorden in past or s.inwoner in wie or s.id in welke)
        return [s.id for s in over]


def _wie(sessie: "Sessie", woord: str) -> set[bytes]:
    gevonden = {inwoner.bytes for inwoner in zoeken.inwoners_met(sessie, woord)}
    if "." in woord:  # initials
        gevonden |= {g.inwoner.bytes for g in zoeken.zoek(sessie, woord, _IEDEREEN)}
    return gevonden


_NUMMER = text("SELECT id FROM gesprek WHERE rowid IN (SELECT rowid FROM gesprek WHERE volgnummer = :nr)")
_REF = text(
    "SELECT id FROM gesprek WHERE ref >= :ref AND ref < :na UNION SELECT g.id FROM inwoner i "
    "JOIN gesprek g ON g.inwoner = i.id WHERE i.ref >= :ref AND i.ref < :na"
)


def _welke(sessie: "Sessie", woord: str) -> set[bytes]:
    """Gesprekken by their number or by a reference, of the gesprek or of the inwoner."""
    ref = normaliseer(woord)
    with sessie.lezen() as db:
        if woord[:-1].isdecimal() and woord[-1] == "e" and len(woord) < 5:
            return set(db.execute(_NUMMER, {"nr": int(woord[:-1])}).scalars())
        if len(ref) >= _REF_TEKENS and ref.isascii() and ref.isalnum():
            return set(db.execute(_REF, {"ref": ref, "na": f"{ref}~"}).scalars())
    return set()


# --- the order -------------------------------------------------------------------------------

_GEDEELD = {
    "$MIJN": "EXISTS (SELECT 1 FROM inwonersleutel s WHERE s.inwoner = g.inwoner AND s.medewerker = :ik)",
    "$ER_NOG": "NOT EXISTS (SELECT 1 FROM wissing w WHERE w.inwoner = g.inwoner)",
    "$BRIEF": """CASE WHEN EXISTS (SELECT 1 FROM verzending z WHERE z.gesprek = g.id AND z.ontvanger = 'huisarts')
    THEN 'verstuurd' WHEN $GEEN_BRIEF THEN 'bezwaar' ELSE 'vastgesteld' END""",
    "$GEEN_BRIEF": delen.GEEN_BRIEF,  # after what holds it
}


def _vraag(opdracht: str) -> TextClause:
    for naam, deel in _GEDEELD.items():
        opdracht = opdracht.replace(naam, deel)
    return text(opdracht)


_GESPREKKEN = _vraag(
    """SELECT g.id, g.inwoner, g.begin, g.status AS stand,
  CASE WHEN g.begin < :van THEN 1 WHEN g.begin < :tot THEN 0 ELSE 2 END AS deel
FROM gesprek g WHERE $ER_NOG
ORDER BY deel, NOT $MIJN, CASE WHEN deel = 1 THEN g.begin END DESC, g.begin, g.id DESC"""
)
_ADVIEZEN = _vraag(
    """SELECT g.id, g.inwoner, g.begin, CASE
  WHEN g.vast IS NULL THEN '' WHEN g.vast = '' THEN 'concept' ELSE $BRIEF END AS stand
FROM (SELECT id, inwoner, begin, (SELECT COALESCE(a.vastgesteld_op, '') FROM advies a WHERE a.gesprek = gesprek.id
  ORDER BY a.id DESC LIMIT 1) AS vast FROM gesprek WHERE status = 'gevoerd') g
WHERE $ER_NOG
ORDER BY CASE stand WHEN '' THEN 0 WHEN 'concept' THEN 1 WHEN 'vastgesteld' THEN 2 ELSE 3 END,
  NOT $MIJN, g.begin DESC, g.id DESC"""
)


def gesprekken(sessie: "Sessie") -> Gesprekslijst:
    """Today's by the clock, then what was, newest first, then what is to come; one's own first in each."""
    vandaag = sessie.klok.vandaag()
    dagen = {"van": begin_van_dag(vandaag), "tot": begin_van_dag(vandaag + timedelta(days=1))}
    with sessie.lezen() as db:
        rijen = db.execute(_GESPREKKEN, {"ik": sessie.ik.id.bytes, **dagen}).all()

    @cache  # few of very many rows
    def stand(status: str, voorbij: bool) -> str:
        open_ = status == GesprekStatus.GEPLAND.value and voorbij
        return UITWERKEN if open_ else GesprekStatus.label_van(status)

    woorden = _Woorden(vandaag)
    return Gesprekslijst(
        tuple(
            _Sleutel(r.id, r.inwoner, woorden.van(r.begin, stand(r.stand, woorden.dag(r.begin) < vandaag)))
            for r in rijen
        )
    )


def adviezen(sessie: "Sessie") -> Gesprekslijst:
    """Every gesprek that was held, by what its advies still asks: writing, fixing, sending, nothing. One's own
    first in each, newest first."""
    with sessie.lezen() as db:
        rijen = db.execute(_ADVIEZEN, {"ik": sessie.ik.id.bytes}).all()
    woorden = _Woorden(sessie.klok.vandaag())
    return Gesprekslijst(
        tuple(_Sleutel(r.id, r.inwoner, woorden.van(r.begin, ADVIESSTAND[r.stand])) for r in rijen)
    )


class _Woorden:
    """What stands in a row, in words to filter by; each day is worked out once."""

    def __init__(self, vandaag: date) -> None:
        self._vandaag = vandaag
        self._dagen: dict[str, date] = {}
        self._teksten: dict[tuple[date, str], str] = {}

    def dag(self, begin: str) -> date:
        uur = begin[:13]  # of a whole hour the day is the same
        if uur not in self._dagen:
            self._dagen[uur] = dag_van(begin)
        return self._dagen[uur]

    def van(self, begin: str, stand: str) -> str:
        dag = self.dag(begin)
        if dag == self._vandaag:
            klok = datetime.fromisoformat(begin).astimezone(AMSTERDAM)
            return vouw(f"vandaag {klok:%H:%M} {dagtekst(dag)} {dag.year} {stand}")
        if (dag, stand) not in self._teksten:
            self._teksten[dag, stand] = vouw(f"{dagtekst(dag)} {dag.year} {stand}")
        return self._teksten[dag, stand]


def dagtekst(dag: date) -> str:
    """`di 9 mrt`."""
    return f"{toon_datum(dag)[:2]} {toon_datum_kort(dag)}"


# --- the rows that are on screen -------------------------------------------------------------

_BRIEF = _vraag("SELECT g.id, $BRIEF FROM gesprek g WHERE g.id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)


def regels(sessie: "Sessie", ids: Sequence[bytes], *, brief: bool = False) -> list[GesprekRegel]:
    """The lines behind these keys, in their order. With `brief` their `advies` also says whether the letter went, or
    may not go."""
    if not ids:
        return []
    with sessie.lezen() as db:
        gevonden = gesprekregels.regels(sessie, db, ids)
        if brief:
            gevonden = _met_brief(db, gevonden)
    return [gevonden[i] for i in ids if i in gevonden]


def _met_brief(db: Session, rijen: dict[bytes, GesprekRegel]) -> dict[bytes, GesprekRegel]:
    vast = [i for i, r in rijen.items() if r.advies == "vastgesteld"]
    return rijen | {i: replace(rijen[i], advies=stand) for i, stand in db.execute(_BRIEF, {"ids": vast})}
