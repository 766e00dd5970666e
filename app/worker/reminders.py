"""Limits of tasks: a reminder at half of the limit, word to the duty leader and the log when it has gone."""

from collections.abc import Mapping
from typing import Any

from app.core.actor import system
from app.core.clock import SHANGHAI
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.runtime.models import UserTask
from app.worker.house import House
from app.worker.notices import queue


def remind(house: House, payload: Mapping[str, Any]) -> None:
    """Remind of an open task, then wait for its limit; at the limit say that it is overdue."""
    with house.database.transaction(system()) as ctx:
        task = ctx.session.get(UserTask, payload["task"], with_for_update=True)
        if task is None or task.status != "open" or task.remind_at is None or task.remind_at > ctx.now():
            return
        late = task.due is not None and ctx.now() >= task.due
        _tell(ctx, task, late)
        task.remind_at = None if late else task.due


def _tell(ctx: Context, task: UserTask, late: bool) -> None:
    until = task.due.astimezone(SHANGHAI).strftime("%H:%M") if task.due else ""
    subject = f"{'逾期' if late else '请办理'}：{task.name}"
    text = f"“{task.name}”{'应于' if late else '请在'} {until} {'前办结，现已逾期。' if late else '前办结。'}"
    for group in sorted(task.groups):
        queue(ctx, task.jurisdiction, group, (subject, text), instance_id=task.instance_id, drill=task.drill)
    details = {"task": task.name, "element": task.element, "late": late}
    where = {"instance_id": task.instance_id, "jurisdiction": task.jurisdiction}
    record(ctx, Operation.REMINDER_SEND, task.id, details, **where)
