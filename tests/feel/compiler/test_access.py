from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.feel import collect_warnings, evaluate, parse
from tests.feel.shown import shown

CASES = [
    ("{a: {b: 1}}.a.b", "1"),
    ("{a: 1}.b", "null"),
    ("null.a", "null"),
    ("[{b: 1}, {b: [2, 3]}, {}].b", "[1, [2, 3], null]"),
    ('@"2019-09-17".weekday', "2"),
    ('@"2019-09-17T10:20:30.5+02:00".second', "30"),
    ('@"2019-09-17T10:20:30+02:00".time offset', "PT2H"),
    ('@"2019-07-17T10:20:30@Europe/Paris".time offset', "PT2H"),
    ('@"2019-07-17T10:20:30@Europe/Paris".timezone', '"Europe/Paris"'),
    ('@"10:20:30".timezone', "null"),
    ('@"-P1DT2H".days', "-1"),
    ('@"-P1DT2H".hours', "-2"),
    ('@"P14M".years', "1"),
    ('@"P14M".months', "2"),
    ('@"P14M".days', "null"),
    ("[1..10).end", "10"),
    ("[1..10).end included", "false"),
    ("[1..10[.start included", "true"),
    ("(< 10).start", "null"),
    ("[1, 2, 3][2]", "2"),
    ("[1, 2, 3][-1]", "3"),
    ("[1, 2, 3][0]", "null"),
    ("[1, 2, 3][4]", "null"),
    ("[1, 2, 3][1.5]", "null"),
    ("[1, 2, 3][1 + 1]", "2"),
    ("[1, 2, 3][item > 1]", "[2, 3]"),
    ("[1, 2, 3][null]", "[]"),
    ("[][1]", "null"),
    ("[][item > 1]", "[]"),
    ("100[1]", "100"),
    ("100[item > 1]", "[100]"),
    ("null[1]", "null"),
    ('[{name: "a", n: 1}, {name: "b", n: 2}][n > 1].name', '["b"]'),
    ("[{item: 1}, {item: 2}][item >= 2]", "[{item: 2}]"),
    ("[{a: 1}, {b: 2}][a = 1]", "[{a: 1}]"),
    ("[[1, 2], [3]][item[1] = 3]", "[[3]]"),
    ("{x: 5, r: [1, 6][item > x]}.r", "[6]"),
    ("unknown(1)", "null"),
    ('"abs"(-1)', "null"),
    ("{f: abs}.f(-1)", "1"),
]


@pytest.mark.parametrize(("expression", "expected"), CASES)
def test_access_gives_value_of_the_standard(expression: str, expected: str) -> None:
    assert shown(expression) == expected


class Level(StrEnum):
    MAJOR = "重大"


SHANGHAI = ZoneInfo("Asia/Shanghai")
HOST = [
    (3, "3"),
    (2.5, "2.5"),
    (Decimal("0.10"), "0.1"),
    (Decimal("NaN"), "null"),
    (float("inf"), "null"),
    (True, "true"),
    ("a", '"a"'),
    (Level.MAJOR, '"重大"'),
    (None, "null"),
    (date(2026, 11, 22), "2026-11-22"),
    (time(2, 47, tzinfo=UTC), "02:47:00Z"),
    (datetime(2026, 11, 22, 2, 47, tzinfo=SHANGHAI), "2026-11-22T02:47:00@Asia/Shanghai"),
    (datetime(2026, 11, 22, 2, 47), "2026-11-22T02:47:00"),
    (timedelta(hours=-1.5), "-PT1H30M"),
    ((1, [2, {"a": 3.0}]), "[1, [2, {a: 3}]]"),
    (MappingProxyType({"a": 1, 2: 3}), "{a: 1}"),
    (object(), "null"),
]


@pytest.mark.parametrize(("value", "expected"), HOST)
def test_host_value_is_read_as_feel_value(value: Any, expected: str) -> None:
    assert shown("x", {"x": value}) == expected


def test_variable_hides_function_of_the_standard() -> None:
    assert evaluate("count", {"count": 3}) == 3
    assert evaluate("count([1]) + count", {"count": 3}) is None


@pytest.mark.parametrize(
    "name", ["__class__", "__dict__", "__init__", "items", "keys", "real", "format", "values"]
)
def test_attribute_of_the_host_s_objects_is_not_reached(name: str) -> None:
    context = {"text": "a", "number": 1, "list": [1], "context": {"a": 1}, "date": date(2026, 1, 1)}

    for variable in context:
        assert evaluate(f"{variable}.{name}", context) in (None, [None])


def test_missing_variable_warns_in_both_languages() -> None:
    with collect_warnings() as warnings:
        evaluate("1 + 人数")

    assert warnings[0].message_zh == "没有变量“人数”"
    assert warnings[0].message_en == "there is no variable “人数”"
    assert warnings[0].position == 4


def test_expression_tells_the_names_it_reads() -> None:
    expression = parse(
        "for i in list return i + a + {b: 1, c: b + d}.c + count(e) + f[g > h and item > 1].k",
    )

    assert expression.names == {"list", "a", "d", "e", "f"}
    assert expression.filter_names == {"g", "h"}


def test_name_with_operators_is_known_from_the_scope() -> None:
    assert evaluate("a-b + 1", {"a-b": 1, "a": 10, "b": 3}) == 2
    assert evaluate("a - b", {"a-b": 1, "a": 10, "b": 3}) == 7
    assert evaluate("伤亡 人数 > 5", {"伤亡 人数": 6}) is True
    assert evaluate("情况.伤亡/失踪 人数 + 1", {"情况": {"伤亡/失踪 人数": 6}}) == 7
    assert parse("员工 人数", names=["员工 人数"])({"员工 人数": 1}) == 1
