"""The auditor's page: chain, diagram, every entry with its clause, and why the token went this way."""

import json
import time
from collections.abc import Sequence
from dataclasses import replace

from flask import url_for
from sqlalchemy import Select, select

from app.db.context import Context
from app.history import queries, trace
from app.history.models import Trace
from app.history.operations import Operation
from app.history.personal import open_seals
from app.history.queries import Logged
from app.history.verify import Verdict, verify
from app.identity.permissions import Permission
from app.repository.deployments import Deployed
from app.runtime.connectors import InstanceInfo
from app.runtime.models import ProcessInstance, UserTask
from app.runtime.step import find
from app.web.language import gettext as _
from app.web.pages import Action, ChainVerdict, Crumb, Link, Reason, Tab, TracePage, TraceRow
from app.web.views import told
from app.web.views.common import clauses_of, local
from app.web.views.drawing import diagram_of
from app.web.views.grounds import chosen, ground_at, ground_tabs, grounds_of, last_picture
from app.web.wording import duration

DECISIONS = frozenset({Operation.TASK_COMPLETE, Operation.INSTANCE_START, Operation.INSTANCE_CANCEL})
TROUBLE = frozenset({Operation.REFUSED, Operation.INCIDENT_RAISE, Operation.REMINDER_SEND})
REASONS = 12


def trace_page(ctx: Context, instance_id: str, view: str, ground: str = "") -> TracePage:
    """The record of one instance, oldest first; each entry by the deployment on which it was written."""
    info = find(ctx, instance_id)
    row = ctx.session.get_one(ProcessInstance, instance_id)
    entries = queries.of_instance(ctx, instance_id)
    numbered = list(enumerate(entries, 1))
    shown = _opened(ctx, [(n, entry) for n, entry in numbered if _in_view(entry, view)])
    events = trace.of_instance(ctx, instance_id)
    tasks = {task.id: task for task in ctx.session.scalars(_closed_tasks(instance_id))}
    refused = sum(1 for entry in entries if entry.operation is Operation.REFUSED)
    grounds = grounds_of(ctx, info, entries)
    here = chosen(grounds, ground)
    until = local(row.ended_at).strftime("%H:%M:%S") if row.ended_at else _("仍在办")
    return TracePage(
        title=info.title,
        crumbs=(Crumb(text=_("突发事件"), href=url_for("emergencies.index")), Crumb(text=info.number)),
        subtitle=_(
            "%(start)s — %(until)s，轨迹 %(n)s 条，拒绝 %(refused)s 次，部署第 %(version)s 版",
            start=local(row.started_at).strftime("%Y-%m-%d %H:%M:%S"),
            until=until,
            n=len(entries),
            refused=refused,
            version=info.deployed.version,
        ),
        chain=_chain(ctx, instance_id, entries),
        rows=tuple(_row(ground_at(grounds, e.seq), n, e, tasks.get(e.entity)) for n, e in shown),
        diagram=(diagram_of(ctx, info) if here is grounds[-1] else last_picture(here, info.process, events))
        if Permission.PROCESS_INSTANCE_READ.value in ctx.actor.permissions
        else None,
        level=row.level or "",
        drill=row.drill,
        summary=_("共 %(n)s 条", n=len(shown)),
        views=tuple(_views(instance_id, view)),
        grounds=ground_tabs(instance_id, grounds, here),
        reasons=tuple(reasons_of(info, events, [g.deployed for g in reversed(grounds[:-1])])),
        reasons_note=_("都是当时存下的判断，不是重算的。"),
    )


def _opened(ctx: Context, shown: Sequence[tuple[int, Logged]]) -> list[tuple[int, Logged]]:
    """With what was typed: whoever may read the history may read what is sealed in it."""
    details = open_seals(ctx, [entry.details for _no, entry in shown])
    return [(n, replace(entry, details=told)) for (n, entry), told in zip(shown, details, strict=True)]


def _in_view(entry: Logged, view: str) -> bool:
    if view == "decisions":
        return entry.operation in DECISIONS
    if view == "trouble":
        return entry.operation in TROUBLE
    return view != "values" or bool(entry.details.get("changes"))


def _views(instance_id: str, current: str) -> list[Tab]:
    words = {
        "all": _("全部"),
        "decisions": _("只看决定"),
        "trouble": _("只看逾期与拒绝"),
        "values": _("数据变化"),
    }
    return [
        Tab(
            text=text,
            href=url_for("trace.instance", instance_id=instance_id, view=key),
            current=key == current,
        )
        for key, text in words.items()
    ]


