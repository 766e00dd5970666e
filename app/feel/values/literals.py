"""Dates, times and durations from their text (DMN 1.5, 10.3.2.3; XML Schema forms and `@zone`)."""

import re

from app.feel.values.calendar import Date, date_of
from app.feel.values.kinds import Value
from app.feel.values.temporal import (
    NANOS,
    UTC_ZONE,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    Zone,
    days_and_time,
    named_zone,
    offset_zone,
    years_and_months,
)

_DATE = r"(-?(?:[1-9][0-9]{4,8}|[0-9]{4}))-([0-9]{2})-([0-9]{2})"
_TIME = (
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:(Z)|([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?|@([A-Za-z0-9_+\-/]{1,64}))?"
)
_DATE_FORM = re.compile(_DATE)
_TIME_FORM = re.compile(_TIME)
_DAYS_FORM = re.compile(
    r"(-?)P(?:([0-9]+)D)?(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:\.([0-9]*))?S)?)?"
)
_MONTHS_FORM = re.compile(r"(-?)P(?:([0-9]+)Y)?(?:([0-9]+)M)?")
_LONGEST_DURATION = 64


def parse_date(text: str) -> Date | None:
    """`YYYY-MM-DD`, years of five to nine digits and negative ones too; null when it is no date."""
    found = _DATE_FORM.fullmatch(text)
    return date_of(int(found[1]), int(found[2]), int(found[3])) if found else None


def parse_time(text: str) -> Time | None:
    """`hh:mm:ss` with fraction and with `Z`, offset or `@zone`; null when it is no time."""
    found = _TIME_FORM.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3])
    zone = _zone(found)
    if (
        hour > 23
        or minute > 59
        or second > 59
        or (zone is None and found.end(4 if found[4] else 3) < found.end())
    ):
        return None
    return Time(((hour * 60 + minute) * 60 + second) * NANOS + _fraction(found[4]), zone)


def _fraction(digits: str | None) -> int:
    return int((digits or "0")[:9].ljust(9, "0"))


def _zone(found: re.Match[str]) -> Zone | None:
    """The zone; null without one and for a wrong one."""
    if found[5]:
        return UTC_ZONE
    if found[10]:
        return named_zone(found[10])
    if not found[6] or int(found[8]) > 59:
        return None
    seconds = (int(found[7]) * 60 + int(found[8])) * 60 + int(found[9] or 0)
    return offset_zone(-seconds if found[6] == "-" else seconds)


def parse_date_time(text: str) -> DateTime | None:
    """A date, `T` and a time; a date alone is its local midnight. Null when it is neither."""
    day, separator, clock = text.partition("T")
    date = parse_date(day)
    time = parse_time(clock) if separator and not clock.startswith("T") else Time(0)
    if date is None or time is None:
        return None
    return DateTime(date, time)


def parse_duration(text: str) -> DayTimeDuration | YearMonthDuration | None:
    """`P1Y2M` or `P1DT2H3M4.5S`, negative with a leading `-`; null when it is neither."""
    if len(text) > _LONGEST_DURATION or not text[-1:].isalpha() or text.endswith(("P", "T")):
        return None
    found = _MONTHS_FORM.fullmatch(text)
    if found:
        months = int(found[2] or 0) * 12 + int(found[3] or 0)
        return years_and_months(-months if found[1] else months)
    found = _DAYS_FORM.fullmatch(text)
    if not found:
        return None
    hours = int(found[2] or 0) * 24 + int(found[3] or 0)
    nanos = ((hours * 60 + int(found[4] or 0)) * 60 + int(found[5] or 0)) * NANOS + _fraction(
        found[6] or None
    )
    return days_and_time(-nanos if found[1] else nanos)


def at_literal(text: str) -> Value:
    """The value of `@"…"`: a date, date and time, time or duration by the text's form; else null."""
    if "P" in text[:2]:
        return parse_duration(text)
    if _DATE_FORM.fullmatch(text):
        return parse_date(text)
    if "T" in text[1:]:
        return parse_date_time(text)
    return parse_time(text)
