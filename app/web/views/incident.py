"""The page of one 异常: first what people do, then what has reached whom, last what operators need."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import url_for
from sqlalchemy import select

from app.db.context import Context
from app.identity.permissions import Permission, may
from app.printouts import papers
from app.printouts.models import Paper
from app.registries.entries import find as find_entry
from app.repository.deployments import current
from app.runtime import incidents
from app.runtime.models import Incident
from app.runtime.step import find
from app.web.language import gettext as _
from app.web.language import told
from app.web.pages import Action, Crumb, DeliveryRow, Fact, Icon, IncidentNote, IncidentPage, Mark, Note, Tone
from app.web.views.common import local
from app.web.wording import moment
from app.worker.failures import KIND
from app.worker.notices import Notice
from app.worker.queue import queue_of

ROWS = 30


def incident_page(ctx: Context, found: Incident) -> IncidentPage:
    """What failed, whom it keeps from knowing, and who may try it again."""
    what = _subject(ctx, found)
    is_open = found.status == incidents.OPEN
    rows = tuple(_deliveries(ctx, what))[:ROWS] if isinstance(what, Paper) else ()
    return IncidentPage(
        title=_title(found, what),
        crumbs=(
            Crumb(text=_("突发事件"), href=url_for("emergencies.index")),
            *_emergency(ctx, found),
            Crumb(text=_("异常")),
        ),
        subtitle=_("系统故障，不是突发事件。%(how)s", how=_standing(ctx, found, what)),
        first=_first(ctx, what) if is_open else None,
        channels=(_("文件"), _("对方")) if rows else (),
        deliveries=rows,
        facts=tuple(Fact(label=label, value=value) for label, value in _facts(ctx, found).items() if value),
        details=found.cause or "",
        actions=tuple(_retry(ctx, found, primary=True)),
        solved=not is_open,
    )


def incident_note(ctx: Context, found: Incident) -> IncidentNote:
    """The same on the page of its instance, in short."""
    what = _subject(ctx, found)
    return IncidentNote(
        title=_title(found, what),
        text=_first(ctx, what).text,
        href=url_for("incidents.incident", incident_id=found.id),
        retry=next(_retry(ctx, found), None),
    )


def _subject(ctx: Context, found: Incident) -> Paper | Notice | None:
    """The paper that was not set, or the notice that was not sent."""
    payload: Mapping[str, Any] = (found.job or {}).get("payload") or {}
    paper = ctx.session.get(Paper, payload["paper"]) if "paper" in payload else None
    return paper or (ctx.session.get(Notice, payload["notice"]) if "notice" in payload else None)


def _title(found: Incident, what: Paper | Notice | None) -> str:
    if isinstance(what, Paper):
        return _("%(paper)s：文件没有生成", paper=f"{what.number} {what.title}")
    if isinstance(what, Notice):
        return _("%(notice)s：通知没有发出", notice=what.subject)
    return told(found.message).rstrip("。.")


def _standing(ctx: Context, found: Incident, what: Paper | Notice | None) -> str:
    if isinstance(what, Paper):
        return _("文书已签发、编号已用，效力不变；流程没有停。")
    if isinstance(what, Notice):
        return _("流程没有停。")
    return _("流程停在“%(step)s”，没有走半截。", step=_step(ctx, found))


def _first(ctx: Context, what: Paper | Notice | None) -> Note:
    title = _("先打电话，不要等系统")
    if what is None:
        text = _("急件先打电话，说完再补录；运维员处理后，流程从这一步接着走。")
        return Note(tone=Tone.STOP, title=title, text=text)
    who, force = _receiver(ctx, what)
    read = Action(text=_("看文书"), href=url_for("papers.paper", paper_id=what.id), icon=Icon.FILE)
    if isinstance(what, Paper):
        text = _("**%(who)s可能还不知道**。内容可以照着念；对方仍能在系统里确认。", who=who)
        ways = (*_call(ctx, force), read)
    else:
        text = _("**%(who)s可能还不知道**：%(text)s", who=who, text=what.text or what.subject)
        ways = tuple(_call(ctx, force))
    return Note(tone=Tone.STOP, title=title, text=text, actions=ways)


def _receiver(ctx: Context, what: Paper | Notice) -> tuple[str, str]:
    """Who should know, and the key of the force if it is one."""
    if isinstance(what, Paper):
        return what.recipient or _("收文单位"), what.force or ""
    manifest = current(ctx, what.jurisdiction).bundle.manifest
    return manifest.group_name(what.recipient), what.recipient.removeprefix("force-")


def _call(ctx: Context, force: str) -> Iterator[Action]:
    allowed = force and may(ctx.actor, Permission.FORCE_READ)
    entry = find_entry(ctx, ctx.actor.jurisdiction or "", "forces", force) if allowed else None
    if entry is not None and entry.data.get("phone"):
        who, phone = str(entry.data.get("contact") or entry.name), str(entry.data["phone"])
        text = _("打电话：%(who)s %(phone)s", who=who, phone=phone)
        yield Action(text=text, href=f"tel:{phone}", primary=True, icon=Icon.PHONE)


def _deliveries(ctx: Context, what: Paper) -> Iterator[DeliveryRow]:
    """The papers of the same emergency: which have their file, which were confirmed; those that failed first."""
    failed = _failed_papers(ctx, what.instance_id)
    issued = papers.of_instance(ctx, what.instance_id)
    for paper in sorted(issued, key=lambda one: one.id not in failed):
        incident = failed.get(paper.id)
        last = paper.acknowledged_at or paper.delivered_at or paper.issued_at
        yield DeliveryRow(
            number=paper.number,
            to=paper.recipient or "",
            channels=(_file(paper, incident), _answer(paper)),
            last=moment(last, ctx.now()),
            again=next(_retry(ctx, incident), None) if incident else None,
        )


def _failed_papers(ctx: Context, instance_id: str) -> Mapping[str, Incident]:
    i = Incident
    rows: Sequence[Incident] = ctx.session.scalars(
        select(i).where(i.instance_id == instance_id, i.status == incidents.OPEN, i.job.is_not(None))
    ).all()
    return {row.job["payload"]["paper"]: row for row in rows if row.job and "paper" in row.job["payload"]}


def _file(paper: Paper, incident: Incident | None) -> tuple[Mark, str]:
    if paper.file_digest:
        return Mark.DONE, _("已生成")
    return (Mark.FAILED, _("没有生成")) if incident else (Mark.RUNNING, _("正在生成"))


def _answer(paper: Paper) -> tuple[Mark, str]:
    if paper.status == papers.ACKNOWLEDGED:
        return Mark.DONE, _("已确认")
    return (
        (Mark.RETURNED, _("已失效")) if paper.status not in papers.IN_FORCE else (Mark.NOT_YET, _("未确认"))
    )


def _facts(ctx: Context, found: Incident) -> Mapping[str, str]:
    until = moment(found.resolved_at, ctx.now()) if found.resolved_at else ""
    return {
        _("异常号"): found.id,
        _("代码"): f"{found.code} {told(found.message)}",
        _("环节"): _step(ctx, found) if found.element else "",
        _("发生在"): local(found.raised_at).strftime("%Y-%m-%d %H:%M:%S") + _tries(found),
        _("处理"): _("%(at)s %(who)s 重试", at=until, who=found.resolved_by) if until else _("还没有人处理"),
    }


def _tries(found: Incident) -> str:
    """How often a job was begun before it was given up; what the engine refuses is tried once."""
    if found.kind != KIND or not found.job:
        return ""
    return _("，已试 %(n)s 次", n=queue_of(found.job["name"]).attempts)


def _retry(ctx: Context, found: Incident, *, primary: bool = False) -> Iterator[Action]:
    if found.status == incidents.OPEN and may(ctx.actor, Permission.INCIDENT_RETRY):
        href = url_for("incidents.retry", incident_id=found.id)
        yield Action(text=_("立即重试"), href=href, post=True, primary=primary)


def _step(ctx: Context, found: Incident) -> str:
    """The element as people call it, with its id for the operator."""
    if found.instance_id is None or found.element is None:
        return found.element or "—"
    for process in find(ctx, found.instance_id).deployed.program.processes.values():
        element = process.elements.get(found.element)
        if element is not None and element.name:
            return f"{element.name}（{found.element}）"
    return found.element


def _emergency(ctx: Context, found: Incident) -> tuple[Crumb, ...]:
    if found.instance_id is None:
        return ()
    href = url_for("emergencies.instance", instance_id=found.instance_id)
    return (Crumb(text=find(ctx, found.instance_id).title, href=href),)
