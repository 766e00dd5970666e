from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feel import unary_test
from app.feel.dmn.constants import NOT_CONSTANT, AnyOf, Check, constant, constant_test


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a"', "a"),
        (" 12 ", Decimal(12)),
        ("-.5", Decimal("-0.5")),
        ("true", True),
        ("false", False),
        ('"中 文"', "中 文"),
    ],
)
def test_constant_has_its_value(text: str, expected: object) -> None:
    assert constant(text) == expected
    assert type(constant(text)) is type(expected)


@pytest.mark.parametrize(
    "text", ["x", '"a" + "b"', '"a\\n"', "null", "1 + 1", "1..2", "", "-", '@"2024-01-01"', "1,2"]
)
def test_what_needs_evaluation_is_no_constant(text: str) -> None:
    assert constant(text) is NOT_CONSTANT


@pytest.mark.parametrize(
    "text", ["x", '"a", x', "not(1)", "? > 1", '1, "a"', "> x", "[1..x]", '"a",', "1 2", "null"]
)
def test_what_needs_evaluation_is_no_constant_test(text: str) -> None:
    assert constant_test(text) is None


_TEXTS = [
    *('"a"', '"a","b" , "c"', "1", "1, 2.50", "-1", "true", "false, true"),
    *("> 1", ">= 1", "< 2.5", "<=2.5", "[1..2]", "(1..2)", "]1..2[", "[ -1 .. 3.5 )"),
]
_VALUES = st.sampled_from(["a", "b", "1", True, False, None]) | st.decimals(-3, 4, places=1)


@given(st.sampled_from(_TEXTS), _VALUES)
def test_constant_test_agrees_with_the_language(text: str, value: object) -> None:
    test = constant_test(text)

    match test:
        case AnyOf(type=type_, values=values):
            met = type(value) is type_ and value in values
        case Check(type=type_, holds=holds):
            met = type(value) is type_ and holds(value)
        case _:
            pytest.fail(f"{text} is a test against constants")
    assert met == (unary_test(text, value) is True)
