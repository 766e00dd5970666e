"""Gateways that choose."""

from typing import TYPE_CHECKING

from SpiffWorkflow.bpmn.specs import defaults

from app.engine.specs.node import Node, Taken, choose_first, plain_split

if TYPE_CHECKING:
    from app.engine.runtime.scope import Scope
    from app.engine.runtime.token import Token


class ExclusiveGateway(Node, defaults.ExclusiveGateway):
    """Sends the token along the first flow whose condition holds, else along the default flow."""

    def choose(self, token: "Token") -> list[Taken]:
        """One flow. Raises `EngineError` when there is none."""
        return choose_first(self, token)


class EventBasedGateway(Node, defaults.EventBasedGateway):
    """Arms the events behind it; the first that comes takes the token, the others are cancelled.

    Each event keeps its own definition, so that two timers do not share one due time.
    """

    def choose(self, token: "Token") -> list[Taken]:
        """All flows: each brings a waiting event."""
        return plain_split(self)

    def _send(self, scope: "Scope", token: "Token", taken: Taken) -> "Token":
        """Which flow was taken is only known when an event comes."""
        return scope.spawn(taken.flow.node, token, taken.flow)
