"""From where a token may still come to an inclusive gateway: worked out once, when a diagram is read."""

from app.engine.specs.boundary import BoundaryEvent
from app.engine.specs.joins import InclusiveGateway
from app.engine.specs.node import Flow, Node
from app.engine.specs.process import ProcessSpec


def find_reach(spec: ProcessSpec) -> None:
    """Tell each inclusive gateway of a scope by which of its flows a token at each node could come."""
    for gateway in spec.task_specs.values():
        if isinstance(gateway, InclusiveGateway):
            gateway.reach = _reach(gateway)


def _reach(gateway: InclusiveGateway) -> dict[str, frozenset[Flow]]:
    reach: dict[str, set[Flow]] = {}
    for flow in gateway.incoming:
        for node in behind(flow, gateway):
            reach.setdefault(node.name, set()).add(flow)
    return {name: frozenset(flows) for name, flows in reach.items()}


def behind(flow: Flow, *barriers: Node) -> list[Node]:
    """The nodes from which a path leads along the flow without passing a barrier."""
    found: list[Node] = []
    waiting = [flow.source]
    while waiting:
        node = waiting.pop()
        if node in barriers or node in found:
            continue
        found.append(node)
        waiting += [before.source for before in node.incoming]
        if isinstance(node, BoundaryEvent):
            waiting.append(node.host)
    return found
