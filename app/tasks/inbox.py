"""The task list: mine, my groups', what is overdue; counted and read without touching the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from app.core.clock import SHANGHAI
from app.db.context import Context
from app.runtime.models import ProcessInstance, UserTask, UserTaskGroup
from app.runtime.worklist import OPEN
from app.tasks import reviews

PAGE = 100
SOON = timedelta(hours=1)


class Box(StrEnum):
    """Which tasks a list shows."""

    MINE = "mine"
    GROUPS = "groups"
    OVERDUE = "overdue"
    SOON = "soon"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to. `search` is found in step, title, number and subject."""

    box: Box = Box.MINE
    search: str = ""
    drill: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A task with the instance it belongs to."""

    task: UserTask
    instance: ProcessInstance
    candidates: int = 0


def listed(ctx: Context, wanted: Filter) -> Sequence[Listed]:
    """The tasks of a box, the earliest due first, at most a page."""
    query = _asked(ctx, select(UserTask).add_columns(ProcessInstance), wanted)
    order = (
        (UserTask.closed_at.desc(),)
        if wanted.box is Box.DONE
        else (UserTask.due.is_(None), UserTask.due, UserTask.priority.desc(), UserTask.id)
    )
    rows = ctx.session.execute(query.order_by(*order).limit(PAGE).offset(wanted.page * PAGE))
    return [Listed(task, instance) for task, instance in rows]


def total(ctx: Context, wanted: Filter, counted: Mapping[str, int]) -> int:
    """How many tasks were asked for, on all pages; what `counts` told is not counted again."""
    box = "drill" if wanted.drill and wanted.box is Box.GROUPS else wanted.box.value
    if box in counted and wanted.drill == (box == "drill") and not wanted.search:
        return counted[box]
    return ctx.session.scalar(_asked(ctx, select(func.count()).select_from(UserTask), wanted)) or 0


def next_in(ctx: Context, instance_id: str) -> UserTask | None:
    """What the actor may work on next in an instance, the earliest due first."""
    query = _visible(ctx, select(UserTask), Box.GROUPS, ctx.now()).where(UserTask.instance_id == instance_id)
    return ctx.session.scalars(query.order_by(UserTask.due.is_(None), UserTask.due, UserTask.id)).first()


def counts(ctx: Context) -> dict[str, int]:
    """How many open tasks each box holds, drills counted apart under `drill`; `review` is what waits beside them."""
    now = ctx.now()
    boxes = {
        box.value: _visible(ctx, select(func.count()).select_from(UserTask), box, now).where(~UserTask.drill)
        for box in (Box.MINE, Box.GROUPS, Box.OVERDUE, Box.SOON)
    }
    boxes["drill"] = _visible(ctx, select(func.count()).select_from(UserTask), Box.GROUPS, now).where(
        UserTask.drill
    )
    found = reviews.rows(ctx)
    boxes["review"] = select(func.count()).select_from(found).where(~found.c.drill)
    columns = [query.scalar_subquery().label(name) for name, query in boxes.items()]
    row = ctx.session.execute(select(*columns)).one()
    return dict(row._mapping)


def version(ctx: Context) -> str:
    """A tag that changes when the actor's list may have changed: for polling without content.

    Also when nobody did anything: what falls due goes to another group, and at midnight tomorrow becomes today.
    """
    t, now = UserTask, ctx.now()
    changed = (func.count(), func.max(t.opened_at), func.max(t.closed_at), func.max(t.claimed_at))
    given_back = func.count(t.assignee)
    due = [func.count().filter(t.status == OPEN, t.due <= limit) for limit in (now, now + SOON)]
    query = select(*changed, given_back, *due)
    found = reviews.rows(ctx)
    beside = (select(told).select_from(found) for told in (func.count(), func.max(found.c.at)))
    query = query.add_columns(*(one.scalar_subquery() for one in beside))
    row = ctx.session.execute(query.where(t.jurisdiction == ctx.actor.jurisdiction)).one()
    today = now.astimezone(SHANGHAI).date()
    return "-".join("" if value is None else str(value) for value in (*row, today))


def _asked(ctx: Context, query: Select[Any], wanted: Filter) -> Select[Any]:
    query = _visible(ctx, query, wanted.box, ctx.now()).where(UserTask.drill == wanted.drill)
    return query.where(_matches(wanted.search)) if wanted.search else query


def _visible(ctx: Context, query: Select[Any], box: Box, now: datetime) -> Select[Any]:
    query = query.join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
    query = query.where(UserTask.jurisdiction == ctx.actor.jurisdiction)
    if box is Box.DONE:
        return query.where(UserTask.closed_by == ctx.actor.id)
    return query.where(UserTask.status == OPEN, _in_box(ctx, box, now))


def _in_box(ctx: Context, box: Box, now: datetime) -> ColumnElement[bool]:
    mine = UserTask.assignee == ctx.actor.id
    offered = and_(UserTask.assignee.is_(None), _offered_to(ctx))
    if box is Box.MINE:
        return mine
    if box is Box.GROUPS:
        return or_(mine, offered)
    limit = now if box is Box.OVERDUE else now + SOON
    return and_(or_(mine, offered), UserTask.due <= limit)


def _offered_to(ctx: Context) -> ColumnElement[bool]:
    g = UserTaskGroup
    return exists().where(
        g.task_id == UserTask.id,
        g.jurisdiction == ctx.actor.jurisdiction,
        g.group.in_(sorted(ctx.actor.groups)),
    )


def _matches(search: str) -> ColumnElement[bool]:
    text = f"%{search.replace('%', '').replace('_', '')}%"
    columns = (UserTask.name, UserTask.subject, ProcessInstance.title, ProcessInstance.number)
    return or_(*(column.like(text) for column in columns))
