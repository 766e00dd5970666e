from datetime import date, timedelta

import pytest

from app.feel.values.calendar import Date, date_from_ordinal, date_of, iso_week


@pytest.mark.parametrize("step", [1, 27, 365])
def test_calendar_agrees_with_the_host_s_over_its_years(step: int) -> None:
    day = date(1583, 1, 1)
    while day.year < 2800:
        own = Date(day.year, day.month, day.day)

        assert own.ordinal == (day - date(1970, 1, 1)).days
        assert date_from_ordinal(own.ordinal) == own
        assert own.weekday == day.isoweekday()
        assert iso_week(own) == day.isocalendar().week
        day += timedelta(days=step * 37)


@pytest.mark.parametrize(
    "date_", [Date(-999_999_999, 1, 1), Date(999_999_999, 12, 31), Date(0, 2, 29), Date(-1, 3, 1)]
)
def test_days_are_counted_to_the_ends_of_the_calendar(date_: Date) -> None:
    assert date_from_ordinal(date_.ordinal) == date_


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1_000_000_000, 1, 1), (2021, 2, 29), (1900, 2, 29), (2021, 0, 1), (2021, 13, 1), (2021, 4, 31)],
)
def test_day_outside_the_calendar_is_null(year: int, month: int, day: int) -> None:
    assert date_of(year, month, day) is None


def test_steps_beyond_the_calendar_are_null() -> None:
    last = Date(999_999_999, 12, 31)

    assert last.plus_days(1) is None
    assert last.plus_months(1) is None
    assert Date(2020, 1, 31).plus_months(-11) == Date(2019, 2, 28)
