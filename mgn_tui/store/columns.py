"""Column types and field makers of the tables: exact values, sixteen-byte keys, sealed text."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BLOB, Column, Dialect, ForeignKey, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field


class UuidBlob(TypeDecorator[UUID]):
    """A UUID as sixteen bytes: a quarter of the size of its text, and three times as fast."""

    impl = BLOB
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(bytes=value)


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored as UTC text that sorts: `2027-03-09T13:00:00Z`. Whole seconds."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal as a whole number of parts: hundredths of an hour, halves of a score. Never a float."""

    impl = Integer
    cache_ok = True

    def __init__(self, delen: int) -> None:
        super().__init__()
        self.delen = delen

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        parts = Decimal(value) * self.delen
        if parts != parts.to_integral_value():
            raise ValueError(f"not a whole number of 1/{self.delen}")
        return int(parts)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / self.delen


def sleutel() -> Any:
    """Primary key: a UUIDv7."""
    return Field(sa_column=Column(UuidBlob, primary_key=True))


def _verwijzing(doel: str, **kolom: Any) -> Column[Any]:
    # Deferred: without relationship() a flush does not order by foreign keys. No ON DELETE CASCADE, ever.
    return Column(UuidBlob, ForeignKey(doel, deferrable=True, initially="DEFERRED"), **kolom)


def naar(doel: str, *, verplicht: bool = True, index: bool = False) -> Any:
    """A reference to another record."""
    if verplicht:
        return Field(sa_column=_verwijzing(doel, nullable=False, index=index))
    return Field(default=None, sa_column=_verwijzing(doel, nullable=True, index=index))


def deel_van(doel: str) -> Any:
    """Part of a natural key: the record this row hangs on."""
    return Field(sa_column=_verwijzing(doel, primary_key=True))


def code_deel() -> Any:
    """Part of a natural key: a code."""
    return Field(sa_column=Column(Text, primary_key=True))


def geheim() -> Any:
    """Text about an inwoner: sealed with that inwoner's own key before it gets here."""
    return Field(default=None, sa_column=Column(LargeBinary, nullable=True, info={"persoonlijk": True}))


def niet_in_log() -> Any:
    """Key material: the log keeps that it came or went, never what it was."""
    return Field(sa_column=Column(LargeBinary, nullable=False, info={"buiten_log": True}))


def moment(*, verplicht: bool = False, index: bool = False) -> Any:
    if verplicht:
        return Field(sa_column=Column(Moment, nullable=False, index=index))
    return Field(default=None, sa_column=Column(Moment, nullable=True, index=index))


def exact(delen: int) -> Any:
    return Field(default=None, sa_column=Column(Exact(delen), nullable=True))


GECLUSTERD = {"sqlite_with_rowid": False}
