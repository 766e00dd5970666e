"""A force's order on the telephone: answer, depart, arrive, return; one job per page."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, url_for
from sqlalchemy import select

from app.db.context import Context
from app.forms import prefill
from app.identity.permissions import Permission
from app.printouts.models import Paper
from app.runtime import worklist
from app.runtime.models import UserTask
from app.runtime.step import look
from app.tasks import drafts
from app.tasks.forms import form_of, without_fresh
from app.tasks.rules import may_work
from app.web.language import gettext as _
from app.web.pages import ForceOrderPage, Link, Mark, OrderFact, ProgressStep
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.common import deadline_of, local
from app.web.views.task import island_of

bp = Blueprint("orders", __name__, url_prefix="/orders")
STEPS = ("确认", "出发", "到场", "归队")


@bp.get("/<task_id>")
@requires(Permission.TASK_COMPLETE)
def order(task_id: str) -> str:
    """The task of a force's contact, with the order it answers."""
    with database().reading(actor()) as ctx:
        page = _page(ctx, task_id)
    return render_template("order.html", shell=shell("tasks", drill=page.drill), page=page)


def _page(ctx: Context, task_id: str) -> ForceOrderPage:
    row = worklist.find(ctx, task_id)
    may_work(ctx, row)
    task = ctx.session.get_one(UserTask, task_id)
    info, live = look(ctx, task.instance_id)
    variables = live.variables(task.key) if task.status == "open" else {}
    form = form_of(ctx, info.deployed, task.form_key)
    draft = drafts.latest(ctx, task.id)
    island = None
    if form is not None and task.status == "open":
        data = {**prefill(form, without_fresh(form, variables), ctx.now()), **(draft.data if draft else {})}
        submit = url_for("tasks.complete", task_id=task.id)
        island = island_of(form, data, submit, task.name)
    paper = _paper(ctx, variables)
    return ForceOrderPage(
        heading=f"{info.deployed.bundle.manifest.name} {paper.title if paper else ''}",
        number=paper.number if paper else info.number,
        progress=_progress(ctx, task),
        title=(info.title,),
        form=island,
        subtitle=task.name,
        answer_by=deadline_of(task) if task.status == "open" else None,
        drill=task.drill,
        facts=tuple(_facts(variables, paper)),
    )


def _paper(ctx: Context, variables: Mapping[str, Any]) -> Paper | None:
    order = variables.get("order")
    return ctx.session.get(Paper, order["id"]) if isinstance(order, Mapping) and "id" in order else None


def _progress(ctx: Context, task: UserTask) -> tuple[ProgressStep, ...]:
    """收到 and the force's own tasks in this scope: what is done, where it stands, what lies ahead."""
    t = UserTask
    query = select(t.status).where(t.instance_id == task.instance_id, t.scope == task.scope).order_by(t.key)
    done = sum(1 for status in ctx.session.scalars(query) if status == "completed")
    marks = [Mark.DONE] * done + ([Mark.NOW] if task.status == "open" else [])
    marks += [Mark.NOT_YET] * len(STEPS)
    ahead = (ProgressStep(text=_(text), mark=mark) for text, mark in zip(STEPS, marks, strict=False))
    return (ProgressStep(text=_("收到"), mark=Mark.DONE), *ahead)


def _facts(variables: Mapping[str, Any], paper: Paper | None) -> list[OrderFact]:
    force, told = variables.get("force"), variables.get("emergency")
    force = force if isinstance(force, Mapping) else {}
    told = told if isinstance(told, Mapping) else {}
    lines = (
        (_("任务"), force.get("task")),
        (_("集结地点"), force.get("assembly")),
        (_("携带"), force.get("bring")),
        (_("现场情况"), told.get("description")),
    )
    facts = [OrderFact(label=label, value=(str(value),)) for label, value in lines if value]
    if paper is not None and paper.file_digest:
        link = Link(text=_("打开指令原件"), href=url_for("papers.file", paper_id=paper.id))
        issued = local(paper.issued_at).strftime("%H:%M:%S")
        facts.append(OrderFact(label=_("文书"), value=(_("%(at)s 签发", at=issued),), link=link))
    return facts
