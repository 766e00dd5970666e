"""What events wait for and throw."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs import event_definitions as stock
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition

from app.engine.errors import EngineError, UncaughtError
from app.engine.expressions import Feel, Text, text_value
from app.engine.extensions import Mapped, apply
from app.engine.schedule import Cycle, ScheduleError, cycle, duration, instant, moment

if TYPE_CHECKING:
    from app.engine.runtime.token import Token


class Definition(EventDefinition):
    """What our definitions have in common: `kind` names them among the armed catches."""

    kind = ""

    def arm(self, token: "Token") -> None:
        """A token begins to wait."""
        token.workflow.top_workflow.event_manager.add_task(token)

    def resume(self, token: "Token") -> None:
        """A token that waited was restored."""
        token.workflow.top_workflow.event_manager.add_task(token)

    def received(self, token: "Token", payload: Mapping[str, Any]) -> Mapping[str, Any]:
        """The variables that a payload becomes."""
        return payload

    def rearm(self, token: "Token", fired: "Token") -> bool:
        """Prepare the next waiting token of a non-interrupting event; False when there will be none."""
        return True

    def throw(self, my_task: "Token") -> None:
        """Most events cannot be thrown."""
        raise EngineError(my_task.task_spec.element, "这种事件不能抛出")


class NoneEvent(Definition, stock.NoneEventDefinition):
    """Nothing is waited for, nothing thrown."""

    def throw(self, my_task: "Token") -> None:
        """Nothing happens: a milestone."""


class TerminateEvent(Definition, stock.TerminateEventDefinition):
    """Ends the scope it stands in, and only that."""

    def throw(self, my_task: "Token") -> None:
        """Everything else in the scope is cancelled."""
        scope = my_task.workflow
        scope.clear(spare=my_task)
        scope.ends[:] = ()


class Named(Definition):
    """An event with a name and mappings: on a throwing event `camunda:in` says what goes along, on a catching one
    `camunda:out` what is taken over."""

    inputs: tuple[Mapped, ...] = ()
    outputs: tuple[Mapped, ...] = ()

    def payload(self, token: "Token") -> dict[str, Any]:
        """What goes along with a thrown event: only what the diagram names."""
        return apply(self.inputs, token.get, token.data if any(m.everything for m in self.inputs) else None)

    def received(self, token: "Token", payload: Mapping[str, Any]) -> Mapping[str, Any]:
        """Everything that came, or what `camunda:out` picks from it."""
        if not self.outputs:
            return payload
        return apply(self.outputs, lambda name: payload.get(name, token.get(name)), payload)


class MessageEvent(Named, stock.MessageEventDefinition):
    """A message: by name, and by a key that is evaluated where it waits and where it is thrown."""

    kind = "message"
    key: Text = None
    startable_by: tuple[str, ...] = ()

    def arm(self, token: "Token") -> None:
        """The key is fixed when the waiting begins."""
        key = text_value(self.key, token.get)
        if self.key is not None:
            token.remember(key=key if key is not None else "")
        super().arm(token)
        token.workflow.top_workflow.recorder.subscribed_to(token, self)

    def throw(self, my_task: "Token") -> None:
        """To whoever waits in this instance, else to the outside."""
        key = text_value(self.key, my_task.get)
        my_task.workflow.top_workflow.throw_message(my_task, self.name, key, self.payload(my_task))


class SignalEvent(Named, stock.SignalEventDefinition):
    """A signal: to all in the instance that wait for its name."""

    kind = "signal"

    def throw(self, my_task: "Token") -> None:
        """Nobody waiting is no fault."""
        my_task.workflow.top_workflow.event_manager.send("signal", self.name, self.payload(my_task))


class Coded(Definition):
    """An event with a code, which goes outward from the scope in which it was thrown; no code catches every code."""

    code: str | None
    code_variable: str | None = None
    message_variable: str | None = None

    def arm(self, token: "Token") -> None:
        """It is found from inside, not by name."""

    def resume(self, token: "Token") -> None:
        """It is found from inside, not by name."""

    def told(self, code: str | None, message: str | None) -> dict[str, Any]:
        """The variables in which the catching event wants code and message."""
        pairs = ((self.code_variable, code), (self.message_variable, message))
        return {name: value for name, value in pairs if name}

    def catches_code(self, kind: str, code: str | None) -> bool:
        """Whether an event of that kind and code is meant."""
        return kind == self.kind and self.code in (None, code)


class ErrorEvent(Coded, stock.ErrorEventDefinition):
    """An error ends the scope from which it comes; one that nobody catches stops the instance."""

    kind = "error"

    def throw(self, my_task: "Token") -> None:
        """Raises `UncaughtError` when nobody around catches it."""
        if not my_task.workflow.top_workflow.propagate(my_task, self.kind, self.code):
            raise UncaughtError(my_task.task_spec.element, self.code)


class EscalationEvent(Coded, stock.EscalationEventDefinition):
    """An escalation tells the scopes around; nobody catching it is no fault."""

    kind = "escalation"

    def throw(self, my_task: "Token") -> None:
        """The path goes on."""
        my_task.workflow.top_workflow.propagate(my_task, self.kind, self.code)


class CancelEvent(Coded, stock.CancelEventDefinition):
    """Cancels the transaction it stands in."""

    kind = "cancel"
    code = None

    def throw(self, my_task: "Token") -> None:
        """Raises `UncaughtError` without a cancel event on the transaction's boundary."""
        if not my_task.workflow.top_workflow.propagate(my_task, self.kind, None):
            raise UncaughtError(my_task.task_spec.element, "cancel")


