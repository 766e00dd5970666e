"""What waits for messages, signals and conditions, found by name instead of by asking every waiting task."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.util.event import EventManager
from SpiffWorkflow.util.task import TaskState

if TYPE_CHECKING:
    from app.engine.runtime.token import Token


class Catches(EventManager):
    """Armed catching events by kind and name, in the order in which they were armed."""

    def __init__(self, workflow: Any) -> None:
        super().__init__(workflow)
        self._named: dict[tuple[str, str], dict[int, Token]] = {}
        self.conditions: dict[int, Token] = {}

    def add_task(self, my_task: "Token") -> None:
        """An event waits from now on."""
        definition = my_task.task_spec.event_definition
        if definition.kind == "condition":
            self.conditions[my_task.id] = my_task
        elif definition.name is not None:
            self._named.setdefault((definition.kind, definition.name), {})[my_task.id] = my_task

    def remove_task(self, my_task: "Token") -> None:
        """An event waits no more."""
        self.conditions.pop(my_task.id, None)
        definition = my_task.task_spec.event_definition
        waiting = self._named.get((definition.kind, definition.name))
        if waiting:
            waiting.pop(my_task.id, None)

    def send(self, kind: str, name: str, payload: Mapping[str, Any], key: str | None = None) -> int:
        """Fire all that wait for a message or signal and whose key, if they have one, is this; how many did."""
        fired = 0
        for token in list(self._named.get((kind, name), {}).values()):
            wanted = token.internal_data.get("key")
            if token.state == TaskState.WAITING and (wanted is None or wanted == key):
                token.task_spec.fire(token, payload)
                fired += 1
        return fired

    def waiting(self, kind: str) -> "Iterable[Token]":
        """Everything of a kind that waits."""
        for (of, _), tokens in self._named.items():
            if of == kind:
                yield from tokens.values()

    def check_conditions(self) -> bool:
        """Fire what waits for a condition that has become true; whether any did."""
        due = [
            token for token in self.conditions.values() if token.task_spec.event_definition.has_come(token)
        ]
        for token in due:
            if token.state == TaskState.WAITING:
                token.task_spec.fire(token, {})
        return bool(due)
