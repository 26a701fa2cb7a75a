"""Dates and moments as people in the Netherlands type and read them.

Reading explains what is wrong and proposes nothing silently; showing is the same everywhere, and
what is shown can be read back.
"""

import calendar
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.klok import AMSTERDAM

Richting = Literal["toekomst", "verleden", "dichtbij"]

MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
MAANDEN_KORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

# A year outside these bounds, counted from today, is taken for a slip of the fingers.
_JAREN_TERUG = 125
_JAREN_VOORUIT = 10

_VOORBEELD_DATUM = "bijvoorbeeld 9-3-2027, 9 maart, di of over 2 weken"
_VASTE_DAGEN = {"vandaag": 0, "morgen": 1, "overmorgen": 2, "gisteren": -1, "eergisteren": -2}
_TELWOORDEN = {
    "een": 1,
    "één": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "twaalf": 12,
}
_EENHEDEN = {
    **dict.fromkeys(("d", "dag", "dagen"), "dag"),
    **dict.fromkeys(("w", "wk", "week", "weken"), "week"),
    **dict.fromkeys(("m", "mnd", "maand", "maanden"), "maand"),
    **dict.fromkeys(("j", "jr", "jaar", "jaren"), "jaar"),
}
_WEKEN = {"deze": 0, "volgende": 1, "vorige": -1}

_SCHEIDING = r"\s*[-/. ]\s*"
_OVER = re.compile(r"over (\w+) ([a-z]+)")
_GELEDEN = re.compile(r"(\w+) ([a-z]+) geleden")
_PLUS_MIN = re.compile(r"([+-])\s*([0-9]+)\s*([a-z]+)")
_IN_WEEK = re.compile(r"(deze|volgende|vorige) week (?:op )?([a-z]+)")
_DAG_IN_WEEK = re.compile(r"([a-z]+) (deze|volgende|vorige) week")
_KOMENDE = re.compile(r"(komende|aanstaande|afgelopen|vorige|volgende) ([a-z]+)")
_MET_WEEKDAG = re.compile(r"([a-z]{2,9})\.? (?:de )?([0-9].*)")
_CIJFERS = re.compile(rf"([0-9]{{1,2}}){_SCHEIDING}([0-9]{{1,2}})(?:{_SCHEIDING}'?([0-9]+))?")
_ISO = re.compile(rf"([0-9]{{4}}){_SCHEIDING}([0-9]{{1,2}}){_SCHEIDING}([0-9]{{1,2}})")
_AANEEN = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_MET_MAAND = re.compile(r"([0-9]{1,2})(?:e|ste|de)?[-/. ]*([a-z]+)(?:[-/. ]*'?([0-9]+))?")
_ALLEEN_DAG = re.compile(r"([0-9]{1,2})(?:e|ste|de)?")
_TIJD = re.compile(
    r"(?:^|\s)(?:om )?(?:"
    r"(?P<deel>half|kwart over|kwart voor) (?P<uur_deel>[0-9]{1,2})"
    r"|(?P<uur>[0-9]{1,2})[:.](?P<minuut>[0-9]{2})(?::00)?(?: ?(?:uur|u))?"
    r"|(?P<uur_los>[0-9]{1,2}) ?(?:uur|u)(?: ?(?P<minuut_los>[0-9]{1,2}))?"
    r")$"
)


class DatumFout(MgnFout, ValueError):
    """A date or time that cannot be meant. `melding` says in Dutch what is wrong with it."""


# -- reading a date ------------------------------------------------------------------------


def lees_datum(tekst: str, vandaag: date, richting: Richting = "dichtbij") -> date:
    """The day a person means.

    Without a year the day is the nearest one ("dichtbij"), the first from today on ("toekomst")
    or the last up to today ("verleden"). A bare weekday is the first from today on, except with
    "verleden". Two digits of a year are the latest such year at most ten years ahead, and with
    "verleden" at most today: '66 is 1966. Years from 125 back to 10 ahead are taken.
    Raises `DatumFout`.
    """
    try:
        return _lees(_net(tekst), vandaag, richting)
    except OverflowError:
        raise DatumFout("Deze datum ligt te ver weg.") from None


def _net(tekst: str) -> str:
    tekst = re.sub(r"[‐‑‒–—−]", "-", tekst.casefold())
    tekst = re.sub(r"[‘’`´]", "'", tekst).replace("a.s.", "aanstaande").replace(",", " ")
    return " ".join(tekst.split()).strip(" .")


