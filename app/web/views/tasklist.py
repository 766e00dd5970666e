"""The task list with its rail and preview."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from flask import url_for

from app.bundle.manifest import Manifest
from app.core.clock import SHANGHAI
from app.db.context import Context
from app.identity.permissions import Permission
from app.repository.deployments import current
from app.runtime.models import UserTask
from app.tasks import inbox, reviews
from app.tasks.inbox import Box, Filter, Listed
from app.tasks.reviews import Kind, Review
from app.web.language import gettext as _
from app.web.pages import (
    Action,
    Deadline,
    GroupKey,
    Link,
    Mark,
    RailItem,
    RailSection,
    TaskGroup,
    TaskListPage,
    TaskRow,
    Verb,
)
from app.web.views.common import deadline_of, is_urgent, local, may_claim, office_of, page_of
from app.web.views.preview import preview_of
from app.web.wording import moment


def list_page(ctx: Context, wanted: Filter) -> TaskListPage:
    """The page for what was asked."""
    counted = inbox.counts(ctx)
    total = inbox.total(ctx, wanted, counted)
    if wanted.page * inbox.PAGE >= total:
        wanted = replace(wanted, page=0)
    rows = inbox.listed(ctx, wanted)
    works = Permission.TASK_COMPLETE.value in ctx.actor.permissions
    beside = _reviews(ctx, wanted)
    now = ctx.now()
    whole = wanted.box is Box.GROUPS and not (wanted.search or wanted.drill)
    return TaskListPage(
        title=_title(wanted) if works else _("待我复核"),
        total=total + len(beside),
        overdue=counted["overdue"] if whole else 0,
        rail=_rail(ctx, counted, wanted) if works else _review_rail(counted),
        groups=(*_review_group(ctx, beside), *_groups(ctx, rows, wanted, now)),
        updated=local(now),
        search_url=_address("tasks.inbox", replace(wanted, search="", page=0)),
        poll_url=_address("tasks.part", wanted),
        query=wanted.search,
        preview=preview_of(ctx, rows[0].task.id) if rows and wanted.box is not Box.DONE else None,
        empty_title=_("没有要办的") if works else _("没有要您复核的"),
        empty_text=_("有新的会自动出现在这里。"),
        doors=_doors(ctx),
        next_page=_next_page(wanted, total),
    )


def _address(endpoint: str, wanted: Filter) -> str:
    drill, page = "1" if wanted.drill else None, wanted.page or None
    return url_for(endpoint, box=wanted.box.value, q=wanted.search or None, drill=drill, page=page)


def _next_page(wanted: Filter, total: int) -> Link | None:
    left = total - (wanted.page + 1) * inbox.PAGE
    if left <= 0:
        return None
    return Link(
        text=_("后面还有 %(n)s 件", n=left),
        href=_address("tasks.inbox", replace(wanted, page=wanted.page + 1)),
    )


def _title(wanted: Filter) -> str:
    titles = {
        Box.MINE: _("我签收的"),
        Box.GROUPS: _("待我办理"),
        Box.OVERDUE: _("逾期"),
        Box.SOON: _("一小时内到期"),
        Box.DONE: _("我已办结"),
    }
    return _("演练") if wanted.drill else titles[wanted.box]


def _rail(ctx: Context, counted: dict[str, int], wanted: Filter) -> tuple[RailSection, ...]:
    def item(text: str, box: Box, mark: Mark | None = None, *, drill: bool = False) -> RailItem:
        count = counted["drill"] if drill else counted.get(box.value)
        return RailItem(
            text=text,
            href=url_for("tasks.inbox", box=box.value, drill="1" if drill else None),
            count="" if count is None else str(count),
            current=(box, drill) == (wanted.box, wanted.drill),
            mark=mark,
            drill=drill,
        )

    review = (_review_item(counted),) if reviews.decides(ctx.actor) else ()
    work = (
        *review,
        item(_("待我办理"), Box.GROUPS),
        item(_("我签收的"), Box.MINE),
        item(_("我已办结"), Box.DONE),
    )
    watch = (item(_("逾期"), Box.OVERDUE, Mark.LATE), item(_("一小时内到期"), Box.SOON, Mark.DUE))
    return (
        RailSection(title=_("办理"), items=work),
        RailSection(title=_("盯紧"), items=watch),
        RailSection(title=_("演练（单独计数）"), items=(item(_("演练待办"), Box.GROUPS, drill=True),)),
    )


def _review_rail(counted: dict[str, int]) -> tuple[RailSection, ...]:
    """For readers who work on no tasks."""
    return (RailSection(title=_("复核"), items=(_review_item(counted, current=True),)),)


def _review_item(counted: dict[str, int], *, current: bool = False) -> RailItem:
    href = url_for("tasks.inbox", _anchor="group-review")
    return RailItem(text=_("待我复核"), href=href, count=str(counted["review"]), current=current)


def _reviews(ctx: Context, wanted: Filter) -> Sequence[Review]:
    """What waits for the reader as a second person: before everything that waits for the groups."""
    if wanted.box is not Box.GROUPS or wanted.drill:
        return ()
    return [one for one in reviews.waiting(ctx) if wanted.search in f"{one.number} {one.title} {one.reason}"]


def _review_group(ctx: Context, found: Sequence[Review]) -> tuple[TaskGroup, ...]:
    rows = tuple(_review_row(one, ctx.now()) for one in found)
    return (TaskGroup(key=GroupKey.REVIEW, rows=rows),) if rows else ()


def _review_row(one: Review, now: datetime) -> TaskRow:
    if one.kind is Kind.DRAFT:
        name, number = _("复核第 %(n)s 版草稿", n=one.number), ""
        href = url_for("reviews.review", draft_id=one.id)
        asked = _("%(at)s 送审", at=moment(one.at, now))
    else:
        name, number = _("批准改动走向：%(why)s", why=one.reason), one.number
        href = url_for("modifications.modification", instance_id=one.place, modification_id=one.id)
        asked = _("%(at)s 提出", at=moment(one.at, now))
    return TaskRow(
        id=one.id,
        href=href,
        name=name,
        emergency=one.title or one.reason,
        fact=number,
        deadline=Deadline(),
        owner=one.by,
        since=asked,
        verb=Verb.REVIEW,
        drill=one.drill,
    )


def _groups(ctx: Context, rows: Sequence[Listed], wanted: Filter, now: datetime) -> tuple[TaskGroup, ...]:
    if not rows:
        return ()
    manifest = current(ctx, rows[0].task.jurisdiction).bundle.manifest
    grouped: dict[GroupKey, list[TaskRow]] = {}
    for row in rows:
        grouped.setdefault(_group_of(row.task, wanted, now), []).append(_row(ctx, manifest, row, now))
    return tuple(TaskGroup(key=key, rows=tuple(grouped[key])) for key in GroupKey if key in grouped)


def _group_of(task: UserTask, wanted: Filter, now: datetime) -> GroupKey:
    if wanted.box is Box.DONE:
        return GroupKey.DONE
    if task.drill:
        return GroupKey.DRILL
    if task.due is None:
        return GroupKey.LATER
    if task.due < now:
        return GroupKey.OVERDUE
    if task.due < now + timedelta(hours=1):
        return GroupKey.HOUR
    today = now.astimezone(SHANGHAI).date()
    return GroupKey.TODAY if task.due.astimezone(SHANGHAI).date() == today else GroupKey.LATER


def _row(ctx: Context, manifest: Manifest, row: Listed, now: datetime) -> TaskRow:
    task, mine = row.task, row.task.assignee == ctx.actor.id
    owner, since = _owner(manifest, row, mine)
    return TaskRow(
        id=task.id,
        href=page_of(ctx, task.status, task.id),
        name=f"{task.name}：{task.subject}" if task.subject else task.name,
        emergency=row.instance.title,
        level=row.instance.level or "",
        fact=row.instance.number,
        deadline=deadline_of(task),
        owner=owner,
        since=since,
        verb=Verb.VIEW if task.status != "open" else Verb.OPEN if mine else Verb.CLAIM,
        urgent=is_urgent(task),
        drill=task.drill,
        claim_url=url_for("tasks.claim", task_id=task.id) if may_claim(ctx, task) else "",
        unclaim_url=url_for("tasks.unclaim", task_id=task.id) if mine else "",
        preview_url=url_for("tasks.preview", task_id=task.id),
    )


def _owner(manifest: Manifest, row: Listed, mine: bool) -> tuple[str, str]:
    task = row.task
    if task.status != "open":
        done = local(task.closed_at).strftime("%H:%M") if task.closed_at else ""
        return task.closed_by_name or _("系统"), _("%(at)s 办结", at=done)
    if task.assignee is None:
        return office_of(manifest, task.groups, task.lane) or _("本组"), _("本组可签收")
    claimed = local(task.claimed_at).strftime("%H:%M") if task.claimed_at else ""
    return (_("我") if mine else task.assignee_name or ""), _("%(at)s 签收", at=claimed)


def _doors(ctx: Context) -> tuple[Action, ...]:
    doors = (
        (Permission.PROCESS_INSTANCE_START, _("接报，启动流程"), "start.choose"),
        (Permission.PROCESS_INSTANCE_READ, _("看突发事件"), "emergencies.index"),
        (Permission.DRAFT_WRITE, _("看流程"), "drafts.index"),
    )
    return tuple(
        Action(text=text, href=url_for(endpoint), primary=endpoint == "start.choose")
        for permission, text, endpoint in doors
        if permission.value in ctx.actor.permissions
    )
