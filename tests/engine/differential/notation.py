"""A diagram in the terse notation of `tests.engine.diagrams`, for our engine or for stock SpiffWorkflow."""

from collections.abc import Iterator
from enum import Enum

from tests.engine.differential.model import Diagram, Flow, Node, Scope, Test, Trigger


class Dialect(Enum):
    """FEEL and Camunda's multi-instances for ours; Python and BPMN's own for stock."""

    OURS = "ours"
    STOCK = "stock"


def notation(diagram: Diagram, dialect: Dialect = Dialect.OURS) -> str:
    """The file that holds all processes."""
    return "\n".join(
        line
        for scope in diagram.processes.values()
        for line in (f"process {scope.id}", *_scope(scope, dialect))
    )


def _scope(scope: Scope, dialect: Dialect) -> Iterator[str]:
    yield from (f"data {name}" for name in scope.objects)
    for node in scope.nodes.values():
        yield from _node(node, dialect)
    for event in scope.events:
        yield f"esub {event.id} {{"
        assert event.inside is not None
        yield from _scope(event.inside, dialect)
        yield "}"
    yield from (_flow(flow, dialect) for flow in scope.flows)


def _node(node: Node, dialect: Dialect) -> Iterator[str]:
    words = [node.kind, node.id, *_trigger(node.trigger, dialect), *_options(node, dialect)]
    if node.kind == "script":
        yield f"script {node.id} : {_assignments(node, dialect)}"
    elif node.inside is not None:
        yield " ".join([*words, "{"])
        yield from _scope(node.inside, dialect)
        yield "}"
    else:
        yield " ".join(words)


def _options(node: Node, dialect: Dialect) -> Iterator[str]:
    if node.host:
        yield f"on={node.host}"
    if not node.interrupting:
        yield "nonint"
    if node.terminate:
        yield "terminate"
    if node.writes:
        yield f"writes={node.writes}"
    if node.kind == "service":
        yield "topic=work"
        yield from (f'res.{name}="= {name}"' for name in node.enters)
    if node.kind == "throw" and node.passes is None:
        yield "in=*"
    yield from _call(node)
    yield from _multi(node, dialect)


def _call(node: Node) -> Iterator[str]:
    if node.calls:
        yield f"calls={node.calls}"
        ins, outs = node.passes or (("*",), ("*",))
        yield from (f"{side}={','.join(names)}" for side, names in (("in", ins), ("out", outs)) if names)


def _multi(node: Node, dialect: Dialect) -> Iterator[str]:
    multi = node.multi
    if multi is None:
        return
    parts = [multi.collection, multi.item, *([multi.into, multi.collect] if multi.into else [])]
    yield f"mi={':'.join(str(part) for part in parts)}"
    if dialect is Dialect.STOCK:
        yield "std"
    if multi.sequential:
        yield "seq"
    if multi.until:
        yield f"until='{_condition(multi.until, dialect)}'"


def _trigger(trigger: Trigger | None, dialect: Dialect) -> Iterator[str]:
    if trigger is None:
        return
    text = trigger.name
    if trigger.kind == "timer":
        text = f"PT{trigger.minutes}M"
    elif trigger.kind == "cycle":
        text = f"R{trigger.times or ''}/PT{trigger.minutes}M"
    if dialect is Dialect.STOCK and trigger.kind in ("timer", "cycle"):
        text = f"'\"{text}\"'"
    yield f"{trigger.kind}={text}"


def _assignments(node: Node, dialect: Dialect) -> str:
    if dialect is Dialect.STOCK:
        return "; ".join(f"{name} = {sum_.text()}" for name, sum_ in node.assigns.items())
    return "{" + ", ".join(f'"{name}": {sum_.text()}' for name, sum_ in node.assigns.items()) + "}"


def _flow(flow: Flow, dialect: Dialect) -> str:
    text = f"{flow.source} > {flow.target}"
    if flow.default:
        return f"{text} : *"
    return f"{text} : {_condition(flow.condition, dialect)}" if flow.condition else text


def _condition(condition: Test, dialect: Dialect) -> str:
    return condition.python() if dialect is Dialect.STOCK else condition.feel()
