from decimal import Decimal
from typing import Any

import pytest

from app.feel.dmn.decisions import DecisionResult, Decisions
from tests.feel.dmn.builder import decision, model, table

_RULES = [["< 10", '"a"'], ["< 20", '"b"'], ["> 5", '"c"']]


def decide(logic: str, **context: Any) -> DecisionResult:
    return Decisions.from_xml(model(decision("d", logic))).evaluate("d", context)


@pytest.mark.parametrize(("x", "expected"), [(3, None), (5, None), (15, None), (25, "c")])
def test_unique_with_several_matches_is_null(x: int, expected: str | None) -> None:
    result = decide(table(["x"], ["r"], _RULES), x=x)

    assert result.value == expected


def test_unique_with_several_matches_says_so() -> None:
    result = decide(table(["x"], ["r"], _RULES), x=7)

    assert "UNIQUE" in result.warnings[0].message_zh
    assert "3" in result.warnings[0].message_zh


@pytest.mark.parametrize(
    ("policy", "x", "expected"),
    [
        ("FIRST", 7, "a"),
        ("FIRST", 30, "c"),
        ("PRIORITY", 7, "c"),
        ("PRIORITY", 3, "b"),
        ("RULE ORDER", 7, ["a", "b", "c"]),
        ("OUTPUT ORDER", 7, ["c", "b", "a"]),
        ("COLLECT", 15, ["b", "c"]),
        ("COLLECT", 30, ["c"]),
    ],
)
def test_hit_policy_chooses_and_orders(policy: str, x: int, expected: object) -> None:
    result = decide(table(["x"], ['r|"c","b","a"'], _RULES, policy), x=x)

    assert result.value == expected


def test_any_with_equal_conclusions_gives_it() -> None:
    rules = [["< 10", "1"], ["< 20", "1.0"]]

    assert decide(table(["x"], ["r"], rules, "ANY"), x=5).value == 1


def test_any_with_different_conclusions_is_null() -> None:
    result = decide(table(["x"], ["r"], _RULES, "ANY"), x=7)

    assert result.value is None
    assert "ANY" in result.warnings[0].message_zh


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [("SUM", Decimal("6.3")), ("MIN", 1), ("MAX", Decimal("3.3")), ("COUNT", 3)],
)
def test_collect_aggregates(aggregation: str, expected: object) -> None:
    rules = [["-", "1"], ["-", "2"], ["-", "3.3"], ["> 100", "1000"]]

    assert decide(table(["x"], ["r"], rules, "COLLECT", aggregation), x=5).value == expected


def test_sum_of_words_is_null_with_warning() -> None:
    result = decide(table(["x"], ["r"], [["-", '"a"']], "COLLECT", "SUM"), x=5)

    assert result.value is None
    assert "SUM" in result.warnings[0].message_zh


def test_several_outputs_make_a_context() -> None:
    rules = [["1", '"IV"', "2"], ["-", '"I"', "9"]]

    assert decide(table(["x"], ["level", "teams"], rules, "FIRST"), x=1).value == {"level": "IV", "teams": 2}


def test_priority_of_several_outputs_goes_from_left_to_right() -> None:
    rules = [["-", '"b"', "1"], ["-", '"a"', "1"], ["-", '"a"', "2"]]

    result = decide(table(["x"], ['p|"a","b"', "q|2,1"], rules, "PRIORITY"), x=1)

    assert result.value == {"p": "a", "q": 2}


def test_no_match_is_null() -> None:
    assert decide(table(["x"], ["r"], [["1", "2"]]), x=3).value is None


def test_no_match_gives_the_defaults() -> None:
    result = decide(table(["x"], ['level||"IV"', "teams"], [["1", '"I"', "3"]]), x=5)

    assert result.value == {"level": "IV", "teams": None}


@pytest.mark.parametrize(
    ("cell", "matching", "failing"),
    [
        ("-", ["a", 1, None, [1]], []),
        ("", ["a", None], []),
        ('"a"', ["a"], ["b", 1, None, True]),
        ('"a", "b"', ["a", "b"], ["c", None]),
        ("1", [1, 1.0], [2, "1", True, None]),
        ("-1.50", [-1.5], [1.5]),
        ("true", [True], [False, 1, "true", None]),
        ("> 3", [4], [3, "4", None]),
        ("[1..3)", [1, 2.5], [3, 0, None, "2"]),
        ("]1..3]", [3, 2], [1]),
        ("<2, >5", [1, 6], [3]),
        ('not("a", "b")', ["c"], ["a", "b"]),
        ("null", [None], ["a", 0]),
        ("? > limit", [8], [7]),
        ("limit", [7], [8]),
        ("allowed", ["p", "q"], ["r"]),
        ('string length(?) = 2, "abc"', ["xy", "abc"], ["x"]),
        ('"say \\"hi\\""', ['say "hi"'], ["say"]),
    ],
)
def test_cell_is_met_by(cell: str, matching: list[Any], failing: list[Any]) -> None:
    logic = table(["x"], ["r"], [[cell, "true"]])

    for value in matching:
        assert decide(logic, x=value, limit=7, allowed=["p", "q"]).value is True, value
    for value in failing:
        assert decide(logic, x=value, limit=7, allowed=["p", "q"]).value is None, value


def test_inputs_outside_their_values_are_null_with_warning() -> None:
    logic = table(["x"], ["r"], [["-", "1"]]).replace(
        "</inputExpression>", '</inputExpression><inputValues><text>"a","b"</text></inputValues>'
    )

    result = decide(logic, x="c")

    assert (decide(logic, x="a").value, result.value) == (1, None)
    assert "允许值" in result.warnings[0].message_zh


def test_type_of_a_table_of_many_is_that_of_one_row() -> None:
    logic = table(["x"], ["r"], [["-", '"a"'], ["-", '"b"']], "COLLECT")

    assert decide(logic.replace("<decisionTable", '<decisionTable typeRef="string"'), x=1).value == ["a", "b"]


def test_table_without_inputs_matches() -> None:
    assert decide(table([], ["r"], [["1"]])).value == 1


def test_conclusions_are_expressions() -> None:
    assert decide(table(["x"], ["r"], [["-", "x * 2"]]), x=4).value == 8


def test_dash_as_conclusion_is_null() -> None:
    assert decide(table(["x"], ["r"], [["-", "-"]], "COLLECT"), x=4).value == [None]
