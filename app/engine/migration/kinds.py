"""What makes two elements the same kind of thing, and what of a node a waiting token depends on."""

from app.engine.expressions import Feel, Text
from app.engine.program import Program
from app.engine.runtime.token import Token
from app.engine.specs.activities import ServiceTask, UserTask
from app.engine.specs.boundary import BoundaryEvent, Trigger
from app.engine.specs.definitions import Definition, MessageEvent, TimerEvent
from app.engine.specs.events import Catch
from app.engine.specs.loops import Repeat
from app.engine.specs.node import Node


def kind_of(node: Node) -> str:
    """Two nodes of the same kind wait for the same sort of thing in the same way."""
    if isinstance(node, Catch):
        place = "boundary" if isinstance(node, BoundaryEvent) else "armed" if node.armed else "catch"
        return f"{place} {node.event_definition.kind}"
    if isinstance(node, UserTask):
        return "person"
    if isinstance(node, ServiceTask):
        return "connector"
    return type(node).__name__


def loops(one: Node, other: Node) -> bool:
    """Whether either of them is a loop or an instance of one."""
    return any(isinstance(node, Repeat) or node.repeated for node in (one, other))


def spare(node: Node) -> bool:
    """Whether a waiting token there may simply be called off: nothing that is being done hangs on it."""
    return isinstance(node, BoundaryEvent | Trigger)


def timer_differs(token: Token, node: Node, new: Program) -> bool:
    """Whether a timer that is armed anew at a node would be armed otherwise."""
    old, wanted = _definition(token.task_spec), _definition(node)
    if not isinstance(old, TimerEvent) or not isinstance(wanted, TimerEvent):
        return False
    return old.form != wanted.form or reads_otherwise(token, old.expression, wanted.expression, new)


def must_rearm(token: Token, node: Node) -> bool:
    """Whether the kept plan of a timer does not fit the new one: a cycle needs more than an instant."""
    old, wanted = _definition(token.task_spec), _definition(node)
    if not isinstance(old, TimerEvent) or not isinstance(wanted, TimerEvent):
        return False
    return old.repeats != wanted.repeats


def must_correlate(token: Token, node: Node) -> bool:
    """Whether a catch has a key on one side only; otherwise the key it was armed with is kept."""
    old, wanted = _definition(token.task_spec), _definition(node)
    if not isinstance(old, MessageEvent) or not isinstance(wanted, MessageEvent):
        return False
    return (old.key is None) != (wanted.key is None)


def reads_otherwise(token: Token, old: Text, wanted: Text, new: Program) -> bool:
    """Whether an expression is written otherwise, or reads time limits that the new settings hold otherwise."""
    if _source(old) != _source(wanted) or isinstance(old, Feel) != isinstance(wanted, Feel):
        return True
    if not isinstance(wanted, Feel) or "limits" not in wanted.names:
        return False
    top = token.workflow.top_workflow
    level, pace = (top.facts["case"].get(name) for name in ("level", "pace"))
    return bool(top.facts["limits"] != new.limits_at(level, pace or 1))


def _definition(node: Node) -> Definition | None:
    return node.event_definition if isinstance(node, Catch) else None


def _source(text: Text) -> str | None:
    return text.source if isinstance(text, Feel) else text