def _closed_tasks(instance_id: str) -> Select[UserTask]:
    return select(UserTask).where(UserTask.instance_id == instance_id, UserTask.closed_at.is_not(None))


def _row(ground: Deployed, number: int, entry: Logged, task: UserTask | None) -> TraceRow:
    done = task if entry.operation is Operation.TASK_COMPLETE else None
    return TraceRow(
        no=number,
        at=local(entry.at),
        who=entry.who,
        on_behalf=entry.acting_for or "",
        mark=told.mark_of(entry),
        act=told.act_of(entry),
        quote=told.quote_of(entry),
        changes=told.changes_of(entry),
        clauses=_clauses(ground, str(entry.details.get("element") or "")),
        fingerprint=entry.hash[:16],
        refused=entry.operation is Operation.REFUSED,
        took=_took(done) if done else "",
        late=bool(entry.details.get("late")) or (done is not None and _is_late(done)),
    )


def _took(task: UserTask) -> str:
    """用时／时限: how long the task lay open, and how long it might."""
    assert task.closed_at is not None
    used = duration((task.closed_at - task.opened_at).total_seconds(), fine=True)
    return f"{used}／{duration((task.due - task.opened_at).total_seconds())}" if task.due else used


def _is_late(task: UserTask) -> bool:
    return task.due is not None and task.closed_at is not None and task.closed_at > task.due


def _clauses(ground: Deployed, element: str) -> tuple[Link, ...]:
    for process in ground.program.processes.values():
        if element in process.elements:
            return clauses_of(ground.bundle, process, element)
    return ()


def _chain(ctx: Context, instance_id: str, entries: Sequence[Logged]) -> ChainVerdict:
    began = time.perf_counter()
    verdict = verify(ctx, ctx.actor.jurisdiction or "")
    seconds = time.perf_counter() - began
    first, last = (entries[0].seq, entries[-1].seq) if entries else (0, 0)
    return ChainVerdict(
        whole=verdict.broken is None,
        title=_title(verdict, len(entries)),
        note=_("%(at)s 校验，用时 %(s).1f 秒", at=local(ctx.now()).strftime("%H:%M:%S"), s=seconds),
        head=verdict.head[:12],
        reach=_("全属地第 %(first)s—%(last)s 条", first=first, last=last),
        limits=_("不能证明填写的内容属实，只能证明写下之后没被改过。"),
        again=Action(text=_("再校验"), href=url_for("trace.instance", instance_id=instance_id)),
    )


def _title(verdict: Verdict, count: int) -> str:
    if verdict.broken is not None:
        return verdict.broken
    return _("本件 %(n)s 条记录首尾相连，未见改动", n=count)


def reasons_of(info: InstanceInfo, events: Sequence[Trace], older: Sequence[Deployed] = ()) -> list[Reason]:
    """The latest judgements: conditions with the values that they saw, decisions with their result.

    `older` are deployments that the instance stood on before: what is gone is called as it was called there.
    """
    found, known = [], (info.deployed, *older)
    for event in reversed(events):
        detail = json.loads(event.detail)
        if event.kind == "flow" and detail.get("condition"):
            found.append(_why_flow(known, event, detail))
        elif event.kind == "decision":
            result = _("结果：%(result)s", result=told.shown(detail.get("result")))
            found.append(Reason(title=_("决策“%(name)s”", name=_named(known, event.element)), text=result))
        if len(found) == REASONS:
            break
    return found


def _why_flow(known: Sequence[Deployed], event: Trace, detail: dict[str, object]) -> Reason:
    inputs = detail.get("inputs")
    seen = "，".join(f"{k} = {told.shown(v)}" for k, v in inputs.items()) if isinstance(inputs, dict) else ""
    source, target = (_named(known, str(detail[end])) for end in ("source", "target"))
    title = _("“%(source)s”走向“%(target)s”", source=source, target=target)
    text = _("当时的值：%(seen)s", seen=seen) if seen else ""
    return Reason(title=title, expression=str(detail["condition"]), text=text)


def _named(known: Sequence[Deployed], element: str) -> str:
    """An element as people call it; a gateway without a name is called by what comes after it."""
    for process in (process for one in known for process in one.program.processes.values()):
        if element in process.elements:
            ahead = (element, *process.leads_to(element))
            return next((process.elements[e].name for e in ahead if process.elements[e].name), element)
    return element
