"""Events from the side: on the boundary of an activity, and the starts of event sub-processes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.util.task import TaskState

from app.engine.specs.definitions import Definition, TimerEvent
from app.engine.specs.events import Catch

if TYPE_CHECKING:
    from app.engine.runtime.token import Token


class BoundaryEvent(Catch, defaults.BoundaryEvent):
    """Waits while its host runs. Interrupting: the host and all in it are cancelled. Else it waits again at once."""

    attached = True
    guards = True
    cancel_activity: bool

    def take(self, token: "Token", payload: Mapping[str, Any]) -> None:
        """Take over what was entered inside an embedded sub-process, then the payload; end or spare the host."""
        host = token.parent
        assert host is not None
        token.take(host.task_spec.entered_inside(host))
        super().take(token, payload)
        if self.cancel_activity:
            host.cancel()
        else:
            _wait_again(self, host, token)

    def host_left(self, token: "Token") -> None:
        """The host is over: stop waiting. What the ticks of a cycle have begun ends with the host."""
        if token.state == TaskState.WAITING:
            token.cancel()
        elif self._ticks and not self.cancel_activity:
            cancel_branch(token)

    @property
    def _ticks(self) -> bool:
        return isinstance(self.event_definition, TimerEvent) and self.event_definition.repeats


class Trigger(Catch, CatchingEvent):
    """The armed start of an event sub-process, at any depth and any number of times.

    It holds its scope open no more than a definition would; `interrupting` ends everything else in the scope.
    """

    visible = False
    armed = True
    interrupting: bool

    def __init__(self, wf_spec: Any, name: str, event_definition: Definition, *, interrupting: bool) -> None:
        super().__init__(wf_spec, name, event_definition=event_definition)
        self.interrupting = interrupting

    def take(self, token: "Token", payload: Mapping[str, Any]) -> None:
        """Know what the scope knows now, take the payload, and end or spare the rest of the scope."""
        scope = token.workflow
        scope.armed.pop(token.id, None)
        scope.live[token.id] = token
        token.take(scope.latest())
        super().take(token, payload)
        if self.interrupting:
            scope.clear(spare=token)
            scope._disarm()
        else:
            assert token.parent is not None
            _wait_again(self, token.parent, token)


def _wait_again(node: Catch, parent: "Token", fired: "Token") -> None:
    """A new token that waits for the next time."""
    token = fired.workflow.spawn(node, parent)
    if node.event_definition.rearm(token, fired):
        node._update(token)
    else:
        token._set_state(TaskState.CANCELLED)


def cancel_branch(token: "Token") -> None:
    """Cancel whatever is still open on the path that began at a token."""
    waiting = [token]
    while waiting:
        found = waiting.pop()
        if found.finished:
            waiting += found.children
        else:
            found.cancel()
