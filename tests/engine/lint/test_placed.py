"""What a diagram is asked inside its package: each reference into nothing is named, the right one passes."""

from dataclasses import replace

import pytest

from app.engine.lint.catalogue import PLACED
from app.engine.lint.check import lint
from app.engine.lint.package import Package
from tests.engine.lint.drawing import diagram, extensions, flow, line, properties, user, when
from tests.engine.lint.pieces import LANES, MESSAGE, PASS_IN, call, event, node, service

PACKAGE = Package(
    key="here",
    lanes=frozenset({"值班"}),
    groups=frozenset({"staff"}),
    forms=frozenset({"form"}),
    printouts=frozenset({"order"}),
    registries=frozenset({"forces"}),
    decisions=frozenset({"level"}),
    limits=frozenset({"approve"}),
    clauses=frozenset({"EX-01"}),
    data_objects=frozenset({"指挥权"}),
    caught=frozenset({"增援"}),
    topics=frozenset({"printout.issue", "registry.query"}),
    calls={"process": frozenset({"here-sub"}), "here-sub": frozenset()},
    foreign=frozenset({"there"}),
    untaken={"process": frozenset({"start-ghost"})},
    given=frozenset({"decision", "who", "judge", "level"}),
)


def issuing(topic: str, name: str, value: str) -> str:
    given = f'<camunda:inputParameter name="{name}">{value}</camunda:inputParameter>'
    inside = extensions(f"<camunda:inputOutput>{given}</camunda:inputOutput>")
    return service("a", inside, f'camunda:type="external" camunda:topic="{topic}"')


def calling(process: str) -> str:
    return call(extensions(PASS_IN), f'calledElement="{process}"')


def throwing(message: str) -> bytes:
    thrown = event("intermediateThrowEvent", "a", '<messageEventDefinition messageRef="m"/>')
    return diagram(line(thrown), outside=MESSAGE.replace("增援", message))


PAIRS = {
    "unknown-lane": (
        diagram(LANES.format("a").replace("值班", "谁") + line(user("a"))),
        diagram(LANES.format("a") + line(user("a"))),
    ),
    "unknown-group": (
        diagram(line(user("a").replace('="staff"', '="staff, ghost"'))),
        diagram(line(user("a").replace('="staff"', '="= who"'))),
    ),
    "unknown-form": (diagram(line(user("a").replace('="form"', '="ghost"'))), diagram(line(user("a")))),
    "unknown-printout": (
        diagram(line(issuing("printout.issue", "printout", "ghost"))),
        diagram(line(issuing("printout.issue", "printout", "order"))),
    ),
    "unknown-registry": (
        diagram(line(issuing("registry.query", "registry", "ghost"))),
        diagram(line(issuing("registry.query", "registry", "forces"))),
    ),
    "unknown-topic": (
        diagram(line(issuing("shell.run", "x", "y"))),
        diagram(line(issuing("registry.query", "x", "y"))),
    ),
    "unknown-decision": (
        diagram(line(node("businessRuleTask", "a", "", 'camunda:decisionRef="ghost"'))),
        diagram(line(node("businessRuleTask", "a", "", 'camunda:decisionRef="level"'))),
    ),
    "unknown-process": (diagram(line(calling("ghost"))), diagram(line(calling("here-sub")))),
    "foreign-process": (diagram(line(calling("there-dispatch"))), diagram(line(calling("here-sub")))),
    "call-cycle": (diagram(line(calling("process"))), diagram(line(calling("here-sub")))),
    "unknown-limit": (
        diagram(line(user("a", attributes='camunda:dueDate="= limits.ghost"'))),
        diagram(line(user("a", attributes='camunda:dueDate="= limits.approve"'))),
    ),
    "unknown-clause": (
        diagram(line(user("a", properties(clause="EX-01 EX-99")))),
        diagram(line(user("a", properties(clause="EX-01")))),
    ),
    "foreign-clause": (
        diagram(line(user("a", properties(clause="EX-01 OTHER-07")))),
        diagram(line(user("a", properties(clause="EX-01")))),
    ),
    "unknown-data-object": (
        diagram(line(user("a", properties(writes="谁")))),
        diagram(line(user("a", properties(writes="指挥权")))),
    ),
    "unknown-variable": (
        diagram(line(user("a", attributes='camunda:assignee="= decison.who"'))),
        diagram(line(user("a", attributes='camunda:assignee="= decision.who"'))),
    ),
    "uncaught-message": (throwing("别的"), throwing("增援")),
    "untaken": (diagram(line(user("ghost"))), diagram(line(user("a")))),
}


@pytest.mark.parametrize("code", PAIRS)
def test_reference_into_nothing_is_named(code: str) -> None:
    bad, good = PAIRS[code]

    assert code in {finding.code for finding in lint(bad, "a.bpmn", PACKAGE)}
    assert code not in {finding.code for finding in lint(good, "a.bpmn", PACKAGE)}
    assert code not in {finding.code for finding in lint(bad, "a.bpmn")}


def test_slip_of_the_pen_is_told_with_what_was_meant_once_for_each_step() -> None:
    slip = user("a", attributes='camunda:assignee="= decison.who" camunda:dueDate="= decison.at"')
    found = lint(diagram(line(slip, user("b", attributes='camunda:assignee="= nobody"'))), None, PACKAGE)

    told = [(finding.element, finding.mend) for finding in found if finding.code == "unknown-variable"]

    assert told == [
        ("a", "是不是“decision”？请核对写法"),
        ("b", "请核对写法，或先由表单、输出参数或数据对象给出它"),
    ]


def test_calls_beyond_the_bound_are_refused() -> None:
    chain = {f"p{index}": frozenset({f"p{index + 1}"}) for index in range(7)}
    package = replace(PACKAGE, calls={**chain, "p7": frozenset()})

    deep = {finding.code for finding in lint(diagram(line(calling("p0"))), None, package)}
    flat = {finding.code for finding in lint(diagram(line(calling("p3"))), None, package)}

    assert "call-depth" in deep
    assert "call-depth" not in flat


def test_circle_of_others_does_not_hang_the_check() -> None:
    package = replace(PACKAGE, calls={"p": frozenset({"q"}), "q": frozenset({"p"})})

    found = {finding.code for finding in lint(diagram(line(calling("p"))), None, package)}

    assert "call-depth" in found


def test_send_task_is_asked_who_receives_its_message() -> None:
    sent = diagram(line(node("sendTask", "a", "", 'messageRef="m"')), outside=MESSAGE.replace("增援", "别的"))

    assert "uncaught-message" in {finding.code for finding in lint(sent, None, PACKAGE)}


def test_step_that_no_scenario_takes_is_told_once_and_the_way_that_is_only_passed_by_at_the_flow() -> None:
    body = (
        line(user("a")).replace("<userTask", '<exclusiveGateway id="gate" default="a-end"/><userTask', 1)
        + flow("skip", "a", "end", when("done"))
    )  # fmt: skip
    package = replace(PACKAGE, untaken={"process": frozenset({"start-a", "skip"})})

    found = [f for f in lint(diagram(body), None, package) if f.code == "untaken"]

    assert [finding.element for finding in found] == ["a", "skip"]


def test_every_placed_rule_has_a_case() -> None:
    assert {rule.code for rule in PLACED} == {*PAIRS, "call-depth"}
