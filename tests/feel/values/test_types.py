import pytest

from app.feel import evaluate
from app.feel.values import (
    ANY,
    NAMED_TYPES,
    ContextType,
    FeelType,
    Function,
    FunctionType,
    ListType,
    Parameter,
    RangeType,
    coerce,
    conforms,
    fits,
)
from app.feel.values.text import text_of
from app.feel.values.types import NULL, RestrictedType, unrestricted

NUMBER = NAMED_TYPES["number"]
STRING = NAMED_TYPES["string"]
DATE_TIME = NAMED_TYPES["date and time"]


@pytest.mark.parametrize(
    ("expression", "wanted", "expected"),
    [
        ("1", NUMBER, "1"),
        ("[1]", NUMBER, "1"),
        ("[1, 2]", NUMBER, "null"),
        ("1", ListType(NUMBER), "[1]"),
        ('"a"', ListType(NUMBER), "null"),
        ("null", ListType(NUMBER), "null"),
        ('@"2020-01-01"', DATE_TIME, "2020-01-01T00:00:00Z"),
        ("{a: 1, b: 2}", ContextType((("a", NUMBER),)), "{a: 1, b: 2}"),
        ('{a: "x"}', ContextType((("a", NUMBER),)), "null"),
        ("[1..2]", RangeType(NUMBER), "[1..2]"),
        ("[1..2]", RangeType(STRING), "null"),
        ("1", ANY, "1"),
        ("1", NULL, "null"),
    ],
)
def test_value_is_converted_where_the_standard_says_so(
    expression: str, wanted: FeelType, expected: str
) -> None:
    assert text_of([coerce(evaluate(expression), wanted)]) == f"[{expected}]"


@pytest.mark.parametrize(
    ("type_", "wanted", "expected"),
    [
        (NUMBER, ANY, True),
        (ANY, NUMBER, False),
        (NULL, NUMBER, True),
        (ListType(NUMBER), ListType(ANY), True),
        (ListType(ANY), ListType(NUMBER), False),
        (ContextType((("a", NUMBER), ("b", STRING))), ContextType((("a", ANY),)), True),
        (ContextType(()), ContextType((("a", ANY),)), False),
        (FunctionType((ANY,), NUMBER), FunctionType((NUMBER,), ANY), True),
        (FunctionType((NUMBER,), ANY), FunctionType((ANY,), ANY), False),
        (FunctionType((), ANY), NAMED_TYPES["function"], True),
        (RestrictedType(NUMBER, bool), NUMBER, True),
        (NUMBER, RestrictedType(NUMBER, bool), False),
    ],
)
def test_subtype_follows_the_lattice(type_: FeelType, wanted: FeelType, expected: bool) -> None:
    assert type_.is_subtype_of(wanted) is expected


def test_allowed_values_restrict_but_not_instance_of() -> None:
    small = ListType(RestrictedType(NUMBER, lambda value: value < 10))
    values = evaluate("[1, 20]")

    assert not conforms(values, small)
    assert not fits(values, small)
    assert unrestricted(small).has(values)


def test_function_of_the_host_is_called_by_position_and_by_name() -> None:
    area = Function(
        "area", (Parameter("length", NUMBER), Parameter("width", NUMBER)), call=lambda a, b: a * b
    )

    assert evaluate("area(2, 3)", {"area": area}) == 6
    assert evaluate("area(width: 2, length: [4])", {"area": area}) == 8
    assert evaluate('area(2, "3")', {"area": area}) is None
    assert evaluate("area(2)", {"area": area}) is None
    assert evaluate("area(width: 2, depth: 4)", {"area": area}) is None
