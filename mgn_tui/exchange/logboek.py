"""The access log as a file: CSV that a spreadsheet can open, or rows for JSON."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mgn_tui.documents.schrijven import schrijf_als
from mgn_tui.domain.datums import toon_datum
from mgn_tui.exchange.schrijven import schrijf_csv
from mgn_tui.register import logboek
from mgn_tui.register.logboek import Keuze, Regel

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

KOLOMMEN: Final = (
    *("moment", "wie", "rol", "wat", "inwoner", "record", "grond", "uitkomst", "apparaat", "nr"),
)


def wat_dit_is(sessie: "Sessie") -> str:
    """The first line of the file."""
    deel = "" if sessie.ik.coordinator else ", alleen wat u mag zien"
    return (
        f"Toegangslogboek (NEN 7513), uitgevoerd {toon_datum(sessie.klok.vandaag())}{deel}. "
        "Inwoners met een pseudoniem; namen van collega's zijn persoonsgegevens."
    )


def als_rij(r: Regel) -> dict[str, object]:
    return {
        naam: (
            r.moment if naam == "moment" else getattr(r, naam) if naam == "nr" else getattr(r, naam) or None
        )
        for naam in KOLOMMEN
    }


def als_csv(sessie: "Sessie", pad: Path, keuze: Keuze) -> tuple[Path, int]:
    """Write it to a new file; (where it is, how many entries). Raises `Geweigerd`, `SchijfFout`."""
    aantal = 0

    def cellen(regels: Iterable[Regel]) -> Iterator[list[str]]:
        nonlocal aantal
        yield list(KOLOMMEN)
        for r in regels:
            aantal += 1
            yield [r.moment.isoformat() if n == "moment" else str(getattr(r, n)) for n in KOLOMMEN]

    doel = schrijf_als(
        pad, lambda b: schrijf_csv(b, [wat_dit_is(sessie)], cellen(logboek.alles(sessie, keuze)))
    )
    return doel, aantal
