"""The traps of stock SpiffWorkflow, each with diagrams that lead into it and what its fault looks like.

| trap | | fault |
|---|---|---|
| T1 | run | cancelling removes running instances, and the next step fails for ever |
| T2 | run | a cancelled instance never counts as complete |
| T3 | run | at a join a stale copy wins; lists are merged by position |
| T4 | run | an error also interrupts the neighbours of the activity it leaves |
| T5 | run | a multi-instance behind a boundary event cannot begin |
| T6 | run | a non-interrupting boundary message is heard once |
| T7 | run | event sub-processes do not interrupt, know nothing new, stand only at the top, change the specification |
| T8 | run | what was entered inside is lost behind a boundary event |
| T9 | run | results: names that exist already, a second visit, leaks without a list, the order of completion |
| T10 | run | the completion condition does not see the votes |
| T11 | run | after a restart a multi-instance never learns that its instances are done |
| T14 | run | what a timer lets go is ready but not run |
| T16 | run | a called process does not see the data objects around it |
| T17 | run | a join that a loop leads back to lets the first token through (the lint refuses it) |
| T18 | run | a message meant for inside leaves when nobody waits any more |
| T20 | run | found here: a parallel join reached again by a loop counts tokens of the round before |
| T21 | run | found here: an inclusive join behind further gateways fires more than once |
| T12 | notation | standard multi-instances, which bpmn-js cannot keep |
| T13 | calendar | months of 31 days |
| T15 | modelling | a plain task waits for a person; stock does the same |
| T19 | parser | stock never returns |
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from tests.engine.differential import cores
from tests.engine.differential.compare import Played
from tests.engine.differential.cores import Core
from tests.engine.differential.generator import Choice, Knobs, Maker, choices, finished
from tests.engine.differential.model import Diagram, Node, Scope
from tests.engine.differential.stock import Stock

ELSEWHERE = {
    "T12": "lint/cases/multi_instance.py",
    "T13": "traps/test_t13_months.py",
    "T15": "traps/test_t15_plain_task.py",
    "T19": "traps/test_t19_references.py",
}
"""Where the traps are tested that do not show on a running diagram, under `tests/engine`."""
QUIET = Knobs(blocks=("user", "script", "service", "xor"), boundaries=False, depth=1, length=2)
"""What stands around a core: nothing that leads into another trap."""
STORED = replace(QUIET, blocks=("user", "script", "xor"))
"""The same without services, which stock's serializer as it comes does not store."""


@dataclass(frozen=True)
class Trap:
    """A trap: what makes the core of a diagram, and how stock's fault shows.

    `least` is how many of a hundred examples must show it: some depend on what is entered in which order.
    """

    name: str
    make: Callable[[Maker, Scope], Core]
    shows: Callable[[Played, Core], bool]
    stock: Callable[[Diagram], Stock] = Stock
    least: int = 100
    nested: bool = True
    quiet: Knobs = QUIET


@dataclass
class Example:
    """A diagram with a trap in it, and the choices for its script."""

    diagram: Diagram
    core: Core
    choices: list[Choice]

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self.diagram))


@st.composite
def examples(draw: Callable[..., Any], trap: Trap) -> Example:
    """The core of a trap somewhere between harmless blocks, perhaps in a sub-process."""
    maker = Maker(draw, trap.quiet)
    made: list[Core] = []

    def around(scope: Scope) -> tuple[str, str]:
        before, core = maker.sequence(scope, 1), trap.make(maker, scope)
        with maker.within(known=cores.SAFE):
            after = maker.sequence(scope, 1)
        look = maker.user(scope)
        made.append(core)
        for source, target in ((before[1], core.first), (core.last, look.id), (look.id, after[0])):
            scope.flow(source, target)
        return before[0], after[1]

    def body(scope: Scope) -> tuple[str, str]:
        if not (trap.nested and maker.pick((False, True))):
            return around(scope)
        node = scope.add(Node("sub", maker.id("p")))
        node.inside = Scope(node.id)
        start = node.inside.add(Node("start", maker.id("b")))
        first, last = around(node.inside)
        node.inside.flow(start.id, first)
        node.inside.flow(last, node.inside.add(Node("end", maker.id("z"))).id)
        return node.id, node.id

    diagram = finished(maker, body)
    return Example(diagram, made[0], draw(choices()))


def _only_values(played: Played, core: Core) -> bool:
    """The same tasks are open, but know other things; or the instance ends with other data."""
    kinds = [line.partition(":")[0] for line in (played.differs or "").splitlines()]
    same = played.stock is not None and sorted(played.stock.open) == sorted(played.open)
    return same and set() < set(kinds) <= {"open tasks", "waiting services", "end data"}


def _says(*texts: str) -> Callable[[Played, Core], bool]:
    return lambda played, core: any(text in (played.differs or "") for text in texts)


def _stock(test: Callable[[Stock, Core], bool]) -> Callable[[Played, Core], bool]:
    return lambda played, core: played.stock is not None and test(played.stock, core)


_stuck = _stock(lambda stock, core: stock.stuck_in(core.element))


def _deaf_or_blind(played: Played, core: Core) -> bool:
    """T7: not heard, or beside what should have ended, or knowing nothing; or the specification has changed."""
    assert played.stock is not None
    return played.stock.changed or played.differs is not None


def _results_wrong(played: Played, core: Core) -> bool:
    return _says("already exists", "must be empty")(played, core) or _only_values(played, core)


TRAPS = (
    Trap("T1", cores.interrupted_fan_out, _says("TaskNotFoundException")),
    Trap("T2", cores.stood_down, _stuck),
    Trap("T3", cores.shared_arms, _only_values, least=50),
    Trap("T4", cores.neighbours, _stock(lambda stock, core: core.element in stock.open)),
    Trap("T5", cores.behind_boundary, _says("non-predicted child")),
    Trap("T6", cores.heard_again, _stock(lambda stock, core: stock.outcome.taken == 0)),
    Trap("T7", cores.event_subprocess, _deaf_or_blind),
    Trap("T8", cores.entered_inside, _only_values),
    Trap("T9", cores.results, _results_wrong, least=60),
    Trap("T10", cores.votes, _stuck),
    Trap("T11", cores.fan_out, _stuck, stock=lambda diagram: Stock(diagram, restart=True), quiet=STORED),
    Trap(
        "T14",
        cores.timer,
        _stock(lambda stock, core: stock.unrun),
        stock=lambda diagram: Stock(diagram, once=True),
    ),
    Trap("T16", cores.data_object, _says("Error evaluating expression 'command"), nested=False),
    Trap("T17", cores.loop_into_join, _stock(lambda stock, core: core.element in stock.open), nested=False),
    Trap("T18", cores.nobody_waits, _stock(lambda stock, core: core.element in stock.outcome.messages)),
    Trap("T20", cores.join_in_loop, _stock(lambda stock, core: True), least=10),
    Trap("T21", cores.inclusive, _stock(lambda stock, core: True), least=5),
)
