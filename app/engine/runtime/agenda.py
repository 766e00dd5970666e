"""Running what is ready in the rounds that SpiffWorkflow runs it in, without walking the tree."""

from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from app.engine.errors import BoundExceeded
from app.engine.runtime.order import in_tree_order

if TYPE_CHECKING:
    from app.engine.runtime.scope import Scope
    from app.engine.runtime.token import Token
    from app.engine.runtime.workflow import Workflow

Rank = tuple[int, int]


def run_all(top: "Workflow") -> None:
    """Deepest sub-processes first, each until nothing in it is ready, then one round of everything; and again."""
    while top.busy:
        born, rank = top.last_key, (-top.program.bounds.depth - 2, 0)
        while (scope := _next_scope(top, born, rank)) is not None:
            rank = _rank(scope)
            while _round(top, scope):
                pass
        _round(top, top)


def _rank(scope: "Scope") -> Rank:
    return -scope.depth, scope.task_tree.id


def _next_scope(top: "Workflow", born: int, after: Rank) -> "Scope | None":
    """The next busy sub-process of this pass; one that began during the pass runs with the scope around it."""
    best: tuple[Rank, Scope] | None = None
    for scope in top.busy.values():
        known = _known(scope, born)
        rank = _rank(known)
        if known is not top and rank > after and (best is None or rank < best[0]):
            best = rank, known
    return best[1] if best else None


def _known(scope: "Scope", born: int) -> "Scope":
    while scope.owner is not None and scope.task_tree.id > born:
        scope = scope.owner.workflow
    return scope


def _round(top: "Workflow", scope: "Scope") -> bool:
    """Run once what is ready now in a scope and inside it; whether there was anything."""
    batch = _batch(top, scope)
    for token in batch:
        if token.state == TaskState.READY:
            top.steps += 1
            if top.steps > top.program.bounds.steps:
                raise BoundExceeded(token.task_spec.element, "steps", top.program.bounds.steps)
            top.current = token
            token.run()
    return bool(batch)


def _batch(top: "Workflow", scope: "Scope") -> "list[Token]":
    tokens: list[Token] = []
    for busy in top.busy.values():
        if busy is scope or scope is top or (busy.depth > scope.depth and _inside(busy, scope)):
            tokens += busy.ready.values()
    return in_tree_order(tokens)


def _inside(inner: "Scope", scope: "Scope") -> bool:
    while inner.depth > scope.depth and inner.owner is not None:
        inner = inner.owner.workflow
    return inner is scope
