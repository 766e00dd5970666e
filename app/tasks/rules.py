"""Who may work on a task: its assignee, or its candidate groups; never who did the step it checks (`notBy`)."""

from app.db.context import Context
from app.identity.permissions import Permission, may
from app.runtime.step import find
from app.runtime.worklist import TaskRow, last_completed_by
from app.tasks.errors import ClaimedByOther, NotBySame, NotCandidate


def may_work(ctx: Context, task: TaskRow) -> None:
    """Raise the refusal that says why not; return when the actor may."""
    _separate(ctx, task)
    if task.assignee == ctx.actor.id:
        return
    if not (task.groups & ctx.actor.groups):
        raise NotCandidate(groups=_names(ctx, task), instance_id=task.instance_id, task=task.id)
    if task.assignee is not None:
        raise ClaimedByOther(by=task.assignee_name or "别人", instance_id=task.instance_id, task=task.id)


def may_look(ctx: Context, task: TaskRow) -> None:
    """Raise `NotCandidate` for who neither reads whole processes, nor is offered the task, nor has it or had it."""
    own = ctx.actor.id in {task.assignee, task.closed_by}
    if not (own or may(ctx.actor, Permission.PROCESS_INSTANCE_READ) or task.groups & ctx.actor.groups):
        raise NotCandidate(groups=_names(ctx, task), instance_id=task.instance_id, task=task.id)


def _separate(ctx: Context, task: TaskRow) -> None:
    element = done_before(ctx, task, ctx.actor.id)
    if element is not None:
        process = find(ctx, task.instance_id).deployed.program.processes[task.process]
        raise NotBySame(step=process.elements[element].name, task=task.name, instance_id=task.instance_id)


def done_before(ctx: Context, task: TaskRow, account: str) -> str | None:
    """Separation of duties: the element that the task must not share a person with and that this one completed.

    Whoever completed it last in the task's scope counts, whatever groups they are in.
    """
    elements = (task.not_by or "").split()
    return next((e for e in elements if last_completed_by(ctx, task, e) == account), None)


def _names(ctx: Context, task: TaskRow) -> str:
    manifest = find(ctx, task.instance_id).deployed.bundle.manifest
    return "、".join(manifest.group_name(key) for key in sorted(task.groups)) or "指定的人"
