"""The page of one user task."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import url_for

from app.bundle.bundle import Bundle
from app.core.errors import DomainError
from app.db.context import Context
from app.forms import Form, outcomes, prefill, view
from app.history import queries
from app.identity.permissions import Permission
from app.repository.deployments import Deployed
from app.runtime import worklist
from app.runtime.connectors import InstanceInfo
from app.runtime.models import UserTask
from app.runtime.step import look
from app.tasks import assignment, drafts
from app.tasks.forms import form_of, without_fresh
from app.tasks.rules import may_look, may_work
from app.web.language import gettext as _
from app.web.pages import (
    Action,
    Consequence,
    Crumb,
    FormIsland,
    HandOver,
    Note,
    Outcome,
    OutcomeDialog,
    Quote,
    TaskPage,
    Tone,
)
from app.web.refusals import said
from app.web.views import told
from app.web.views.ahead import consequences
from app.web.views.common import clauses_of, deadline_of, is_urgent, local, office_of, situation_of
from app.web.views.drawing import diagram_of
from app.web.views.plan import plan_of

REFUSE = frozenset({"不同意"})
RETURN = frozenset({"退回", "退回修改"})


def task_page(ctx: Context, task_id: str) -> TaskPage:
    """What is known, what is asked, what a press does."""
    row = worklist.find(ctx, task_id)
    task = ctx.session.get_one(UserTask, task_id)
    may_look(ctx, row)
    info, live = look(ctx, row.instance_id)
    variables = live.variables(row.key) if task.status == "open" else {}
    refusal = _refusal(ctx, row)
    process = info.deployed.program.processes.get(row.process)
    entries = queries.of_instance(ctx, info.id)
    clauses = clauses_of(info.deployed.bundle, process, row.element)
    form = _island(ctx, info.deployed, task, variables) if refusal is None else None
    done = ahead_of(info, task, variables, first_of(form)) if form else ()
    return TaskPage(
        id=task.id,
        name=f"{task.name}：{task.subject}" if task.subject else task.name,
        crumbs=(
            Crumb(text=_("待办"), href=url_for("tasks.inbox")),
            Crumb(text=info.title, href=_instance_url(ctx, info)),
            Crumb(text=info.number),
        ),
        subtitle=_subtitle(info, task),
        deadline=deadline_of(task),
        form=naming(form, done),
        diagram=diagram_of(ctx, info, task.element, task.process) if _sees_instance(ctx) else None,
        urgent=is_urgent(task),
        drill=task.drill,
        notes=_returned(told.returned(entries, task.element, task.opened_at)) if form else (),
        situation=situation_of(variables),
        plan=plan_of(variables),
        refusal=refusal,
        draft_key=_draft_key(ctx, task),
        consequences_title=heading(form, done),
        consequences=done,
        actions=_actions(ctx, task) if refusal is None else (),
        hand_over=_hand_over(ctx, row) if refusal is None else None,
        basis=_basis(info.deployed.bundle, tuple(link.text for link in clauses)),
        timeline=told.timeline(entries) if _sees_instance(ctx) else (),
        timeline_url=url_for("trace.instance", instance_id=info.id) if _sees_history(ctx) else "",
        who=_who(ctx, info, task),
        done_at=local(task.closed_at) if task.closed_at else None,
    )


def _draft_key(ctx: Context, task: UserTask) -> str:
    """Under what the reader's own words lie on their computer."""
    return f"{ctx.actor.id}:{task.id}"


def island_of(form: Form, data: Mapping[str, Any], submit_url: str, title: str) -> FormIsland:
    """A form with its decision bar."""
    outcome = outcomes(form)
    buttons = tuple(_outcome(o.value, o.label, n) for n, o in enumerate(outcome.options)) if outcome else ()
    return FormIsland(
        document=view(form),
        data=data,
        submit_url=submit_url,
        outcomes=buttons or (Outcome(value="", text=title),),
        outcome_key=outcome.key if outcome else "",
        title="" if outcome else _("填报"),
    )


def _island(
    ctx: Context, deployed: Deployed, task: UserTask, variables: Mapping[str, Any]
) -> FormIsland | None:
    form = form_of(ctx, deployed, task.form_key)
    submit = url_for("tasks.complete", task_id=task.id)
    if form is None:
        return FormIsland(
            document={"type": "default", "components": []},
            data={},
            submit_url=submit,
            outcomes=(Outcome(value="", text=_("办结：%(name)s", name=task.name)),),
        )
    return drafted_island(ctx, task, form, variables, _("办结：%(name)s", name=task.name))


def drafted_island(
    ctx: Context, task: UserTask, form: Form, variables: Mapping[str, Any], title: str
) -> FormIsland:
    """The form of a task with what was typed into it before."""
    draft = drafts.latest(ctx, task.id)
    own = draft is not None and draft.account_id == ctx.actor.id
    data = {**prefill(form, without_fresh(form, variables), ctx.now()), **(draft.data if draft else {})}
    return replace(
        island_of(form, data, url_for("tasks.complete", task_id=task.id), title),
        draft_url=url_for("tasks.draft", task_id=task.id),
        draft_key=_draft_key(ctx, task),
        draft_version=draft.version if draft and own else 0,
        draft_saved=local(draft.saved_at) if draft else None,
        revision=task.id,
    )


