"""A force's order on the telephone: answer, depart, arrive, return; one job per page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import url_for
from sqlalchemy import select

from app.db.context import Context
from app.printouts.models import Paper
from app.runtime import worklist
from app.runtime.connectors import InstanceInfo
from app.runtime.models import UserTask
from app.runtime.step import look
from app.tasks.forms import form_of
from app.tasks.rules import may_work
from app.web.language import gettext as _
from app.web.pages import ForceOrderPage, FormIsland, Icon, Link, Mark, Note, OrderFact, ProgressStep, Tone
from app.web.views.common import deadline_of, local, short_time
from app.web.views.task import drafted_island


def _steps() -> Mapping[str, str]:
    """The steps that a telephone shows: the word with which the names of their tasks begin, and how it is said."""
    return {"确认": _("确认"), "出发": _("出发"), "到场": _("到场"), "归队": _("归队")}


def order_page(ctx: Context, task_id: str) -> ForceOrderPage:
    """The task of a force's contact, with the order it answers."""
    row = worklist.find(ctx, task_id)
    may_work(ctx, row)
    task = ctx.session.get_one(UserTask, task_id)
    info, live = look(ctx, task.instance_id)
    variables = live.variables(task.key) if task.status == "open" else {}
    paper = _paper(ctx, variables)
    done = _done(ctx, task, paper.key if paper else 0)
    told: Mapping[str, Any] = paper.data if paper else variables
    facts = [fact for fact in _facts(told, paper) if fact.value or fact.link]
    return ForceOrderPage(
        heading=f"{info.deployed.bundle.manifest.name} {paper.title if paper else ''}".strip(),
        number=paper.number if paper else info.number,
        progress=_progress(info, task, done),
        title=(task.name,) if done else _title(told, info),
        subtitle=info.title if done else "",
        delivered=_delivered(done),
        form=_island(ctx, info, task, variables),
        answer_by=deadline_of(task) if task.status == "open" else None,
        answer_text=_("请答复：") if not done else _("期限："),
        urgent=not done and task.status == "open",
        drill=task.drill,
        facts=() if done else tuple(facts),
        more=tuple(facts) if done else (),
        notes=() if task.status == "open" else (Note(tone=Tone.FACT, title=_("这一步已经办完")),),
    )


def _paper(ctx: Context, variables: Mapping[str, Any]) -> Paper | None:
    order = variables.get("order")
    return ctx.session.get(Paper, order["id"]) if isinstance(order, Mapping) and "id" in order else None


def _done(ctx: Context, task: UserTask, since: int) -> Sequence[UserTask]:
    """What the force has done in this call since its order was issued, in order."""
    t = UserTask
    query = select(t).where(t.instance_id == task.instance_id, t.process == task.process, t.key > since)
    inside = task.scope.split("/")
    found = ctx.session.scalars(query.where(t.status == "completed").order_by(t.closed_at, t.key)).all()
    return [one for one in found if _same_call(one.scope.split("/"), inside)]


def _same_call(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one scope stands inside the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _progress(info: InstanceInfo, task: UserTask, done: Sequence[UserTask]) -> tuple[ProgressStep, ...]:
    """收到, then the steps of this process: what is done, where it stands, what lies ahead."""
    process = info.deployed.program.processes.get(task.process)
    names = [element.name for element in process.elements.values()] if process else []
    said = _steps()
    steps = [step for step in said if any(name.startswith(step) for name in names)]
    passed = max(
        (n for n, step in enumerate(steps, 1) for one in done if one.name.startswith(step)), default=0
    )
    marks = [Mark.DONE] * passed + [Mark.NOW if task.status == "open" else Mark.NOT_YET]
    marks += [Mark.NOT_YET] * len(steps)
    ahead = (ProgressStep(text=said[text], mark=mark) for text, mark in zip(steps, marks, strict=False))
    return (ProgressStep(text=_("收到"), mark=Mark.DONE), *ahead)


def _title(told: Mapping[str, Any], info: InstanceInfo) -> tuple[str, ...]:
    """速到 where, 参加 what; the emergency's own title where the order does not say."""
    place, task = _at(told, "emergency", "place", "name"), _at(told, "force", "task")
    if not (place and task):
        return (info.title,)
    return (_("速到%(place)s，", place=place), _("参加%(task)s", task=task))


def _delivered(done: Sequence[UserTask]) -> str:
    if not done or done[-1].closed_at is None:
        return ""
    at = local(done[-1].closed_at).strftime("%H:%M:%S")
    return _("%(task)s：已送到指挥中心 %(at)s", task=done[-1].name, at=at)


def _island(
    ctx: Context, info: InstanceInfo, task: UserTask, variables: Mapping[str, Any]
) -> FormIsland | None:
    """The form without the text it opens with: the page says above what the order says."""
    form = form_of(ctx, info.deployed, task.form_key)
    if form is None or task.status != "open":
        return None
    island = drafted_island(ctx, task, form, variables, task.name)
    components = list(island.document.get("components", ()))
    while components and components[0].get("type") == "text":
        del components[0]
    return replace(island, document={**island.document, "components": components})


def _facts(told: Mapping[str, Any], paper: Paper | None) -> list[OrderFact]:
    post, phone = _at(told, "contact", "post"), _at(told, "contact", "phone")
    call = Link(text=_("打电话给%(post)s", post=post), href=f"tel:{phone}") if post and phone else None
    return [
        _arrival(told),
        OrderFact(label=_("集结地点"), value=_lines(_at(told, "force", "assembly"))),
        OrderFact(label=_("任务"), value=_lines(_at(told, "force", "task"))),
        OrderFact(label=_("带什么"), value=_lines(_at(told, "force", "bring"))),
        OrderFact(label=_("现场情况"), value=_lines(_at(told, "emergency", "description")),
                  note=_at(told, "emergency", "risks")),
        OrderFact(label=_("听谁指挥"), value=_lines(_at(told, "command", "name") or _("现场指挥员")), link=call,
                  icon=Icon.PHONE if call else None),
        _issued(told, paper),
    ]  # fmt: skip


def _arrival(told: Mapping[str, Any]) -> OrderFact:
    by, km = short_time(_at(told, "force", "arrive_by")), _at(told, "profile", "distance_km")
    value = (_("%(time)s 前", time=by),) if by else ()
    return OrderFact(
        label=_("到场时间"), value=value, note=_("路程 %(km)s 公里", km=f"{float(km):.1f}") if km else ""
    )


def _issued(told: Mapping[str, Any], paper: Paper | None) -> OrderFact:
    if paper is None:
        return OrderFact(label=_("签发"))
    by, at = _at(told, "approval", "by"), short_time(_at(told, "approval", "at"))
    note = _("经%(by)s %(at)s 同意", by=by, at=at) if by and at else ""
    href = url_for("papers.file", paper_id=paper.id) if paper.file_digest else ""
    link = Link(text=_("看指令原件 PDF"), href=href) if href else None
    who = _at(told, "issuer", "name") or local(paper.issued_at).strftime("%H:%M:%S")
    return OrderFact(label=_("签发"), value=(who,), note=note, link=link, icon=Icon.FILE if link else None)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


def _at(told: Any, *path: str) -> str:
    """The text at a path, empty where there is none."""
    for step in path:
        told = told.get(step) if isinstance(told, Mapping) else None
    return "" if told is None else str(told)
