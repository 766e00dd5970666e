"""Properties of dates, times, durations and ranges (DMN 1.5, table 65)."""

from collections.abc import Callable
from decimal import Decimal

from app.feel.values.calendar import Date
from app.feel.values.kinds import Range, Value
from app.feel.values.temporal import DAY, NANOS, DateTime, DayTimeDuration, Time, YearMonthDuration


def _offset(seconds: int | None) -> DayTimeDuration | None:
    return None if seconds is None else DayTimeDuration(seconds * NANOS)


def _time_offset(value: Time) -> DayTimeDuration | None:
    return None if value.zone is None or value.zone.name else _offset(value.zone.offset)


def _timezone(value: Time) -> str | None:
    return value.zone.name if value.zone else None


def _part(nanos: int, unit: int, most: int | None = None) -> Decimal:
    """That many whole units, less the units above; of a negative duration negative, as its parts are."""
    amount = abs(nanos) // unit
    whole = amount if most is None else amount % most
    return Decimal(-whole if nanos < 0 else whole)


def _month_part(months: int, unit: int, most: int | None = None) -> Decimal:
    return _part(months, unit, most)


_Read = Callable[[Value], Value]

_DATE: dict[str, _Read] = {
    "year": lambda value: Decimal(value.year),
    "month": lambda value: Decimal(value.month),
    "day": lambda value: Decimal(value.day),
    "weekday": lambda value: Decimal(value.weekday),
}
_TIME: dict[str, _Read] = {
    "hour": lambda value: Decimal(value.hour),
    "minute": lambda value: Decimal(value.minute),
    "second": lambda value: Decimal(value.second),
    "time offset": _time_offset,
    "timezone": _timezone,
}


def _of(part: str, read: _Read) -> _Read:
    if part == "date":
        return lambda value: read(value.date)
    return lambda value: read(value.time)


_PROPERTIES: dict[type, dict[str, _Read]] = {
    Date: _DATE,
    Time: _TIME,
    DateTime: {
        **{name: _of("date", read) for name, read in _DATE.items()},
        **{name: _of("time", read) for name, read in _TIME.items()},
        "time offset": lambda value: _offset(value.offset),
    },
    DayTimeDuration: {
        "days": lambda value: _part(value.nanos, DAY),
        "hours": lambda value: _part(value.nanos, 3600 * NANOS, 24),
        "minutes": lambda value: _part(value.nanos, 60 * NANOS, 60),
        "seconds": lambda value: _part(value.nanos, NANOS, 60),
    },
    YearMonthDuration: {
        "years": lambda value: _month_part(value.months, 12),
        "months": lambda value: _month_part(value.months, 1, 12),
    },
    Range: {
        "start": lambda value: value.start,
        "end": lambda value: value.end,
        "start included": lambda value: value.start_included,
        "end included": lambda value: value.end_included,
    },
}

PROPERTY_NAMES = frozenset(name for table in _PROPERTIES.values() for name in table)


def property_of(value: Value, name: str, default: Value) -> Value:
    """The property of that name; `default` when the value has none."""
    read = _PROPERTIES.get(type(value), {}).get(name)
    return default if read is None else read(value)
