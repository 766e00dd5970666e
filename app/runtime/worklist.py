"""User tasks: finding one with all that its rules need in a single read, and completing it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from app.core.clock import SHANGHAI
from app.core.texts import Text
from app.db.context import Context
from app.db.hot import Hot, Row
from app.engine.instance import Instance
from app.engine.step import Step
from app.history.operations import Operation
from app.runtime.errors import TaskClosed, TaskNotFound
from app.runtime.instances import emergency_of, note_emergency
from app.runtime.models import ProcessInstance, UserTask
from app.runtime.rows import Closing
from app.runtime.step import FACTS, Cause, advance, holding

OPEN = "open"

_t = UserTask.__table__.c
_FIELDS = (
    "id", "instance_id", "key", "jurisdiction", "process", "element", "name", "form_key", "scope", "not_by", "status",
    "assignee", "assignee_name", "closed_at", "closed_by", "closed_by_name", "outcome", "request_id",
    "candidate_groups",
)  # fmt: skip
_fields = tuple(_t[name] for name in _FIELDS)
_read = Hot(select(*_fields).where(_t.id == bindparam("of")))
_instance, _task = ProcessInstance.__table__, UserTask.__table__
_hold = Hot(
    select(*_fields, *FACTS)
    .select_from(_instance.join(_task, _instance.c.id == _t.instance_id))
    .where(_t.id == bindparam("of"))
    .with_for_update(of=[_instance, _task], key_share=True)  # the instance first, as every step does
)
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


class TaskRow(NamedTuple):
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
    candidate_groups: str

    @property
    def groups(self) -> frozenset[str]:
        """The candidate groups, by key."""
        return frozenset(filter(None, self.candidate_groups.split(",")))


def find(ctx: Context, task_id: str) -> TaskRow:
    """The task; one of another jurisdiction does not exist."""
    return _row(ctx, _read.first(ctx, {"of": task_id}))


def hold(ctx: Context, task_id: str) -> TaskRow:
    """The task as it stands once its instance is this transaction's to move; see `app.runtime.step.hold`."""
    found = _hold.first(ctx, {"of": task_id})
    task = _row(ctx, found)
    if found is not None:
        holding(ctx, found[len(_FIELDS) :])
    return task


def _row(ctx: Context, found: Row | None) -> TaskRow:
    if found is None or ctx.actor.jurisdiction not in {None, found[3]}:
        raise TaskNotFound
    return TaskRow(*found[: len(_FIELDS)])


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
    """Complete a task that is held with what `submit` makes of the instance's values; who may, the caller has checked.

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
        return Cause(Operation.TASK_COMPLETE, task.id, told, _closing(task, handed, request_id))

    return advance(ctx, task.instance_id, act)


def _closing(task: TaskRow, handed: Submission, request_id: str | None) -> Closing:
    return Closing(task.key, task.id, task.groups, handed.outcome, request_id)


def closed(task: TaskRow) -> TaskClosed:
    """The refusal that says who was first."""
    at = datetime.fromisoformat(task.closed_at) if isinstance(task.closed_at, str) else task.closed_at
    shown = at.astimezone(SHANGHAI).strftime("%H:%M:%S") if at else Text("刚才")
    outcome = task.outcome or (Text("已撤下") if task.status == "cancelled" else Text("已办结"))
    by = task.closed_by_name or Text("系统")
    return TaskClosed(at=shown, by=by, outcome=outcome, instance_id=task.instance_id, task=task.id)