def _lees(tekst: str, vandaag: date, richting: Richting) -> date:
    if not tekst:
        raise DatumFout(f"Vul een datum in, {_VOORBEELD_DATUM}.")
    if tekst in _VASTE_DAGEN:
        return vandaag + timedelta(days=_VASTE_DAGEN[tekst])
    if (dag := _lees_afstand(tekst, vandaag)) or (dag := _lees_weekdag(tekst, vandaag, richting)):
        return dag
    if (delen := _MET_WEEKDAG.fullmatch(tekst)) and (weekdag := _weekdag(delen[1])) is not None:
        dag = _lees_kalender(delen[2], vandaag, richting)
        if dag.weekday() != weekdag:
            raise DatumFout(f"{toon_dag(dag)} is een {WEEKDAGEN[dag.weekday()]}, geen {WEEKDAGEN[weekdag]}.")
        return dag
    return _lees_kalender(tekst, vandaag, richting)


def _lees_afstand(tekst: str, vandaag: date) -> date | None:
    """ "over 2 weken", "3 dagen geleden", "+1w"."""
    if delen := _OVER.fullmatch(tekst):
        teken, getal, eenheid = 1, delen[1], delen[2]
    elif delen := _GELEDEN.fullmatch(tekst):
        teken, getal, eenheid = -1, delen[1], delen[2]
    elif delen := _PLUS_MIN.fullmatch(tekst):
        teken, getal, eenheid = (1 if delen[1] == "+" else -1), delen[2], delen[3]
    else:
        return None
    aantal = _TELWOORDEN.get(getal)
    if aantal is None and re.fullmatch(r"[0-9]{1,5}", getal):
        aantal = int(getal)
    soort = _EENHEDEN.get(eenheid)
    if aantal is None or soort is None:
        raise DatumFout(
            "Tel in dagen, weken, maanden of jaren, bijvoorbeeld over 2 weken of 3 dagen geleden."
        )
    aantal *= teken
    if soort in ("dag", "week"):
        dag = vandaag + timedelta(days=aantal * (7 if soort == "week" else 1))
    else:
        dag = _maanden_verder(vandaag, aantal * (12 if soort == "jaar" else 1))
    if not -_JAREN_TERUG <= dag.year - vandaag.year <= _JAREN_VOORUIT:
        raise DatumFout("Deze datum ligt te ver weg.")
    return dag


