"""User tasks: finding one with all that its rules need in a single read, and completing it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select

from app.core.clock import SHANGHAI
from app.db.context import Context
from app.db.hot import Hot
from app.engine.instance import Instance
from app.engine.step import Step
from app.history.operations import Operation
from app.runtime.errors import TaskClosed, TaskNotFound
from app.runtime.instances import emergency_of, note_emergency
from app.runtime.models import UserTask, UserTaskGroup
from app.runtime.rows import Closing
from app.runtime.step import Cause, advance

OPEN = "open"

_t = UserTask.__table__.c
_g = UserTaskGroup.__table__.c
_groups = (
    select(func.aggregate_strings(_g.group, ","))
    .where(_g.task_id == _t.id)
    .correlate(UserTask.__table__)
    .scalar_subquery()
)
_FIELDS = (
    "id", "instance_id", "key", "jurisdiction", "process", "element", "name", "form_key", "scope", "not_by", "status",
    "assignee", "assignee_name", "closed_at", "closed_by", "closed_by_name", "outcome", "request_id",
)  # fmt: skip
# rendering the aggregate's separator, the compiler asks for values that are not there yet
_of: BindParameter[str] = bindparam("of", required=False)
_read = Hot(select(*(_t[name] for name in _FIELDS), _groups.label("groups")).where(_t.id == _of))
_last_by = Hot(
    select(_t.closed_by)
    .where(
        _t.instance_id == bindparam("within"),
        _t.element == bindparam("at"),
        _t.scope == bindparam("inside"),
        _t.status == "completed",
    )
    .order_by(_t.closed_at.desc(), _t.key.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A user task as its rules see it."""

    id: str
    instance_id: str
    key: int
    jurisdiction: str
    process: str
    element: str
    name: str
    form_key: str | None
    scope: str
    not_by: str | None
    status: str
    assignee: str | None
    assignee_name: str | None
    closed_at: datetime | str | None
    closed_by: str | None
    closed_by_name: str | None
    outcome: str | None
    request_id: str | None
    groups: frozenset[str]


def find(ctx: Context, task_id: str) -> TaskRow:
    """The task; one of another jurisdiction does not exist."""
    found = _read.first(ctx, {"of": task_id})
    if found is None or ctx.actor.jurisdiction not in {None, found[3]}:
        raise TaskNotFound
    groups = frozenset(found[-1].split(",")) if found[-1] else frozenset()
    return TaskRow(**dict(zip(_FIELDS, found, strict=False)), groups=groups)


def last_completed_by(ctx: Context, task: TaskRow, element: str) -> str | None:
    """Who completed the latest task of an element in the same scope."""
    where = {"within": task.instance_id, "at": element, "inside": task.scope}
    found = _last_by.first(ctx, where)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Submission:
    """What a person handed in, after validation: values, the button, and what the log tells of them."""

    values: Mapping[str, Any]
    outcome: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def complete(
    ctx: Context, task: TaskRow, submit: Callable[[Instance], Submission], request_id: str | None = None
) -> Step | None:
    """Complete the task with what `submit` makes of the instance's values; who may is the caller's to check.

    The same request again does nothing and returns None.
    """
    if task.status != OPEN:
        if request_id is not None and (request_id, ctx.actor.id) == (task.request_id, task.closed_by):
            return None
        raise closed(task)

    def act(live: Instance) -> Cause:
        handed = submit(live)
        emergency = emergency_of(handed.values)
        if emergency:
            note_emergency(ctx, live, task.instance_id, emergency)
        live.complete(task.key, handed.values, ctx.now())
        told = {"element": task.element, "name": task.name, "outcome": handed.outcome, **handed.details}
        return Cause(Operation.TASK_COMPLETE, task.id, told, Closing(task.key, handed.outcome, request_id))

    return advance(ctx, task.instance_id, act)


def closed(task: TaskRow) -> TaskClosed:
    """The refusal that says who was first."""
    at = datetime.fromisoformat(task.closed_at) if isinstance(task.closed_at, str) else task.closed_at
    shown = at.astimezone(SHANGHAI).strftime("%H:%M:%S") if at else "刚才"
    outcome = task.outcome or ("已撤下" if task.status == "cancelled" else "已办结")
    by = task.closed_by_name or "系统"
    return TaskClosed(at=shown, by=by, outcome=outcome, instance_id=task.instance_id, task=task.id)
