from datetime import UTC, datetime

import pytest

from app.core.clock import SetClock
from app.feel import evaluate, evaluation
from tests.feel.shown import shown

CASES = [
    ('day of year(@"2019-09-17")', "260"),
    ('day of year(@"2020-12-31T10:00:00")', "366"),
    ('day of week(@"2019-09-17")', '"Tuesday"'),
    ('month of year(@"2019-09-17")', '"September"'),
    ('week of year(@"2019-09-17")', "38"),
    ('week of year(@"2003-12-29")', "1"),
    ('week of year(@"2005-01-01")', "53"),
    ('week of year(@"2004-01-01")', "1"),
    ('week of year("2004-01-01")', "null"),
    ('is(@"2012-12-25", time("23:00:50"))', "false"),
    ('is(@"2012-12-25", @"2012-12-25")', "true"),
    ('is(time("23:00:50Z"), time("23:00:50"))', "false"),
    ('is(time("23:00:50Z"), time("23:00:50+00:00"))', "true"),
    ('is(time("20:00:00Z"), time("21:00:00+01:00"))', "false"),
    ("is(1, 1.0)", "true"),
    ("is([1], [1])", "true"),
    ("is(null, null)", "true"),
    ("is(1)", "null"),
]


@pytest.mark.parametrize(("expression", "expected"), CASES)
def test_temporal_function_gives_value_of_the_standard(expression: str, expected: str) -> None:
    assert shown(expression) == expected


def test_now_and_today_read_the_clock_in_its_zone() -> None:
    clock = SetClock(datetime(2026, 11, 21, 18, 47, tzinfo=UTC))

    with evaluation(clock=clock):
        seen = shown("[now(), today()]")

    assert seen == "[2026-11-22T02:47:00@Asia/Shanghai, 2026-11-22]"


def test_today_takes_no_argument() -> None:
    assert evaluate("today(1)") is None
