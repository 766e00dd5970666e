"""Strategies: well-formed diagrams out of nested blocks, each block with one way in and one way out.

`Knobs` say what may occur. As they stand by default a diagram keeps outside the traps; a trap's own strategy
(`tests.engine.differential.traps`) turns on what leads into it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from tests.engine.differential.model import Diagram, Multi, Node, Scope, Sum, Test, Trigger, Votes

SHARED = ("v0", "v1", "v2")
CODE = "E"
"""The code with which services refuse."""
AGAIN = 3
"""The value that lets a loop go round once more; scripts that only end things enter 0."""


@dataclass(frozen=True)
class Knobs:
    """What a diagram may hold. `blocks` are the kinds of block to choose from."""

    blocks: tuple[str, ...] = (
        *("user", "user", "script", "service", "catch", "throw", "xor", "par", "inc", "race", "loop"),
        *("sub", "call", "multi", "fail", "stop"),
    )
    triggers: tuple[str, ...] = ("msg", "timer", "sig")
    interrupting: tuple[bool, ...] = (True, False)
    boundaries: bool = True
    shared_arms: bool = False
    inner_multi: bool = True
    interrupted_multi: bool = False
    events: bool = False
    depth: int = 2
    length: int = 3
    boundary_blocks: tuple[str, ...] = ("user", "script", "service", "xor", "sub", "call")


@dataclass
class Maker:
    """A diagram in the making. `known` are variables surely set here, `own` those that may be written here."""

    draw: Callable[..., Any]
    knobs: Knobs
    diagram: Diagram = field(default_factory=lambda: Diagram({}))
    known: tuple[str, ...] = SHARED
    own: tuple[str, ...] = SHARED
    in_multi: bool = False
    in_arms: bool = False
    aside: bool = False
    thrown: list[Trigger] = field(default_factory=list)
    caught: list[Trigger] = field(default_factory=list)
    count: int = 0

    def id(self, prefix: str) -> str:
        """A new id."""
        self.count += 1
        return f"{prefix}{self.count}"

    def pick(self, values: tuple[Any, ...]) -> Any:
        """One of several."""
        return self.draw(st.sampled_from(values))

    def number(self, least: int, most: int) -> int:
        """A number."""
        return int(self.draw(st.integers(least, most)))

    def minutes(self) -> int:
        """A time that no other timer has, nor any sum of a few."""
        return 64 * self.number(1, 8) + 1024 * self.id_number()

    def id_number(self) -> int:
        """How many ids there are, as a number for times."""
        self.count += 1
        return self.count

    @contextmanager
    def within(self, **changes: object) -> Iterator[None]:
        """Other circumstances for a while."""
        before = {name: getattr(self, name) for name in changes}
        for name, value in changes.items():
            setattr(self, name, value)
        yield
        for name, value in before.items():
            setattr(self, name, value)

    # what stands alone -------------------------------------------------------------------------------------------

    def user(self, scope: Scope, *enters: str) -> Node:
        """A task for a person."""
        return scope.add(Node("user", self.id("u"), enters=enters or self.own))

    def condition(self) -> Test:
        """Something about a variable that is known here."""
        return Test(str(self.pick(self.known)), self.number(0, 2), str(self.pick(("=", ">"))))

    def trigger(self, kinds: tuple[str, ...] | None = None, *, thrown: bool = True) -> Trigger:
        """What an event waits for, under a name that only this event has; perhaps one thrown before."""
        kind = str(self.pick(kinds or self.knobs.triggers))
        if kind == "timer":
            return Trigger("timer", minutes=self.minutes())
        if kind == "cycle":
            return Trigger("cycle", minutes=self.minutes(), times=self.number(0, 3))
        trigger = next(
            (t for t in self.thrown if thrown and t.kind == kind and self.pick((False, True))), None
        )
        if trigger is not None:
            self.thrown.remove(trigger)
            return trigger
        self.caught.append(Trigger(kind, self.id(kind)))
        return self.caught[-1]

    # blocks ------------------------------------------------------------------------------------------------------

    def sequence(self, scope: Scope, depth: int, least: int = 0) -> tuple[str, str]:
        """Some blocks in a row; first and last node."""
        blocks = [self.block(scope, depth) for _ in range(self.number(least, self.knobs.length))]
        if not blocks:
            pause = scope.add(Node("xor", self.id("m")))
            return pause.id, pause.id
        for (_, before), (after, _) in pairwise(blocks):
            scope.flow(before, after)
        return blocks[0][0], blocks[-1][1]

    def block(self, scope: Scope, depth: int) -> tuple[str, str]:
        """One block; first and last node."""
        flat = ("user", "script", "service", "catch", "throw")
        kinds = tuple(
            kind
            for kind in (self.knobs.boundary_blocks if self.aside else self.knobs.blocks)
            if (depth > 0 or kind in flat)
            and (kind != "multi" or self.knobs.inner_multi or not self.in_multi)
        )
        kind = str(self.pick(kinds or ("user",)))
        made: tuple[str, str] = getattr(self, f"_{kind}")(scope, depth)
        return made

    def _user(self, scope: Scope, depth: int) -> tuple[str, str]:
        return self._guarded(scope, self.user(scope), depth)

    def _script(self, scope: Scope, depth: int) -> tuple[str, str]:
        name = self.id("s")
        source = self.pick((None, *self.known))
        scope.add(Node("script", name, assigns={f"w_{name}": Sum(self.number(0, 2), source)}))
        self.known = (*self.known, f"w_{name}")
        return name, name

    def _service(self, scope: Scope, depth: int) -> tuple[str, str]:
        node = scope.add(Node("service", self.id("c"), enters=self.own))
        if depth > 0 and self.knobs.boundaries and self.pick((False, False, True)):
            return self.guard(scope, node, Trigger("err", CODE), interrupting=True)
        return self._guarded(scope, node, depth)

    def _catch(self, scope: Scope, depth: int) -> tuple[str, str]:
        node = scope.add(Node("catch", self.id("k"), self.trigger(("msg", "timer")), enters=self.own))
        return node.id, node.id

    def _throw(self, scope: Scope, depth: int) -> tuple[str, str]:
        """A message or signal, to nobody or to one event; behind a task, so that nothing else happens in its step."""
        before = self.user(scope)
        trigger = self.pick((None, *([] if self.in_multi else self.caught)))
        if trigger is None:
            trigger = Trigger(str(self.pick(("msg", "sig"))), self.id("out"))
            self.thrown += [] if self.in_multi else [trigger]
        else:
            self.caught.remove(trigger)
        node = scope.add(Node("throw", self.id("t"), trigger))
        scope.flow(before.id, node.id)
        return before.id, node.id

    def _xor(self, scope: Scope, depth: int) -> tuple[str, str]:
        split, merge = (scope.add(Node("xor", self.id("x"))).id for _ in range(2))
        arms = self.number(2, 3)
        for index in range(arms):
            first, last = self._arm(scope, depth)
            scope.flow(
                split, first, None if index == arms - 1 else self.condition(), default=index == arms - 1
            )
            scope.flow(last, merge)
        return split, merge

    def _arm(self, scope: Scope, depth: int, **changes: object) -> tuple[str, str]:
        with self.within(known=self.known, **changes):
            return self.sequence(scope, depth - 1)

    def _par(self, scope: Scope, depth: int) -> tuple[str, str]:
        return self._split(scope, depth, "par")

    def _inc(self, scope: Scope, depth: int) -> tuple[str, str]:
        return self._split(scope, depth, "inc")

    def _split(self, scope: Scope, depth: int, kind: str) -> tuple[str, str]:
        """Arms side by side; each writes variables of its own, unless the knob says otherwise."""
        split, merge = (scope.add(Node(kind, self.id(kind[0]))).id for _ in range(2))
        arms = self.number(2, 3)
        for index in range(arms):
            own = self.own if self.knobs.shared_arms else (self.id("a"),)
            with self.within(own=own, in_arms=True):
                first, last = self._arm(scope, depth)
            default = kind == "inc" and index == arms - 1
            scope.flow(
                split, first, self.condition() if kind == "inc" and not default else None, default=default
            )
            scope.flow(last, merge)
        return split, merge

    def _race(self, scope: Scope, depth: int) -> tuple[str, str]:
        """An event-based gateway; at most one of its events is a timer."""
        gateway, merge = scope.add(Node("event", self.id("e"))).id, scope.add(Node("xor", self.id("m"))).id
        for kind in ("msg", *self.draw(st.sampled_from((("timer",), ("msg",), ("msg", "timer"))))):
            node = scope.add(Node("catch", self.id("k"), self.trigger((kind,)), enters=self.own))
            first, last = self._arm(scope, depth)
            scope.flow(gateway, node.id)
            scope.flow(node.id, first)
            scope.flow(last, merge)
        return gateway, merge

    def _loop(self, scope: Scope, depth: int) -> tuple[str, str]:
        """Back through a merge as long as the last person in it says so."""
        merge, split, leave = (scope.add(Node("xor", self.id("l"))).id for _ in range(3))
        name = self.id("g")
        first, last = self._arm(scope, depth)
        judge = self.user(scope, *self.own, name)
        scope.flow(merge, first)
        scope.flow(last, judge.id)
        scope.flow(judge.id, split)
        scope.flow(split, merge, Test(name, AGAIN))
        scope.flow(split, leave, default=True)
        self.diagram.variables.setdefault(name, 0)
        return merge, leave

    def _sub(self, scope: Scope, depth: int) -> tuple[str, str]:
        node = scope.add(Node("sub", self.id("p")))
        node.inside = self.inside(node.id, depth)
        return self._guarded(scope, node, depth)

    def _call(self, scope: Scope, depth: int) -> tuple[str, str]:
        node = scope.add(Node("call", self.id("n")))
        node.calls = self.called(depth)
        return self._guarded(scope, node, depth)

    def _fail(self, scope: Scope, depth: int) -> tuple[str, str]:
        """A sub-process or call that a person inside may let fail, and the boundary event that catches it."""
        error = Trigger("err", self.id("err"))
        node = Node(str(self.pick(("sub", "call"))), self.id("f"))
        if node.kind == "sub":
            node.inside = inside = self.inside(node.id, depth)
        else:
            node.calls = self.called(depth)
            inside = self.diagram.processes[node.calls]
        self.ending(inside, Node("end", self.id("z"), error))
        scope.add(node)
        return self.guard(scope, node, error, interrupting=True)

    def _stop(self, scope: Scope, depth: int) -> tuple[str, str]:
        """A sub-process that a person inside may terminate."""
        node = scope.add(Node("sub", self.id("f")))
        node.inside = self.inside(node.id, depth)
        self.ending(node.inside, Node("end", self.id("z"), terminate=True))
        return node.id, node.id

    def ending(self, scope: Scope, end: Node) -> None:
        """Another end for a scope, beside everything else in it, if somebody wants it."""
        split = scope.add(Node("par", self.id("q"))).id
        choice = scope.add(Node("xor", self.id("x"))).id
        scope.out(scope.start.id)[0].source = split
        name = self.id("g")
        judge = self.user(scope, *self.own, name)
        self.diagram.variables[name] = 0
        scope.add(end)
        scope.flow(scope.start.id, split)
        scope.flow(split, judge.id)
        scope.flow(judge.id, choice)
        scope.flow(choice, end.id, Test(name, AGAIN))
        scope.flow(choice, scope.add(Node("end", self.id("z"))).id, default=True)

    def called(self, depth: int, *first: Node) -> str:
        """A process of its own."""
        name = self.id("proc")
        self.diagram.processes[name] = Scope(name)
        self.diagram.processes[name] = self.inside(name, depth, *first)
        return name

    def inside(self, name: str, depth: int, *first: Node) -> Scope:
        """A scope with a sequence in it."""
        scope = Scope(name)
        scope.add(Node("start", self.id("b")))
        before = scope.start.id
        for node in first:
            scope.add(node)
            scope.flow(before, node.id)
            before = node.id
        with self.within(known=self.known):
            begin, last = self.sequence(scope, depth - 1, least=1)
            scope.flow(before, begin)
            scope.flow(last, scope.add(Node("end", self.id("z"))).id)
            if self.knobs.events:
                self.event(scope, depth)
        return scope

    def event(self, scope: Scope, depth: int) -> None:
        """An event sub-process."""
        node = Node("esub", self.id("h"))
        with self.within(aside=True, knobs=replace(self.knobs, events=False)):
            node.inside = self.inside(node.id, 0)
        start = node.inside.start
        start.trigger, start.interrupting = self.trigger(("msg",)), bool(self.pick(self.knobs.interrupting))
        scope.events.append(node)

    def _multi(self, scope: Scope, depth: int) -> tuple[str, str]:
        """A multi-instance that collects, of tasks, sub-processes or calls."""
        node = Node(str(self.pick(("user", "sub", "call"))), self.id("y"))
        multi = Multi(
            f"all_{node.id}",
            f"i_{node.id}",
            f"got_{node.id}",
            f"r_{node.id}",
            sequential=bool(self.pick((False, True))),
        )
        if self.pick((False, True)):
            multi = replace(multi, until=Test(multi.collect or "", 2))
        return self.multi(scope, node, multi, depth)

    def multi(self, scope: Scope, node: Node, multi: Multi, depth: int, least: int = 0) -> tuple[str, str]:
        """A multi-instance of the kind of the node."""
        node.multi = multi
        items = [f"{node.id}.{index}" for index in range(self.number(least, 3))]
        self.diagram.variables[multi.collection] = items
        collect = (multi.collect,) if multi.collect else ()
        with self.within(in_multi=True, own=(*collect, f"a_{node.id}")):
            first = Node("script", self.id("s"), assigns={name: Sum(0) for name in collect})
            firsts = (first,) if collect else ()
            if node.kind == "sub":
                node.inside = self.inside(node.id, depth, *firsts)
            elif node.kind == "call":
                node.calls = self.called(depth, *firsts)
            else:
                node.enters = self.own
                if isinstance(multi.until, Votes):
                    node.chooses = {str(multi.collect): ("no", "yes")}
        scope.add(node)
        return (node.id, node.id) if not self.knobs.interrupted_multi else self._guarded(scope, node, depth)

    # boundary events ---------------------------------------------------------------------------------------------

    def _guarded(self, scope: Scope, node: Node, depth: int) -> tuple[str, str]:
        """The node, with a boundary event or without."""
        if not (self.knobs.boundaries and depth > 0 and self.pick((False, False, True))):
            return node.id, node.id
        trigger = self.trigger(thrown=node.kind in ("user", "service"))  # no scope interrupts itself
        return self.guard(scope, node, trigger, interrupting=bool(self.pick(self.knobs.interrupting)))

    def guard(self, scope: Scope, node: Node, trigger: Trigger, *, interrupting: bool) -> tuple[str, str]:
        """The node with a boundary event, whose path comes back behind it if it interrupts, else ends by itself."""
        guard = scope.add(
            Node("boundary", self.id("d"), trigger, interrupting, host=node.id, enters=self.own)
        )
        own = self.own if interrupting or self.knobs.shared_arms else (self.id("a"),)
        with self.within(known=self.known, aside=True, own=own):
            first, last = self.sequence(scope, 0)
        scope.flow(guard.id, first)
        merge = scope.add(Node("xor" if interrupting else "end", self.id("m"))).id
        scope.flow(last, merge)
        if interrupting:
            scope.flow(node.id, merge)
            return node.id, merge
        return node.id, node.id


@st.composite
def diagrams(draw: Callable[..., Any], knobs: Knobs | None = None) -> Diagram:
    """A diagram."""
    maker = Maker(draw, knobs or Knobs())
    return finished(maker, lambda scope: maker.sequence(scope, maker.knobs.depth, least=1))


def finished(maker: Maker, body: Callable[[Scope], tuple[str, str]]) -> Diagram:
    """A diagram whose process is what the body makes, between a start and an end."""
    diagram = maker.diagram
    scope = diagram.processes["main"] = Scope("main")
    scope.add(Node("start", "b"))
    first, last = body(scope)
    scope.flow("b", first)
    scope.flow(last, scope.add(Node("end", "z")).id)
    diagram.variables.update(dict.fromkeys(SHARED, 0))
    return diagram


Choice = tuple[int, int, int]


def choices(most: int = 12) -> st.SearchStrategy[list[Choice]]:
    """Numbers by which a script is chosen: which event, which variables, which values."""
    return st.lists(st.tuples(st.integers(0, 63), st.integers(0, 15), st.integers(0, 255)), max_size=most)
