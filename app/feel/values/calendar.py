"""The proleptic Gregorian calendar for years -999,999,999 to 999,999,999 (DMN 1.5, 10.3.2.3.5)."""

from dataclasses import dataclass

LAST_YEAR = 999_999_999
_ERA_DAYS = 146_097
_ERA_YEARS = 400
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A FEEL date. Build it by `date_of`, which checks the calendar."""

    year: int
    month: int
    day: int

    @property
    def ordinal(self) -> int:
        """Days since 1970-01-01."""
        return days_from_civil(self.year, self.month, self.day)

    @property
    def weekday(self) -> int:
        """Monday 1 to Sunday 7."""
        return (self.ordinal + 3) % 7 + 1

    @property
    def day_of_year(self) -> int:
        """1 January is 1."""
        return self.ordinal - days_from_civil(self.year, 1, 1) + 1

    def plus_months(self, months: int) -> "Date | None":
        """The same day that many months later, or that month's last day; null beyond the calendar."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return date_of(year, month + 1, min(self.day, days_in_month(year, month + 1)))

    def plus_days(self, days: int) -> "Date | None":
        """That many days later; null beyond the calendar."""
        return date_from_ordinal(self.ordinal + days)


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return 29 if month == 2 and is_leap(year) else _MONTH_DAYS[month - 1]


def date_of(year: int, month: int, day: int) -> Date | None:
    """The date, or null when the calendar has no such day."""
    if not (-LAST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    if not 1 <= day <= days_in_month(year, month):
        return None
    return Date(year, month, day)


def days_from_civil(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01. Counts years from March, so that the leap day is the last of a year."""
    shifted = year - (month <= 2)
    era, year_of_era = divmod(shifted, _ERA_YEARS)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * _ERA_DAYS + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468


def date_from_ordinal(ordinal: int) -> Date | None:
    """The date that many days after 1970-01-01; null beyond the calendar."""
    era, day_of_era = divmod(ordinal + 719_468, _ERA_DAYS)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    month = (shifted_month + 2) % 12 + 1
    year = era * _ERA_YEARS + year_of_era + (month <= 2)
    return date_of(year, month, day_of_year - (153 * shifted_month + 2) // 5 + 1)


def iso_week(date: Date) -> int:
    """The week of the year by ISO 8601: weeks begin on Monday, week 1 holds the first Thursday."""
    week = (date.day_of_year - date.weekday + 10) // 7
    if week < 1:
        return _weeks(date.year - 1)
    return 1 if week > _weeks(date.year) else week


def _weeks(year: int) -> int:
    first = (days_from_civil(year, 1, 1) + 3) % 7 + 1
    return 53 if first == 4 or (first == 3 and is_leap(year)) else 52
