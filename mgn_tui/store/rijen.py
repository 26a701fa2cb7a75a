"""What a row of the monitoringsformat shows, read as narrow tuples: of everybody, or of some inwoners."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, text
from sqlmodel import Session

INWONER: Final = (
    "SELECT i.id, i.ref, i.extern_id, s.zegel FROM inwoner i "
    "LEFT JOIN inwonersleutel s ON s.inwoner = i.id AND s.medewerker = :ik WHERE $VAN(i.id)"
)
AANMELDING: Final = (
    "SELECT a.id, a.ref, a.extern_id, a.inwoner, a.pilot, p.naam AS pilotnaam, a.praktijk, k.naam AS praktijknaam, "
    "a.gemeente, a.subregio, a.deelgebied, a.aanmelder, a.aanmelddatum, a.uitgenodigd_op, a.op_verzoek_inwoner, "
    "a.status, a.reden_code, "
    # whether the program itself knows more of it than a file can say
    "(a.vraag IS NOT NULL OR a.gevraagd_door IS NOT NULL OR a.geprobeerd IS NOT NULL OR a.wensen IS NOT NULL "
    "OR a.tijden IS NOT NULL OR a.liever_wel IS NOT NULL OR a.liever_niet IS NOT NULL "
    "OR a.voorkeursplaats IS NOT NULL OR a.akkoord_op IS NOT NULL) AS beschreven "
    "FROM aanmelding a LEFT JOIN pilot p ON p.id = a.pilot LEFT JOIN praktijk k ON k.id = a.praktijk "
    "WHERE $VAN(a.inwoner) ORDER BY a.id"
)
CRITERIUM: Final = (
    "SELECT c.aanmelding AS van, c.code, c.tekst FROM aanmelding_criterium c WHERE c.aanmelding IN "
    "(SELECT id FROM aanmelding a WHERE $VAN(a.inwoner))"
)
GESPREK: Final = (
    "SELECT g.id, g.ref, g.extern_id, g.aanmelding, g.inwoner, p.naam AS pilotnaam, g.volgnummer, g.soort, g.status, "
    "g.begin, g.begin_precisie, g.duur_min, g.vorm, g.reden_code, g.werkwijze, g.methodiek, "
    "g.ervaringsdeskundigheid, g.naaste_aanwezig, g.leeftijd, g.team, g.disciplines, g.uiteindelijk_resultaat, "
    "g.leerpunt, g.ontbrekend_aanbod, g.wacht_dagen, g.wacht_uitnodiging_dagen "
    "FROM gesprek g LEFT JOIN pilot p ON p.id = g.pilot WHERE $VAN(g.inwoner) ORDER BY g.id"
)
RIJ: Final = (
    "SELECT r.gesprek AS van, k.naam AS praktijknaam, r.gemeente, r.subregio, r.deelgebied, r.aanmelder, "
    "r.uitgenodigd_op, r.op_verzoek_inwoner, r.criteria, r.criteria_tekst FROM gesprek_rij r "
    "LEFT JOIN praktijk k ON k.id = r.praktijk WHERE r.gesprek $GESPREKKEN"
)
LEEFGEBIED: Final = "SELECT gesprek AS van, code, tekst FROM gesprek_leefgebied WHERE gesprek $GESPREKKEN"
THEMA: Final = (
    "SELECT gesprek AS van, thema, besproken, score, "
    "(vertelt IS NOT NULL OR kracht IS NOT NULL OR lastig IS NOT NULL OR wens IS NOT NULL) AS beschreven "
    "FROM gesprek_thema WHERE gesprek $GESPREKKEN"
)
UREN: Final = "SELECT gesprek AS van, wie, uren FROM gesprek_uren WHERE gesprek $GESPREKKEN"
WAARDERING: Final = "SELECT gesprek AS van, soort, waarde FROM gesprek_waardering WHERE gesprek $GESPREKKEN"
TOELEIDING: Final = (
    "SELECT gesprek AS van, code, stap, weten, datum FROM toeleiding WHERE gesprek $GESPREKKEN"
)
ADVIES: Final = (
    "SELECT gesprek AS van, id, vastgesteld_op, vastgesteld_door, hoofdadvies, actie_huisarts FROM advies "
    "WHERE gesprek $GESPREKKEN ORDER BY id"
)


_GESPREKKEN: Final = "IN (SELECT id FROM gesprek g WHERE $VAN(g.inwoner))"
_VAN = re.compile(r"\$VAN\(([a-z.]+)\)")
_HUN: Final = r"\1 IN (SELECT unhex(value) FROM json_each(:inwoners))"


def lees(db: Session, vraag: str, inwoners: Iterable[UUID] | None = None, **meer: Any) -> Iterator[Row[Any]]:
    """The tuples of one of the questions above; `inwoners` None: of everybody."""
    vraag = vraag.replace("$GESPREKKEN", _GESPREKKEN)
    if inwoners is None:
        return iter(db.execute(text(_VAN.sub("1", vraag)), meer))
    ids = json.dumps([i.hex for i in inwoners])
    return iter(db.execute(text(_VAN.sub(_HUN, vraag)), {"inwoners": ids, **meer}))


_BEKEND = text(
    "WITH namen(n) AS (SELECT value FROM json_each(:namen)), ids(n) AS (SELECT value FROM json_each(:ids)) "
    "SELECT id FROM inwoner WHERE extern_id IN (SELECT n FROM namen) "
    "UNION SELECT id FROM inwoner WHERE ref IN (SELECT n FROM namen) "
    "UNION SELECT inwoner FROM gesprek WHERE extern_id IN (SELECT n FROM ids) "
    "UNION SELECT inwoner FROM gesprek WHERE ref IN (SELECT n FROM ids) "
    "UNION SELECT inwoner FROM aanmelding WHERE extern_id IN (SELECT n FROM ids) "
    "UNION SELECT inwoner FROM aanmelding WHERE ref IN (SELECT n FROM ids)"
)


def bekenden(db: Session, namen: Iterable[str], ids: Iterable[str]) -> list[UUID]:
    """The inwoners of whom a file speaks: by their own pseudonym, or by the id of a row."""
    vraag = {"namen": json.dumps(list(namen)), "ids": json.dumps(list(ids))}
    return [UUID(bytes=i) for i in db.execute(_BEKEND, vraag).scalars()]
