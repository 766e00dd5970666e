"""Which processes catch which messages, and which call which: read off the specifications."""

from collections.abc import Iterable, Iterator, Mapping

from app.engine.specs.definitions import MessageEvent
from app.engine.specs.process import ProcessSpec
from app.engine.specs.scopes import CallActivity


def caught_by(specs: Iterable[ProcessSpec]) -> dict[str, frozenset[str]]:
    """Process id → names of the messages that its starts, catches, boundary events and receive tasks wait for."""
    found: dict[str, set[str]] = {}
    for spec in specs:
        found.setdefault(spec.process, set()).update(_messages(spec))
    return {process: frozenset(names) for process, names in found.items()}


def _messages(spec: ProcessSpec) -> Iterator[str]:
    for node in spec.task_specs.values():
        definition = getattr(node, "event_definition", None)
        if isinstance(definition, MessageEvent) and (node.catching or node.tag == "startEvent"):
            yield definition.name


def called_by(specs: Iterable[ProcessSpec]) -> dict[str, frozenset[str]]:
    """Process id → ids of the processes it calls by a fixed name."""
    found: dict[str, set[str]] = {}
    for spec in specs:
        called = (n.called_element for n in spec.task_specs.values() if isinstance(n, CallActivity))
        found.setdefault(spec.process, set()).update(name for name in called if isinstance(name, str))
    return {process: frozenset(names) for process, names in found.items()}


def tree_of(process: str, calls: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The process and all it calls, directly or not."""
    found: set[str] = set()
    waiting = [process]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += calls.get(name, ())
    return frozenset(found)
