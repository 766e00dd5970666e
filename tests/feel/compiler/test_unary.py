from typing import Any

import pytest

from app.feel import parse_unary_tests, unary_test
from tests.feel.shown import shown

IN = [
    ("5 in [1..5]", "true"),
    ("5 in [1..5)", "false"),
    ("5 in ]1..5[", "false"),
    ("5 in (1..6)", "true"),
    ("5 in (> 3)", "true"),
    ("5 in > 3", "true"),
    ("5 in =5", "true"),
    ("5 in !=5", "false"),
    ("5 in (1, 5, 9)", "true"),
    ("5 in (> 9, < 3)", "false"),
    ("5 in [1, 5]", "true"),
    ("5 in [[1..3], [4..6]]", "true"),
    ("[1] in [[1], [2]]", "true"),
    ("null in null", "true"),
    ("null in [1, null]", "true"),
    ("1 in []", "false"),
    ('"a" in ("a".."c")', "false"),
    ('5 in "a"', "null"),
    ("5 in [1..null]", "null"),
    ("0 in [1..null]", "false"),
    ('5 in ["a".."z"]', "null"),
    ("5 in (? > 3)", "true"),
    ('@"2020-01-02" in [@"2020-01-01"..@"2020-02-01"]', "true"),
    ("3 in (1 + 2) * 1", "true"),
]


@pytest.mark.parametrize(("expression", "expected"), IN)
def test_in_gives_value_of_the_standard(expression: str, expected: str) -> None:
    assert shown(expression) == expected


TESTS: list[tuple[str, Any, bool | None]] = [
    ("-", None, True),
    ("5", 5, True),
    ("5", 6, False),
    ('"重大", "特别重大"', "重大", True),
    ('not("重大", "特别重大")', "重大", False),
    ('not("重大")', None, True),
    ("> 3", 4, True),
    ("> 3", "a", None),
    ("[3..10)", 10, False),
    ("< 3, > 10", 11, True),
    ("not(< 3)", 4, True),
    ("null", None, True),
    ("true", True, True),
    ("false", False, True),
    ("false", True, False),
    ("? > 3 and ? < 5", 4, True),
    ("contains(?, 火)", "火灾", True),
    ("limit", 3, True),
    ("limits", 3, True),
    ("> limit", 4, True),
    ("not(limit) or true", 4, None),
    ("[1, 2]", 2, True),
    ("[1, 2]", [1, 2], True),
    ('date("2020-01-01")', "2020-01-01", None),
]


@pytest.mark.parametrize(("text", "value", "expected"), TESTS)
def test_unary_tests_give_value_of_the_standard(text: str, value: Any, expected: bool | None) -> None:
    assert unary_test(text, value, {"limit": 3, "limits": [3, 4], "火": "火"}) is expected


def test_unary_tests_read_the_value_under_its_name() -> None:
    tests = parse_unary_tests("> 最低 人数", names=["最低 人数"])

    assert tests({"?": 4, "最低 人数": 3}) is True
    assert tests.names == {"最低 人数"}
