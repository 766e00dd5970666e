"""An instance as text: a small head, and one row per token that says only what its tree cannot.

A row is a JSON array: where it hangs (the key of its parent; for the root of a scope minus the key of the token it
runs in, 0 for the whole instance), its node (for a root: its scope), its state, then, as far as they are not empty,
its variables, facts about the visit, its place in the order of completions, and when its variables were entered: one
number if this visit entered them all at once, else a list of numbers, each with a key where another visit entered it.
"""

import json
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from app.engine.errors import EngineError
from app.engine.runtime.scope import Scope
from app.engine.runtime.token import Token
from app.engine.runtime.versions import Version, values
from app.engine.runtime.workflow import SubWorkflow, Workflow

if TYPE_CHECKING:
    from app.engine.program import Program
    from app.engine.specs.node import Node

FORMAT = 1
_LACKING: list[Any] = [None, None, None, None, None, 0, 0]
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_quoted = lru_cache(maxsize=10_000)(_encode)


def encode_head(top: Workflow) -> str:
    """Format, last key given, completions counted, whether it was cancelled from outside."""
    return f"[{FORMAT},{top.last_key},{top.last_stamp},{int(top.success)}]"


def counted(head: str) -> tuple[int, int]:
    """The last key given and the completions counted, of a head."""
    _, key, stamp, _ = json.loads(head)
    return key, stamp


def encode_row(token: Token) -> str:
    """The row of a token."""
    parent = token._parent
    if parent is not None:
        start = f"[{parent.id},{_quoted(token.task_spec.name)},{token._state}"
    else:
        owner = token.workflow.owner
        start = f"[{-owner.id if owner else 0},{_quoted(token.workflow.spec.name)},{token._state}"
    delta, facts, stamp = token.delta, token.internal_data, token.stamp
    told = _encode(facts) if facts else "{}"
    if delta:
        return f"{start},{_encode(values(delta))},{told},{stamp},{_entered(token.id, delta.values())}]"
    if stamp:
        return f"{start},null,{told},{stamp}]"
    return f"{start},null,{told}]" if facts else f"{start}]"


def _entered(key: int, versions: Collection[Version]) -> str:
    first, *others = versions
    if first.by == key and all(other.at == first.at for other in others):
        return str(first.at)
    return _encode([v.at if v.by == key else (v.at, v.by) for v in versions])


def _versions(key: int, delta: dict[str, Any], entered: Any) -> dict[str, Version]:
    if isinstance(entered, int):
        return {name: Version(value, entered, key) for name, value in delta.items()}
    when = (at if isinstance(at, list) else (at, key) for at in entered)
    return {name: Version(value, at, by) for (name, value), (at, by) in zip(delta.items(), when, strict=True)}


def decode(program: "Program", process_id: str, head: str, rows: Iterable[tuple[int, str]]) -> Workflow:
    """The instance of which these are head and rows. Raises `EngineError` when they do not belong together."""
    top = Workflow(program, program.spec_of(process_id))
    try:
        _, top.last_key, top.last_stamp, success = json.loads(head)
        top.success = bool(success)
        ended: list[Token] = []
        for key, body in sorted(rows):
            token = _restore(top, key, json.loads(body))
            if "end" in token.internal_data:
                ended.append(token)
        _resume(top, ended)
    except (KeyError, ValueError, TypeError) as error:
        raise EngineError(None, f"存下的状态与流程图对不上（{error}）") from error
    return top


def _restore(top: Workflow, key: int, row: list[Any]) -> Token:
    up, name, state, delta, facts, stamp, entered = row + _LACKING[len(row) :]
    if up > 0:
        parent = top.everything[up]
        scope = parent.workflow
        token = Token(scope, _node(scope, name), parent, state, key)
    else:
        scope = _scope(top, top.everything[-up] if up else None, name)
        token = scope.task_tree = scope.root(key)
    token.internal_data, token.stamp, token.stored = facts or {}, stamp, True
    if delta:
        token.take(_versions(key, delta, entered))
    if token.task_spec.repeated and token.parent is not None:
        token.hidden = token.parent.task_spec.hides
    if "arms" in token.internal_data:
        token.join([*(top.everything[arm] for arm in token.internal_data["arms"]), token])
    if up > 0:
        scope._add(token)
    return token


def _node(scope: Scope, name: str) -> "Node":
    node = scope.spec.node(name)
    if node is None:
        raise KeyError(name)
    return node


def _scope(top: Workflow, owner: Token | None, name: str) -> Scope:
    if owner is None:
        return top
    scope = SubWorkflow(top.subprocess_specs[name], owner)
    top.subprocesses[owner.id] = scope
    return scope


def _resume(top: Workflow, ended: list[Token]) -> None:
    """Fill the indexes from the tokens' states."""
    for token in sorted(ended, key=lambda token: token.stamp):
        token.workflow.ends.append(token)
    for token in top.everything.values():
        if token.state == TaskState.WAITING:
            token.task_spec.resume(token)
        elif token.state in (TaskState.READY, TaskState.STARTED):
            top.recorder.resume(token)
    top.completed = not top.live
    top.dirty.clear()
