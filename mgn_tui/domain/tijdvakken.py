"""A month or a quarter as a word: stored as 2026-03 and 2026-Q1, typed as people type them; and a week."""

import re
from datetime import date, timedelta

from mgn_tui.domain.datums import MAANDEN, MAANDEN_KORT, DatumFout, lees_datum

_JAREN = range(2000, 2100)
_NUMMER = re.compile(r"(\d{4})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{4})")
_WOORD = re.compile(r"([a-z]+)\.? (\d{4})")
_KWARTAAL = re.compile(r"(\d{4})[-/. ]*q ?([1-4])|(?:q ?)?([1-4])(?:e)?(?: kwartaal)?[-/. ]+(\d{4})")
_WEEK = re.compile(r"(?:week )?(\d{1,2})(?:[ /]+(\d{4}))?|(\d{4})-?w(\d{1,2})")
_WEKEN = {"deze week": 0, "volgende week": 7, "vorige week": -7}


def maandag_van(dag: date) -> date:
    return dag - timedelta(days=dag.weekday())


def lees_week(tekst: str, vandaag: date) -> date:
    """The Monday of a week: a number (`11`, `week 11`, `2027-W11`), `volgende week`, or a day in it. A number without
    a year is the nearest. Raises ValueError, in Dutch."""
    net = " ".join(tekst.lower().split())
    if net in _WEKEN:
        return maandag_van(vandaag) + timedelta(days=_WEKEN[net])
    try:
        if deel := _WEEK.fullmatch(net):
            nummer, jaar = int(deel[1] or deel[4]), deel[2] or deel[3]
            if jaar:
                return date.fromisocalendar(int(jaar), nummer, 1)
            jaren = range(vandaag.year - 1, vandaag.year + 2)
            dagen = [date.fromisocalendar(j, nummer, 1) for j in jaren if nummer < 53 or _heeft_53(j)]
            return min(dagen, key=lambda dag: abs(dag - vandaag))
        return maandag_van(lees_datum(net, vandaag))
    except (DatumFout, ValueError):
        raise ValueError("Een week, bijvoorbeeld 11, 2027-W11, volgende week of een dag: 15-3.") from None


def _heeft_53(jaar: int) -> bool:
    return date(jaar, 12, 28).isocalendar().week == 53


def lees_maand(tekst: str) -> str:
    """`2026-03`. Raises ValueError, in Dutch."""
    net = " ".join(tekst.lower().split())
    jaar, maand = 0, 0
    if deel := _NUMMER.fullmatch(net):
        jaar, maand = int(deel[1] or deel[4]), int(deel[2] or deel[3])
    elif deel := _WOORD.fullmatch(net):
        jaar = int(deel[2])
        namen = (*enumerate(MAANDEN, 1), *enumerate(MAANDEN_KORT, 1))
        maand = next((nr for nr, naam in namen if naam == deel[1]), 0)
    if jaar not in _JAREN or not 1 <= maand <= 12:
        raise ValueError("Een maand met het jaar, bijvoorbeeld maart 2027 of 3-2027.")
    return f"{jaar}-{maand:02}"


def lees_kwartaal(tekst: str) -> str:
    """`2026-Q1`. Raises ValueError, in Dutch."""
    deel = _KWARTAAL.fullmatch(" ".join(tekst.lower().split()))
    jaar, nummer = (int(deel[1] or deel[4]), int(deel[2] or deel[3])) if deel else (0, 0)
    if jaar not in _JAREN:
        raise ValueError("Een kwartaal met het jaar, bijvoorbeeld 2027-Q1 of 1e kwartaal 2027.")
    return f"{jaar}-Q{nummer}"


def maand_van(dag: date) -> str:
    return f"{dag:%Y-%m}"


def kwartaal_van(dag: date) -> str:
    return f"{dag.year}-Q{(dag.month + 2) // 3}"


def kwartaal_verder(kwartaal: str, aantal: int) -> str:
    """So many quarters on, or back."""
    jaar, nummer = kwartaal.split("-Q")
    jaren, plek = divmod(int(jaar) * 4 + int(nummer) - 1 + aantal, 4)
    return f"{jaren}-Q{plek + 1}"


def eerste_dag(tijdvak: str) -> date:
    """The day on which a month or quarter begins: the day it counts on in a period."""
    jaar, deel = tijdvak.split("-")
    return date(int(jaar), (int(deel[1]) - 1) * 3 + 1 if deel[0] == "Q" else int(deel), 1)


def toon_maand(maand: str) -> str:
    """maart 2026"""
    dag = eerste_dag(maand)
    return f"{MAANDEN[dag.month - 1]} {dag.year}"


def toon_kwartaal(kwartaal: str) -> str:
    """1e kwartaal 2026"""
    jaar, _, nummer = kwartaal.partition("-Q")
    return f"{nummer}e kwartaal {jaar}"


def dagen_van(tijdvak: str) -> tuple[date, date]:
    """The first and the last day of a month or quarter."""
    van = eerste_dag(tijdvak)
    verder = van.month + (3 if "Q" in tijdvak else 1)
    volgende = date(van.year + (verder > 12), verder - 12 * (verder > 12), 1)
    return van, volgende - timedelta(days=1)
