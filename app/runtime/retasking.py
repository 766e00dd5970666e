"""Open user tasks brought into line with the diagram they stand on now. Their ids, drafts and claims stay."""

from sqlalchemy import delete, select

from app.db.context import Context
from app.engine.instance import Instance
from app.engine.step import OpenedTask
from app.identity.accounts import members_of
from app.runtime.connectors import InstanceInfo
from app.runtime.models import UserTask, UserTaskGroup
from app.runtime.rows import groups_of, remind_at, subject_of


def retask(ctx: Context, info: InstanceInfo, live: Instance) -> None:
    """Name, lane, form, deadline, groups and priority as the engine says them; a claim ends with its group."""
    t = UserTask
    query = (
        select(t)
        .where(t.instance_id == info.id, t.status == "open")
        .execution_options(populate_existing=True)
    )
    rows = {row.key: row for row in ctx.session.scalars(query)}
    for task in live.open_tasks():
        _align(ctx, info, rows[task.key], task)


def _align(ctx: Context, info: InstanceInfo, row: UserTask, task: OpenedTask) -> None:
    groups = ",".join(groups_of(info, task))
    if row.due != task.due:
        row.remind_at = remind_at(row.opened_at, task.due)
    row.process, row.element, row.name, row.lane = task.process, task.element, task.name, task.lane
    row.form_key, row.not_by, row.priority = task.form_key, task.properties.get("notBy"), task.priority
    row.subject, row.due, row.follow_up = subject_of(info, task.item), task.due, task.follow_up
    if row.candidate_groups != groups:
        _hand_over(ctx, row, groups)


def _hand_over(ctx: Context, row: UserTask, groups: str) -> None:
    row.candidate_groups = groups
    ctx.session.execute(delete(UserTaskGroup).where(UserTaskGroup.task_id == row.id))
    ctx.session.add_all(
        UserTaskGroup(jurisdiction=row.jurisdiction, group=group, task_id=row.id)
        for group in sorted(row.groups)
    )
    kept = {account.id for account in members_of(ctx, row.jurisdiction, row.groups)}
    if row.assignee not in kept:
        row.assignee = row.assignee_name = row.claimed_at = None
