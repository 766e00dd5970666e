"""What BPMN has and the engine runs is let through: the check refuses no more than it must."""

import pytest

from app.engine.lint.check import lint, refuses
from tests.engine.lint.drawing import diagram, flow, line, path, user, when
from tests.engine.lint.pieces import (
    MESSAGE,
    SIGNAL,
    boundary,
    catch,
    esub,
    event,
    inner,
    node,
    service,
    sub,
    timer,
)

LINKS = (
    event("startEvent", "start")
    + event("intermediateThrowEvent", "out", '<linkEventDefinition name="甲"/>')
    + path("start", "out")
    + catch("in", '<linkEventDefinition name="甲"/>')
    + event("endEvent", "end")
    + path("in", "end")
)
SIGNAL_END = line(user("a")).replace(
    '<endEvent id="end"/>', '<endEvent id="end"><signalEventDefinition signalRef="s"/></endEvent>'
)
CONDITIONAL = line(user("a")) + user("b") + flow("a-b", "a", "b", when("more")) + path("b", "end")
INTERRUPTING = line(user("a")) + esub("x", '<signalEventDefinition signalRef="s"/>')
SEVERAL_WAYS = line(user("a")) + user("b") + path("a", "b", "end")
TRANSACTION = line(node("transaction", "a", inner("x", user("u")))) + boundary(
    "b", "a", "<cancelEventDefinition/>"
)
TERMINATE = line(user("a")).replace(
    '<endEvent id="end"/>', '<endEvent id="end"><terminateEventDefinition/></endEvent>'
)
DEEP_ESUB = line(
    sub(
        "outer",
        inner("o", user("a")) + esub("x", '<signalEventDefinition signalRef="s"/>', 'isInterrupting="false"'),
    )
)
RETURNED = (
    event("startEvent", "start") + event("endEvent", "end") + node("exclusiveGateway", "gate", "", 'default="gate-end"')
    + user("draft") + user("approve") + path("start", "draft", "approve", "gate", "end")
    + flow("back", "gate", "draft", when("no"))
)  # fmt: skip
REMINDER = (
    line(user("a")) + boundary("tick", "a", timer("R3/PT5M", "timeCycle"), 'cancelActivity="false"') + service("remind")
    + path("tick", "remind")
)  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(LINKS, id="link events"),
        pytest.param(SIGNAL_END, id="signal end"),
        pytest.param(CONDITIONAL, id="condition out of a task"),
        pytest.param(INTERRUPTING, id="interrupting event sub-process"),
        pytest.param(SEVERAL_WAYS, id="several ways out of a task"),
        pytest.param(TRANSACTION, id="transaction"),
        pytest.param(TERMINATE, id="terminate end"),
        pytest.param(DEEP_ESUB, id="event sub-process inside a sub-process"),
        pytest.param(RETURNED, id="approval with return"),
        pytest.param(REMINDER, id="reminder by a service task"),
    ],
)
def test_supported_construct_is_let_through(body: str) -> None:
    data = diagram(body, outside=SIGNAL + MESSAGE)

    findings = lint(data)

    assert not refuses(findings), [str(finding) for finding in findings]


def test_order_of_findings_follows_the_file() -> None:
    data = diagram(line(node("task", "a")) + "\n" + node("scriptTask", "b"))

    lines = [finding.line or 0 for finding in lint(data)]

    assert lines == sorted(lines)


def test_drawing_only_is_told_everything_at_once() -> None:
    data = diagram(line(node("task", "a")), attributes='isExecutable="false"')

    assert {"not-executable", "plain-task"} <= {finding.code for finding in lint(data)}


def test_number_of_findings_is_bounded() -> None:
    data = diagram("".join(node("task", f"t{index}") for index in range(900)))

    assert len(lint(data)) == 500
