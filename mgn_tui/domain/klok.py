"""The time, given from outside so that a test can hold it still."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def dag_van(moment: str | datetime) -> date:
    """The day in Amsterdam of a moment; a text is one as it is stored, in UTC: shortly after midnight its
    first ten signs are the day before. Raises `ValueError` for one without a zone: that would be read in the
    zone of the laptop."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(AMSTERDAM).date()


class Klok:
    """The clock of the machine. "Today" is Amsterdam's, whatever the laptop's zone."""

    def nu(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC)

    def vandaag(self) -> date:
        return self.nu().astimezone(AMSTERDAM).date()


class VasteKlok(Klok):
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=AMSTERDAM)
        self._moment = moment.astimezone(UTC)

    def nu(self) -> datetime:
        return self._moment

    def verder(self, duur: timedelta) -> None:
        self._moment += duur
