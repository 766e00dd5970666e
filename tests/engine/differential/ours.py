"""Our engine, driven by the events of a script."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from app.engine.instance import Instance
from app.engine.program import Program
from app.engine.step import ActivityState, InstanceStatus, Step
from tests.engine.diagrams import bpmn
from tests.engine.differential.model import Diagram, Event, Outcome, Work, in_order
from tests.engine.differential.notation import notation

_START = datetime(2026, 12, 1, tzinfo=UTC)
_CASE: Mapping[str, Any] = {}
_BODY = "multiInstanceBody"


class Ours:
    """An instance of a diagram; with `reload` it is loaded anew from its rows after every event."""

    def __init__(self, diagram: Diagram, *, reload: bool) -> None:
        self._hidden = diagram.hidden()
        self._objects = diagram.objects
        self._reload = reload
        self._program = Program({"main": bpmn(notation(diagram))}, {}, {})
        self._now = _START
        self._rows: dict[int, str] = {}
        self._outer: dict[int, int | None] = {}
        self._bodies: set[int] = set()
        self._instance = Instance.start(
            self._program, "main", case=_CASE, variables=diagram.variables, now=self._now
        )
        self.outcome = self._rest(None)

    def play(self, event: Event) -> Outcome:
        """What an event leads to."""
        taken: int | None = None
        instance = self._instance
        if event.verb == "send":
            taken = instance.deliver(event.name, event.values, None, self._now)
        elif event.verb == "wait":
            self._now += timedelta(minutes=event.minutes)
            instance.fire_timers(self._now)
        else:
            self._work(event)
        self.outcome = self._rest(taken)
        return self.outcome

    def _work(self, event: Event) -> None:
        instance, now = self._instance, self._now
        if event.verb in ("serve", "refuse"):
            call = self.outcome.services[event.place].handle
            if event.verb == "serve":
                instance.finish_service(call.key, event.values, now)
            else:
                instance.fail_service(call.key, event.name, "no", now)
            return
        task = self.outcome.people[event.place].handle
        key = (task.key, *reversed(task.scope))[event.up]
        if event.verb == "do":
            instance.complete(key, event.values, now)
        elif event.verb == "stand_down":
            instance.stand_down(key, now)
        else:
            body = self._outer[key]
            assert body is not None
            instance.add_item(body, event.values["item"], now)

    def _rest(self, taken: int | None) -> Outcome:
        step = self._store()
        for activity in step.activities:
            self._outer[activity.key] = activity.parent
            if activity.type == _BODY:
                self._bodies.add(activity.key)
        instance = self._instance
        return Outcome(
            completed=self._labels(step, ActivityState.COMPLETED),
            cancelled=self._labels(step, ActivityState.CANCELLED),
            people=in_order(
                [Work(t.element, self._seen(t.element, t.key), t) for t in instance.open_tasks()]
            ),
            services=in_order(
                [Work(c.element, self._seen(c.element, c.key), c) for c in instance.open_services()]
            ),
            messages=sorted(message.name for message in step.messages),
            unheard=sorted(message.name for message in step.unheard),
            done=instance.status is InstanceStatus.COMPLETED,
            data={n: v for n, v in instance.variables().items() if n not in self._objects},
            taken=taken,
        )

    def _store(self) -> Step:
        """Take the step; what its rows add up to is the instance, and can be loaded."""
        step = self._instance.take()
        for row in step.rows:
            if row.body is None:
                del self._rows[row.key]
            else:
                self._rows[row.key] = row.body
        if self._reload:
            live = self._instance.dump()
            assert live == (step.head, self._rows)
            self._instance = Instance.load(self._program, "main", step.head, self._rows.items())
            assert self._instance.dump() == live
        return step

    def _labels(self, step: Step, state: ActivityState) -> list[str]:
        return sorted(
            f"{a.element} [child]" if self._outer[a.key] in self._bodies else a.element
            for a in step.activities
            if a.state is state
        )

    def _seen(self, element: str, key: int) -> dict[str, Any]:
        hidden = self._hidden[element]
        return {name: v for name, v in self._instance.variables(key).items() if name not in hidden}
