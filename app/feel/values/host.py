"""Values of the host language at the border: converted when an expression reads them, and back for the host."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal, DecimalException
from typing import Any
from zoneinfo import ZoneInfo

from app.feel.errors import FeelBoundError
from app.feel.values.calendar import Date
from app.feel.values.kinds import DIGITS, Range, Signature, Value
from app.feel.values.temporal import NANOS, DateTime, DayTimeDuration, Time, YearMonthDuration, Zone

_DEEPEST = 100


class NativeContext(dict[str, Value]):
    """A context whose values all are FEEL values already, so that reading them converts nothing."""


def from_host(value: Any, depth: int = 0) -> Value:
    """A host value as FEEL value; null for what FEEL does not know, and below 100 levels.

    int, float and Decimal are numbers (not finite: null); date, time and datetime keep their zone; timedelta is a
    days and time duration; sequences and sets are lists; mappings are contexts of their string keys.
    """
    convert = _CONVERTERS.get(type(value))
    if convert is not None:
        return convert(value)
    return value if isinstance(value, Signature) else _of_container(value, depth + 1)


def _of_container(value: Any, depth: int) -> Value:
    if depth > _DEEPEST:
        return None
    if isinstance(value, Mapping):
        return {key: from_host(item, depth) for key, item in value.items() if isinstance(key, str)}
    if isinstance(value, list | tuple | set | frozenset):
        return [from_host(item, depth) for item in value]
    return _of_subclass(value)


def _of_subclass(value: Any) -> Value:
    """A value of a subclass (an enumeration of strings, say) as that of its base."""
    for base, convert in _CONVERTERS.items():
        if isinstance(value, base):
            return convert(value)
    return None


def _same(value: Value) -> Value:
    return value


def _float(value: float) -> Value:
    return _decimal(Decimal(repr(value)))


def _decimal(value: Decimal | int) -> Value:
    """The number within 34 digits; null when it is none."""
    try:
        rounded = DIGITS.create_decimal(value)
    except DecimalException:
        return None
    return rounded if rounded.is_finite() else None


def _zone(info: Any, offset: timedelta | None) -> Zone | None:
    if isinstance(info, ZoneInfo):
        return Zone(0, info.key)
    return None if offset is None else Zone(round(offset.total_seconds()))


def _time(value: time) -> Time:
    seconds = (value.hour * 60 + value.minute) * 60 + value.second
    return Time(seconds * NANOS + value.microsecond * 1000, _zone(value.tzinfo, value.utcoffset()))


def _datetime(value: datetime) -> DateTime:
    time_ = _time(value.time())
    return DateTime(_date(value), Time(time_.nanos, _zone(value.tzinfo, value.utcoffset())))


def _date(value: date) -> Date:
    return Date(value.year, value.month, value.day)


def _timedelta(value: timedelta) -> DayTimeDuration:
    return DayTimeDuration((value.days * 86_400 + value.seconds) * NANOS + value.microseconds * 1000)


_CONVERTERS: dict[type, Callable[[Any], Value]] = {
    **dict.fromkeys(
        (type(None), bool, Date, Time, DateTime, DayTimeDuration, YearMonthDuration, Range), _same
    ),
    str: str.__str__,
    int: _decimal,
    Decimal: _decimal,
    float: _float,
    datetime: _datetime,
    date: _date,
    time: _time,
    timedelta: _timedelta,
}


def to_host(value: Value, depth: int = 0) -> Any:
    """A FEEL value as host value: date, time, datetime, timedelta, list, dict; numbers stay Decimal.

    Nanoseconds are cut to microseconds. What the host has no type for (years and months durations, ranges,
    functions, years before 1 and after 9999) stays as it is.

    Raises:
        FeelBoundError: below 100 levels.
    """
    if depth > _DEEPEST:
        raise FeelBoundError("depth", _DEEPEST)
    if isinstance(value, list):
        return [to_host(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {key: to_host(item, depth + 1) for key, item in value.items()}
    convert = _TO_HOST.get(type(value))
    return value if convert is None else convert(value)


def _host_date(value: Date) -> Any:
    return date(value.year, value.month, value.day) if _in_host_years(value) else value


def _host_duration(value: DayTimeDuration) -> Any:
    try:
        return timedelta(microseconds=value.nanos // 1000)
    except OverflowError:
        return value


def _in_host_years(value: Date) -> bool:
    return 1 <= value.year <= 9999


def _host_time(value: Time) -> time:
    micros = value.nanos // 1000 % 1_000_000
    return time(value.hour, value.minute, value.second, micros, _host_zone(value.zone))


def _host_datetime(value: DateTime) -> Any:
    if not _in_host_years(value.date):
        return value
    return datetime.combine(_host_date(value.date), _host_time(value.time))


def _host_zone(zone: Zone | None) -> timezone | ZoneInfo | None:
    if zone is None:
        return None
    if zone.name is not None:
        return ZoneInfo(zone.name)
    return UTC if zone.offset == 0 else timezone(timedelta(seconds=zone.offset))


_TO_HOST: dict[type, Callable[[Any], Any]] = {
    Date: _host_date,
    Time: _host_time,
    DateTime: _host_datetime,
    DayTimeDuration: _host_duration,
}
