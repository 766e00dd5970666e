from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest

from app.engine.values import NotStorable, plain, same
from app.feel import evaluate


class Kind(StrEnum):
    ONE = "one"


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (Decimal(3), 3),
        (Decimal("0.1") + Decimal("0.2"), 0.3),
        (Decimal("1E+3"), 1000),
        (True, True),
        (None, None),
        ("x", "x"),
        (Kind.ONE, "one"),
        (date(2026, 12, 1), "2026-12-01"),
        (datetime(2026, 12, 1, 8, tzinfo=UTC), "2026-12-01T08:00:00Z"),
        (timedelta(minutes=90), "PT1H30M"),
        ((1, [Decimal(2)]), [1, [2]]),
        ({"a": {"b": Decimal("1.5")}}, {"a": {"b": 1.5}}),
    ],
)
def test_plain_gives_json(value: Any, stored: Any) -> None:
    assert plain(value) == stored
    assert type(plain(value)) is type(stored)


@pytest.mark.parametrize("text", ['date("2026-12-01")', 'duration("P1M")', "[1..3]", "{a: 1}"])
def test_plain_keeps_what_feel_can_store(text: str) -> None:
    if text.startswith("["):
        with pytest.raises(NotStorable):
            plain(evaluate(text))
    else:
        assert plain(evaluate(text)) in ("2026-12-01", "P1M", {"a": 1})


@pytest.mark.parametrize("value", [float("inf"), float("nan"), object()])
def test_plain_refuses_what_has_no_json(value: Any) -> None:
    with pytest.raises(NotStorable):
        plain(value)


def test_plain_shares_nothing_with_the_caller() -> None:
    given = {"a": [1]}

    kept = plain(given)
    given["a"].append(2)

    assert kept == {"a": [1]}


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (1, 1, True),
        (1, True, False),
        (1, 1.0, False),
        ({"a": [1]}, {"a": [1]}, True),
        ({"a": [1]}, {"a": [True]}, False),
        ([1, 2], [1], False),
        ({"a": 1}, {"b": 1}, False),
        (None, "", False),
    ],
)
def test_same_compares_type_and_content(one: Any, other: Any, equal: bool) -> None:
    assert same(one, other) is equal
