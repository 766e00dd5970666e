"""The items of running multi-instance activities: which there are, and changing one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.core.texts import Joined, Text
from app.engine.errors import ModificationRefused
from app.engine.marking import shown_item
from app.engine.modification.paths import named
from app.engine.runtime.token import Token
from app.engine.runtime.workflow import Workflow
from app.engine.specs.loops import ForEach, stands


@dataclass(frozen=True, slots=True)
class Item:
    """One item: the key of its token, what it is called, its number from 1, and whether it is done."""

    key: int
    name: str | None
    number: int
    done: bool


@dataclass(frozen=True, slots=True)
class Fan:
    """A running multi-instance activity.

    `items` are those that can be begun anew, in their order; `sample` is the value of one, as another would look, or
    None where the activity only counts.
    """

    key: int
    element: str
    name: str
    items: tuple[Item, ...]
    sample: Any


def fans(top: Workflow) -> tuple[Fan, ...]:
    """All that run."""
    found = (token for _, token in sorted(top.everything.items()) if _runs(token))
    return tuple(
        Fan(token.id, token.task_spec.element, named(token.task_spec), tuple(_items(token)), _sample(token))
        for token in found
    )


def add_item(outer: Token, item: Any) -> None:
    """One more. Raises `ModificationRefused` when it is no such activity, or the item is unlike the others."""
    node = _loop_of(outer)
    sample = _sample(outer)
    if node.collection is None:
        item = outer.internal_data["n"]
    elif item in (None, ""):
        raise ModificationRefused(Text("请写明“{name}”增办的是哪一项", name=named(node)), node.element)
    elif isinstance(sample, dict) and not (isinstance(item, dict) and sample.keys() & item.keys()):
        alike = Joined("、", list(sample)[:8])
        told = Text("“{name}”的每一项都有 {fields}：请照着写", name=named(node), fields=alike)
        raise ModificationRefused(told, node.element)
    node.add_instance(outer, item)


def repeat_item(item: Token | None) -> None:
    """Begin one anew. Raises `ModificationRefused` when it is none, or its turn is over."""
    if item is None or item.parent is None or not _repeatable(item):
        raise ModificationRefused(Text("选中的一项不能重办：请按最新的进展重新提出"))
    _loop_of(item.parent).repeat_instance(item.parent, item)


def withdraw(item: Token) -> None:
    """Take one out. Raises `ModificationRefused` when it is no item."""
    node = item.task_spec
    if not node.repeated or item.parent is None:
        told = Text("“{name}”不是多实例中的一项，不能撤下", name=named(node))
        raise ModificationRefused(told, node.element)
    _loop_of(item.parent).stand_down(item.parent, item)


def _loop_of(token: Token) -> ForEach:
    node = token.task_spec
    if not _runs(token):
        raise ModificationRefused(Text("“{name}”不是在办的多实例", name=named(node)), node.element)
    assert isinstance(node, ForEach)
    return node


def _runs(token: Token) -> bool:
    return isinstance(token.task_spec, ForEach) and token.state == TaskState.STARTED


def _items(outer: Token) -> Iterator[Item]:
    for child in sorted(filter(_repeatable, outer.children), key=lambda one: one.internal_data["i"]):
        item = child.read(outer.task_spec.item) if outer.task_spec.item else None
        number = child.internal_data["i"] + 1
        yield Item(child.id, shown_item(item), number, child.state == TaskState.COMPLETED)


def _repeatable(child: Token) -> bool:
    """An item that is being done, or one done among others: of a sequence only the one whose turn it is."""
    if not child.task_spec.repeated or not stands(child) or child.state == TaskState.CANCELLED:
        return False
    return not child.finished or not (child.parent and child.parent.task_spec.sequential)


def _sample(outer: Token) -> Any:
    node = outer.task_spec
    if node.collection is None or not node.item:
        return None
    values = (child.read(node.item) for child in outer.children if child.task_spec.repeated)
    return next(values, None)
