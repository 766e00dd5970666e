"""The facade: what it refuses, what it tells, what stays as it was."""

from datetime import datetime, timedelta

import pytest

from app.engine.errors import EngineError, NotOpen, UncaughtError
from app.engine.instance import Instance
from app.engine.program import Program
from app.engine.step import ActivityState, InstanceStatus
from tests.engine.diagrams import bpmn
from tests.engine.driver import CASE, START, Driver

TWO = "start s\nuser a\nuser b\nend e\ns > a > b > e"
SERVICE = (
    'start s\nservice v topic=t param.no="= no" param.kind=order result=got\nuser b\nend e\ns > v > b > e'
)


def test_task_is_completed_once() -> None:
    instance = Driver(TWO)
    key = instance.task("a").key
    instance.do("a", x=1)

    with pytest.raises(NotOpen):
        instance.instance.complete(key, {"x": 2}, instance.now)

    assert instance.seen("b") == {"x": 1}


@pytest.mark.parametrize("key", [0, 1, 99])
def test_what_is_no_open_task_is_not_completed(key: int) -> None:
    instance = Driver(TWO)

    with pytest.raises(NotOpen):
        instance.instance.complete(key, {}, instance.now)

    assert instance.open == ["a"]


def test_repeated_reading_is_the_same() -> None:
    instance = Driver(TWO)

    assert instance.instance.dump() == instance.instance.dump()
    assert instance.instance.take().rows == ()


def test_step_tells_only_what_changed() -> None:
    instance = Driver(TWO).do("a", x=1)
    step = instance.step

    assert [row.key for row in step.rows] == [3, 4]
    assert [task.element for task in step.opened] == ["b"]
    assert [(task.key, task.state) for task in step.closed] == [(3, ActivityState.COMPLETED)]
    assert [(f.source, f.target) for f in step.flows] == [("a", "b")]
    assert step.variables == {"x": 1}
    assert [(a.element, a.state.value) for a in step.activities] == [("a", "completed"), ("b", "entered")]


def test_resubmitted_equal_values_are_no_change() -> None:
    instance = Driver(TWO, {"x": {"y": [1]}})

    instance.do("a", x={"y": [1]}, z=1)

    assert instance.step.variables == {"z": 1}


def test_service_is_called_with_its_inputs_and_its_result_kept() -> None:
    instance = Driver(SERVICE, {"no": 7})

    call = instance.step.services[0]
    assert (call.topic, call.inputs, call.result_variable) == ("t", {"no": 7, "kind": "order"}, "got")

    instance.served("v", id=3)
    assert instance.seen("b")["got"] == {"id": 3}
    with pytest.raises(NotOpen):
        instance.instance.finish_service(call.key, {}, instance.now)


def test_refusal_that_nobody_catches_is_an_incident() -> None:
    instance = Driver(SERVICE)

    with pytest.raises(UncaughtError, match="REJECTED") as stopped:
        instance.refuse("v", "REJECTED")

    assert stopped.value.element == "v"


def test_refusal_tells_code_and_message_where_wanted() -> None:
    notation = SERVICE.replace("user b", "boundary no on=v err=E\nuser b") + "\nno > b"
    files = {"main": bpmn(notation).replace(b"<bpmn:errorEventDefinition", ERROR_VARIABLES)}
    live = Instance.start(Program.compile(files, {}, {}), "main", case=CASE, variables={}, now=START)

    live.fail_service(live.open_services()[0].key, "E", "网关不收", START)

    assert live.variables(live.open_tasks()[0].key) == {"code": "E", "text": "网关不收"}


ERROR_VARIABLES = (
    b'<bpmn:errorEventDefinition camunda:errorCodeVariable="code" camunda:errorMessageVariable="text"'
)


def test_cancelled_instance_has_nothing_open() -> None:
    instance = Driver(
        "start s\npar p\nuser a\nservice b topic=t\ncatch c msg=m\nend e\ns > p\np > a > e\np > b > e\np > c > e"
    )
    calls = [call.key for call in instance.step.services]

    instance.instance.cancel(instance.now)
    instance._store()

    assert instance.instance.status is InstanceStatus.CANCELLED
    assert [task.state for task in instance.step.closed] == [ActivityState.CANCELLED]
    assert instance.step.cancelled_services == tuple(calls)
    assert len(instance.step.unsubscribed) == 1
    assert (instance.open, instance.calls, instance.send("m")) == ([], [], 0)


