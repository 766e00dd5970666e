"""The page of one emergency, and the list of them."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy import func, or_, select

from app.db.context import Context
from app.history import queries
from app.identity.permissions import Permission
from app.printouts import papers
from app.printouts.models import Paper
from app.runtime.connectors import InstanceInfo
from app.runtime.models import EventSubscription, Incident, ProcessInstance, UserTask
from app.runtime.step import look
from app.web.language import gettext as _
from app.web.pages import (
    Action,
    Crumb,
    EmergenciesPage,
    EmergencyRow,
    Fact,
    IncidentNote,
    InstancePage,
    Link,
    Mark,
    PaperRow,
    Tab,
)
from app.web.views import told
from app.web.views.ahead import consequences
from app.web.views.board import force_board
from app.web.views.common import deadline_of, local, office_of
from app.web.views.drawing import diagram_of
from app.web.views.incident import incident_note
from app.web.views.records import records_of

PAGE = 50


def _states() -> Mapping[str, tuple[Mark, str]]:
    return {
        "active": (Mark.RUNNING, _("在办")),
        "completed": (Mark.DONE, _("已办结")),
        "cancelled": (Mark.FAILED, _("已终止")),
    }


def _paper_states() -> Mapping[str, tuple[Mark, str]]:
    return {
        papers.ISSUED: (Mark.DUE, _("已签发，等着送")),
        papers.DELIVERED: (Mark.RUNNING, _("已送达，未确认")),
        papers.ACKNOWLEDGED: (Mark.DONE, _("已确认")),
        papers.WITHDRAWN: (Mark.RETURNED, _("已撤回")),
        papers.REPLACED: (Mark.RETURNED, _("已被替换")),
    }


def emergencies_page(ctx: Context, search: str, status: str, page: int) -> EmergenciesPage:
    """The instances of the jurisdiction, newest first."""
    i = ProcessInstance
    query = select(i).where(i.jurisdiction == ctx.actor.jurisdiction, i.status == status)
    if search:
        text = f"%{search.replace('%', '').replace('_', '')}%"
        query = query.where(or_(i.title.like(text), i.number.like(text), i.type.like(text)))
    rows = ctx.session.scalars(query.order_by(i.started_at.desc()).limit(PAGE + 1).offset(page * PAGE)).all()
    more = url_for("emergencies.index", status=status, q=search, page=page + 1) if len(rows) > PAGE else ""
    return EmergenciesPage(
        title=_("突发事件"),
        rows=tuple(_row(ctx, row) for row in rows[:PAGE]),
        search_url=url_for("emergencies.index", status=status),
        query=search,
        tabs=tuple(_status_tabs(ctx, status)),
        start=_start(ctx),
        next_page=Link(text=_("更早的"), href=more) if more else None,
    )


def instance_page(ctx: Context, instance_id: str, *, steps_only: bool = False) -> InstancePage:
    """One emergency: head, diagram, forces, papers, what happened last."""
    info, live = look(ctx, instance_id)
    row = ctx.session.get_one(ProcessInstance, instance_id)
    issued = papers.of_instance(ctx, instance_id)
    entries = queries.of_instance(ctx, instance_id)
    tasks = _open_tasks(ctx, instance_id)
    sees_history = Permission.HISTORY_READ.value in ctx.actor.permissions
    return InstancePage(
        title=info.title,
        crumbs=(Crumb(text=_("突发事件"), href=url_for("emergencies.index")), Crumb(text=info.number)),
        subtitle=_subtitle(row, live.variables(None)),
        tabs=_tabs(info, len(tasks), len(issued), len(entries), sees_history=sees_history),
        diagram=diagram_of(ctx, info),
        level=row.level or "",
        urgent=row.status == "active" and row.level in {"重大", "特别重大", "较大"},
        drill=row.drill,
        pace=info.case.get("pace", 1),
        actions=_actions(ctx, info),
        incidents=_incidents(ctx, instance_id),
        tasks=tuple(_task_fact(info, task) for task in tasks),
        board=force_board(ctx, info, issued),
        papers=tuple(paper_row(paper) for paper in issued),
        papers_note=_("%(n)s 份", n=len(issued)) if issued else "",
        timeline=told.timeline(entries),
        records=records_of(ctx, instance_id),
        trace_url=url_for("trace.instance", instance_id=instance_id) if sees_history else "",
        steps_only=steps_only,
    )


def paper_row(paper: Paper, emergency: Link | None = None) -> PaperRow:
    """A paper in a list."""
    mark, state = _paper_states().get(paper.status, (Mark.NONE, paper.status))
    href = url_for("papers.file", paper_id=paper.id) if paper.file_digest else ""
    return PaperRow(
        number=paper.number,
        title=paper.title,
        to=paper.recipient or "",
        at=local(paper.issued_at),
        mark=mark,
        state=state,
        href=href,
        emergency=emergency,
        drill=paper.drill,
        details=url_for("papers.paper", paper_id=paper.id),
    )


def _row(ctx: Context, row: ProcessInstance) -> EmergencyRow:
    mark, state = _states().get(row.status, (Mark.NONE, row.status))
    tasks = _open_tasks(ctx, row.id)[:3]
    open_incidents = select(func.count()).where(Incident.instance_id == row.id, Incident.status == "open")
    return EmergencyRow(
        href=url_for("emergencies.instance", instance_id=row.id),
        no=row.number,
        title=row.title,
        mark=mark,
        state=state,
        started=local(row.started_at),
        ended=local(row.ended_at) if row.ended_at else None,
        level=row.level or "",
        kind=row.type or "",
        steps="、".join(dict.fromkeys(task.name for task in tasks)),
        drill=row.drill,
        incidents=ctx.session.scalar(open_incidents) or 0,
    )


def _open_tasks(ctx: Context, instance_id: str) -> list[UserTask]:
    t = UserTask
    query = (
        select(t)
        .where(t.instance_id == instance_id, t.status == "open")
        .order_by(t.due.is_(None), t.due, t.id)
    )
    return list(ctx.session.scalars(query))


def _task_fact(info: InstanceInfo, task: UserTask) -> Fact:
    name = f"{task.name}：{task.subject}" if task.subject else task.name
    who = task.assignee_name or office_of(info.deployed.bundle.manifest, task.groups, task.lane)
    link = Link(text=name, href=url_for("tasks.task", task_id=task.id))
    return Fact(label=name, value=who, link=link, deadline=deadline_of(task))


def _subtitle(row: ProcessInstance, variables: Mapping[str, Any]) -> str:
    started = _("%(at)s 接报", at=local(row.started_at).strftime("%m-%d %H:%M"))
    command = variables.get("command")
    held = command.get("name") or command.get("group") if isinstance(command, Mapping) else None
    commanded = _("现场由%(who)s指挥", who=held) if held else ""
    return " · ".join(part for part in (row.type or "", started, commanded) if part)


def _tabs(
    info: InstanceInfo, tasks: int, issued: int, entries: int, *, sees_history: bool
) -> tuple[Tab, ...]:
    here = url_for("emergencies.instance", instance_id=info.id)
    tabs = [
        Tab(text=_("总览"), href=here, current=True),
        Tab(text=_("待办"), href=f"{here}#tasks", count=tasks),
        Tab(text=_("文书"), href=f"{here}#papers", count=issued),
    ]
    if sees_history:
        tabs.append(Tab(text=_("轨迹"), href=url_for("trace.instance", instance_id=info.id), count=entries))
    return tuple(tabs)


def _actions(ctx: Context, info: InstanceInfo) -> tuple[Action, ...]:
    """The messages that armed event sub-processes offer to the reader's groups, and what operators may do."""
    s = EventSubscription
    armed = ctx.session.scalars(select(s).where(s.instance_id == info.id).order_by(s.key)).all()
    offered = {row.element: row for row in armed if set(row.startable_by or ()) & ctx.actor.groups}
    declared = tuple(
        Action(
            text=row.name,
            href=url_for("emergencies.declare", instance_id=info.id, element=element),
            post=True,
            ask=_asked_first(info, element),
        )
        for element, row in offered.items()
    )
    may = Permission.PROCESS_INSTANCE_MODIFY.value in ctx.actor.permissions and info.status == "active"
    href = url_for("modifications.modify", instance_id=info.id)
    return (*declared, Action(text=_("改动走向"), href=href)) if may else declared