class ConditionEvent(Definition, stock.ConditionalEventDefinition):
    """Waits until an expression becomes true."""

    kind = "condition"
    name = None
    expression: Feel

    def has_come(self, token: "Token") -> bool:
        """Whether it is true now and was not before."""
        met = self.expression(token.get) is True
        if met:
            return not token.internal_data.get("met")
        if token.internal_data.pop("met", None):
            token.remember()
        return False

    def rearm(self, token: "Token", fired: "Token") -> bool:
        """It must become false before it can come again."""
        token.remember(met=True)
        return True


class TimerEvent(Definition, stock.TimeDateEventDefinition):
    """A timer by date, duration or cycle; `form` says which, `expression` is literal ISO 8601 or FEEL."""

    kind = "timer"
    form = "date"
    expression: Text

    @property
    def repeats(self) -> bool:
        """Whether it is a cycle."""
        return self.form == "cycle"

    def arm(self, token: "Token") -> None:
        """Fix the due time, unless a former tick already did."""
        if "due" not in token.internal_data:
            try:
                self._plan(token)
            except ScheduleError as error:
                raise EngineError(token.task_spec.element, str(error)) from error
        self.resume(token)

    def resume(self, token: "Token") -> None:
        """Set the alarm for the due time it has; none for a cycle that is over."""
        due = token.internal_data["due"]
        if due is not None:
            token.workflow.top_workflow.alarms.set(token.id, datetime.fromisoformat(due))

    def _plan(self, token: "Token") -> None:
        now = token.workflow.top_workflow.now
        text = text_value(self.expression, token.get)
        if text is None:
            raise ScheduleError("计时没有值")
        if not self.repeats:
            due = instant(text) if self.form == "date" and not text.startswith("P") else moment(text, now)
            token.remember(due=_iso(due))
            return
        repetition = cycle(text, now)
        bounds = token.workflow.top_workflow.program.bounds
        if repetition.every.after(now) < now + bounds.interval:
            raise ScheduleError(f"周期“{text}”短于 {bounds.interval.total_seconds():g} 秒")
        index = repetition.index_from(now) if repetition.first == 0 else 0
        token.remember(
            due=_iso(repetition.due(index)),
            every=str(repetition.every),
            anchor=repetition.anchor.isoformat(),
            first=repetition.first,
            times=repetition.times,
            index=index,
        )

    def rearm(self, token: "Token", fired: "Token") -> bool:
        """The next tick of a cycle; ticks long missed are skipped."""
        if not self.repeats:
            return False
        plan = {name: fired.internal_data[name] for name in _PLAN}
        repetition = Cycle(
            duration(plan["every"]), datetime.fromisoformat(plan["anchor"]), plan["first"], plan["times"]
        )
        top = token.workflow.top_workflow
        index = plan["index"] + 1
        index = max(index, repetition.index_from(top.now) - top.program.bounds.missed_ticks)
        due = repetition.due(index)
        token.remember(**{**plan, "index": index, "due": _iso(due)})
        return due is not None


_PLAN = ("every", "anchor", "first", "times", "index")


def _iso(due: datetime | None) -> str | None:
    return due.astimezone(UTC).isoformat() if due else None
