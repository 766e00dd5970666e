"""The state of the token game: tokens, the scopes they run in, and the instance as a whole."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from tests.engine.differential.model import (
    Diagram,
    Flow,
    Multi,
    Node,
    Outcome,
    Scope,
    Trigger,
    Work,
    in_order,
)
from tests.engine.differential.versions import Data, Version, newest, values


@dataclass(eq=False)
class Token:
    """A visit to a node.

    `entry` is what was known on arrival; `host` the activity a boundary event waits at; `body` the multi-instance
    this is an instance of; `cycles` the events of a clock that its path came from; `aside` whether the path came
    from a boundary event; `again` whether an event waits not for the first time.
    """

    node: Node
    run: "Run"
    data: Data
    key: int
    via: Flow | None = None
    host: "Token | None" = None
    body: "Token | None" = None
    cycles: frozenset["Token"] = frozenset()
    aside: bool = False
    again: bool = False
    state: str = "new"
    inside: "Run | None" = None
    instances: list["Token"] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)
    race: list["Token"] = field(default_factory=list)
    due: int | None = None
    left: int = 0
    ended: int = 0
    entry: Data = field(init=False)

    def __post_init__(self) -> None:
        self.entry = self.data

    @property
    def live(self) -> bool:
        """Whether something may still happen here."""
        return self.state not in ("done", "cancelled")

    @property
    def multi(self) -> Multi | None:
        """The loop, if this stands for all its instances."""
        return self.node.multi if self.body is None else None

    @property
    def label(self) -> str:
        """Its element; an instance of a loop marked as one."""
        return self.node.id if self.body is None else f"{self.node.id} [child]"

    @property
    def trigger(self) -> Trigger:
        """What it waits for."""
        trigger = self.node.inside.start.trigger if self.node.inside else self.node.trigger
        assert trigger is not None
        return trigger

    @property
    def level(self) -> int:
        """How many scopes there are around it."""
        return self.run.owner.level + 1 if self.run.owner else 0

    def enclosing(self, up: int) -> "Token":
        """The token in which it runs, that many scopes up."""
        token = self
        for _ in range(up):
            assert token.run.owner is not None
            token = token.run.owner
        return token


@dataclass(eq=False)
class Run:
    """A scope that runs: its tokens, the writes made in it, where its paths ended, its armed event sub-processes.

    `looks` are what was last seen of it from outside.
    """

    scope: Scope
    owner: Token | None
    base: Data
    tokens: list[Token] = field(default_factory=list)
    writes: list[tuple[str, Version]] = field(default_factory=list)
    looks: dict[str, Version] = field(default_factory=dict)
    ends: list[Token] = field(default_factory=list)
    armed: list[Token] = field(default_factory=list)
    objects: dict[str, Any] = field(default_factory=dict)
    joined: set[str] = field(default_factory=set)
    over: bool = False

    @property
    def embedded(self) -> list["Run"]:
        """The sub-processes that run in it, but for those of multi-instances."""
        return [t.inside for t in self.tokens if t.inside and t.node.kind != "call" and t.body is None]

    def latest(self) -> Data:
        """What a process variable would hold now: the newest write in the scope and in what is embedded in it."""
        return newest([*self.writes, *(seen for run in self.embedded for seen in run.look().items())])

    def look(self) -> Data:
        """The same as seen from outside: a version that has replaced all that was entered in the scope so far."""
        latest = self.latest()
        for name, version in latest.items():
            if name not in self.looks or self.looks[name].at != version.at:
                self.looks[name] = replace(self.outcome(name, version), taken=True)
        return {name: self.looks[name] for name in latest}

    def outcome(self, name: str, version: Version) -> Version:
        """A version that stands for everything entered in the scope."""
        return Version(version.value, (version, *self.entered(name)), version.at)

    def entered(self, name: str) -> list[Version]:
        """All versions of a variable in the scope and in what is embedded in it, and what was seen of them."""
        here = [version for written, version in self.writes if written == name]
        seen = [run.looks[name] for run in (self, *self.embedded) if name in run.looks]
        return here + seen


@dataclass(eq=False)
class World:
    """An instance, and what has happened in it since the last event; `met` are the traps come upon so far."""

    diagram: Diagram
    top: Run = field(init=False)
    now: int = 0
    clock: Iterator[int] = field(default_factory=lambda: count(1))
    queue: deque[Token] = field(default_factory=deque)
    waits: list[Token] = field(default_factory=list)
    opened: list[Token] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    completed: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)
    hidden: Mapping[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.hidden = self.diagram.hidden()

    def version(self, value: Any, *before: Version) -> Version:
        """A new version of a variable."""
        return Version(value, before, next(self.clock))

    def token(self, node: Node, run: Run, data: Data, **facts: Any) -> Token:
        """A new token."""
        return Token(node, run, data, next(self.clock), **facts)

    # looking -----------------------------------------------------------------------------------------------------

    @property
    def people(self) -> list[Work]:
        """The tasks open for people."""
        return self._works("user")

    @property
    def services(self) -> list[Work]:
        """The services waited for."""
        return self._works("service")

    def _works(self, kind: str) -> list[Work]:
        self.opened = [token for token in self.opened if token.state == "open"]
        here = [token for token in self.opened if token.node.kind == kind]
        return in_order([Work(token.node.id, self._seen(token), token) for token in here])

    def _seen(self, token: Token) -> dict[str, Any]:
        hidden = self.hidden[token.node.id]
        return {name: value for name, value in values(token.data).items() if name not in hidden}

    @property
    def waiting(self) -> list[Token]:
        """What waits for an event, in the order in which it began to."""
        self.waits = [token for token in self.waits if token.state == "waiting"]
        return self.waits

    @property
    def timers(self) -> list[Token]:
        """What waits for a time, soonest first."""
        return sorted((t for t in self.waiting if t.due is not None), key=lambda t: (t.due, t.key))

    @property
    def next_due(self) -> int | None:
        """When the next timer rings."""
        return self.timers[0].due if self.timers else None

    @property
    def variables(self) -> dict[str, Any]:
        """What the process holds."""
        return values({**self.top.base, **self.top.latest()})

    def take(self, taken: int | None) -> Outcome:
        """What has happened since this was last asked."""
        lists = {n: sorted(getattr(self, n)) for n in ("completed", "cancelled", "messages", "unheard")}
        for name in lists:
            getattr(self, name).clear()
        return Outcome(
            people=self.people,
            services=self.services,
            done=self.top.over,
            data=self.variables,
            taken=taken,
            **lists,
        )
