"""Events in the flow: start, catch, throw, end, receive."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.util.task import TaskState

from app.engine.specs.definitions import Definition, NoneEvent
from app.engine.specs.gateways import EventBasedGateway
from app.engine.specs.node import Node, Taken

if TYPE_CHECKING:
    from app.engine.runtime.token import Token


class Catch(Node):
    """A node that waits for its event; what came along becomes variables."""

    catching = True
    event_definition: Definition

    def _update_hook(self, my_task: "Token") -> bool:
        if isinstance(self.event_definition, NoneEvent):
            return True
        my_task._set_state(TaskState.WAITING)
        self.event_definition.arm(my_task)
        return False

    def resume(self, token: "Token") -> None:
        """Wait as before."""
        self.event_definition.resume(token)

    def fire(self, token: "Token", payload: Mapping[str, Any]) -> None:
        """The event has come."""
        token._ready()
        self.take(token, payload)
        token.workflow.settle()

    def take(self, token: "Token", payload: Mapping[str, Any]) -> None:
        """What happens at the very moment in which the event comes."""
        token.put(self.event_definition.received(token, payload))


class StartEvent(Node, defaults.StartEvent):
    """Where a scope begins. Whoever starts the scope has chosen it, so it never waits."""

    def _predict_hook(self, my_task: "Token") -> None:
        pass


class IntermediateCatchEvent(Catch, defaults.IntermediateCatchEvent):
    """An event in the flow, or behind an event-based gateway, where the first that comes ends the others."""

    lasting = True

    def take(self, token: "Token", payload: Mapping[str, Any]) -> None:
        """Take the payload, and win the race if there is one."""
        super().take(token, payload)
        _win(token)


class ReceiveTask(Catch, defaults.ReceiveTask):
    """A task that waits for a message."""

    lasting = True

    def take(self, token: "Token", payload: Mapping[str, Any]) -> None:
        """Take the payload, and win the race if there is one."""
        super().take(token, payload)
        _win(token)


def _win(token: "Token") -> None:
    gateway = token.parent
    if gateway is None or not isinstance(gateway.task_spec, EventBasedGateway):
        return
    flow = next(flow for flow in gateway.task_spec.outgoing if flow.node is token.task_spec)
    token.workflow.top_workflow.recorder.flowed(token, Taken(flow))
    for other in gateway._children:
        if other is not token:
            other.cancel()


class Throw(Node):
    """A node that throws its event when the token passes."""

    event_definition: Definition

    def _on_complete_hook(self, my_task: "Token") -> None:
        self.event_definition.throw(my_task)


class IntermediateThrowEvent(Throw, defaults.IntermediateThrowEvent):
    """An event thrown in the flow."""


class EndEvent(Throw, defaults.EndEvent):
    """A path ends here, and its event is thrown."""

    def leave(self, token: "Token") -> None:
        """Nothing follows."""
        self.end(token)
        token.workflow.settle()


class SendMessage(Throw, defaults.SendTask):
    """A send task that names a message."""
