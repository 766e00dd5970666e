"""Choosing what happens next to an instance, out of what the oracle says could."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.engine.differential.generator import AGAIN, CODE, Choice
from tests.engine.differential.model import Event, Node
from tests.engine.differential.paths import catcher
from tests.engine.differential.world import Token, World

_MOST = 60
"""Events in a script, then it is left where it is."""
_PLAIN: Choice = (0, 15, 0)


Chosen = tuple[Event, Node | None]
Urge = Callable[[World, int], Event | None]
"""What must happen next to an instance after so many events, or None when anything may."""


def nothing(world: World, number: int) -> None:
    """No urge."""


def meddling(world: World, number: int) -> Event | None:
    """Now and then take an instance of a multi-instance out, or add an item to it."""
    instances = [(n, up) for n, work in enumerate(world.people) for up in _instances(work.handle)]
    if not instances or number % 3 != 1:
        return None
    place, up = instances[number % len(instances)]
    element = world.people[place].element
    if number % 2:
        return Event("stand_down", element, place, up=up)
    return Event("add", element, place, {"item": f"added.{number}"}, up=up)


def _instances(token: Token) -> list[int]:
    """How many scopes up a token runs in instances of a multi-instance."""
    found: list[int] = []
    at: Token | None = token
    while at is not None:
        found += [token.level - at.level] if at.body is not None else []
        at = at.run.owner
    return found


def events(world: World, choices: list[Choice], urge: Urge = nothing) -> Iterator[Event]:
    """What `urge` wants first, then events by the choices, then whatever brings the instance to its end.

    The caller plays each event on the oracle before asking for the next.
    """
    left = list(choices)
    for number in range(_MOST):
        urged = None if world.top.over else urge(world, number)
        menu = _menu(world)
        if urged is not None:
            yield urged
        elif world.top.over or not menu:
            return
        else:
            which, names, numbers = left.pop(0) if left else _PLAIN
            event, node = menu[which % len(menu)]
            yield _with_values(event, node, names, numbers)


def _menu(world: World) -> list[Chosen]:
    """What could happen, what ends things first."""
    menu: list[Chosen] = [(Event("do", w.element, n), w.handle.node) for n, w in enumerate(world.people)]
    for place, work in enumerate(world.services):
        menu.append((Event("serve", work.element, place), work.handle.node))
        if catcher(work.handle, CODE) is not None:
            menu.append((Event("refuse", work.element, place, name=CODE), None))
    messages = {token.trigger.name: token.node for token in world.waiting if token.trigger.kind == "msg"}
    menu += [(Event("send", name=name), node) for name, node in messages.items()]
    due = world.next_due
    menu += [] if due is None else [(Event("wait", minutes=due - world.now), None)]
    return menu


def _with_values(event: Event, node: Node | None, names: int, numbers: int) -> Event:
    """The event with some of the values that its element may enter."""
    if node is None:
        return event
    entered: dict[str, Any] = {}
    collected = node.multi.collect if node.multi else None
    for index, name in enumerate(node.enters):
        if name == collected or event.verb == "serve" or names >> index % 4 & 1:
            choices = node.chooses.get(name, tuple(range(AGAIN + 1)))
            entered[name] = choices[(numbers >> 2 * (index % 4)) % len(choices)]
    return Event(event.verb, event.element, event.place, entered, event.name, event.minutes, event.up)
