import pytest

from app.feel.dmn.decisions import Decisions, problems
from app.feel.errors import FeelBoundError
from tests.feel.dmn.builder import data, decision, model


def passes(items: str, type_ref: str, value: object) -> bool:
    body = items + data("x", type_ref) + decision("d", "x", requires="input:x")
    return Decisions.from_xml(model(body)).evaluate("d", {"x": value}).value is not None


def item(name: str, inner: str, *, collection: bool = False) -> str:
    return f'<itemDefinition name="{name}" isCollection="{str(collection).lower()}">{inner}</itemDefinition>'


LEVEL = item("tLevel", '<typeRef>string</typeRef><allowedValues><text>"I","II"</text></allowedValues>')
SCORE = item("tScore", "<typeRef>number</typeRef><allowedValues><text>[0..10]</text></allowedValues>")
SCORES = item("tScores", "<typeRef>tScore</typeRef>", collection=True)
TEAM = item(
    "tTeam",
    '<itemComponent name="team name"><typeRef>string</typeRef></itemComponent>'
    '<itemComponent name="members" isCollection="true"><typeRef>string</typeRef></itemComponent>',
)
FEW = item(
    "tFew",
    "<typeRef>string</typeRef><typeConstraint><text>count(?) &lt; 3</text></typeConstraint>",
    collection=True,
)
TREE = item(
    "tTree",
    '<itemComponent name="n"><typeRef>number</typeRef></itemComponent>'
    '<itemComponent name="children" isCollection="true"><typeRef>tTree</typeRef></itemComponent>',
)


@pytest.mark.parametrize(
    ("items", "type_ref", "good", "bad"),
    [
        (LEVEL, "tLevel", ["I", "II"], ["III", 1]),
        (SCORE, "tScore", [0, 10, [5]], [11, -1, "5"]),
        (SCORE + SCORES, "tScores", [[1, 2], 3, []], [[1, 20], 30, "x"]),
        (TEAM, "tTeam", [{"team name": "a", "members": ["b"]}], [{"team name": 1, "members": []}, "a"]),
        (FEW, "tFew", [["a"], ["a", "b"], "a"], [["a", "b", "c"], [1]]),
        (
            TREE,
            "tTree",
            [{"n": 1, "children": [{"n": 2, "children": []}]}],
            [{"n": 1, "children": [{"n": "x"}]}],
        ),
    ],
    ids=["allowed values", "range", "collection", "components", "constraint", "recursive"],
)
def test_item_definition_lets_through(
    items: str, type_ref: str, good: list[object], bad: list[object]
) -> None:
    for value in good:
        assert passes(items, type_ref, value), value
    for value in bad:
        assert not passes(items, type_ref, value), value


@pytest.mark.parametrize(
    "type_ref", ["&lt;Undefined&gt;", "feel:number", "number", "f:tScore", "integer", "double", "long"]
)
def test_type_of_other_editors_is_understood(type_ref: str) -> None:
    xml = model(
        SCORE + data("x", type_ref) + decision("d", "x", requires="input:x"),
        attributes='xmlns:feel="http://www.omg.org/spec/FEEL/20140401" xmlns:f="urn:test"',
    )

    assert problems(xml) == []
    assert Decisions.from_xml(xml).evaluate("d", {"x": 5}).value == 5


def test_entries_that_were_not_given_are_null() -> None:
    body = TEAM + data("x", "tTeam") + decision("d", "x.members = null", requires="input:x")

    assert Decisions.from_xml(model(body)).evaluate("d", {"x": {"team name": "a"}}).value is True


def boxed(parameters: str) -> str:
    formal = "".join(f'<formalParameter name="{name}" typeRef="number"/>' for name in parameters.split())
    body = '<literalExpression typeRef="number"><text>1</text></literalExpression>'
    return f"<functionDefinition>{formal}{body}</functionDefinition>"


def test_function_item_checks_parameters_and_result() -> None:
    function = item(
        "tF",
        '<functionItem outputTypeRef="number"><parameters name="a" typeRef="number"/></functionItem>',
    )
    body = (
        function + decision("good", boxed("a"), type_ref="tF") + decision("bad", boxed("a b"), type_ref="tF")
    )

    decisions = Decisions.from_xml(model(body))

    assert decisions.evaluate("good", {}).value is not None
    assert decisions.evaluate("bad", {}).value is None


def test_function_of_unknown_result_takes_the_declared_one() -> None:
    function = item(
        "tF", '<functionItem outputTypeRef="number"><parameters name="a" typeRef="Any"/></functionItem>'
    )
    body = function + decision("f", "function(a) a", type_ref="tF")
    decisions = Decisions.from_xml(model(body + decision("d", '[f(1), f("x")]', requires="decision:f")))

    assert decisions.evaluate("d", {}).value == [1, None]


def test_instance_of_asks_for_the_models_type_without_allowed_values() -> None:
    decisions = Decisions.from_xml(model(LEVEL + decision("d", "x instance of tLevel")))

    assert decisions.evaluate("d", {"x": "V"}).value is True
    assert decisions.evaluate("d", {"x": 5}).value is False


def test_type_built_on_itself_is_a_problem() -> None:
    xml = model(
        item("tA", "<typeRef>tB</typeRef>") + item("tB", "<typeRef>tA</typeRef>") + decision("d", "1")
    )

    assert [problem.code for problem in problems(xml)] == ["type-cycle"]


def test_unknown_type_is_a_problem_and_anything_goes() -> None:
    xml = model(data("x", "tNothing") + decision("d", "x", requires="input:x"))

    assert [problem.code for problem in problems(xml)] == ["unknown-type"]
    assert Decisions.from_xml(xml).evaluate("d", {"x": 1}).value == 1


def test_checking_a_value_that_explodes_is_bounded() -> None:
    chain = [decision("d0", "{n: 1, children: []}")]
    chain += [
        decision(f"d{n}", f"{{n: 1, children: [d{n - 1}, d{n - 1}]}}", requires=f"decision:d{n - 1}")
        for n in range(1, 50)
    ]
    body = TREE + "".join(chain) + decision("d", "d49", requires="decision:d49", type_ref="tTree")

    with pytest.raises(FeelBoundError):
        Decisions.from_xml(model(body)).evaluate("d", {})
