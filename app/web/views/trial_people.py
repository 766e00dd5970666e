"""Who may do what in a trial run: open tasks by post, messages, and the posts themselves."""

from collections.abc import Iterable, Mapping

from flask import url_for
from sqlalchemy import select

from app.core.actor import Actor
from app.db.context import Context
from app.identity.accounts import actor_of
from app.identity.models import Account
from app.identity.permissions import Permission, may
from app.runtime.models import EventSubscription, UserTask
from app.runtime.step import find
from app.tasks import starting
from app.web.language import gettext as _
from app.web.pages import Link
from app.web.pages.trial import TrialMessage, TrialPost, TrialTask
from app.web.views.common import deadline_of
from app.web.wording import deadline
from app.worker.trials.trials import Trial


def everybody(ctx: Context) -> tuple[tuple[Account, Actor], ...]:
    """All posts on the stage, in the order of the package."""
    found = ctx.session.scalars(select(Account).order_by(Account.created_at, Account.id))
    return tuple((account, actor_of(ctx, account)) for account in found)


def workers(people: Iterable[tuple[Account, Actor]], groups: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The posts (login, name) of some groups that may do tasks at all."""
    return tuple(
        (account.login, account.name)
        for account, actor in people
        if actor.groups & groups and may(actor, Permission.TASK_COMPLETE)
    )


def hands(ctx: Context) -> tuple[tuple[str, str], ...]:
    """All posts that may do tasks at all, for trying somebody who is not meant."""
    return tuple(
        (account.login, account.name)
        for account, actor in everybody(ctx)
        if may(actor, Permission.TASK_COMPLETE)
    )


def starters(ctx: Context, trial: Trial, process: str) -> tuple[tuple[str, str], ...]:
    """The posts that may start a process by hand."""
    found = []
    for account, actor in everybody(ctx):
        with trial.stage.database.reading(actor) as own:
            if may(actor, Permission.PROCESS_INSTANCE_START) and any(
                one.process == process for one in starting.startable(own)
            ):
                found.append((account.login, account.name))
    return tuple(found)


def posts(ctx: Context, trial: Trial, element: str) -> tuple[TrialPost, ...]:
    """Open tasks under the groups that they wait for; `element` is marked."""
    people = everybody(ctx)
    by_groups: dict[str, list[TrialTask]] = {}
    for task in trial.play.scene.open_tasks(ctx):
        manifest = find(ctx, task.instance_id).deployed.bundle.manifest
        name = "、".join(manifest.group_name(group) for group in sorted(task.groups)) or _("没有人能办")
        shown = _task(ctx, trial, task, workers(people, task.groups), task.element == element)
        by_groups.setdefault(name, []).append(shown)
    return tuple(TrialPost(name=name, tasks=tuple(tasks)) for name, tasks in by_groups.items())


def messages(ctx: Context, trial: Trial) -> tuple[TrialMessage, ...]:
    """The messages that a post may send now."""
    people = everybody(ctx)
    s = EventSubscription
    query = select(s).where(s.instance_id.in_(trial.play.scene.instances(ctx))).order_by(s.key)
    armed: Mapping[str, frozenset[str]] = {
        row.name: frozenset(row.startable_by) for row in ctx.session.scalars(query) if row.startable_by
    }
    return tuple(TrialMessage(name=name, people=workers(people, groups)) for name, groups in armed.items())


def _task(
    ctx: Context, trial: Trial, task: UserTask, doers: tuple[tuple[str, str], ...], current: bool
) -> TrialTask:
    url = url_for("trials.task", trial_id=trial.state.id, task_id=task.id)
    words = deadline(deadline_of(task), trial.clock.now()) if task.due else None
    process = find(ctx, task.instance_id).deployed.program.processes.get(task.process)
    return TrialTask(
        element=task.element,
        name=f"{task.name}：{task.subject}" if task.subject else task.name,
        process=process.name if process and task.process != trial.state.process else "",
        due=words.left if words else "",
        late=task.due is not None and task.due < trial.clock.now(),
        doers=tuple(Link(text=name, href=f"{url}?as={login}") for login, name in doers),
        form_url=url,
        current=current,
    )
