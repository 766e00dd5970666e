"""A task beside the list: what is to be decided, on what, and what a press leads to."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from app.db.context import Context
from app.forms import outcomes
from app.runtime import worklist
from app.runtime.connectors import InstanceInfo
from app.runtime.models import UserTask
from app.runtime.step import look
from app.tasks.forms import form_of
from app.tasks.rules import may_look
from app.web.language import gettext as _
from app.web.pages import TaskPreview
from app.web.views.common import clauses_of, deadline_of, is_urgent, may_claim, page_of
from app.web.views.plan import plan_of
from app.web.views.task import ahead_of


def preview_of(ctx: Context, task_id: str) -> TaskPreview | None:
    """A task beside the list: what is to be decided, on what."""
    task = ctx.session.get(UserTask, task_id)
    if task is None or task.jurisdiction != ctx.actor.jurisdiction:
        return None
    may_look(ctx, worklist.find(ctx, task_id))
    info, live = look(ctx, task.instance_id)
    variables = live.variables(task.key) if task.status == "open" else {}
    plan = plan_of(variables)
    process = info.deployed.program.processes.get(task.process)
    element = process.elements.get(task.element) if process else None
    return TaskPreview(
        id=task.id,
        name=task.name,
        emergency=info.title,
        level=str(info.case.get("level") or ""),
        deadline=deadline_of(task),
        open_url=page_of(ctx, task.status, task.id),
        decision=(element.documentation if element else None) or _decision(ctx, info, task, variables),
        urgent=is_urgent(task),
        drill=task.drill,
        forces=plan.rows if plan else (),
        why_clauses=clauses_of(info.deployed.bundle, process, task.element),
        claim_url=url_for("tasks.claim", task_id=task.id) if may_claim(ctx, task) else "",
        unclaim_url=url_for("tasks.unclaim", task_id=task.id) if task.assignee == ctx.actor.id else "",
    )


def _decision(ctx: Context, info: InstanceInfo, task: UserTask, variables: Mapping[str, Any]) -> str:
    """What the first button leads to, in a sentence."""
    form = form_of(ctx, info.deployed, task.form_key)
    outcome = outcomes(form) if form else None
    pressed = {outcome.key: outcome.options[0].value} if outcome else {}
    act = outcome.options[0].label if outcome else _("办结")
    what = "；".join(one.text for one in ahead_of(info, task, variables, pressed))
    return _("按下“%(act)s”：%(what)s。", act=act, what=what) if what else ""
