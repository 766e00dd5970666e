"""Playing one diagram and script on the oracle, our engine and stock, event by event."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.engine.differential import oracle
from tests.engine.differential.generator import Choice
from tests.engine.differential.model import Diagram, Event, Outcome
from tests.engine.differential.notation import Dialect, notation
from tests.engine.differential.ours import Ours
from tests.engine.differential.script import Urge, events, nothing
from tests.engine.differential.stock import Stock
from tests.engine.differential.versions import values
from tests.engine.differential.world import World


class Differs(AssertionError):
    """Two of them do not agree; the message shows the diagram, the script and the difference."""


@dataclass
class Played:
    """What came of it: the script and the traps met.

    `differs` says how stock began to differ, if it did, `behind` which traps had been met, `open` which tasks were.
    """

    diagram: Diagram
    script: list[Event] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    done: bool = False
    stock: Stock | None = None
    differs: str | None = None
    behind: frozenset[str] = frozenset()
    open: tuple[str, ...] = ()

    def story(self, difference: str, dialect: Dialect = Dialect.OURS) -> str:
        """The failing example for a reader."""
        variables = {k: v for k, v in self.diagram.variables.items() if v != 0}
        lines = [notation(self.diagram, dialect), f"with {variables}"]
        lines += [f"{number}. {_told(event)}" for number, event in enumerate(self.script, 1)]
        return "\n".join(["", *lines, f"met: {sorted(self.met)}", difference])


def play(
    diagram: Diagram,
    choices: list[Choice],
    *,
    reload: bool = False,
    urge: Urge = nothing,
    beside: Callable[[Diagram], Stock] | None = None,
) -> Played:
    """Play the script that the choices make on the oracle and ours, and on stock as long as it agrees.

    With `reload` ours is loaded anew from its rows after every event. Raises `Differs` when ours is not the oracle.
    """
    played = Played(diagram)
    world, told = oracle.begin(diagram)
    with _telling(played):
        ours = Ours(diagram, reload=reload)
        _agree(told, ours.outcome)
        _follow(played, world, told, lambda: _start(played, beside))
        for event in events(world, choices, urge):
            played.script.append(event)
            told = oracle.play(world, event)
            _whole(world, told)
            _agree(told, ours.play(event))
            _follow(played, world, told, partial(_follow_up, played, event))
    played.done = told.done
    return played


@contextmanager
def _telling(played: Played) -> Iterator[None]:
    """Tell the story of whatever goes wrong."""
    try:
        yield
    except Exception as error:
        raise Differs(played.story(f"{type(error).__name__}: {error}")) from error


def _whole(world: World, told: Outcome) -> None:
    """What the process holds is what its only token knows, unless a path was called off that had entered more."""
    run = world.top
    if "T1" in world.met or run.ends or [token.node.kind for token in run.tokens] != ["user"]:
        return
    known = values(run.tokens[0].data)
    if run.tokens[0].multi is None and known != told.data:
        raise Differs(f"the only token / variables\n{known} / {told.data}")


def _agree(told: Outcome, found: Outcome) -> None:
    difference = differences(told, found, exact=True)
    if difference:
        raise Differs(f"the oracle / ours\n{difference}")


def _start(played: Played, beside: Callable[[Diagram], Stock] | None) -> Outcome | None:
    played.stock = beside(played.diagram) if beside else None
    return played.stock.outcome if played.stock else None


def _follow_up(played: Played, event: Event) -> Outcome | None:
    return played.stock.play(event) if played.stock else None


def _follow(played: Played, world: World, told: Outcome, move: Callable[[], Outcome | None]) -> None:
    """Let stock follow, as long as it agrees."""
    played.met = set(world.met)
    if played.differs is not None:
        return
    try:
        found = move()
        played.differs = differences(told, found, exact=False) if found else None
    except Exception as error:
        played.differs = f"{type(error).__name__}: {error}"
    if played.differs:
        played.behind, played.open = frozenset(world.met), tuple(work.element for work in told.people)


def differences(told: Outcome, found: Outcome, *, exact: bool) -> str | None:
    """What is not the same; for stock only what it can say, and end data when it has ended."""
    pairs: dict[str, tuple[Any, Any]] = {
        "open tasks": (_works(told.people), _works(found.people)),
        "waiting services": (_works(told.services), _works(found.services)),
        "messages": (told.messages, found.messages),
        "done": (told.done, found.done),
    }
    if exact:
        pairs |= {
            "completed": (told.completed, found.completed),
            "cancelled": (told.cancelled, found.cancelled),
            "unheard": (told.unheard, found.unheard),
            "taken": (told.taken, found.taken),
            "variables": (told.data, found.data),
        }
    else:
        pairs["completed"] = _completed(told, found)
        if told.done:
            pairs["end data"] = (told.data, found.data)
    wrong = [f"{name}: {one} / {other}" for name, (one, other) in pairs.items() if one != other]
    return "\n".join(wrong) or None


def _works(works: list[Any]) -> list[tuple[str, Any]]:
    return [(work.element, work.seen) for work in works]


def _completed(told: Outcome, found: Outcome) -> tuple[Counter[str], Counter[str]]:
    """What was completed, but for two ways of stock's to count.

    It completes an event-based gateway only when one of its events has come, and calls an activity completed that an
    error from inside has just ended, though it does not leave it.
    """
    ours, theirs = (Counter(e for e in one.completed if not e.startswith("e")) for one in (told, found))
    ended = (theirs - ours) & Counter(told.cancelled)
    return ours, theirs - ended


def _told(event: Event) -> str:
    parts = [event.verb, event.element, event.name, str(dict(event.values)) if event.values else ""]
    parts += [f"{event.minutes} min"] if event.verb == "wait" else []
    return " ".join(part for part in parts if part)
