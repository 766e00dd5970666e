"""Where the tokens of an instance stand, in the words of its diagram. Plain frozen data."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.engine.runtime.opening import item_of, scope_of
from app.engine.step import Subscription

if TYPE_CHECKING:
    from app.engine.runtime.token import Token
    from app.engine.runtime.workflow import Workflow


class Waits(StrEnum):
    """What a token waits for."""

    PERSON = "person"
    CONNECTOR = "connector"
    EVENT = "event"
    JOIN = "join"
    INSIDE = "inside"


@dataclass(frozen=True, slots=True)
class Place:
    """One token: its key, process and element, what it waits for, and the multi-instance item it stands for.

    `scope` holds the keys of the enclosing sub-processes and calls, outermost first; `repeated` says that it is one
    instance of a multi-instance activity.
    """

    key: int
    process: str
    element: str
    name: str
    waits: Waits
    scope: tuple[int, ...] = ()
    repeated: bool = False
    item: str | None = None


def marking(top: "Workflow") -> tuple[Place, ...]:
    """Every token that holds a scope open, but for waiting boundary events, in order of key."""
    return tuple(_places(top))


def _places(top: "Workflow") -> "Iterator[Place]":
    for key, token in sorted(top.everything.items()):
        node = token.task_spec
        if not (token.finished or node.guards or node.armed) and token.parent is not None:
            yield Place(
                key,
                node.process,
                node.element,
                node.bpmn_name or node.element,
                _waits(token),
                scope_of(token),
                node.repeated,
                shown_item(item_of(token)),
            )


def _waits(token: "Token") -> Waits:
    node = token.task_spec
    if node.manual:
        return Waits.PERSON
    if node.service:
        return Waits.CONNECTOR
    if node.catching:
        return Waits.EVENT
    return Waits.INSIDE if node.lasting else Waits.JOIN


def shown_item(item: object) -> str | None:
    """What an item is called, if anything."""
    found = item.get("name") or item.get("id") if isinstance(item, dict) else item
    return None if found is None else str(found)[:100]


def subscriptions(top: "Workflow") -> tuple[Subscription, ...]:
    """Every catch of a message that waits."""
    return tuple(_subscription(token) for token in top.event_manager.waiting("message"))


def _subscription(token: "Token") -> Subscription:
    event = token.task_spec.event_definition
    key = token.internal_data.get("key")
    return Subscription(token.id, token.task_spec.element, event.name, key, event.startable_by)
