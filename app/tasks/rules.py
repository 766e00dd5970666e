"""Who may work on a task: its assignee, or its candidate groups; never who did the step it checks (`notBy`)."""

from app.db.context import Context
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


def _separate(ctx: Context, task: TaskRow) -> None:
    """Separation of duties: who completed the named step in this scope is refused, whatever groups they are in."""
    for element in (task.not_by or "").split():
        if last_completed_by(ctx, task, element) == ctx.actor.id:
            process = find(ctx, task.instance_id).deployed.program.processes[task.process]
            raise NotBySame(step=process.elements[element].name, task=task.name, instance_id=task.instance_id)


def _names(ctx: Context, task: TaskRow) -> str:
    manifest = find(ctx, task.instance_id).deployed.bundle.manifest
    return "、".join(manifest.group_name(key) for key in sorted(task.groups)) or "指定的人"
