"""Parallel joins that would wait for ever: found before a token is put where nobody else will come."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from app.engine.parser.reach import behind
from app.engine.specs.gateways import EventBasedGateway, ExclusiveGateway
from app.engine.specs.joins import ParallelGateway
from app.engine.specs.node import Flow, Node
from app.engine.specs.process import ProcessSpec

if TYPE_CHECKING:
    from app.engine.runtime.scope import Scope

Starved = tuple[str, str | None]
"""A join and the flow by which nobody comes, by their ids; `CROWDED` where one token too many would come."""

CROWDED = "*"
_CHOOSING = (ExclusiveGateway, EventBasedGateway)


def starved(spec: ProcessSpec, anchors: Iterable[str], waiting: Iterable[Flow] = ()) -> set[Starved]:
    """What is wrong with the joins of a scope: a flow by which no token can come while others wait or may come to wait;
    or one token that will split and bring all of them by itself while others are past that split already.

    `anchors` are the names of the nodes at which tokens stand that are not in a join, one for each, `waiting` the flows
    by which others came to wait in one.
    """
    here, arrived = list(anchors), set(waiting)
    return {found for join in _joins(spec) for found in _of_join(join, here, arrived)}


def unserved(spec: ProcessSpec, anchor: str) -> Node | None:
    """A join to which one more token at a node could come, though it could not come by all of its flows."""
    for join in _joins(spec):
        served = [flow for flow in join.incoming if anchor in _behind(flow, join)]
        if served and len(served) < len(join.incoming):
            return join
    return None


def standing(scope: "Scope") -> tuple[list[str], list[Flow]]:
    """Anchors and waiting flows of a running scope, as `starved` wants them."""
    anchors, waiting = [], []
    for token in scope.live.values():
        if token.state == TaskState.WAITING and token.via is not None and token.task_spec.name in scope.joins:
            waiting.append(token.via)
        else:
            anchors.append(token.task_spec.anchor)
    return anchors, waiting


def _of_join(join: Node, here: list[str], arrived: set[Flow]) -> Iterator[Starved]:
    others = [*here, *(flow.node.name for flow in arrived if flow.node is not join)]
    comes = {flow: [name for name in others if name in _behind(flow, join)] for flow in join.incoming}
    coming = [flow for flow in join.incoming if flow in arrived or comes[flow]]
    if coming:
        yield from ((join.element, flow.id) for flow in join.incoming if flow not in coming)
    before = [n for n, name in enumerate(others) if all(name in names for names in comes.values())]
    past = [n for n, name in enumerate(others) if name in _past_the_split(join)]
    if before and (arrived.intersection(join.incoming) or any(n != m for n in before for m in past)):
        yield join.element, CROWDED


def _joins(spec: ProcessSpec) -> Iterator[Node]:
    for node in spec.task_specs.values():
        if isinstance(node, ParallelGateway) and len(node.incoming) > 1:
            yield node


@lru_cache(maxsize=4096)
def _behind(flow: Flow, join: Node) -> frozenset[str]:
    return frozenset(node.name for node in behind(flow, join))


@lru_cache(maxsize=1024)
def _past_the_split(join: Node) -> frozenset[str]:
    """From where a token may come to the join without being split into one for each of its flows on the way."""
    before = set.intersection(*(set(behind(flow, join)) for flow in join.incoming))
    splits = [node for node in before if len(node.outgoing) > 1 and not isinstance(node, _CHOOSING)]
    return frozenset(node.name for flow in join.incoming for node in behind(flow, join, *splits))
