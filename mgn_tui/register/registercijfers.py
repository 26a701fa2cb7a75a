"""The counts of the registers: for the period report, the targets and the kassier."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from mgn_tui.figures.registers import Registertelling, Urensom, tel
from mgn_tui.store.telrijen_registers import registerrijen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


def cijfers(sessie: "Sessie", van: date, tot: date, pilot: UUID | None = None) -> Registertelling:
    """All counts of a period; of a pilot where the register knows pilots. No person is in them.

    Loose marks below the region's threshold have no mean.
    """
    with sessie.lezen() as db:
        rijen = registerrijen(db, pilot)
    return tel(rijen, van, tot, sessie.profiel.tellen.drempel_openbaar)


def urensommen(sessie: "Sessie", van: date, tot: date, pilot: UUID | None = None) -> tuple[Urensom, ...]:
    """Hours per organisatie, domein, onderdeel and bron: for the coördinator. Raises `GeenToegang`."""
    if not sessie.ik.coordinator:
        raise sessie.geen_toegang(
            "De uren van het hele team ziet de coördinator, per organisatie. Uw eigen uren ziet u zelf."
        )
    return cijfers(sessie, van, tot, pilot).uren
