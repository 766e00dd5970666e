"""签收、退签、转办: who has a task in hand."""

from sqlalchemy import select, update

from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.identity.accounts import members_of
from app.identity.models import Account, CandidateGroup, Membership
from app.runtime.models import UserTask
from app.runtime.worklist import OPEN, TaskRow, closed, find
from app.tasks.errors import ClaimedByOther, NotClaimed, ReasonMissing, UnknownAssignee
from app.tasks.rules import done_before, may_work

SHORTEST_REASON = 2


def claim(ctx: Context, task_id: str) -> TaskRow:
    """Take a task for oneself; claiming what one has already changes nothing."""
    task = _open(ctx, task_id)
    may_work(ctx, task)
    if task.assignee != ctx.actor.id:
        _assign(ctx, task, ctx.actor.id, ctx.actor.name)
        _record(ctx, Operation.TASK_CLAIM, task, {"assignee": ctx.actor.name})
    return task


def unclaim(ctx: Context, task_id: str) -> TaskRow:
    """Give a task back to its groups."""
    task = _open(ctx, task_id)
    if task.assignee != ctx.actor.id:
        raise NotClaimed(instance_id=task.instance_id)
    _assign(ctx, task, None, None)
    _record(ctx, Operation.TASK_UNCLAIM, task, {"assignee": None})
    return task


def reassign(ctx: Context, task_id: str, login: str, reason: str) -> TaskRow:
    """Hand a task to another person of its groups, with a reason."""
    task = _open(ctx, task_id)
    may_work(ctx, task)
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing(instance_id=task.instance_id)
    other = _candidate(ctx, task, login)
    _assign(ctx, task, other.id, other.name)
    _record(ctx, Operation.TASK_REASSIGN, task, {"assignee": other.name, "reason": reason.strip()[:500]})
    return task


def others(ctx: Context, task: TaskRow) -> list[Account]:
    """To whom the actor may hand the task over."""
    found = members_of(ctx, task.jurisdiction, task.groups)
    return [one for one in found if one.id != ctx.actor.id and done_before(ctx, task, one.id) is None]


def _open(ctx: Context, task_id: str) -> TaskRow:
    task = find(ctx, task_id)
    if task.status != OPEN:
        raise closed(task)
    return task


def _assign(ctx: Context, task: TaskRow, account: str | None, name: str | None) -> None:
    """Only if nobody was faster: the claim that was read must still be the one in the table."""
    same = UserTask.assignee.is_(None) if task.assignee is None else UserTask.assignee == task.assignee
    statement = update(UserTask).where(UserTask.id == task.id, UserTask.status == OPEN, same)
    at = ctx.now() if account else None
    changed = ctx.session.execute(statement.values(assignee=account, assignee_name=name, claimed_at=at))
    if changed.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        now = _open(ctx, task.id)
        raise ClaimedByOther(by=now.assignee_name or "别人", instance_id=task.instance_id)


def _candidate(ctx: Context, task: TaskRow, login: str) -> Account:
    query = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .join(CandidateGroup, CandidateGroup.id == Membership.group_id)
        .where(Account.login == login, Account.active, Account.jurisdiction == task.jurisdiction)
        .where(CandidateGroup.key.in_(task.groups))
    )
    found = ctx.session.scalars(query).first()
    if found is None or done_before(ctx, task, found.id) is not None:
        raise UnknownAssignee(login=login, instance_id=task.instance_id)
    return found


def _record(ctx: Context, operation: Operation, task: TaskRow, after: dict[str, str | None]) -> None:
    details = {
        "element": task.element,
        "name": task.name,
        "before": {"assignee": task.assignee_name},
        "after": after,
    }
    record(ctx, operation, task.id, details, instance_id=task.instance_id)
