import pytest

from app.engine.errors import DiagramRefused, EngineError
from app.engine.program import Program
from tests.engine.diagrams import bpmn
from tests.engine.driver import Driver

DECISION = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="levels" namespace="urn:test">
  <decision id="level" name="Level">
    <variable id="v" name="Level"/>
    <decisionTable id="t" hitPolicy="UNIQUE">
      <input id="i"><inputExpression id="ie" typeRef="number"><text>injured</text></inputExpression></input>
      <output id="o" name="level"/>
      <rule id="r1">
        <inputEntry id="a1"><text>&lt; 3</text></inputEntry><outputEntry id="b1"><text>"small"</text></outputEntry>
      </rule>
      <rule id="r2">
        <inputEntry id="a2"><text>&gt;= 3</text></inputEntry><outputEntry id="b2"><text>"large"</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>"""
RULE = "start s\nrule r decision=level result=found map=singleEntry\nuser u\nend e\ns > r > u > e"


def test_decision_is_taken_with_its_evidence() -> None:
    instance = Driver(RULE, {"injured": 5}, decisions={"levels": DECISION})

    taken = instance.step.decisions[0]
    assert instance.seen("u")["found"] == "large"
    assert (taken.element, taken.decision, taken.result) == ("r", "level", "large")
    assert "r2" in str(taken.evidence)


def test_decision_without_a_shape_gives_the_list_that_modelers_leave_unsaid() -> None:
    instance = Driver(RULE.replace(" map=singleEntry", ""), {"injured": 5}, decisions={"levels": DECISION})

    assert instance.seen("u")["found"] == ["large"]


def test_decision_that_does_not_exist_is_an_incident() -> None:
    with pytest.raises(EngineError, match="没有决策“level”"):
        Driver(RULE)


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        ("singleEntry", 1),
        ("singleResult", {"a": 1, "b": 2}),
        ("collectEntries", [1, 3]),
        ("resultList", None),
    ],
)
def test_result_takes_the_shape_the_diagram_names(shape: str, value: object) -> None:
    rows = [{"a": 1, "b": 2}, {"a": 3, "b": 4}]
    literal = b'<literalExpression id="l"><text>rows</text></literalExpression>'
    table = DECISION[DECISION.index(b"<decisionTable") : DECISION.index(b"</decision>")]
    notation = RULE.replace("map=singleEntry", f"map={shape}")

    instance = Driver(notation, {"rows": rows}, decisions={"levels": DECISION.replace(table, literal)})

    assert instance.seen("u")["found"] == (rows if value is None else value)


def test_context_without_a_result_variable_becomes_variables() -> None:
    literal = b'<literalExpression id="l"><text>{x: 1, y: "z"}</text></literalExpression>'
    table = DECISION[DECISION.index(b"<decisionTable") : DECISION.index(b"</decision>")]

    instance = Driver(
        RULE.replace("result=found map=singleEntry", ""),
        decisions={"levels": DECISION.replace(table, literal)},
    )

    assert instance.seen("u") == {"x": 1, "y": "z"}


def test_script_sets_what_its_expression_gives() -> None:
    notation = 'start s\nscript t : {"sum": a + b, "names": [a, b]}\nuser u\nend e\ns > t > u > e'

    assert Driver(notation, {"a": 1, "b": 2}).seen("u") == {"a": 1, "b": 2, "sum": 3, "names": [1, 2]}


def test_script_may_name_its_result() -> None:
    notation = "start s\nscript t result=sum : a + 0.2\nuser u\nend e\ns > t > u > e"

    assert Driver(notation, {"a": 0.1}).seen("u")["sum"] == 0.3


def test_script_in_another_language_is_refused() -> None:
    data = bpmn("start s\nscript t : 1\nend e\ns > t > e").replace(b'"feel"', b'"python"')

    with pytest.raises(DiagramRefused, match="FEEL"):
        Program.compile({"f": data}, {}, {})


def test_script_whose_value_has_no_place_is_an_incident() -> None:
    with pytest.raises(EngineError, match="上下文"):
        Driver("start s\nscript t : 1 + 1\nend e\ns > t > e")


def test_send_task_without_message_is_a_connector() -> None:
    instance = Driver('start s\nsend t topic="= kind" param.to=all\nend e\ns > t > e', {"kind": "notify"})

    assert (instance.step.services[0].topic, instance.step.services[0].inputs) == ("notify", {"to": "all"})


def test_result_goes_where_the_outputs_say() -> None:
    notation = 'start s\nservice t topic=x res.no="= id + 1" res.number=number\nuser u\nend e\ns > t > u > e'

    assert Driver(notation, {"id": 99}).served("t", id=1, number="N").seen("u") == {
        "id": 99,
        "no": 2,
        "number": "N",
    }


def test_result_without_a_place_is_dropped() -> None:
    assert (
        Driver("start s\nservice t topic=x\nuser u\nend e\ns > t > u > e").served("t", id=1).seen("u") == {}
    )


def test_cancelled_service_is_told() -> None:
    notation = "start s\nservice t topic=x\nboundary b on=t msg=off\nend e\ns > t > e\nb > e"
    instance = Driver(notation)
    key = instance.step.services[0].key

    instance.send("off")

    assert instance.step.cancelled_services == (key,)


def test_manual_task_is_a_persons() -> None:
    assert Driver("start s\nmanual m\nend e\ns > m > e").open == ["m"]
