"""Writing a step into the tables: each kind of row in one driver call, however many there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.canonical import canonical
from app.core.ids import new_id
from app.db.context import Context
from app.db.hot import Hot
from app.db.types import iso
from app.engine.step import ClosedTask, InstanceStatus, OpenedTask, Reassigned, Row, Step, Subscription
from app.runtime.connectors import InstanceInfo
from app.runtime.models import EventSubscription, Execution, ProcessInstance, UserTask, UserTaskGroup

REMIND_AFTER = 0.5  # of the limit

_instance, _execution, _task, _group, _subscription = (
    model.__table__.c for model in (ProcessInstance, Execution, UserTask, UserTaskGroup, EventSubscription)
)
_TASK_COLUMNS = (
    "id", "instance_id", "key", "jurisdiction", "process", "element", "name", "lane", "form_key", "scope", "not_by",
    "candidate_groups", "subject", "drill", "priority", "status", "assignee", "opened_at", "due", "follow_up",
    "remind_at",
)  # fmt: skip

_at_version = update(ProcessInstance).where(
    _instance.id == bindparam("of"), _instance.version == bindparam("was")
)
_moved: dict[str, Any] = {name: bindparam(name) for name in ("version", "head")}
_turned: dict[str, Any] = {name: bindparam(name) for name in ("next_due", "status", "ended_at")}
_advance = Hot(_at_version.values(**_moved))
_advance_and_turn = Hot(_at_version.values(**_moved, **_turned))


def _upsert(make: Any) -> Hot:
    statement = make(Execution).values(
        instance_id=bindparam("instance_id"), key=bindparam("key"), body=bindparam("body")
    )
    return Hot(
        statement.on_conflict_do_update(
            index_elements=["instance_id", "key"], set_={"body": statement.excluded.body}
        )
    )


_upserts = {"sqlite": _upsert(sqlite.insert), "postgresql": _upsert(postgresql.insert)}
_remove = Hot(
    delete(Execution).where(_execution.instance_id == bindparam("of"), _execution.key == bindparam("at"))
)
_open_task = Hot(insert(UserTask), _TASK_COLUMNS)
_add_group = Hot(insert(UserTaskGroup), ("jurisdiction", "group", "task_id"))
_close_task = Hot(
    update(UserTask)
    .where(_task.instance_id == bindparam("of"), _task.key == bindparam("at"), _task.status == "open")
    .values(
        status=bindparam("becomes"),
        closed_at=bindparam("closed"),
        closed_by=bindparam("by"),
        closed_by_name=bindparam("by_name"),
        outcome=bindparam("button"),
        request_id=bindparam("request"),
        remind_at=None,
    )
)
_drop_group = Hot(
    delete(UserTaskGroup).where(
        _group.jurisdiction == bindparam("jurisdiction"),
        _group.group == bindparam("group"),
        _group.task_id == bindparam("task_id"),
    )
)
_groups_of = Hot(
    select(_task.id, _task.candidate_groups).where(
        _task.instance_id == bindparam("of"), _task.key == bindparam("at")
    )
)
_regroup = Hot(
    update(UserTask)
    .where(_task.instance_id == bindparam("of"), _task.key == bindparam("at"))
    .values(candidate_groups=bindparam("to"), assignee=None, assignee_name=None, claimed_at=None)
)
_raise_priority = Hot(
    update(UserTask)
    .where(_task.instance_id == bindparam("of"), _task.key == bindparam("at"))
    .values(priority=bindparam("to"))
)
_subscribe = Hot(
    insert(EventSubscription),
    ("instance_id", "key", "jurisdiction", "element", "name", "correlation_key", "startable_by", "drill"),
)
_unsubscribe = Hot(
    delete(EventSubscription).where(
        _subscription.instance_id == bindparam("of"), _subscription.key == bindparam("at")
    )
)


def advance_instance(ctx: Context, info: InstanceInfo, step: Step) -> bool:
    """Move the instance to its next version; False when it does not stand at the one before.

    Status and due time are written only when they turn: an index entry costs a page, changed or not.
    """
    ended = step.status is not InstanceStatus.ACTIVE
    due = _iso(step.next_due)
    row = {"of": info.id, "was": info.version, "version": info.version + 1, "head": step.head}
    if due == info.next_due and not ended:
        return _advance.run(ctx, row) == 1
    turned = {"next_due": due, "status": step.status.value, "ended_at": ctx.at if ended else None}
    return _advance_and_turn.run(ctx, row | turned) == 1


def write_engine_rows(ctx: Context, instance_id: str, rows: Iterable[Row]) -> None:
    """Only what changed: upserts in one call, removals in another."""
    changed = [{"instance_id": instance_id, "key": r.key, "body": r.body} for r in rows if r.body is not None]
    _upserts[ctx.dialect.name].many(ctx, changed)
    _remove.many(ctx, [{"of": instance_id, "at": r.key} for r in rows if r.body is None])


@dataclass(frozen=True, slots=True)
class Closing:
    """The task that a person completes in this step: whose worklists it was on, which button, by which request."""

    key: int
    task_id: str
    groups: frozenset[str]
    outcome: str | None
    request_id: str | None


def write_worklist(ctx: Context, info: InstanceInfo, step: Step, closing: Closing | None = None) -> None:
    """Close, open and hand over user tasks; groups are kept only for open ones."""
    _close_tasks(ctx, info, step.closed, closing)
    _open_tasks(ctx, info, step.opened)
    _hand_over(ctx, info, step.reassigned)
    _raise_priority.many(ctx, [{"of": info.id, "at": r.key, "to": r.priority} for r in step.raised])


def _close_tasks(
    ctx: Context, info: InstanceInfo, closed: Iterable[ClosedTask], closing: Closing | None
) -> None:
    """Take tasks off the worklist; what is closed already stays as it is."""
    _close_task.many(ctx, [_closing_row(ctx, info.id, task, closing) for task in closed])
    _drop_group.many(ctx, [row for task in closed for row in _listed(ctx, info, task.key, closing)])


def _listed(
    ctx: Context, info: InstanceInfo, key: int, closing: Closing | None = None
) -> list[dict[str, Any]]:
    """The rows by which the groups of a task find it; those of the task being completed are known already."""
    if closing is not None and closing.key == key:
        return [_group_row(info, closing.task_id, group) for group in closing.groups]
    found = _groups_of.first(ctx, {"of": info.id, "at": key})
    return [_group_row(info, found[0], group) for group in found[1].split(",") if group] if found else []


def _closing_row(ctx: Context, instance_id: str, task: ClosedTask, closing: Closing | None) -> dict[str, Any]:
    by_person = closing is not None and closing.key == task.key
    return {
        "of": instance_id,
        "at": task.key,
        "becomes": task.state.value,
        "closed": ctx.at,
        "by": ctx.actor.id if by_person else None,
        "by_name": ctx.actor.name if by_person else None,
        "button": closing.outcome if closing and by_person else None,
        "request": closing.request_id if closing and by_person else None,
    }


def _open_tasks(ctx: Context, info: InstanceInfo, opened: Iterable[OpenedTask]) -> None:
    """Put tasks on the worklist of their groups."""
    rows, groups = [], []
    for task in opened:
        candidates = groups_of(info, task)
        row = _task_row(ctx, info, task) | {"candidate_groups": ",".join(candidates)}
        rows.append(row)
        groups += [_group_row(info, row["id"], group) for group in candidates]
    _open_task.many(ctx, rows)
    _add_group.many(ctx, groups)


def _hand_over(ctx: Context, info: InstanceInfo, reassigned: Iterable[Reassigned]) -> None:
    """Command has passed: open tasks go to their new groups and lose their claim."""
    for change in reassigned:
        where = {"of": info.id, "at": change.key}
        found = _groups_of.first(ctx, where)
        if found is not None:
            _drop_group.many(ctx, _listed(ctx, info, change.key))
            _regroup.run(ctx, where | {"to": ",".join(change.after)})
            _add_group.many(ctx, [_group_row(info, found[0], group) for group in change.after])


def write_subscriptions(ctx: Context, info: InstanceInfo, step: Step) -> None:
    """Arm and disarm the catches of messages."""
    _unsubscribe.many(ctx, [{"of": info.id, "at": key} for key in step.unsubscribed])
    _subscribe.many(ctx, [_subscription_row(info, s) for s in step.subscribed])


def groups_of(info: InstanceInfo, task: OpenedTask) -> tuple[str, ...]:
    """The candidate groups the diagram names, or those of the lane the task stands in."""
    if task.candidate_groups or task.lane is None:
        return tuple(dict.fromkeys(task.candidate_groups))
    return info.deployed.bundle.manifest.lanes.get(task.lane, ())


def _task_row(ctx: Context, info: InstanceInfo, task: OpenedTask) -> dict[str, Any]:
    return {
        "id": new_id(),
        "instance_id": info.id,
        "key": task.key,
        "jurisdiction": info.jurisdiction,
        "process": task.process,
        "element": task.element,
        "name": task.name,
        "lane": task.lane,
        "form_key": task.form_key,
        "scope": "/".join(map(str, task.scope)),
        "not_by": task.properties.get("notBy"),
        "subject": subject_of(info, task.item),
        "drill": info.drill,
        "priority": task.priority,
        "status": "open",
        "assignee": task.assignee,
        "opened_at": ctx.at,
        "due": _iso(task.due),
        "follow_up": _iso(task.follow_up),
        "remind_at": _iso(remind_at(ctx.now(), task.due)),
    }


def remind_at(opened: datetime, due: datetime | None) -> datetime | None:
    """When half of the limit has gone."""
    return opened + (due - opened) * REMIND_AFTER if due is not None and due > opened else due


def subject_of(info: InstanceInfo, item: Any) -> str | None:
    """What a multi-instance task stands for, in words: the item's name, or the item itself (a group by its name)."""
    named = item.get("name") or item.get("id") if isinstance(item, Mapping) else item
    return info.deployed.bundle.manifest.group_name(str(named))[:200] if named is not None else None


def _group_row(info: InstanceInfo, task_id: str, group: str) -> dict[str, Any]:
    return {"jurisdiction": info.jurisdiction, "group": group, "task_id": task_id}


def _subscription_row(info: InstanceInfo, armed: Subscription) -> dict[str, Any]:
    return {
        "instance_id": info.id,
        "key": armed.key,
        "jurisdiction": info.jurisdiction,
        "element": armed.element,
        "name": armed.name,
        "correlation_key": armed.correlation_key,
        "startable_by": canonical(armed.startable_by),
        "drill": info.drill,
    }


def _iso(at: datetime | None) -> str | None:
    return iso(at) if at is not None else None