def _asked_first(info: InstanceInfo, element: str) -> str:
    """What a declaration sets off: it stops what is running, and nobody takes it back."""
    processes = info.deployed.program.processes.values()
    process = next((one for one in processes if element in one.elements), None)
    found = consequences(info.deployed, process, element, {"case": info.case}) if process else ()
    what = "；".join(one.text for one in found)
    return _("按下后立即生效：%(what)s。写进操作记录，不能撤回。", what=what)


def _incidents(ctx: Context, instance_id: str) -> tuple[IncidentNote, ...]:
    query = select(Incident).where(Incident.instance_id == instance_id, Incident.status == "open")
    return tuple(incident_note(ctx, one) for one in ctx.session.scalars(query.order_by(Incident.raised_at)))


def _status_tabs(ctx: Context, status: str) -> list[Tab]:
    i = ProcessInstance
    query = select(i.status, func.count()).where(i.jurisdiction == ctx.actor.jurisdiction).group_by(i.status)
    counted = {row[0]: row[1] for row in ctx.session.execute(query)}
    return [
        Tab(
            text=words,
            href=url_for("emergencies.index", status=key),
            count=counted.get(key, 0),
            current=key == status,
        )
        for key, (_mark, words) in _states().items()
    ]


def _start(ctx: Context) -> Action | None:
    if Permission.PROCESS_INSTANCE_START.value not in ctx.actor.permissions:
        return None
    return Action(text=_("接报，启动流程"), href=url_for("start.choose"), primary=True)