def _maanden_verder(dag: date, maanden: int) -> date:
    """The same day so many months on; the last of the month where that day is missing."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    if not date.min.year <= jaar <= date.max.year:
        raise OverflowError
    return date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))


def _lees_weekdag(tekst: str, vandaag: date, richting: Richting) -> date | None:
    """ "di", "volgende week di", "afgelopen vrijdag"."""
    if (weekdag := _weekdag(tekst)) is not None:
        vooruit = (weekdag - vandaag.weekday()) % 7
        if richting == "verleden" and vooruit:
            vooruit -= 7
        return vandaag + timedelta(days=vooruit)
    in_week = _IN_WEEK.fullmatch(tekst)
    dag_in_week = _DAG_IN_WEEK.fullmatch(tekst)
    if in_week or dag_in_week:
        week, naam = in_week.group(1, 2) if in_week else dag_in_week.group(2, 1) if dag_in_week else ("", "")
        if (weekdag := _weekdag(naam)) is not None:
            return vandaag + timedelta(days=7 * _WEKEN[week] + weekdag - vandaag.weekday())
    if tekst in ("deze week", "volgende week", "vorige week"):
        raise DatumFout(f"Schrijf ook de dag, bijvoorbeeld {tekst} di.")
    if (delen := _KOMENDE.fullmatch(tekst)) and (weekdag := _weekdag(delen[2])) is not None:
        if delen[1] == "volgende":
            # half the country means the coming one, the other half the one after it
            kort = weekdag_kort(vandaag + timedelta(days=weekdag - vandaag.weekday()))
            raise DatumFout(f"Dat kan twee dagen zijn. Schrijf komende {kort} of volgende week {kort}.")
        if delen[1] in ("komende", "aanstaande"):
            return vandaag + timedelta(days=(weekdag - vandaag.weekday() - 1) % 7 + 1)
        return vandaag - timedelta(days=(vandaag.weekday() - weekdag - 1) % 7 + 1)
    return None


def _weekdag(woord: str) -> int | None:
    woord = woord.rstrip(".")
    if len(woord) < 2:
        return None
    return next((nummer for nummer, naam in enumerate(WEEKDAGEN) if naam.startswith(woord)), None)


def _lees_kalender(tekst: str, vandaag: date, richting: Richting) -> date:
    """A day by its numbers, or with the name of the month."""
    if delen := _ISO.fullmatch(tekst):
        return _datum(delen[3], int(delen[2]), delen[1], vandaag, richting)
    if delen := _CIJFERS.fullmatch(tekst) or _AANEEN.fullmatch(tekst):
        return _datum(delen[1], int(delen[2]), delen[3], vandaag, richting)
    if _ALLEEN_DAG.fullmatch(tekst):
        raise DatumFout("Schrijf ook de maand, bijvoorbeeld 9-3 of 9 maart.")
    if delen := _MET_MAAND.fullmatch(tekst):
        maand = _maand(delen[2])
        if maand is None:
            raise DatumFout("Deze maand is niet herkend. Schrijf bijvoorbeeld 9 maart of 9-3.")
        return _datum(delen[1], maand, delen[3], vandaag, richting)
    raise DatumFout(f"Deze datum is niet herkend. Schrijf {_VOORBEELD_DATUM}.")


def _maand(woord: str) -> int | None:
    if woord == "mrt":
        return 3
    if len(woord) < 3:
        return None
    return next((nummer for nummer, naam in enumerate(MAANDEN, 1) if naam.startswith(woord)), None)


def _datum(dag_tekst: str, maand: int, jaar_tekst: str | None, vandaag: date, richting: Richting) -> date:
    dag = int(dag_tekst)
    if not 1 <= maand <= 12:
        raise DatumFout(f"Maand {maand} bestaat niet. Schrijf eerst de dag, dan de maand: 9-3 is 9 maart.")
    if dag == 0:
        raise DatumFout("Dag 0 bestaat niet.")
    naam, meeste = MAANDEN[maand - 1], calendar.monthrange(2024, maand)[1]  # 2024: a leap year
    if dag > meeste:
        dagen = "28 of 29" if maand == 2 else str(meeste)
        raise DatumFout(f"{dag} {naam} bestaat niet: {naam} heeft {dagen} dagen.")
    if jaar_tekst is None:
        jaar = _jaar_zonder(dag, maand, vandaag, richting)
    else:
        jaar = _jaar(jaar_tekst, (maand, dag), vandaag, richting)
    if dag > calendar.monthrange(jaar, maand)[1]:
        raise DatumFout(f"{dag} {naam} {jaar} bestaat niet.")
    return date(jaar, maand, dag)


def _jaar_zonder(dag: int, maand: int, vandaag: date, richting: Richting) -> int:
    """The year that was left out."""

    def afstand(jaar: int) -> int:
        # where 29 February is missing, the year is still weighed: the fault then names that year
        laatste = calendar.monthrange(jaar, maand)[1]
        return (date(jaar, maand, min(dag, laatste)) - vandaag).days

    jaren = [jaar for jaar in (vandaag.year, vandaag.year + 1, vandaag.year - 1) if 1 <= jaar <= 9999]
    toegestaan: dict[Richting, Callable[[int], bool]] = {
        "toekomst": lambda jaar: afstand(jaar) >= 0,
        "verleden": lambda jaar: afstand(jaar) <= 0,
        "dichtbij": lambda jaar: True,
    }
    return min(filter(toegestaan[richting], jaren), key=lambda jaar: abs(afstand(jaar)), default=vandaag.year)


def _jaar(getypt: str, maand_dag: tuple[int, int], vandaag: date, richting: Richting) -> int:
    if len(getypt) not in (2, 4):
        raise DatumFout("Schrijf het jaar met twee of vier cijfers, bijvoorbeeld 27 of 2027.")
    jaar = int(getypt)
    hoogste = vandaag.year + _JAREN_VOORUIT
    if richting == "verleden":
        hoogste = vandaag.year - (maand_dag > (vandaag.month, vandaag.day))
    waarschijnlijk = hoogste - (hoogste - jaar) % 100
    if len(getypt) == 2:
        return waarschijnlijk
    verschil = jaar - vandaag.year
    if -_JAREN_TERUG <= verschil <= _JAREN_VOORUIT:
        return jaar
    raise DatumFout(
        f"Het jaar {getypt} ligt {abs(verschil)} jaar {'vooruit' if verschil > 0 else 'terug'};"
        f" bedoelt u {waarschijnlijk}?"
    )


# -- reading a time ------------------------------------------------------------------------


def lees_tijd(tekst: str) -> time:
    """The time of day: `14:00`, `14.00`, `14u`, `14 uur`, `9 uur 30`, `half 3`, `kwart over 9`.

    The spoken forms know no night: "half 3" is 14:30 and "2 uur" 14:00, from 7 in the morning to
    7 in the evening; with a colon or a leading zero the hour is as written. Raises `DatumFout`.
    """
    delen = _TIJD.fullmatch(_net(tekst))
    if not delen:
        raise DatumFout("Deze tijd is niet herkend. Schrijf bijvoorbeeld 14:00.")
    return _tijd(delen)


def lees_moment(tekst: str, vandaag: date, richting: Richting = "toekomst") -> datetime:
    """A day with a time behind it, in Europe/Amsterdam: `di 14:00`, `9-3 14.00`, `morgen 9 uur`.

    A time that the clock passes over in the night of summer time is refused; of one that comes
    twice, the first is meant. Raises `DatumFout`.
    """
    net = re.sub(r"(?<=[0-9])t(?=[0-9]{2}:)", " ", _net(tekst))
    delen = _TIJD.search(net)
    if not delen:
        lees_datum(net, vandaag, richting)  # a wrong day is told first
        raise DatumFout("Schrijf er ook de tijd bij, bijvoorbeeld 14:00.")
    dag_tekst = net[: delen.start()]
    if not dag_tekst.strip():
        raise DatumFout("Schrijf er ook de dag bij, bijvoorbeeld di 14:00.")
    dag, tijd = lees_datum(dag_tekst, vandaag, richting), _tijd(delen)
    moment = datetime.combine(dag, tijd, tzinfo=AMSTERDAM)
    # a time in the gap comes back from UTC as another one
    if moment.astimezone(UTC).astimezone(AMSTERDAM).time() != tijd:
        raise DatumFout(
            f"Op {toon_dag(dag)} bestaat {tijd:%H:%M} niet: de klok gaat die nacht een uur vooruit."
        )
    return moment


def _tijd(delen: re.Match[str]) -> time:
    if deel := delen["deel"]:
        uur = int(delen["uur_deel"])
        if not 1 <= uur <= 12:
            raise DatumFout("Schrijf de tijd in cijfers, bijvoorbeeld 14:30.")
        minuut = {"half": 30, "kwart over": 15, "kwart voor": 45}[deel]
        uur = _overdag(uur % 12 if deel == "kwart over" else uur - 1)
    elif delen["uur_los"]:
        uur, minuut = int(delen["uur_los"]), int(delen["minuut_los"] or 0)
        if uur and delen["uur_los"][0] != "0":
            uur = _overdag(uur)
    else:
        uur, minuut = int(delen["uur"]), int(delen["minuut"])
    if uur > 23 or minuut > 59:
        raise DatumFout("Een tijd loopt van 00:00 tot en met 23:59.")
    return time(uur, minuut)


def _overdag(uur: int) -> int:
    return uur + 12 if uur < 7 else uur


# -- showing and counting ------------------------------------------------------------------


def weekdag_kort(dag: date) -> str:
    """`di`."""
    return WEEKDAGEN[dag.weekday()][:2]


def toon_datum(dag: date) -> str:
    """`di 9 maart 2027`."""
    return f"{weekdag_kort(dag)} {toon_dag(dag)}"


def toon_dag(dag: date) -> str:
    """`9 maart 2027`: within a sentence, where the day of the week adds nothing."""
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def toon_datum_kort(dag: date) -> str:
    """`9 mrt`: for a table, where the year is plain."""
    return f"{dag.day} {MAANDEN_KORT[dag.month - 1]}"


def toon_dag_kort(dag: date, vandaag: date, *, smal: bool = False) -> str:
    """`9 mrt`; of another year than this one `9 mrt 2026`, or in a column of 7 cells (`smal`) `mrt '26`."""
    if dag.year == vandaag.year:
        return toon_datum_kort(dag)
    return f"{MAANDEN_KORT[dag.month - 1]} '{dag:%y}" if smal else f"{toon_datum_kort(dag)} {dag.year}"


def toon_moment(moment: datetime) -> str:
    """`di 9 maart 2027, 14:00`, in Europe/Amsterdam. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("moment without a time zone")
    hier = moment.astimezone(AMSTERDAM)
    return f"{toon_datum(hier)}, {hier:%H:%M}"


def toon_dagen(n: int) -> str:
    """A number of days in words: `vandaag`, `1 dag`, `16 dagen`."""
    if n == 0:
        return "vandaag"
    return "1 dag" if n == 1 else f"{n} dagen"


def dagen_tussen(begin: date, einde: date) -> int:
    """Calendar days from `begin` to `einde`; negative when `einde` lies before it."""
    return (einde - begin).days


def leeftijd_op(geboortedatum: date, dag: date) -> int:
    """Whole years of age on a day. Born on 29 February: a year older on 1 March in other years.

    Raises `DatumFout` for a day before the birth.
    """
    if dag < geboortedatum:
        raise DatumFout("De geboortedatum ligt na deze dag.")
    nog_niet_jarig = (dag.month, dag.day) < (geboortedatum.month, geboortedatum.day)
    return dag.year - geboortedatum.year - nog_niet_jarig
