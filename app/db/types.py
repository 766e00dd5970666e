"""Column types that mean the same in SQLite and PostgreSQL."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, String, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

from app.core.texts import kept, read_kept

INSTANT_LENGTH = 32
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def iso(at: datetime) -> str:
    """An instant as text of fixed width in UTC, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def from_json(stored: Any) -> Any:
    """A JSON column as the driver gives it: text in SQLite, a value already in PostgreSQL."""
    return json.loads(stored) if isinstance(stored, str) else stored


class Sentence(TypeDecorator[str]):
    """A sentence of ours that can be told in another language when it is read; rows of before are plain text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """JSON of template and values, where it is made of them."""
        made = kept(value) if value is not None else None
        return made if made is None or isinstance(made, str) else json.dumps(made, ensure_ascii=False)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        """The text, in Chinese until somebody asks for another language."""
        return read_kept(json.loads(value)) if value is not None and value.startswith('{"') else value


class Instant(TypeDecorator[datetime]):
    """An aware instant: `timestamptz` in PostgreSQL, sortable ISO text in UTC in SQLite."""

    impl = String(INSTANT_LENGTH)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """The native type where the database has one."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(String(INSTANT_LENGTH))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse naive times; keep UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its offset")
        return value.astimezone(UTC) if dialect.name == "postgresql" else iso(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)
