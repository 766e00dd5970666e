"""Questions about the paths through a scope."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from app.engine.lint.model import Flow, Node, Scope

_WAITING_TASKS = frozenset({"userTask", "manualTask", "task", "receiveTask", "callActivity"})
_BREAKING = frozenset({"terminate", "error", "cancel"})
_WAITING_EVENTS = frozenset({"timer", "message", "signal", "conditional"})

Step = Callable[[Node], Iterable[Node]]
"""From a node to those next to it."""


class TooTangled(Exception):
    """The paths of a drawing cross so often that the rules would not come to an end."""


@dataclass(slots=True)
class _Effort:
    """Steps from node to node that are left."""

    left: int


MOST_STEPS = 5_000_000
"""Steps from node to node for all rules on one file: about a second; the shipped diagrams take a few hundred."""

_effort: ContextVar[_Effort | None] = ContextVar("lint_effort", default=None)


@contextmanager
def bounded(steps: int = MOST_STEPS) -> Iterator[None]:
    """Let the questions inside the block take so many steps together; beyond them they raise `TooTangled`."""
    token = _effort.set(_Effort(steps))
    try:
        yield
    finally:
        _effort.reset(token)


def entries(scope: Scope) -> Iterator[Node]:
    """Where tokens come into a scope: its start events and its event sub-processes."""
    return (node for node in scope.nodes if node.tag == "startEvent" or node.is_event_scope)


def reach(start: Iterable[Node], without: Node | None = None, step: Step = Node.successors) -> set[Node]:
    """All nodes that can be reached, the start among them, on paths that do not touch `without`."""
    seen = {node for node in start if node is not without}
    waiting, steps = list(seen), 1
    while waiting:
        for following in step(waiting.pop()):
            steps += 1
            if following is not without and following not in seen:
                seen.add(following)
                waiting.append(following)
    spend(steps)
    return seen


def spend(steps: int) -> None:
    """Take steps from what is left. Raises `TooTangled`."""
    effort = _effort.get()
    if effort is not None:
        effort.left -= steps
        if effort.left < 0:
            raise TooTangled


def reachable(scope: Scope) -> set[Node]:
    """The nodes of a scope that some token can reach."""
    if scope.reached is None:
        scope.reached = reach(entries(scope))
    return scope.reached


def only_through(gate: Node, scope: Scope) -> set[Node]:
    """The reachable nodes that cannot be reached without passing `gate` (those that it dominates)."""
    return reachable(scope) - reach(entries(scope), without=gate)


def leading_to(flow: Flow, join: Node) -> set[Node]:
    """The nodes from which a token can come to `join` along `flow` before it has passed the join."""
    if flow.source is None:
        return set()
    return reach([flow.source], without=join, step=Node.predecessors)


def is_fork(node: Node) -> bool:
    """Whether one token may become several here."""
    return len(node.outgoing) > 1 and node.tag not in ("exclusiveGateway", "eventBasedGateway")


def always_forks(node: Node) -> bool:
    """Whether a token here certainly becomes several."""
    without = [flow for flow in node.outgoing if flow.condition is None and not flow.is_default]
    return len(without) > 1 and node.tag not in ("exclusiveGateway", "eventBasedGateway")


def is_exit(node: Node) -> bool:
    """Whether a token ends here, and ends nothing else with it."""
    breaking = any(event.kind in _BREAKING for event in node.events if node.tag == "endEvent")
    return not node.outgoing and not node.event("link") and not breaking


def may_be_ended(scope: Scope) -> bool:
    """Whether something may end the scope as a whole: an end that breaks off, or an interrupting event."""
    if scope.ended is None:
        interrupted = scope.owner is not None and any(event.interrupts for event in scope.owner.boundaries)
        inside = interrupted or any(_breaks_off(node) for node in scope.nodes)
        scope.ended = inside or (scope.parent is not None and may_be_ended(scope.parent))
    return scope.ended


def _breaks_off(node: Node) -> bool:
    if node.is_event_scope and node.inner is not None:
        return any(start.interrupts for start in node.inner.starts())
    return node.tag == "endEvent" and any(event.kind in _BREAKING for event in node.events)


def waits(node: Node) -> bool:
    """Whether a token always rests here until something comes from outside."""
    if node.tag in _WAITING_TASKS or node.tag == "eventBasedGateway":
        return True
    if node.tag in ("intermediateCatchEvent", "boundaryEvent"):
        return any(event.kind in _WAITING_EVENTS for event in node.events)
    return node.inner is not None and _always_rests(node.inner)


def _always_rests(scope: Scope) -> bool:
    """Whether no token crosses the scope without resting; false for an empty one."""
    if scope.rests is None:
        rushing = reach((start for start in scope.starts() if not waits(start)), step=_without_rest)
        scope.rests = bool(rushing) and not any(not node.outgoing for node in rushing)
    return scope.rests


def _without_rest(node: Node) -> Iterator[Node]:
    return (following for following in node.successors() if not waits(following))


def closed_circles(scope: Scope) -> Iterator[Node]:
    """One node of each cycle on which tokens rest and from which no path leads to an end."""
    leading = reach(
        (node for node in scope.nodes if not node.outgoing and not node.links), step=Node.predecessors
    )
    closed = [node for node in scope.nodes if node not in leading]
    told: set[Node] = set()
    for node in _circling(closed, Node.successors):
        if node not in told:
            ahead = reach(node.successors())
            if node in ahead:
                told |= ahead
                if any(waits(found) for found in ahead):
                    yield node


def endless(scope: Scope) -> Iterator[Node]:
    """One node of each cycle on which no token ever rests."""
    circling = set(_circling([node for node in scope.nodes if not waits(node)], _without_rest))
    told: set[Node] = set()
    for node in scope.nodes:
        if node in circling and node not in told:
            ahead = reach((following for following in _without_rest(node)), step=_without_rest)
            if node in ahead:
                told |= ahead
                yield node


def _circling(nodes: list[Node], step: Step) -> list[Node]:
    """What is left after taking away, again and again, nodes that nothing leads to: cycles and what follows."""
    left = set(nodes)
    ahead = {node: [following for following in step(node) if following in left] for node in nodes}
    count = dict.fromkeys(nodes, 0)
    for node in (following for heads in ahead.values() for following in heads):
        count[node] += 1
    bare = [node for node, number in count.items() if number == 0]
    while bare:
        node = bare.pop()
        left.discard(node)
        for following in ahead[node]:
            count[following] -= 1
            if count[following] == 0:
                bare.append(following)
    return [node for node in nodes if node in left]
