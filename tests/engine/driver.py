"""Driving an instance in tests by element ids, every step shadowed by a reload from what was stored."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.engine.bounds import DEFAULT, Bounds
from app.engine.instance import Instance
from app.engine.program import Program
from app.engine.step import ActivityState, InstanceStatus, OpenedTask, ServiceCall, Step
from tests.engine.diagrams import bpmn

START = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
CASE = {
    "id": "c1",
    "no": "RC-7",
    "title": "测试",
    "drill": False,
    "season": {"name": "平时", "special": False},
}


class Driver:
    """An instance with a clock of its own. After each move it is stored, loaded anew and compared."""

    def __init__(
        self,
        notation: str | Mapping[str, str],
        variables: Mapping[str, Any] | None = None,
        *,
        start: str | None = None,
        process: str | None = None,
        decisions: Mapping[str, bytes] | None = None,
        limits: Mapping[str, str] | None = None,
        bounds: Bounds = DEFAULT,
        case: Mapping[str, Any] = CASE,
        now: datetime = START,
    ) -> None:
        files = {"main": notation} if isinstance(notation, str) else notation
        diagrams = {name: bpmn(text) for name, text in files.items()}
        self.program = Program.compile(diagrams, decisions or {}, limits or {}, bounds)
        self.process = process or next(iter(self.program.processes))
        self.now = now
        self.rows: dict[int, str] = {}
        self.steps: list[Step] = []
        self.instance = Instance.start(
            self.program, self.process, case=case, variables=variables or {}, now=now, start_event=start
        )
        self._store()

    # moving --------------------------------------------------------------------------------------------------

    def do(self, element: str, values: Mapping[str, Any] | None = None, **more: Any) -> "Driver":
        """Complete the open task of an element (the first, or the one `of` an item)."""
        item = more.pop("of", None)
        self.instance.complete(self.task(element, item).key, {**(values or {}), **more}, self.now)
        return self._store()

    def served(self, element: str, of: Any = None, **result: Any) -> "Driver":
        """Let a connector answer."""
        self.instance.finish_service(self.call(element, of).key, result, self.now)
        return self._store()

    def refuse(self, element: str, code: str, message: str = "不行") -> "Driver":
        """Let a connector refuse."""
        self.instance.fail_service(self.call(element).key, code, message, self.now)
        return self._store()

    def send(self, message: str, key: str | None = None, **payload: Any) -> int:
        """Bring a message; how many took it."""
        taken = self.instance.deliver(message, payload, key, self.now)
        self._store()
        return taken

    def wait(self, **time: float) -> "Driver":
        """Let time pass and fire what is due."""
        self.now += timedelta(**time)
        self.instance.fire_timers(self.now)
        return self._store()

    def _store(self) -> "Driver":
        """Take the step, keep its rows, restart from them and check that nothing is different."""
        step = self.instance.take()
        self.steps.append(step)
        for row in step.rows:
            if row.body is None:
                del self.rows[row.key]
            else:
                self.rows[row.key] = row.body
        live = self.instance.dump()
        assert live == (step.head, self.rows)
        reloaded = Instance.load(self.program, self.process, step.head, self.rows.items())
        assert reloaded.dump() == live
        assert reloaded.next_due == step.next_due
        assert reloaded.status == step.status
        assert sorted_tasks(reloaded.open_tasks()) == sorted_tasks(self.instance.open_tasks())
        assert sorted_calls(reloaded.open_services()) == sorted_calls(self.instance.open_services())
        self.instance = reloaded
        return self

    # looking -------------------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The last step."""
        return self.steps[-1]

    @property
    def open(self) -> list[str]:
        """The open tasks by element, in order of key, with the item in brackets if there is one."""
        tasks = sorted(self.instance.open_tasks(), key=lambda task: task.key)
        return [label(task) for task in tasks]

    @property
    def calls(self) -> list[str]:
        """The elements that wait for a connector."""
        return [call.element for call in sorted_calls(self.instance.open_services())]

    @property
    def done(self) -> bool:
        """Whether the instance has completed."""
        return self.instance.status is InstanceStatus.COMPLETED

    @property
    def variables(self) -> dict[str, Any]:
        """The variables of the process."""
        return self.instance.variables()

    def task(self, element: str, item: Any = None) -> OpenedTask:
        """The open task of an element."""
        tasks = sorted(self.instance.open_tasks(), key=lambda task: task.key)
        return next(t for t in tasks if t.element == element and (item is None or named(t.item) == item))

    def call(self, element: str, item: Any = None) -> ServiceCall:
        """The waiting service call of an element."""
        calls = sorted_calls(self.instance.open_services())
        return next(c for c in calls if c.element == element and (item is None or item in c.inputs.values()))

    def seen(self, element: str) -> dict[str, Any]:
        """What the open task of an element sees."""
        return self.instance.variables(self.task(element).key)

    def trace(self, state: ActivityState = ActivityState.COMPLETED) -> list[str]:
        """The elements that came into a state, over all steps."""
        return [a.element for step in self.steps for a in step.activities if a.state is state]

    def cancelled(self) -> list[str]:
        """The elements cancelled so far."""
        return self.trace(ActivityState.CANCELLED)


def label(task: OpenedTask) -> str:
    """An element, with its item."""
    return task.element if task.item is None else f"{task.element}[{named(task.item)}]"


def named(item: Any) -> Any:
    """An item's name, if it has one."""
    return item.get("name", item.get("id")) if isinstance(item, dict) else item


def sorted_tasks(tasks: Iterable[OpenedTask]) -> list[OpenedTask]:
    """In order of key; what is read twice is compared as it stands."""
    return [replace(task) for task in sorted(tasks, key=lambda task: task.key)]


def sorted_calls(calls: Iterable[ServiceCall]) -> list[ServiceCall]:
    """In order of key."""
    return sorted(calls, key=lambda call: call.key)
