"""The head of the access log: of each device the number of its last entry and the link that chains it.

Kept outside the database (key file, backups, inzage), it shows when the tail was cut off or the chain was made
anew: the database cannot be asked about itself.
"""

from collections.abc import Collection, Mapping
from typing import Any

Kop = dict[str, tuple[int, str]]
"""By device: (number, link in hex)."""

VRAAG = (
    "SELECT apparaat, nr, keten FROM toegang WHERE nr IN (SELECT max(nr) FROM toegang GROUP BY apparaat) "
    "ORDER BY apparaat"
)


def als_json(kop: Kop) -> dict[str, dict[str, Any]]:
    return {apparaat: {"nr": nr, "keten": keten} for apparaat, (nr, keten) in sorted(kop.items())}


def uit_json(ruw: object) -> Kop:
    """Raises `ValueError` for anything that is no head."""
    if not isinstance(ruw, Mapping):
        raise ValueError
    kop: Kop = {}
    for apparaat, deel in ruw.items():
        if not isinstance(deel, Mapping):
            raise ValueError
        nr, keten = deel.get("nr"), deel.get("keten")
        if type(nr) is not int or not isinstance(keten, str) or len(bytes.fromhex(keten)) != 32:
            raise ValueError
        kop[str(apparaat)] = nr, keten
    return kop


def samen(stond: Kop, kop: Kop, vervang: Collection[str] = ()) -> Kop:
    """`stond` with what is later in `kop`. Of the devices in `vervang` only what `kop` says counts."""
    uit = {apparaat: deel for apparaat, deel in stond.items() if apparaat not in vervang}
    for apparaat, deel in kop.items():
        if deel[0] > uit.get(apparaat, (0, ""))[0]:
            uit[apparaat] = deel
    return uit
