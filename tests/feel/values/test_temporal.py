import pytest

from app.feel.values.calendar import Date
from app.feel.values.literals import parse_date_time, parse_time
from app.feel.values.temporal import DAY, NANOS, days_and_time, named_zone, offset_zone, years_and_months
from app.feel.values.text import text_of


@pytest.mark.parametrize(
    ("moment", "offset"),
    [
        ("2021-01-01T00:00:00@Europe/Paris", 3600),
        ("2021-07-01T00:00:00@Europe/Paris", 7200),
        ("2421-07-01T00:00:00@Europe/Paris", 7200),
        ("99999-07-01T00:00:00@Europe/Paris", 7200),
        ("0000-07-01T00:00:00@Europe/Paris", 561),
        ("-5000-02-28T00:00:00@Asia/Shanghai", 29143),
        ("1986-06-01T00:00:00@Asia/Shanghai", 32400),
        ("2021-01-01T00:00:00-05:30", -19800),
        ("2021-01-01T00:00:00Z", 0),
        ("2021-01-01T00:00:00", None),
    ],
)
def test_offset_follows_the_zone_and_the_date(moment: str, offset: int | None) -> None:
    found = parse_date_time(moment)

    assert found is not None
    assert found.offset == offset


@pytest.mark.parametrize(
    ("moment", "hours", "expected"),
    [
        ("2021-03-28T01:30:00@Europe/Paris", 1, "2021-03-28T03:30:00@Europe/Paris"),
        ("2021-10-31T01:30:00@Europe/Paris", 2, "2021-10-31T02:30:00@Europe/Paris"),
        ("2021-12-31T23:30:00+08:00", 1, "2022-01-01T00:30:00+08:00"),
        ("2021-12-31T23:30:00", -24, "2021-12-30T23:30:00"),
        ("-999999999-01-02T00:00:00@Asia/Shanghai", 1, "-999999999-01-02T01:00:00@Asia/Shanghai"),
    ],
)
def test_hours_are_added_on_the_time_line(moment: str, hours: int, expected: str) -> None:
    start = parse_date_time(moment)

    assert start is not None
    assert text_of(start.plus_nanos(hours * 3600 * NANOS)) == expected


def test_moment_beyond_the_calendar_is_null() -> None:
    last = parse_date_time("999999999-12-31T23:59:59@Asia/Shanghai")

    assert last is not None
    assert last.plus_nanos(DAY) is None


def test_time_has_parts_and_an_instant() -> None:
    time = parse_time("10:20:30.000000005+02:00")

    assert time is not None
    assert (time.hour, time.minute, time.second, time.nanos % NANOS) == (10, 20, 30, 5)
    assert time.instant == ((8 * 60 + 20) * 60 + 30) * NANOS + 5


@pytest.mark.parametrize("name", ["Asia/Nowhere", "../etc/passwd", "/etc/passwd", "", "asia/shanghai"])
def test_unknown_zone_is_null(name: str) -> None:
    assert named_zone(name) is None


def test_offset_and_durations_have_ends() -> None:
    assert offset_zone(18 * 3600) is not None
    assert offset_zone(18 * 3600 + 1) is None
    assert days_and_time(10**27 + 1) is None
    assert years_and_months(-(10**12) - 1) is None


def test_weekday_of_a_date_counts_from_monday() -> None:
    assert Date(2026, 11, 22).weekday == 7
