"""Where a trial run begins, and the form of one of its steps as a post sees it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from flask import url_for

from app.core.clock import SHANGHAI
from app.core.errors import DomainError
from app.db.context import Context
from app.engine.elements import ProcessInfo, StartInfo, StartKind
from app.forms import prefill
from app.repository.deployments import current
from app.runtime import worklist
from app.runtime.errors import NoSuchProcess
from app.runtime.models import UserTask
from app.runtime.step import look
from app.tasks.forms import form_of, without_fresh
from app.tasks.rules import may_work
from app.web.language import gettext as _
from app.web.pages import Crumb, FormIsland, Note, Outcome, Tone
from app.web.pages.trial import TrialBeginning, TrialFormPage, TrialStartPage
from app.web.refusals import said
from app.web.views.task import ahead_of, first_of, heading, island_of, naming
from app.web.views.trial import crumbs
from app.web.views.trial_people import hands, starters
from app.worker.trials.trials import Trial


def start_page(trial: Trial, process: str, event: str) -> TrialStartPage:
    """All ways to begin, and the form of the one that is chosen."""
    with trial.stage.database.reading(trial.actor) as ctx:
        found = list(_beginnings(ctx, trial))
        chosen = _chosen(found, process, event)
        return TrialStartPage(
            title=_("试运行：从哪里开始"),
            crumbs=crumbs(trial),
            beginnings=tuple(_beginning(trial, one, one == chosen) for one in found),
            now=datetime.fromisoformat(trial.state.at).astimezone(SHANGHAI),
            draft_url=url_for("scenarios.page", draft_id=trial.state.draft_id),
            form=_first_form(ctx, trial, *chosen) if chosen else None,
            chosen=_beginning(trial, chosen, current=True).how if chosen else "",
            starters=starters(ctx, trial, chosen[0].id) if chosen else (),
            by_event=bool(chosen and chosen[1].kind is not StartKind.NONE),
            note=None if found else _nowhere(),
        )


def task_page(trial: Trial, task_id: str, login: str) -> TrialFormPage:
    """The form of an open task as that post sees it; without one, or for a post that may not, why not."""
    person = trial.play.person(login) if login else None
    with trial.stage.database.reading(person or trial.actor) as ctx:
        row = worklist.find(ctx, task_id)
        task = ctx.session.get_one(UserTask, task_id)
        refusal = _refusal(ctx, row) if person else _who(ctx)
        island = _island(ctx, trial, task, login) if refusal is None else None
        info, live = look(ctx, row.instance_id)
        known = live.variables(row.key) if row.status == worklist.OPEN else {}
        ahead = ahead_of(info, task, known, first_of(island)) if island else ()
    return TrialFormPage(
        title=f"{task.name}：{task.subject}" if task.subject else task.name,
        crumbs=crumbs(trial, Crumb(text=_("试运行"), href=_home(trial)), Crumb(text=task.name)),
        subtitle=_("以%(who)s的身份", who=person.name) if person else "",
        now=datetime.fromisoformat(trial.state.at).astimezone(SHANGHAI),
        form=naming(island, ahead),
        back_url=_home(trial),
        refusal=refusal,
        attempt_url=url_for("trials.attempt", trial_id=trial.state.id, task_id=task_id) if person else "",
        login=login,
        drill=task.drill,
        consequences_title=heading(island, ahead),
        consequences=ahead,
    )


def _home(trial: Trial) -> str:
    return url_for("trials.trial", trial_id=trial.state.id)


# beginning -----------------------------------------------------------------------------------------------------------


def _beginnings(ctx: Context, trial: Trial) -> Iterator[tuple[ProcessInfo, StartInfo]]:
    """Every start event that something outside may set off, and those that a person may."""
    program = current(ctx, trial.state.jurisdiction).program
    for process in sorted(program.processes.values(), key=_by_hand_first):
        by_hand = process.id.startswith(f"{trial.state.jurisdiction}-")
        for event in process.starts:
            alone = event.startable_by or process.id not in program.called
            if event.kind is StartKind.NONE and not (by_hand and alone):
                continue
            if process.executable and event.kind in (StartKind.NONE, StartKind.MESSAGE, StartKind.TIMER):
                yield process, event


def _by_hand_first(process: ProcessInfo) -> tuple[bool, str]:
    return all(event.kind is not StartKind.NONE for event in process.starts), process.name


def _chosen(
    found: list[tuple[ProcessInfo, StartInfo]], process: str, event: str
) -> tuple[ProcessInfo, StartInfo] | None:
    """What was asked for; a process without its event means its first one."""
    named = [one for one in found if one[0].id == process and event in ("", one[1].element)]
    return next(iter(named), None)


def _beginning(trial: Trial, one: tuple[ProcessInfo, StartInfo], current: bool) -> TrialBeginning:
    process, event = one
    how = {
        StartKind.NONE: _("有人启动：%(name)s", name=event.name or process.name),
        StartKind.MESSAGE: _("收到消息：%(name)s", name=event.message or event.name),
        StartKind.TIMER: _("到时开始：%(name)s", name=event.name or event.expression or ""),
    }.get(event.kind, event.name)
    href = url_for("trials.start", trial_id=trial.state.id, process=process.id, event=event.element)
    return TrialBeginning(name=process.name, how=how, href=href, current=current)


def _nowhere() -> Note:
    text = _("流程要有一个可以由人启动的开始事件，或者消息、定时开始事件。")
    return Note(tone=Tone.MIND, title=_("草稿里没有能单独开始的流程"), text=text)


def _first_form(ctx: Context, trial: Trial, process: ProcessInfo, event: StartInfo) -> FormIsland:
    submit = url_for("trials.begin_process", trial_id=trial.state.id, process=process.id, event=event.element)
    words = _("开始试运行")
    key = process.elements[event.element].form_key if event.kind is StartKind.NONE else None
    first = form_of(ctx, current(ctx, trial.state.jurisdiction), key)
    if first is None:
        return _bare(submit, words)
    return island_of(first, prefill(first, {}, trial.clock.now()), submit, words)


def _bare(submit: str, words: str) -> FormIsland:
    document = {"type": "default", "components": list[object]()}
    return FormIsland(
        document=document, data={}, submit_url=submit, outcomes=(Outcome(value="", text=words),)
    )


def require_process(trial: Trial, process: str, event: str) -> StartInfo:
    """The start event that was asked for. Raises `NoSuchProcess`."""
    with trial.stage.database.reading(trial.actor) as ctx:
        chosen = _chosen(list(_beginnings(ctx, trial)), process, event)
    if chosen is None:
        raise NoSuchProcess(process=process)
    return chosen[1]


# a step --------------------------------------------------------------------------------------------------------------


def _refusal(ctx: Context, row: worklist.TaskRow) -> Note | None:
    try:
        if row.status != worklist.OPEN:
            raise worklist.closed(row)
        may_work(ctx, row)
    except DomainError as refusal:
        return Note(tone=Tone.MIND, title=said(refusal))
    return None


def _who(ctx: Context) -> Note:
    names = "、".join(name for _login, name in hands(ctx)[:3])
    return Note(tone=Tone.FACT, title=_("请先选以谁的身份办，如%(names)s", names=names))


def _island(ctx: Context, trial: Trial, task: UserTask, login: str) -> FormIsland:
    info, live = look(ctx, task.instance_id)
    form = form_of(ctx, info.deployed, task.form_key)
    submit = f"{url_for('trials.complete', trial_id=trial.state.id, task_id=task.id)}?as={login}"
    words = _("办结：%(name)s", name=task.name)
    if form is None:
        return _bare(submit, words)
    data = prefill(form, without_fresh(form, live.variables(task.key)), ctx.now())
    return replace(island_of(form, data, submit, words), revision=task.id)
