"""A diagram and what happens to it from outside, as plain values: what the two engines and the oracle all take."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Read = Callable[[str], Any]


# expressions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Test:
    """A variable compared with a number or text; the smallest of conditions."""

    __test__ = False

    name: str
    value: Any
    sign: str = "="
    field: str | None = None

    def holds(self, read: Read) -> bool:
        """Whether it is true."""
        left = read(self.name)
        if self.field is not None:
            left = left.get(self.field) if isinstance(left, dict) else None
        return bool(left == self.value if self.sign == "=" else left is not None and left > self.value)

    def feel(self) -> str:
        """The condition in FEEL."""
        name = f"{self.name}.{self.field}" if self.field else self.name
        return f"{name} {self.sign} {json.dumps(self.value)}"

    def python(self) -> str:
        """The condition in Python."""
        name = f'{self.name}["{self.field}"]' if self.field else self.name
        return f"{name} {'==' if self.sign == '=' else self.sign} {json.dumps(self.value)}"


@dataclass(frozen=True)
class Votes(Test):
    """Whether at least `value` entries of a list are some text: a completion condition that must see the votes."""

    vote: str = "yes"

    def holds(self, read: Read) -> bool:
        """Whether there are enough."""
        return bool(list(read(self.name) or ()).count(self.vote) >= self.value)

    def feel(self) -> str:
        """The condition in FEEL."""
        return f'count({self.name}[item = "{self.vote}"]) >= {self.value}'

    def python(self) -> str:
        """The condition in Python."""
        return f'{self.name}.count("{self.vote}") >= {self.value}'


@dataclass(frozen=True)
class Sum:
    """What a script assigns: a number, or a variable plus a number."""

    number: int
    name: str | None = None

    def value(self, read: Read) -> int | None:
        """What it comes to."""
        if self.name is None:
            return self.number
        before = read(self.name)
        return None if before is None else before + self.number

    def text(self) -> str:
        """The expression, in FEEL and in Python."""
        return str(self.number) if self.name is None else f"{self.name} + {self.number}"


# diagrams --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Trigger:
    """What an event waits for or throws: `msg`, `sig`, `err`, `timer` (minutes), `cycle` (minutes, `times`)."""

    kind: str
    name: str = ""
    minutes: int = 0
    times: int = 0


@dataclass(frozen=True)
class Multi:
    """Once for each item of the list in `collection`, collecting `collect` of each into `into`."""

    collection: str
    item: str
    into: str | None = None
    collect: str | None = None
    sequential: bool = False
    until: Test | None = None


@dataclass
class Node:
    """A flow node; `kind` is its word in the terse notation."""

    kind: str
    id: str
    trigger: Trigger | None = None
    interrupting: bool = True
    host: str | None = None
    inside: "Scope | None" = None
    calls: str | None = None
    passes: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    assigns: Mapping[str, Sum] = field(default_factory=dict)
    multi: Multi | None = None
    enters: tuple[str, ...] = ()
    chooses: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    writes: str | None = None
    terminate: bool = False


@dataclass
class Flow:
    """A sequence flow."""

    source: str
    target: str
    condition: Test | None = None
    default: bool = False


@dataclass
class Scope:
    """A process or the inside of a sub-process; `events` are its event sub-processes."""

    id: str
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    events: list[Node] = field(default_factory=list)
    objects: tuple[str, ...] = ()

    def add(self, node: Node) -> Node:
        """One more node."""
        self.nodes[node.id] = node
        return node

    def flow(self, source: str, target: str, condition: Test | None = None, *, default: bool = False) -> None:
        """One more flow."""
        self.flows.append(Flow(source, target, condition, default))

    def out(self, node: str) -> list[Flow]:
        """The flows that leave a node."""
        return [flow for flow in self.flows if flow.source == node]

    def into(self, node: str) -> list[Flow]:
        """The flows that lead to a node."""
        return [flow for flow in self.flows if flow.target == node]

    @property
    def start(self) -> Node:
        """Its start event."""
        return next(node for node in self.nodes.values() if node.kind == "start")

    def guards(self, node: str) -> list[Node]:
        """The boundary events of an activity."""
        return [found for found in self.nodes.values() if found.host == node]


@dataclass(repr=False)
class Diagram:
    """Processes by id, `main` first, and the variables that an instance starts with."""

    processes: dict[str, Scope]
    variables: dict[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        from tests.engine.differential.notation import notation

        return f"{notation(self)}\nwith {self.variables}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def scopes(self) -> Iterator[tuple[Scope, tuple[Multi, ...]]]:
        """Every scope and the multi-instances around it, called processes included."""
        yield from self._within(self.processes["main"], ())

    def _within(self, scope: Scope, around: tuple[Multi, ...]) -> Iterator[tuple[Scope, tuple[Multi, ...]]]:
        yield scope, around
        for node in [*scope.nodes.values(), *scope.events]:
            inner = node.inside or self.processes.get(node.calls or "")
            if inner is not None:
                yield from self._within(inner, (*around, node.multi) if node.multi else around)

    def hidden(self) -> dict[str, frozenset[str]]:
        """By element what is not compared: data objects, and what instances of a loop see in stock only."""
        found: dict[str, frozenset[str]] = {}
        for scope, around in self.scopes():
            for node in scope.nodes.values():
                multis = (*around, node.multi) if node.multi else around
                found[node.id] = self.objects | {n for m in multis for n in (m.collection, m.into) if n}
        return found

    @property
    def objects(self) -> frozenset[str]:
        """The names of all data objects and of the references to them that the notation draws."""
        named = (name for scope, _ in self.scopes() for name in scope.objects)
        return frozenset(text for name in named for text in (name, f"{name}_ref"))

    def caught(self) -> frozenset[str]:
        """The messages that some event in it waits for."""
        nodes = [node for scope, _ in self.scopes() for node in scope.nodes.values()]
        waiting = [node for node in nodes if node.kind in ("catch", "boundary", "start")]
        return frozenset(n.trigger.name for n in waiting if n.trigger and n.trigger.kind == "msg")


# scripts ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """What is done from outside.

    `do` and `serve` a task with values, `refuse` a service by an error code, `send` a message with a payload, `wait`
    some minutes, `stand_down` the instance of a multi-instance `up` scopes above a task, `add` an item to it.
    A task is named by its element and its place among the open ones in order of what they see.
    """

    verb: str
    element: str = ""
    place: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    minutes: int = 0
    up: int = 0


@dataclass(frozen=True)
class Work:
    """An open task or waiting service and what it sees, without what `Diagram.hidden` names."""

    element: str
    seen: Mapping[str, Any]
    handle: Any = field(compare=False, repr=False)


def in_order(works: list[Work]) -> list[Work]:
    """By element, then by what they see."""
    return sorted(works, key=lambda work: (work.element, json.dumps(work.seen, sort_keys=True)))


@dataclass
class Outcome:
    """What an event led to. `completed` are elements, an instance of a loop marked `[child]` as stock does."""

    completed: list[str]
    people: list[Work]
    services: list[Work]
    messages: list[str]
    done: bool
    data: Mapping[str, Any]
    taken: int | None = None
    cancelled: list[str] | None = None
    unheard: list[str] | None = None
