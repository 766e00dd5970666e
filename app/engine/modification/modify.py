"""Changing one running instance: all acts or none, and nothing that would leave it waiting for ever."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.core.texts import Text
from app.engine.errors import ModificationRefused
from app.engine.instance import Instance
from app.engine.modification.acts import Act, AddItem, Move, Repeat, RepeatItem, SetValue, Skip, Withdraw
from app.engine.modification.items import add_item, repeat_item, withdraw
from app.engine.modification.paths import Path, may_enter, named, path_to
from app.engine.runtime.scope import Scope
from app.engine.runtime.token import Token
from app.engine.runtime.workflow import Workflow
from app.engine.specs.gateways import EventBasedGateway
from app.engine.specs.scopes import SubProcess
from app.engine.starving import CROWDED, Starved, standing, starved, unserved
from app.engine.values import plain

MOST = 20
"""Acts of one modification: more is another process, not a correction."""


def modify(live: Instance, acts: Sequence[Act], now: datetime) -> None:
    """Do the acts in their order, then all that follows. Raises `ModificationRefused`, and `EngineError`.

    After either the instance is broken, as after any failure.
    """
    if not 0 < len(acts) <= MOST:
        raise ModificationRefused(Text("一次改动应当有 1 至 {most} 项", most=MOST))
    live.change(now, lambda top: _all(top, acts))


def _all(top: Workflow, acts: Sequence[Act]) -> None:
    before = _starved(top)
    for act in acts:
        _do(top, act)
    for _, join in sorted(_starved(top) - before, key=str):
        why = Text("会多来一个") if join[1] == CROWDED else Text("另一条路上不会再有人来")
        told = Text("并行汇合“{join}”会一直等下去：{why}", join=join[0], why=why)
        raise ModificationRefused(told, join[0])
    for scope in (top, *list(top.subprocesses.values())):
        scope.settle()


def _do(top: Workflow, act: Act) -> None:
    match act:
        case Move():
            _move(top, act)
        case Repeat():
            _repeat(top, act)
        case Skip():
            _skip(_open(top, act.key), plain(act.values))
        case SetValue():
            _set(top, act)
        case AddItem():
            add_item(_open(top, act.key), plain(act.item))
        case RepeatItem():
            repeat_item(top.everything.get(act.key))
        case Withdraw():
            withdraw(_open(top, act.key))


# going elsewhere -------------------------------------------------------------------------------------------------


def _move(top: Workflow, act: Move) -> None:
    token = _open(top, act.key)
    path = path_to(top.program, token.task_spec.process, act.to)
    token, path = _common(token, path)
    if token.task_spec.repeated:
        told = Text(
            "“{name}”是多实例中的一个，不能移到别处：请撤下或跳过这一个，或移动整个多实例",
            name=named(token.task_spec),
        )
        raise ModificationRefused(told, token.task_spec.element)
    for ended in _rivals(token):
        ended.cancel()
    _enter(token.workflow, path, token)


def _repeat(top: Workflow, act: Repeat) -> None:
    token = _open(top, act.key)
    token, path = _common(token, path_to(top.program, token.task_spec.process, act.element))
    for spec, node in path:
        join = unserved(spec, node.name)
        if join is not None:
            told = Text(
                "“{name}”后面的并行汇合“{join}”会多等一个：请改用“移动”", name=named(node), join=named(join)
            )
            raise ModificationRefused(told, node.element)
    _enter(token.workflow, path, token.workflow.task_tree)


def _common(token: Token, path: Path) -> tuple[Token, Path]:
    """The token, or what it runs in, that stands in a scope of the path; and the rest of the path from there."""
    names = [spec.name for spec, _ in path]
    while token.workflow.spec.name not in names:
        if token.workflow.owner is None or token.workflow.spec.called:
            raise ModificationRefused(Text("要去的环节不在这一次运行的流程里"), path[-1][1].element)
        token = token.workflow.owner
    return token, path[names.index(token.workflow.spec.name) :]


def _rivals(token: Token) -> list[Token]:
    """The token, with those of the same race."""
    gateway = token.parent
    if gateway is None or not isinstance(gateway.task_spec, EventBasedGateway):
        return [token]
    return [child for child in gateway.children if not child.finished]


def _enter(scope: Scope, path: Path, after: Token) -> None:
    """Begin at the end of the path; what is begun beside the rest knows what the scope knows now."""
    (_, node), *rest = path
    if rest:
        may_enter(scope.spec, node)
    token = scope.spawn(node, after)
    if after is scope.task_tree:
        token.take(scope.latest())
    if not rest:
        node._update(token)
        return
    token._set_state(TaskState.STARTED)
    inner = scope.top_workflow.create_subprocess(token, node.spec)
    inner.begin(None, {})
    _enter(inner, rest, inner.task_tree)
    node._guard(token)


# doing it instead ------------------------------------------------------------------------------------------------


def _skip(token: Token, values: dict[str, Any]) -> None:
    node = token.task_spec
    if node.manual:
        node.submit(token, values)
    elif node.service:
        token.put(values)
        token.complete()
    elif node.catching:
        node.fire(token, values)
    elif node.repeated and isinstance(node, SubProcess):
        node.cut_short(token, values)
    else:
        told = Text("“{name}”在等里面的环节或别的分支：请先跳过那些，或把它移到后面", name=named(node))
        raise ModificationRefused(told, node.element)


def _set(top: Workflow, act: SetValue) -> None:
    token = _open(top, act.key)
    name, value = act.name.strip(), plain(act.value)
    if not name or name in top.facts:
        raise ModificationRefused(Text("“{name}”不是能改的变量", name=name))
    if token.workflow.holder(name):
        token.workflow.write(name, value, token)
        return
    for other in list(top.everything.values()):
        if not (other.finished or other.task_spec.armed) and _process(other) is _process(token):
            other.put({name: value})
    top.recorder.stale_groups = True


def _process(token: Token) -> Scope:
    """The process, not sub-process, in which a token runs."""
    scope = token.workflow
    while not scope.spec.called and scope.owner is not None:
        scope = scope.owner.workflow
    return scope


# looking ---------------------------------------------------------------------------------------------------------


def _open(top: Workflow, key: int) -> Token:
    token = top.everything.get(key)
    if (
        token is None
        or token.finished
        or token.parent is None
        or token.task_spec.guards
        or token.task_spec.armed
    ):
        raise ModificationRefused(Text("选中的环节现在不在办理中：请按最新的进展重新提出"))
    return token


def _starved(top: Workflow) -> set[tuple[int, Starved]]:
    scopes = (top, *top.subprocesses.values())
    return {
        (scope.task_tree.id, found) for scope in scopes for found in starved(scope.spec, *standing(scope))
    }
