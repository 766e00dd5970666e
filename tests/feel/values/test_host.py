from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.feel import FeelBoundError, evaluate
from app.feel.values import from_host, to_host

THERE_AND_BACK = [
    None,
    True,
    Decimal("1.5"),
    "a",
    date(2026, 11, 22),
    time(2, 47, 1, 5),
    time(2, 47, tzinfo=UTC),
    datetime(2026, 11, 22, 2, 47, tzinfo=ZoneInfo("Asia/Shanghai")),
    datetime(2026, 11, 22, 2, 47, tzinfo=timezone(timedelta(hours=-3))),
    datetime(2026, 11, 22, 2, 47),
    timedelta(days=-1, microseconds=5),
    [1, {"a": [date(2026, 1, 1)]}],
]


@pytest.mark.parametrize("value", THERE_AND_BACK)
def test_host_value_survives_there_and_back(value: Any) -> None:
    back = to_host(from_host(value))

    assert back == value
    assert getattr(back, "tzinfo", None) == getattr(value, "tzinfo", None)


@pytest.mark.parametrize(
    "expression", ['@"-0001-01-01"', '@"10000-01-01T00:00:00"', '@"P1Y"', "[1..2]", '@"P900000000000D"']
)
def test_value_the_host_has_no_type_for_stays_as_it_is(expression: str) -> None:
    value = evaluate(expression)

    assert to_host(value) is value


def test_deep_value_is_bounded_both_ways() -> None:
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]

    with pytest.raises(FeelBoundError):
        to_host(deep)
    assert from_host(deep) is not None
