from datetime import UTC, datetime, timedelta

import pytest

from app.core.clock import SHANGHAI
from app.engine.schedule import Duration, ScheduleError, cycle, duration, instant, moment, next_start

NOW = datetime(2026, 1, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "months", "time"),
    [
        ("PT20M", 0, timedelta(minutes=20)),
        ("P1Y2M", 14, timedelta()),
        ("P1W", 0, timedelta(weeks=1)),
        ("P1DT12H", 0, timedelta(hours=36)),
        ("PT0.5S", 0, timedelta(milliseconds=500)),
    ],
)
def test_duration_is_read_and_written(text: str, months: int, time: timedelta) -> None:
    found = duration(text)

    assert found == Duration(months, time)
    assert duration(str(found)) == found


@pytest.mark.parametrize("text", ["", "P", "PT", "20M", "P1H", "PT20", "P-1D", "P1M2Y", "PT99999999999M"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ScheduleError, match="ISO 8601"):
        duration(text)


def test_months_end_at_the_end_of_a_shorter_month() -> None:
    start = datetime(2026, 1, 31, 8, tzinfo=SHANGHAI)

    ends = [Duration(1).after(start, times) for times in (1, 2, 3, 13)]

    assert [(day.month, day.day) for day in ends] == [(2, 28), (3, 31), (4, 30), (2, 28)]


def test_local_months_are_counted_locally() -> None:
    midnight_in_shanghai = datetime(2026, 2, 28, 16, tzinfo=UTC)

    assert moment("P1M", midnight_in_shanghai) == datetime(2026, 3, 31, 16, tzinfo=UTC)


def test_instant_without_offset_is_local() -> None:
    assert instant("2026-12-01T08:00:00") == datetime(2026, 12, 1, tzinfo=UTC)
    assert instant("2026-12-01T08:00:00Z") == datetime(2026, 12, 1, 8, tzinfo=UTC)


def test_calendar_has_an_end() -> None:
    with pytest.raises(ScheduleError, match="日历"):
        duration("P9999Y").after(NOW)


def test_cycle_counts_from_now_or_from_its_start() -> None:
    from_now = cycle("R2/PT5M", NOW)
    assert [from_now.due(n) for n in range(3)] == [
        NOW + timedelta(minutes=5),
        NOW + timedelta(minutes=10),
        None,
    ]

    named = cycle("R/2026-01-01T08:00:00+08:00/P1D", NOW)
    assert named.due(0) == datetime(2026, 1, 1, tzinfo=UTC)
    assert named.due(named.index_from(NOW)) == datetime(2026, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["R/PT0S", "R3", "R/", "Rx/PT1M", "0 0 8 1 * ?", "R/P1M/2027-01-01"])
def test_what_is_no_cycle_is_refused(text: str) -> None:
    with pytest.raises(ScheduleError):
        cycle(text, NOW)


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00", "P9000Y"])
def test_instant_that_some_zone_cannot_tell_is_refused(text: str) -> None:
    with pytest.raises(ScheduleError, match="日历"):
        moment(text, NOW)


def test_far_occurrence_is_found_without_walking_there() -> None:
    found = cycle("R/1990-01-01T00:00:00Z/PT1S", NOW)

    assert found.due(found.index_from(NOW)) == NOW


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2026-02-01T00:00:00Z", datetime(2026, 2, 1, tzinfo=UTC)),
        ("2025-02-01T00:00:00Z", None),
        ("R1/2026-01-01T00:00:00Z/P1D", None),
        ("R/2026-01-31T08:30:00+08:00/P1D", datetime(2026, 2, 1, 0, 30, tzinfo=UTC)),
        ("P1D", datetime(2026, 2, 1, 0, 0, tzinfo=UTC)),
    ],
)
def test_next_start_is_strictly_later(text: str, due: datetime | None) -> None:
    assert next_start(text, datetime(2026, 1, 1, tzinfo=UTC), NOW) == due
