"""What happened since the last step was taken, in the words of `app.engine.step`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from app.engine.runtime.opening import call_of, groups_of, opened_task, priority_of
from app.engine.step import (
    Activity,
    ActivityState,
    ClosedTask,
    DecisionTaken,
    FlowTaken,
    MessageThrown,
    OpenedTask,
    Raised,
    Reassigned,
    ServiceCall,
    Subscription,
    Written,
)

if TYPE_CHECKING:
    from app.engine.runtime.token import Token
    from app.engine.runtime.workflow import Workflow
    from app.engine.specs.definitions import MessageEvent
    from app.engine.specs.node import Taken

_ENDED = {
    TaskState.COMPLETED: ActivityState.COMPLETED,
    TaskState.CANCELLED: ActivityState.CANCELLED,
}


class Recorder:
    """Collects until `clear`. What opens and closes in between leaves no task, call or subscription behind."""

    def __init__(self, top: "Workflow") -> None:
        self._top = top
        self.people: dict[int, Token] = {}
        self.services: dict[int, Token] = {}
        self.dynamic: dict[int, Token] = {}
        self.stale_groups = False
        self.clear()

    def clear(self) -> None:
        """Begin a new step."""
        self.opened: dict[int, OpenedTask] = {}
        self.closed: list[ClosedTask] = []
        self.reassigned: dict[int, Reassigned] = {}
        self.raised: dict[int, Raised] = {}
        self.called: dict[int, ServiceCall] = {}
        self.uncalled: list[int] = []
        self.messages: list[MessageThrown] = []
        self.unheard: list[MessageThrown] = []
        self.subscribed: dict[int, Subscription] = {}
        self.unsubscribed: list[int] = []
        self.activities: list[Activity] = []
        self.flows: list[FlowTaken] = []
        self.decisions: list[DecisionTaken] = []
        self.written: list[Written] = []
        self.variables: dict[str, Any] = {}

    # activities ----------------------------------------------------------------------------------------------

    def state_changed(self, token: "Token", old: int, new: int) -> None:
        """Notice what entering, completing and cancelling mean to people, connectors and the trace."""
        node = token.task_spec
        if node.lasting and old == TaskState.FUTURE and new < TaskState.COMPLETED:
            self._activity(token, ActivityState.ENTERED)
        if node.manual:
            self._person(token, old, new)
        elif node.service:
            self._connector(token, old, new)
        if new == TaskState.COMPLETED or (
            new > TaskState.COMPLETED and node.lasting and old != TaskState.FUTURE
        ):
            self._activity(token, _ENDED[new])

    def _activity(self, token: "Token", state: ActivityState) -> None:
        node = token.task_spec
        outer = token.parent if node.repeated else token.workflow.owner
        self.activities.append(
            Activity(
                token.id,
                outer.id if outer is not None else None,
                node.process,
                node.element,
                node.bpmn_name or "",
                node.tag,
                state,
                self._top.now,
            )
        )

    def _person(self, token: "Token", old: int, new: int) -> None:
        if new == TaskState.READY:
            self.people[token.id] = token
            self.opened[token.id] = opened_task(token)
            if "groups" in token.internal_data:
                self.dynamic[token.id] = token
        elif old == TaskState.READY:
            del self.people[token.id]
            self.dynamic.pop(token.id, None)
            self.reassigned.pop(token.id, None)
            self.raised.pop(token.id, None)
            if self.opened.pop(token.id, None) is None:
                self.closed.append(ClosedTask(token.id, _ENDED[new]))

    def _connector(self, token: "Token", old: int, new: int) -> None:
        if new == TaskState.STARTED:
            self.services[token.id] = token
            self.called[token.id] = call_of(token)
        elif old == TaskState.STARTED:
            del self.services[token.id]
            known = self.called.pop(token.id, None) is None
            if known and new == TaskState.CANCELLED:
                self.uncalled.append(token.id)

    def resume(self, token: "Token") -> None:
        """A token that is with a person or a connector was restored."""
        if token.task_spec.manual:
            self.people[token.id] = token
            if "groups" in token.internal_data:
                self.dynamic[token.id] = token
        elif token.task_spec.service:
            self.services[token.id] = token

    def flowed(self, token: "Token", taken: "Taken") -> None:
        """A token came along a sequence flow."""
        flow, node = taken.flow, token.task_spec
        if flow.id is None or token.parent is None:
            return
        condition = flow.condition.source if flow.condition else None
        source = token.parent.task_spec.element
        result = taken.result if flow.condition else None
        self.flows.append(
            FlowTaken(
                token.parent.id, node.process, flow.id, source, node.element, condition, taken.inputs, result
            )
        )

    # events --------------------------------------------------------------------------------------------------

    def subscribed_to(self, token: "Token", message: "MessageEvent") -> None:
        """A catch of a message is armed."""
        key = token.internal_data.get("key")
        self.subscribed[token.id] = Subscription(
            token.id, token.task_spec.element, message.name, key, message.startable_by
        )

    def unsubscribe(self, token: "Token") -> None:
        """A catch waits no more."""
        if token.task_spec.event_definition.kind != "message":
            return
        if self.subscribed.pop(token.id, None) is None:
            self.unsubscribed.append(token.id)

    def threw(
        self, token: "Token", name: str, key: str | None, payload: Mapping[str, Any], *, out: bool
    ) -> None:
        """A message found nobody in this instance: it goes out, or nobody was meant but those inside."""
        thrown = MessageThrown(token.id, token.task_spec.element, name, key, payload)
        (self.messages if out else self.unheard).append(thrown)

    # values --------------------------------------------------------------------------------------------------

    def wrote(self, token: "Token", name: str, before: Any, after: Any) -> None:
        """A data object changed; candidate groups may depend on it."""
        self.written.append(Written(token.id, name, before, after))
        self.stale_groups = True

    def regroup(self) -> None:
        """Evaluate the candidate groups of open tasks anew, if anything they may depend on has changed."""
        if not self.stale_groups:
            return
        self.stale_groups = False
        for token in list(self.dynamic.values()):
            before, after = tuple(token.internal_data["groups"]), groups_of(token)
            if before != after:
                token.remember(groups=list(after))
                self._reassign(token, before, after)

    def _reassign(self, token: "Token", before: tuple[str, ...], after: tuple[str, ...]) -> None:
        if token.id in self.opened:
            self.opened[token.id] = opened_task(token)
            return
        first = self.reassigned.get(token.id)
        self.reassigned[token.id] = Reassigned(token.id, first.before if first else before, after)

    def raised_inside(self, token: "Token") -> None:
        """A further tick came to an activity that is still open: its open tasks become more urgent."""
        for person in [p for p in self.people.values() if p is token or _is_inside(p, token)]:
            person.remember(raised=person.internal_data.get("raised", 0) + 1)
            if person.id in self.opened:
                self.opened[person.id] = opened_task(person)
            else:
                self.raised[person.id] = Raised(person.id, priority_of(person))


def _is_inside(token: "Token", outer: "Token") -> bool:
    owner = token.workflow.owner
    while owner is not None and owner is not outer and owner.parent is not outer:
        owner = owner.workflow.owner
    return owner is not None
