"""A file under another key, and a diagram with nothing in it yet."""

import json

from lxml import etree

from app.bundle.copying import blank_diagram, copied
from app.bundle.resources import Kind
from app.engine.lint.verdict import judge
from tests.yunxi import package

DIAGRAM = package().diagrams["yunxi-report"]


def ids(data: bytes) -> set[str]:
    return {value for element in etree.fromstring(data).iter() for value in element.attrib.values()}


def test_copied_diagram_runs_under_its_own_key() -> None:
    data = copied(Kind.DIAGRAM, DIAGRAM, "yunxi-report", "yunxi-flood", "汛情上报")

    assert "yunxi-report" not in ids(data)
    assert {"yunxi-flood", "汛情上报"} <= ids(data)
    assert judge("yunxi-flood.bpmn", data).accepted
    assert ids(data) - {"yunxi-flood", "汛情上报"} < ids(DIAGRAM)


def test_blank_diagram_is_accepted() -> None:
    found = judge("fresh.bpmn", blank_diagram("fresh", "新流程"))

    assert found.accepted, found.findings


def test_copied_decision_and_its_variable_take_the_name() -> None:
    model = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
      <decision id="old" name="A"><variable id="v" name="A"/>
      <requiredDecision href="#other"/></decision></definitions>"""

    root = etree.fromstring(copied(Kind.DECISION, model, "old", "new", "B"))

    decision = root.find("{*}decision")
    assert (decision.get("id"), decision.get("name"), decision[0].get("name")) == ("new", "B", "B")


def test_copied_form_takes_key_and_title() -> None:
    data = copied(Kind.FORM, b'{"id": "a", "components": [], "properties": {"x": "1"}}', "a", "b", "乙表")

    assert json.loads(data) == {"id": "b", "components": [], "properties": {"x": "1", "title": "乙表"}}


def test_what_cannot_be_read_is_copied_as_it_is() -> None:
    for kind, data in (
        (Kind.DIAGRAM, b"<broken"),
        (Kind.FORM, b"{"),
        (Kind.FORM, b"[]"),
        (Kind.FORM, b"[" * 100_000),
        (Kind.FORM, b'{"a": "\\ud800"}'),
        (Kind.SCENARIO, b"x"),
    ):
        assert copied(kind, data, "a", "b", "c") == data
