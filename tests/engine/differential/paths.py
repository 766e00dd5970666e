"""Where tokens may come from, and where errors go."""

from tests.engine.differential.model import Flow, Node, Scope
from tests.engine.differential.world import Run, Token


def together(run: Run, node: Node, arms: list[Token]) -> bool:
    """Whether the tokens that wait at a join, one of each flow, may go on (BPMN 2.0.2, 13.4)."""
    flows, full = run.scope.into(node.id), [arm.via for arm in arms if arm.via]
    if node.kind == "par":
        return len(full) == len(flows)
    empty = [flow for flow in flows if flow not in full]
    others = [t.node for t in run.tokens if not (t.node is node and t.state == "held")]
    return not any(
        leads(run.scope, at, node, empty) and not leads(run.scope, at, node, full) for at in others
    )


def branches(scope: Scope, join: Node) -> bool:
    """Whether more than one gateway or an event from the side can lead a token to a join."""
    ways = [n for n in scope.nodes.values() if n.kind == "boundary" or len(scope.out(n.id)) > 1]
    return sum(leads(scope, way, join, scope.into(join.id)) for way in ways) > 1


def leads(scope: Scope, start: Node, join: Node, flows: list[Flow]) -> bool:
    """Whether a token at a node could come to a join by one of these flows without passing the join before."""
    seen, waiting = {join.id}, [start.id]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            if any(flow in flows for flow in scope.out(node)):
                return True
            waiting += [flow.target for flow in scope.out(node)] + [guard.id for guard in scope.guards(node)]
    return False


def catcher(token: Token, code: str) -> Token | None:
    """The event that catches an error: on the activity it leaves, or an event sub-process around it."""
    at: Token | None = token
    while at is not None:
        beside = [other for other in at.run.tokens if other.host is not None and other.host in (at, at.body)]
        found = [t for t in [*beside, *at.run.armed] if t.state == "waiting" and t.trigger.kind == "err"]
        for wanted in (code, ""):
            for catch in found:
                if catch.trigger.name == wanted:
                    return catch
        at = at.run.owner
    return None
