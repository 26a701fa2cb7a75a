"""Keys that sort by the moment they were made (RFC 9562, version 7)."""

import secrets
import time
from collections.abc import Iterator
from itertools import count
from uuid import UUID

_MEESTE_MS = (1 << 48) - 1


def uuid7(ms: int | None = None) -> UUID:
    """A new UUIDv7: 48 bits of time, 74 random bits.

    `ms` is the number of milliseconds since 1970-01-01 UTC, the machine's own clock when it is
    left out. Two keys of the same millisecond have no order. Raises ValueError outside 48 bits.
    """
    if ms is None:
        ms = time.time_ns() // 1_000_000
    if not 0 <= ms <= _MEESTE_MS:
        raise ValueError(f"ms outside 48 bits: {ms}")
    boven, onder = secrets.randbits(12), secrets.randbits(62)
    return UUID(int=ms << 80 | 0x7 << 76 | boven << 64 | 0b10 << 62 | onder)


def uuid7_reeks(ms: int) -> Iterator[UUID]:
    """New keys that all sort behind each other, for many records at once: a database appends such keys, and
    searches a place for any others. 26 bits count, 48 are random; the count starts low enough for 50 million.
    """
    for nummer in count(secrets.randbits(24)):
        boven, onder = nummer >> 14, (nummer & 0x3FFF) << 48 | secrets.randbits(48)
        yield UUID(int=ms << 80 | 0x7 << 76 | boven << 64 | 0b10 << 62 | onder)