def test_case_may_change_and_groups_follow() -> None:
    instance = Driver('start s\nuser a groups="= case.level"\nend e\ns > a > e', case={"level": "one"})

    instance.instance.set_case({"level": "two"})
    instance.instance.deliver("nothing", {}, None, instance.now)
    instance._store()

    assert [(change.before, change.after) for change in instance.step.reassigned] == [(("one",), ("two",))]
    assert instance.task("a").candidate_groups == ("two",)


def test_case_cannot_be_forged_by_a_variable() -> None:
    instance = Driver('start s\nuser a\nuser b groups="= case.no"\nend e\ns > a > b > e')

    instance.do("a", {"case": {"no": "forged"}, "limits": {}})

    assert instance.task("b").candidate_groups == ("RC-7",)


def test_dates_are_fixed_when_the_task_opens() -> None:
    options = 'due=PT20M follow="= duration(\\"PT5M\\")" priority=70 assignee="= who"'
    notation = f"start s\nuser a {options}\nend e\ns > a > e"
    instance = Driver(notation, {"who": "zhang"})
    opened = instance.now

    instance.wait(hours=1)

    task = instance.task("a")
    assert (task.due, task.follow_up) == (opened + timedelta(minutes=20), opened + timedelta(minutes=5))
    assert (task.priority, task.assignee) == (70, "zhang")


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("due=soon", "ISO 8601"),
        ("priority=high", "优先级"),
        ('groups="= 1.."', "表达式"),
        ('form="= {a: 1}"', "保存"),
    ],
)
def test_broken_attribute_is_an_error_that_names_the_task(option: str, message: str) -> None:
    with pytest.raises(EngineError, match=message) as stopped:
        Driver(f"start s\nuser a {option}\nend e\ns > a > e")

    assert stopped.value.element == "a"


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("[1,9,0,1]", [(1, '[0,"main",64]'), (2, '[1,"gone",16]')]),
        ("nonsense", []),
        ("[1,9,0,1]", [(2, '[7,"a",16]')]),
        ("[1]", []),
    ],
)
def test_state_that_does_not_fit_is_refused(head: str, rows: list[tuple[int, str]]) -> None:
    program = Program.compile({"main": bpmn(TWO)}, {}, {})

    with pytest.raises(EngineError, match="对不上"):
        Instance.load(program, "main", head, rows)


def test_unknown_process_or_start_is_refused() -> None:
    program = Program.compile({"main": bpmn(TWO)}, {}, {})

    with pytest.raises(EngineError, match="没有可执行的流程"):
        Instance.start(program, "other", case={}, variables={}, now=START)
    with pytest.raises(EngineError, match="没有这样的开始事件"):
        Instance.start(program, "main", case={}, variables={}, now=START, start_event="x")


def test_instance_ends_once_and_tells_so() -> None:
    instance = Driver(TWO).do("a").do("b")

    assert instance.step.status is InstanceStatus.COMPLETED
    assert instance.step.next_due is None
    assert instance.instance.size == len(instance.rows)


def test_limits_may_depend_on_the_level_of_the_case() -> None:
    files = {"main": bpmn('start s\nuser a due="= limits.answer"\nend e\ns > a > e')}
    program = Program.compile(files, {}, {"answer": {"default": "PT20M", "重大": "PT10M"}})

    due = [
        Instance.start(program, "main", case={"level": level}, variables={}, now=START).open_tasks()[0].due
        for level in ("重大", "一般", None)
    ]

    assert due == [START + timedelta(minutes=minutes) for minutes in (10, 20, 20)]


def test_time_never_comes_from_the_machine() -> None:
    past = datetime.fromisoformat("1999-12-31T23:00:00+08:00")
    notation = "start s\nuser a due=PT1H\nboundary b on=a timer=PT2H\nend l\nend e\ns > a > e\nb > l"

    instance = Driver(notation, now=past)

    assert instance.task("a").due == past + timedelta(hours=1)
    assert instance.instance.next_due == past + timedelta(hours=2)
    assert {activity.at for activity in instance.step.activities} == {past}
