"""One running process instance, from the outside: plain values in, a `Step` out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from SpiffWorkflow.util.task import TaskState

from app.core.clock import SetClock
from app.core.errors import DomainError
from app.engine.errors import BoundExceeded, Broken, EngineError, ModificationRefused, NotOpen
from app.engine.program import Program
from app.engine.runtime.codec import decode, encode_head, encode_row
from app.engine.runtime.opening import call_of, opened_task
from app.engine.runtime.token import Token
from app.engine.runtime.versions import values
from app.engine.runtime.workflow import Workflow
from app.engine.schedule import ScheduleError
from app.engine.specs.loops import ForEach
from app.engine.step import InstanceStatus, OpenedTask, Row, ServiceCall, Step
from app.engine.values import NotStorable, plain
from app.feel import evaluation

_T = TypeVar("_T")


class Instance:
    """A process instance in memory. Not thread-safe; after any `EngineError` it is broken and must be loaded anew.

    Every call that moves it takes `now`, an aware instant: the engine never asks the machine's clock.
    """

    def __init__(self, top: Workflow) -> None:
        self._top = top
        self._broken = False

    # coming into being -------------------------------------------------------------------------------------------

    @classmethod
    def start(
        cls,
        program: Program,
        process_id: str,
        *,
        case: Mapping[str, Any],
        variables: Mapping[str, Any],
        now: datetime,
        start_event: str | None = None,
    ) -> "Instance":
        """A new instance that has run to its first rest.

        `start_event` is the id of the start event that was triggered; by default the one without a trigger. Raises
        `EngineError`.
        """
        spec = program.spec_of(process_id)
        first = spec.first if start_event is None else spec.starts.get(start_event)
        if first is None:
            raise EngineError(start_event, f"流程“{process_id}”没有这样的开始事件")
        self = cls(Workflow(program, spec))
        self._facts(case)
        self._move(now, lambda: self._top.begin(first, plain(variables)))
        self._top.task_tree.remember(case=self._top.facts["case"])
        return self

    @classmethod
    def load(
        cls, program: Program, process_id: str, head: str, rows: Iterable[tuple[int, str]]
    ) -> "Instance":
        """The instance as it was stored. Raises `EngineError` when head, rows and program do not belong together."""
        self = cls(decode(program, process_id, head, rows))
        self._facts(self._top.task_tree.internal_data.get("case", {}))
        return self

    def _facts(self, case: Mapping[str, Any]) -> None:
        limits = self._top.program.limits_at(case.get("level"), case.get("pace", 1))
        self._top.facts = {"case": plain(case), "limits": limits}

    # moving ------------------------------------------------------------------------------------------------------

    def complete(self, key: int, values: Mapping[str, Any], now: datetime) -> None:
        """A person has done a user task. Raises `NotOpen` when it is not open, `EngineError`."""
        token = self._open(key, TaskState.READY, self._top.recorder.people)
        self._move(now, lambda: token.task_spec.submit(token, plain(values)), token)

    def finish_service(self, key: int, result: Mapping[str, Any], now: datetime) -> None:
        """A connector has done its work. Raises `NotOpen`, `EngineError`."""
        token = self._open(key, TaskState.STARTED, self._top.recorder.services)
        self._move(now, lambda: token.task_spec.answer(token, plain(result)), token)

    def fail_service(self, key: int, code: str, message: str, now: datetime) -> None:
        """A connector refuses: a BPMN error. Raises `NotOpen`, and `UncaughtError` when nobody catches the code."""
        token = self._open(key, TaskState.STARTED, self._top.recorder.services)
        self._move(now, lambda: self._top.raise_error(token, code, message), token)

    def deliver(
        self, message: str, payload: Mapping[str, Any], correlation_key: str | None, now: datetime
    ) -> int:
        """Bring a message; how many catches of that name (and key, where they have one) took it."""
        catches = self._top.event_manager
        return self._move(now, lambda: catches.send("message", message, plain(payload), correlation_key))

    def fire_timers(self, now: datetime) -> int:
        """Ring every timer that is due, the longest due first, until none is; how many rang.

        Raises `BoundExceeded` when timers of no time at all would ring for ever.
        """
        rung, most = 0, self._top.program.bounds.steps
        while (due := self._top.alarms.next_due) is not None and due <= now:
            self._move(now, self._ring)
            rung += 1
            if rung > most:
                raise BoundExceeded(self._where(), "steps", most)
        return rung

    def _ring(self) -> None:
        token = self._top.everything[self._top.alarms.pop()]
        token.task_spec.fire(token, {})

    def add_item(self, key: int, item: Any, now: datetime) -> None:
        """One more instance of a running multi-instance activity. Raises `NotOpen`, `BoundExceeded`."""
        token = self._multi(key)
        self._move(now, lambda: token.task_spec.add_instance(token, plain(item)), token)

    def stand_down(self, key: int, now: datetime) -> None:
        """Take one instance of a multi-instance activity out; the others go on. Raises `NotOpen`."""
        token = self._top.everything.get(key)
        if token is None or token.finished or not token.task_spec.repeated or token.parent is None:
            raise NotOpen(key=key)
        outer = self._multi(token.parent.id)
        self._move(now, lambda: outer.task_spec.stand_down(outer, token), token)

    def cancel(self, now: datetime) -> None:
        """End the whole instance; everything open is cancelled."""
        self._top.success = False
        self._move(now, self._top.abort)

    def set_case(self, case: Mapping[str, Any]) -> None:
        """Change what expressions see as `case`; candidate groups may change at the next step."""
        self._facts(case)
        self._top.task_tree.remember(case=self._top.facts["case"])
        self._top.recorder.stale_groups = True

    def change(self, now: datetime, change: Callable[[Workflow], _T]) -> _T:
        """Anything else that the engine's own modules do to it, and all that follows. Raises `EngineError`."""
        return self._move(now, lambda: change(self._top))

    def _multi(self, key: int) -> Token:
        token = self._top.everything.get(key)
        if token is None or token.state != TaskState.STARTED or not isinstance(token.task_spec, ForEach):
            raise NotOpen(key=key)
        return token

    def _open(self, key: int, state: int, among: Mapping[int, Token]) -> Token:
        token = among.get(key)
        if token is None or token.state != state:
            raise NotOpen(key=key)
        return token

    def _move(self, now: datetime, change: Callable[[], _T], token: Token | None = None) -> _T:
        """Make the change and run all that follows from it; whatever fails leaves the instance broken."""
        if self._broken:
            raise Broken
        top = self._top
        top.now, top.steps, top.current = now, 0, token
        self._broken = True
        try:
            with evaluation(clock=SetClock(now)):
                result = change()
                top.do_engine_steps()
        except (EngineError, ModificationRefused):
            raise
        except (DomainError, NotStorable, ScheduleError, RecursionError) as error:
            raise EngineError(self._where(), _cause(error)) from error
        self._broken = False
        return result

    def _where(self) -> str | None:
        return self._top.current.task_spec.element if self._top.current is not None else None

    # looking -----------------------------------------------------------------------------------------------------

    @property
    def status(self) -> InstanceStatus:
        """Where the instance stands."""
        if not self._top.completed:
            return InstanceStatus.ACTIVE
        return InstanceStatus.COMPLETED if self._top.success else InstanceStatus.CANCELLED

    @property
    def size(self) -> int:
        """How many engine tasks it holds in memory."""
        return len(self._top.everything)

    @property
    def next_due(self) -> datetime | None:
        """When the next timer is due."""
        return self._top.alarms.next_due

    def variables(self, key: int | None = None) -> dict[str, Any]:
        """What is visible at a token (or, without a key, in the process as a whole), data objects included.

        The values are the engine's own and must not be changed. Raises `NotOpen` for an unknown key.
        """
        top = self._top
        if key is None:
            return top.visible(top.task_tree) | values(top.latest())
        if key not in top.everything:
            raise NotOpen(key=key)
        return top.visible(top.everything[key])

    def open_tasks(self) -> tuple[OpenedTask, ...]:
        """All user tasks that wait for a person."""
        return tuple(opened_task(token) for token in self._top.recorder.people.values())

    def open_services(self) -> tuple[ServiceCall, ...]:
        """All tasks that wait for a connector."""
        return tuple(call_of(token) for token in self._top.recorder.services.values())

    def waits_for(self, key: int) -> bool:
        """Whether a service call under that key still waits for its connector."""
        return key in self._top.recorder.services

    def look(self, at: Callable[[Workflow], _T]) -> _T:
        """What the engine's own modules see in it; nothing may be changed."""
        return at(self._top)

    # storing -----------------------------------------------------------------------------------------------------

    def take(self) -> Step:
        """What has changed since the last call, and begin a new step. Raises `Broken`."""
        if self._broken:
            raise Broken
        top, seen = self._top, self._top.recorder
        step = Step(
            status=self.status,
            head=encode_head(top),
            rows=self._rows(),
            next_due=self.next_due,
            opened=tuple(seen.opened.values()),
            closed=tuple(seen.closed),
            reassigned=tuple(seen.reassigned.values()),
            services=tuple(seen.called.values()),
            cancelled_services=tuple(seen.uncalled),
            messages=tuple(seen.messages),
            subscribed=tuple(seen.subscribed.values()),
            unsubscribed=tuple(seen.unsubscribed),
            activities=tuple(seen.activities),
            flows=tuple(seen.flows),
            decisions=tuple(seen.decisions),
            written=tuple(seen.written),
            raised=tuple(seen.raised.values()),
            unheard=tuple(seen.unheard),
            variables=seen.variables,
        )
        seen.clear()
        return step

    def _rows(self) -> tuple[Row, ...]:
        top = self._top
        changed = [Row(key, encode_row(token)) for key, token in top.dirty.items()]
        for token in top.dirty.values():
            token.stored = True
        gone = [Row(key, None) for key in top.gone]
        top.dirty.clear()
        top.gone.clear()
        return (*changed, *gone)

    def dump(self) -> tuple[str, dict[int, str]]:
        """Head and all rows, whatever changed; `load` of them gives an instance with the same dump."""
        top = self._top
        return encode_head(top), {key: encode_row(token) for key, token in sorted(top.everything.items())}


def _cause(error: Exception) -> str:
    if isinstance(error, DomainError):
        return error.message
    if isinstance(error, NotStorable):
        return f"表达式的结果不能作为变量保存（{error}）"
    return "嵌套太深" if isinstance(error, RecursionError) else str(error)
