from typing import Any

import pytest

from app.feel.dmn.decisions import DecisionResult, Decisions
from tests.feel.dmn.builder import decision, knowledge, literal, model, word


def decide(logic: str, type_ref: str = "", **context: Any) -> DecisionResult:
    return Decisions.from_xml(model(decision("d", logic, type_ref=type_ref))).evaluate("d", context)


def entry(name: str, logic: str, type_ref: str = "Any") -> str:
    return f'<contextEntry><variable name="{name}" typeRef="{type_ref}"/>{logic}</contextEntry>'


def test_context_entries_see_those_before_them() -> None:
    box = f"<context>{entry('a', literal('x + 1'))}{entry('b c', literal('a * 2'))}</context>"

    assert decide(box, x=1).value == {"a": 2, "b c": 4}


def test_context_with_a_result_gives_the_result() -> None:
    result = f"<contextEntry>{literal('my sum + 1')}</contextEntry>"

    assert decide(f"<context>{entry('my sum', literal('1 + 1'))}{result}</context>").value == 3


def test_context_entry_of_another_type_is_null_with_warning() -> None:
    result = decide(f"<context>{entry('a', literal('1'), 'string')}</context>")

    assert result.value == {"a": None}
    assert "类型" in result.warnings[0].message_zh


def test_list_holds_its_items() -> None:
    assert decide(f"<list>{literal('1')}{literal('x')}</list>", x="a").value == [1, "a"]


def test_relation_is_a_list_of_contexts() -> None:
    box = (
        '<relation><column name="name"/><column name="beds"/>'
        f"<row>{word('一院')}{literal('20')}</row><row>{word('二院')}{literal('x')}</row></relation>"
    )

    assert decide(box, x=5).value == [{"name": "一院", "beds": 20}, {"name": "二院", "beds": 5}]


def test_function_definition_is_invoked_by_an_invocation() -> None:
    double = (
        '<functionDefinition><formalParameter name="n" typeRef="number"/>'
        f"{literal('n * factor')}</functionDefinition>"
    )
    call = (
        f'<contextEntry><invocation>{literal("double")}<binding><parameter name="n"/>{literal("21")}'
        "</binding></invocation></contextEntry>"
    )
    box = f"<context>{entry('factor', literal('2'))}{entry('double', double)}{call}</context>"

    assert decide(box).value == 42


def test_invocation_of_no_function_is_null_with_warning() -> None:
    result = decide(f"<invocation>{literal('x')}</invocation>", x=1)

    assert result.value is None
    assert "函数" in result.warnings[0].message_zh


@pytest.mark.parametrize(("x", "expected"), [(1, "yes"), (3, "no"), ("a", "no")])
def test_conditional_takes_then_for_true_and_else_for_false_and_null(x: object, expected: str) -> None:
    box = (
        f"<conditional><if>{literal('x < 2')}</if><then>{word('yes')}</then>"
        f"<else>{word('no')}</else></conditional>"
    )

    assert decide(box, x=x).value == expected


def test_conditional_on_something_else_is_null() -> None:
    box = (
        f"<conditional><if>{word('a')}</if><then>{word('yes')}</then><else>{word('no')}</else></conditional>"
    )

    result = decide(box)

    assert result.value is None
    assert "布尔" in result.warnings[0].message_zh


def test_filter_keeps_items_that_match() -> None:
    box = f"<filter><in>{literal('xs')}</in><match>{literal('beds > 10 and item.beds < 30')}</match></filter>"

    assert decide(box, xs=[{"beds": 5}, {"beds": 20}, {"beds": 40}]).value == [{"beds": 20}]


def test_filter_by_something_else_than_a_boolean_is_null() -> None:
    box = f"<filter><in>{literal('[1, 2]')}</in><match>{word('x')}</match></filter>"

    assert decide(box).value is None


@pytest.mark.parametrize(
    ("source", "body", "expected"),
    [
        ("[1, 2, 3]", "n * n", [1, 4, 9]),
        ("[1..3]", "n", [1, 2, 3]),
        ("(1..3)", "n", [2]),
        ("[1, 2, 3]", "count(partial)", [0, 1, 2]),
        ("1..3", "n", [1, 2, 3]),
        ("3..1", "n", [3, 2, 1]),
        ("null", "n", None),
    ],
)
def test_for_makes_a_list(source: str, body: str, expected: list[int] | None) -> None:
    box = f'<for iteratorVariable="n"><in>{literal(source)}</in><return>{literal(body)}</return></for>'

    assert decide(box).value == expected


def test_for_goes_through_a_boxed_list() -> None:
    box = (
        f'<for iteratorVariable="n"><in><list>{literal("1")}{literal("x")}</list></in>'
        f"<return>{literal('n * 2')}</return></for>"
    )

    assert decide(box, x=4).value == [2, 8]


@pytest.mark.parametrize(
    ("kind", "source", "expected"),
    [
        ("some", "[1, 5]", True),
        ("some", "[1, 2]", False),
        ("some", "[]", False),
        ("every", "[4, 5]", True),
        ("every", "[1, 5]", False),
        ("every", "[]", True),
        ("some", '["a", 5]', True),
        ("some", '["a", 1]', None),
        ("every", '["a", 1]', False),
        ("every", '["a", 5]', None),
    ],
)
def test_quantified_has_three_answers(kind: str, source: str, expected: bool | None) -> None:
    box = (
        f'<{kind} iteratorVariable="n"><in>{literal(source)}</in>'
        f"<satisfies>{literal('n > 3')}</satisfies></{kind}>"
    )

    assert decide(box).value is expected


def test_knowledge_model_is_called_by_name_with_blanks() -> None:
    body = knowledge("beds needed", "n:number", "n * 2") + decision(
        "d", "beds needed(21)", requires="knowledge:beds needed;"
    )

    assert Decisions.from_xml(model(body)).evaluate("d", {}).value == 42


def test_knowledge_model_refuses_arguments_of_another_type() -> None:
    body = knowledge("f", "n:number", "1") + decision("d", 'f("x")', requires="knowledge:f")

    result = Decisions.from_xml(model(body)).evaluate("d", {})

    assert result.value is None
    assert result.warnings


def test_knowledge_model_sees_only_what_it_requires() -> None:
    body = knowledge("f", "n", "n + x") + decision("d", "f(1)", requires="knowledge:f")

    assert Decisions.from_xml(model(body)).evaluate("d", {"x": 5}).value is None


def test_knowledge_model_converts_its_result() -> None:
    body = knowledge("f", "n", "[n]", type_ref="number") + decision("d", "f(1)", requires="knowledge:f")

    assert Decisions.from_xml(model(body)).evaluate("d", {}).value == 1


def test_deep_nesting_is_a_problem() -> None:
    box = "<list>" * 60 + literal("1") + "</list>" * 60

    with pytest.raises(Exception, match="50 层"):
        decide(box)