def _outcome(value: str, label: str, place: int) -> Outcome:
    kind = "refuse" if value in REFUSE else "primary" if place == 0 else "plain"
    dialog = OutcomeDialog(title=label, hint=_("这一步不能撤回。")) if value in REFUSE else None
    return Outcome(value=value, text=label, kind=kind, dialog=dialog)


def _refusal(ctx: Context, row: worklist.TaskRow) -> Note | None:
    if row.status != worklist.OPEN:
        return Note(tone=Tone.FACT, title=_("这项待办已经办结"), text=_closing(row))
    if Permission.TASK_COMPLETE.value not in ctx.actor.permissions:
        return Note(tone=Tone.FACT, title=_("您可以看，不能办"))
    try:
        may_work(ctx, row)
    except DomainError as refusal:
        return Note(tone=Tone.MIND, title=_("您不能办这一项"), text=said(refusal))
    return None


def _closing(row: worklist.TaskRow) -> str:
    """By whom, when and how it was closed."""
    at = row.closed_at if isinstance(row.closed_at, datetime) else datetime.fromisoformat(str(row.closed_at))
    how = row.outcome or (_("已撤下") if row.status == "cancelled" else _("已办结"))
    who = row.closed_by_name or _("系统")
    return _("%(at)s %(who)s：%(how)s", at=local(at).strftime("%H:%M:%S"), who=who, how=how)


def _returned(quote: Quote | None) -> tuple[Note, ...]:
    if quote is None:
        return ()
    title = _("被退回，请修改：%(source)s", source=quote.source)
    return (Note(tone=Tone.MIND, title=title, text=quote.text),)


def _subtitle(info: InstanceInfo, task: UserTask) -> str:
    opened = _("%(at)s 送来", at=local(task.opened_at).strftime("%H:%M"))
    claimed = _("%(who)s 签收", who=task.assignee_name) if task.assignee_name else ""
    office = office_of(info.deployed.bundle.manifest, task.groups, task.lane)
    return " · ".join(part for part in (office, opened, claimed) if part)


def ahead_of(
    info: InstanceInfo, task: UserTask, variables: Mapping[str, Any], outcome: Mapping[str, str]
) -> tuple[Consequence, ...]:
    """What a press leads to; `outcome` is the field that it sets, empty where the form has none."""
    process = info.deployed.program.processes.get(task.process)
    if process is None or task.status != worklist.OPEN:
        return ()
    return consequences(info.deployed, process, task.element, {**variables, "case": info.case, **outcome})


def first_of(form: FormIsland) -> Mapping[str, str]:
    """The outcome of the first button."""
    return {form.outcome_key: form.outcomes[0].value} if form.outcome_key else {}


def heading(form: FormIsland | None, found: tuple[Consequence, ...]) -> str:
    """The words above the consequences."""
    if form is None or not found:
        return ""
    return _("按下“%(act)s”，系统立即做 %(n)s 件事", act=form.outcomes[0].text, n=len(found))


def naming(form: FormIsland | None, found: tuple[Consequence, ...]) -> FormIsland | None:
    """The first button names what it sends out: 同意，签发出动指令 3 份."""
    act = next((one.act for one in found if one.act), "")
    if form is None or not act or not form.outcome_key:
        return form
    first, *others = form.outcomes
    named = replace(first, text=_("%(outcome)s，%(act)s", outcome=first.text, act=act))
    return replace(form, outcomes=(named, *others))


def _actions(ctx: Context, task: UserTask) -> tuple[Action, ...]:
    if task.assignee == ctx.actor.id:
        return (Action(text=_("退签"), href=url_for("tasks.unclaim", task_id=task.id), post=True),)
    return (Action(text=_("签收"), href=url_for("tasks.claim", task_id=task.id), post=True),)


def _hand_over(ctx: Context, row: worklist.TaskRow) -> HandOver | None:
    if Permission.TASK_REASSIGN.value not in ctx.actor.permissions:
        return None
    people = tuple((one.login, f"{one.name}（{one.unit_name}）") for one in assignment.others(ctx, row))
    return HandOver(url=url_for("tasks.reassign", task_id=row.id), people=people) if people else None


def _basis(bundle: Bundle, cited: tuple[str, ...]) -> Quote | None:
    found = [clause for clause in bundle.clauses if clause.id in cited]
    if not found:
        return None
    source = "、".join(dict.fromkeys(f"{clause.at} {clause.id}" for clause in found))
    return Quote(text="；".join(clause.must for clause in found), source=source)


def _who(ctx: Context, info: InstanceInfo, task: UserTask) -> str:
    if task.status != "open":
        return ""
    manifest = info.deployed.bundle.manifest
    allowed = "、".join(manifest.group_name(group) for group in sorted(task.groups))
    barred = _("。拟定人及其代办人不能审批本件，系统会拒绝并记录") if task.not_by else ""
    return f"{allowed}{barred}" if allowed else ""


def _instance_url(ctx: Context, info: InstanceInfo) -> str:
    return url_for("emergencies.instance", instance_id=info.id) if _sees_instance(ctx) else ""


def _sees_instance(ctx: Context) -> bool:
    return Permission.PROCESS_INSTANCE_READ.value in ctx.actor.permissions


def _sees_history(ctx: Context) -> bool:
    return Permission.HISTORY_READ.value in ctx.actor.permissions
