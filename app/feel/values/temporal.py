"""Times, date-times, zones and durations with nanoseconds (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from app.feel.values.calendar import Date, date_from_ordinal

NANOS = 1_000_000_000
DAY = 86_400 * NANOS
_LAST_OFFSET = 18 * 3600
_ZONE_YEARS = range(4, 9999)


@dataclass(frozen=True, slots=True)
class Zone:
    """A fixed offset from UTC in seconds, or a named zone of the IANA database whose offset depends on the date."""

    offset: int = 0
    name: str | None = None

    def offset_at(self, date: Date, nanos: int) -> int:
        """Seconds east of UTC at that local date and time of day."""
        if self.name is None:
            return self.offset
        local = _host_moment(date, nanos).replace(tzinfo=ZoneInfo(self.name))
        return _seconds(local.utcoffset())

    def offset_of_instant(self, date: Date, nanos: int) -> int:
        """Seconds east of UTC at that date and time of day in UTC."""
        if self.name is None:
            return self.offset
        return _seconds(_host_moment(date, nanos).astimezone(ZoneInfo(self.name)).utcoffset())


def _host_moment(date: Date, nanos: int) -> datetime:
    """The moment, or one that the zone database treats alike: rules repeat after 400 years, and begin after year 4."""
    if date.year < _ZONE_YEARS.start:
        year = _ZONE_YEARS.start
    else:
        year = date.year if date.year in _ZONE_YEARS else 2000 + date.year % 400
    return datetime(year, date.month, date.day, tzinfo=UTC) + timedelta(seconds=nanos // NANOS)


def _seconds(offset: timedelta | None) -> int:
    return round((offset or timedelta()).total_seconds())


UTC_ZONE = Zone(0)


@lru_cache(maxsize=1024)
def named_zone(name: str) -> Zone | None:
    """The zone of that IANA name; null when there is none."""
    return Zone(0, name) if name in _zone_names() else None


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def offset_zone(seconds: int) -> Zone | None:
    """A fixed offset; null beyond ±18 hours."""
    return Zone(seconds) if abs(seconds) <= _LAST_OFFSET else None


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day: nanoseconds since midnight and, perhaps, a zone."""

    nanos: int
    zone: Zone | None = None

    @property
    def hour(self) -> int:
        """0 to 23."""
        return self.nanos // (3600 * NANOS)

    @property
    def minute(self) -> int:
        """0 to 59."""
        return self.nanos // (60 * NANOS) % 60

    @property
    def second(self) -> int:
        """0 to 59, whole."""
        return self.nanos // NANOS % 60

    @property
    def instant(self) -> int:
        """Nanoseconds since midnight UTC, for comparison; a named zone counts as in winter 1970."""
        if self.zone is None:
            return self.nanos
        return self.nanos - self.zone.offset_at(_EPOCH, self.nanos) * NANOS


_EPOCH = Date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class DateTime:
    """A date and time, with or without a zone. Without one it is local, and no point on the time line."""

    date: Date
    time: Time

    @property
    def zone(self) -> Zone | None:
        """Offset or named zone; null when local."""
        return self.time.zone

    @property
    def offset(self) -> int | None:
        """Seconds east of UTC; null when local."""
        zone = self.time.zone
        return None if zone is None else zone.offset_at(self.date, self.time.nanos)

    @property
    def local(self) -> int:
        """Nanoseconds since 1970-01-01T00:00:00 on the local clock."""
        return self.date.ordinal * DAY + self.time.nanos

    @property
    def instant(self) -> int:
        """Nanoseconds since 1970-01-01T00:00:00Z; a local one counts as UTC."""
        return self.local - (self.offset or 0) * NANOS

    def plus_nanos(self, nanos: int) -> "DateTime | None":
        """That much later on the time line, in the same zone; null beyond the calendar."""
        zone = self.zone
        if zone is None or zone.name is None:
            return datetime_at(self.local + nanos, zone)
        return _in_zone(self.instant + nanos, zone)

    def plus_months(self, months: int) -> "DateTime | None":
        """The same time of day that many months later; null beyond the calendar."""
        date = self.date.plus_months(months)
        return None if date is None else DateTime(date, self.time)


def datetime_at(local: int, zone: Zone | None) -> DateTime | None:
    """The date and time of that local nanosecond count; null beyond the calendar."""
    days, nanos = divmod(local, DAY)
    date = date_from_ordinal(days)
    return None if date is None else DateTime(date, Time(nanos, zone))


def _in_zone(instant: int, zone: Zone) -> DateTime | None:
    days, nanos = divmod(instant, DAY)
    date = date_from_ordinal(days)
    return None if date is None else datetime_at(instant + zone.offset_of_instant(date, nanos) * NANOS, zone)


def midnight(date: Date) -> DateTime:
    """A date as date and time: its midnight in UTC (DMN 1.5, 10.3.2.3.6)."""
    return DateTime(date, Time(0, UTC_ZONE))


LONGEST_NANOS = 10**27
LONGEST_MONTHS = 10**12
"""Longer durations than the calendar has days for are null, so that they cannot grow without bound."""


@dataclass(frozen=True, slots=True, order=True)
class DayTimeDuration:
    """A days and time duration, in nanoseconds."""

    nanos: int


@dataclass(frozen=True, slots=True, order=True)
class YearMonthDuration:
    """A years and months duration, in months."""

    months: int


def days_and_time(nanos: int) -> DayTimeDuration | None:
    """The duration of so many nanoseconds; null when it is too long."""
    return DayTimeDuration(nanos) if abs(nanos) <= LONGEST_NANOS else None


def years_and_months(months: int) -> YearMonthDuration | None:
    """The duration of so many months; null when it is too long."""
    return YearMonthDuration(months) if abs(months) <= LONGEST_MONTHS else None
