"""Gateways that wait for several paths, by the token game of BPMN 2.0.2 (13.4), and what the paths bring along."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.util.task import TaskState

from app.engine.runtime.merging import meeting_point, merge
from app.engine.specs.node import Flow, Node, Taken, plain_split

if TYPE_CHECKING:
    from app.engine.runtime.scope import Scope
    from app.engine.runtime.token import Token


class Join(Node):
    """Tokens wait here until those that belong together have come; the last of them goes on with what all changed."""

    def _update_hook(self, my_task: "Token") -> bool:
        if len(self.incoming) < 2:
            return True
        assert my_task.via is not None
        my_task.remember(via=my_task.via.id)
        my_task._set_state(TaskState.WAITING)
        my_task.workflow.joins.setdefault(self.name, []).append(my_task)
        self.look_again(my_task.workflow)
        return False

    def resume(self, token: "Token") -> None:
        """Find the flow it came by, and wait again."""
        id_ = token.internal_data["via"]
        token.via = next(flow for flow in self.incoming if flow.id == id_)
        token.workflow.joins.setdefault(self.name, []).append(token)

    def look_again(self, scope: "Scope") -> None:
        """Fire as long as enough tokens wait."""
        while (waiting := self._waiting(scope)) and (arms := self.together(scope, waiting)):
            self._fire(scope, arms)

    def _waiting(self, scope: "Scope") -> "list[Token]":
        waiting = [token for token in scope.joins.get(self.name, ()) if token.state == TaskState.WAITING]
        if waiting:
            scope.joins[self.name] = waiting
        else:
            scope.joins.pop(self.name, None)
        return waiting

    def together(self, scope: "Scope", waiting: "list[Token]") -> "list[Token]":
        """The waiting tokens that go on as one, oldest first; none while others are still to come."""
        raise NotImplementedError

    def _fire(self, scope: "Scope", arms: "list[Token]") -> None:
        """The newest token goes on, with what all paths together have entered since they parted."""
        arms.sort(key=lambda token: token.id)
        last = arms[-1]
        if len(arms) > 1:
            together = merge(meeting_point(arms), arms, last.id)
            last.take({name: new for name, new in together.items() if not new.is_(last.version(name))})
            last.join(arms)
            last.remember(arms=[arm.id for arm in arms[:-1]])
        for arm in arms[:-1]:
            arm._set_state(TaskState.CANCELLED)
        last._ready()


def first_of_each(waiting: "list[Token]") -> "dict[Flow | None, Token]":
    """The oldest waiting token of each incoming flow."""
    oldest: dict[Flow | None, Token] = {}
    for token in waiting:
        oldest.setdefault(token.via, token)
    return oldest


class ParallelGateway(Join, defaults.ParallelGateway):
    """Waits for one token on each incoming flow; sends one along each outgoing flow. Excess tokens stay."""

    def together(self, scope: "Scope", waiting: "list[Token]") -> "list[Token]":
        """One token of each incoming flow, or none."""
        oldest = first_of_each(waiting)
        return list(oldest.values()) if len(oldest) == len(self.incoming) else []

    def choose(self, token: "Token") -> list[Taken]:
        """All flows; a condition at one means nothing here."""
        return plain_split(self)


class InclusiveGateway(Join, defaults.InclusiveGateway):
    """Waits while a token elsewhere could still come by a flow that has none yet; sends along what holds.

    `reach` tells for each node of the scope by which incoming flows of this gateway a token there could come without
    passing the gateway itself.
    """

    reach: Mapping[str, frozenset[Flow]]

    def together(self, scope: "Scope", waiting: "list[Token]") -> "list[Token]":
        """One token of each flow that has one, unless others may still come."""
        oldest = first_of_each(waiting)
        here = {token.id for token in waiting}
        for token in scope.live.values():
            if token.id not in here and self._awaits(token, oldest):
                return []
        return list(oldest.values())

    def _awaits(self, token: "Token", oldest: "dict[Flow | None, Token]") -> bool:
        may_come = self.reach.get(token.task_spec.anchor, frozenset())
        return any(flow not in oldest for flow in may_come) and not any(flow in oldest for flow in may_come)
