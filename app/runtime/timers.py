"""What fell due: timers inside instances, and timer start events of what is deployed."""

from datetime import datetime

from sqlalchemy import select

from app.db.context import Context
from app.history.operations import Operation
from app.repository.models import StartEvent
from app.runtime.models import ProcessInstance, UserTask
from app.runtime.step import Cause, advance, because

BATCH = 500


def due_instances(ctx: Context, at: datetime) -> list[tuple[str, int]]:
    """Instances with a timer due at that instant, earliest first, each with its version."""
    i = ProcessInstance
    query = (
        select(i.id, i.version)
        .where(i.next_due <= at, i.status == "active")
        .order_by(i.next_due)
        .limit(BATCH)
    )
    return [(row[0], row[1]) for row in ctx.session.execute(query)]


def fire(ctx: Context, instance_id: str) -> None:
    """Fire every timer of the instance that is due; nothing happens when none is, or when it has ended."""
    instance = ctx.session.get(ProcessInstance, instance_id)
    if instance is None or instance.status != "active" or instance.next_due is None:
        return
    if instance.next_due > ctx.now():
        return
    details = {"due": instance.next_due.isoformat()}
    cause = Cause(Operation.INSTANCE_TIMER, instance_id, details)
    advance(ctx, instance_id, because(cause, lambda live: live.fire_timers(ctx.now())))


def due_reminders(ctx: Context, at: datetime) -> list[str]:
    """Open tasks half of whose limit has gone, or the whole of it."""
    t = UserTask
    query = select(t.id).where(t.remind_at <= at, t.status == "open").order_by(t.remind_at).limit(BATCH)
    return list(ctx.session.scalars(query))


def due_starts(ctx: Context, at: datetime) -> list[StartEvent]:
    """Timer start events that are due."""
    query = select(StartEvent).where(StartEvent.next_due <= at).order_by(StartEvent.next_due).limit(BATCH)
    return list(ctx.session.scalars(query))
