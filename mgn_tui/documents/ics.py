"""The agenda as ICS, for the calendar program one uses besides; and writing it.

A program that takes the file in again knows a gesprek by its UID and keeps the version with the highest SEQUENCE,
so what was moved is there once. What was called off says so in its title as well, for programs that overlook STATUS.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from mgn_tui import __version__
from mgn_tui.documents.schrijven import schrijf_als, schrijf_nieuw
from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.woorden import ExportSoort
from mgn_tui.register import exportmap, kalender, toegang

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

    from mgn_tui.register.kalender import Kalenderregel
    from mgn_tui.register.sessie import Sessie

ZONE: Final = "Europe/Amsterdam"


@dataclass(frozen=True, slots=True)
class Meegenomen:
    """What was written: where, how many gesprekken, and how many of them say that they are off."""

    pad: Path
    aantal: int
    vervallen: int

    @property
    def zin(self) -> str:
        """The same for people."""
        if not self.aantal:
            return "Er staat geen gesprek in: u hebt er vanaf deze dag geen."
        wat = "1 gesprek" if self.aantal == 1 else f"{self.aantal} gesprekken"
        weg = f", {self.vervallen} daarvan afgezegd" if self.vervallen else ""
        return f"{wat}{weg}. Zonder namen; lees het bestand in uw agenda in en haal het daarna weg."


def maak_ics(regels: Iterable["Kalenderregel"], nu: datetime) -> bytes:
    """The file. `nu`: the moment it is made."""
    from icalendar import Calendar

    kalender_ = Calendar()
    kalender_.add("prodid", f"-//mgn_tui//{__version__}//NL")
    kalender_.add("version", "2.0")
    kalender_.add("calscale", "GREGORIAN")
    kalender_.add("method", "PUBLISH")
    kalender_.add_component(_zone())
    for regel in regels:
        kalender_.add_component(_gesprek(regel, nu))
    return _bytes(kalender_)


def _bytes(kalender_: "Calendar") -> bytes:
    inhoud = kalender_.to_ical()
    return inhoud if isinstance(inhoud, bytes) else str(inhoud).encode()


def _zone() -> "Timezone":
    """The rule of the European Union since 1996, without an end: a list of days would end somewhere."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", ZONE)
    winter, zomer = timedelta(hours=1), timedelta(hours=2)
    for deel, naam, was, werd, maand, uur in (
        (TimezoneDaylight(), "CEST", winter, zomer, 3, 2),
        (TimezoneStandard(), "CET", zomer, winter, 10, 3),
    ):
        deel.add("tzname", naam)
        deel.add("dtstart", datetime(1996, maand, 31 if maand == 3 else 27, uur))
        deel.add("tzoffsetfrom", was)
        deel.add("tzoffsetto", werd)
        deel.add("rrule", {"freq": "yearly", "bymonth": maand, "byday": "-1SU"})
        zone.add_component(deel)
    return zone


def _gesprek(regel: "Kalenderregel", nu: datetime) -> "Event":
    from icalendar import Event

    e = Event()
    e.add("uid", str(regel.uid))
    e.add("dtstamp", nu)
    e.add("last-modified", regel.gewijzigd)
    e.add("sequence", regel.volgorde)
    e.add("dtstart", regel.begin.date() if regel.hele_dag else regel.begin)
    e.add("dtend", regel.begin.date() + timedelta(days=1) if regel.hele_dag else regel.einde)
    wat = "Afgezegd: verkennend gesprek" if regel.vervallen else "Verkennend gesprek"
    e.add("summary", f"{wat} {regel.wie}".strip())
    if regel.plaats:
        e.add("location", regel.plaats)
    e.add("status", "CANCELLED" if regel.vervallen else "CONFIRMED")
    e.add("transp", "TRANSPARENT" if regel.vervallen else "OPAQUE")
    e.add("class", "PRIVATE")  # a shared calendar then shows "occupied"
    return e


def geef_uit(sessie: "Sessie", van: date, pad: Path | None = None) -> Meegenomen:
    """Write your own gesprekken from `van` on, in exports/ or in the file that was named, and note it.

    Raises `Geweigerd` (you hold none, another ending, a file that exists) or `SchijfFout`; then nothing is there.
    """
    if pad is not None and pad.suffix.lower() != ".ics":
        raise Geweigerd("Geef het bestand een naam die eindigt op .ics.")
    regels = kalender.eigen(sessie, van)
    inhoud = maak_ics(regels, sessie.klok.nu())

    def vul(doel: "BinaryIO") -> None:
        doel.write(inhoud)

    if pad is None:
        uit = schrijf_nieuw(sessie.werkmap.exports, f"agenda-vanaf-{van.isoformat()}", inhoud, ".ics")
    else:
        uit = schrijf_als(pad, vul)
    try:
        exportmap.noteer(sessie, uit, ExportSoort.AGENDA)
        toegang.noteer_los(sessie, "gegevens uitgevoerd", None, f"eigen agenda vanaf {toon_datum(van)}")
    except BaseException:
        uit.unlink(missing_ok=True)
        raise
    return Meegenomen(uit, len(regels), sum(r.vervallen for r in regels))
