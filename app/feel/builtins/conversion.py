"""Conversion functions (DMN 1.5, 10.3.4.1) and `not` (10.3.4.2)."""

import re
from decimal import ROUND_DOWN, Decimal

from app.feel.builtins.registry import builtin
from app.feel.errors import warn
from app.feel.values.calendar import Date, date_of
from app.feel.values.kinds import DIGITS, Value
from app.feel.values.literals import parse_date, parse_date_time, parse_duration, parse_time
from app.feel.values.temporal import (
    NANOS,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    offset_zone,
)
from app.feel.values.text import text_of

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?")
_GROUPINGS = {None, " ", ",", "."}
_POINTS = {None, ",", "."}


def _unreadable(text: str, what_zh: str, what_en: str) -> Value:
    shown = text[:40]
    return warn(f"“{shown}”不是{what_zh}", f"“{shown}” is no {what_en}")


@builtin("date(from: string)")
def date_from_text(text: str) -> Value:
    """A date from `YYYY-MM-DD`."""
    return parse_date(text) or _unreadable(text, "日期", "date")


@builtin("date(from: date and time)")
def date_from_moment(moment: DateTime) -> Date:
    """The date of a date and time; a date as it is."""
    return moment.date


@builtin("date(year: number, month: number, day: number)")
def date_from_parts(year: Decimal, month: Decimal, day: Decimal) -> Value:
    """A date from its parts, which are whole numbers."""
    found = None if _fractional(year, month, day) else date_of(int(year), int(month), int(day))
    return found or warn("没有这一天", "there is no such day")


def _fractional(*numbers: Decimal) -> bool:
    return any(number != number.to_integral_value() for number in numbers)


@builtin("date and time(from: string)")
def moment_from_text(text: str) -> Value:
    """A date and time from its ISO 8601 text, with offset or `@zone`; a date alone is its midnight."""
    return parse_date_time(text) or _unreadable(text, "日期时间", "date and time")


@builtin("date and time(date: date|date and time, time: time)")
def moment_from_parts(date: Date | DateTime, time: Time) -> DateTime:
    """The date of the first with the time of day and zone of the second."""
    return DateTime(date if isinstance(date, Date) else date.date, time)


@builtin("time(from: string)")
def time_from_text(text: str) -> Value:
    """A time from `hh:mm:ss`, with fraction, offset or `@zone`."""
    return parse_time(text) or _unreadable(text, "时间", "time")


@builtin("time(from: time)")
def time_as_it_is(time: Time) -> Time:
    """A time as it is."""
    return time


@builtin("time(from: date and time)")
def time_from_moment(moment: DateTime) -> Time:
    """The time of day and zone of a date and time; midnight UTC of a date."""
    return moment.time


@builtin("time(hour: number, minute: number, second: number, offset?: days and time duration?)")
def time_from_parts(
    hour: Decimal, minute: Decimal, second: Decimal, offset: DayTimeDuration | None = None
) -> Value:
    """A time from its parts; seconds may have a fraction, the offset at most 18 hours."""
    if _fractional(hour, minute) or not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        return warn("没有这个时间", "there is no such time")
    zone = None if offset is None else offset_zone(int(Decimal(offset.nanos) / NANOS))
    if offset is not None and zone is None:
        return warn("时差超出 18 小时", "the offset is beyond 18 hours")
    nanos = int((second * NANOS).to_integral_value(ROUND_DOWN))
    return Time((int(hour) * 60 + int(minute)) * 60 * NANOS + nanos, zone)


@builtin("duration(from: string)")
def duration_from_text(text: str) -> Value:
    """A duration from `P1DT2H` or `P1Y2M`."""
    found = parse_duration(text)
    return found if found is not None else _unreadable(text, "时长", "duration")


@builtin("years and months duration(from: date|date and time, to: date|date and time)")
def months_between(start: Date | DateTime, end: Date | DateTime) -> YearMonthDuration:
    """The whole months from one date to another, negative when the second is earlier."""
    first, last = _date(start), _date(end)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and last.day < first.day:
        months -= 1
    elif months < 0 and last.day > first.day:
        months += 1
    return YearMonthDuration(months)


def _date(value: Date | DateTime) -> Date:
    return value if isinstance(value, Date) else value.date


@builtin("number(from: string)")
def number_from_text(text: str) -> Value:
    """A number from digits with a point."""
    found = _NUMBER.fullmatch(text)
    return DIGITS.create_decimal(text) if found else _unreadable(text, "数字", "number")


@builtin("number(from: number)")
def number_as_it_is(number: Decimal) -> Decimal:
    """A number as it is."""
    return number


@builtin("number(from: string, grouping separator: string?, decimal separator: string?)")
def number_with_separators(text: str, grouping: str | None, point: str | None) -> Value:
    """A number from digits in groups (blank, comma, period) with a point (period, comma)."""
    if grouping not in _GROUPINGS or point not in _POINTS or (grouping == point and grouping is not None):
        return warn("分隔符不对", "these separators are not allowed")
    if grouping:
        text = text.replace(grouping, "")
    if point:
        text = text.replace(point, ".")
    return number_from_text(text)


@builtin("string(from: Any)")
def string(value: Value) -> str | None:
    """The text of a value."""
    return text_of(value)


@builtin("not(negand)")
def not_(value: Value) -> bool | None:
    """True for false, false for true, null for anything else."""
    return not value if isinstance(value, bool) else None
