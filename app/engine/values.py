"""Values of process variables: JSON only, never changed in place, compared by type and content."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from app.feel.values.calendar import Date
from app.feel.values.host import from_host
from app.feel.values.temporal import DateTime, DayTimeDuration, Time, YearMonthDuration, Zone
from app.feel.values.text import text_of

_PLAIN = frozenset({str, int, bool, type(None)})
_FEEL_TEMPORAL = (Date, Time, DateTime, DayTimeDuration, YearMonthDuration)


class NotStorable(ValueError):
    """A value that has no JSON form, such as a function or a range."""


def plain(value: Any) -> Any:
    """The value as fresh JSON: numbers as int or float (15 digits), dates and durations as ISO 8601 text.

    Containers are new objects, so that nobody outside can change a stored value. Raises `NotStorable`.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is float:
        return _finite(value)
    if kind is Decimal:
        return int(value) if value == value.to_integral_value() else _finite(float(value))
    if kind is dict or isinstance(value, Mapping):
        return {
            key if type(key) is str else str(key): item if type(item) in _PLAIN else plain(item)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [item if type(item) in _PLAIN else plain(item) for item in value]
    return _text(value)


def _finite(value: float) -> float:
    if value - value != 0:
        raise NotStorable("infinite number")
    return value


def _text(value: Any) -> Any:
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date | datetime | time | timedelta):
        value = from_host(value)
    if isinstance(value, DateTime) and value.offset is not None:
        value = DateTime(
            value.date, Time(value.time.nanos, Zone(value.offset))
        )  # ISO 8601 knows no zone names
    if isinstance(value, _FEEL_TEMPORAL):
        return text_of(value)
    raise NotStorable(type(value).__name__)


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal in type and content: 1 is not true, and not 1.0."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(item, other[key]) for key, item in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)
