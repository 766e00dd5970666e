"""What fell due: timers inside instances, and timer start events of what is deployed."""

from datetime import datetime

from sqlalchemy import select

from app.db.context import Context
from app.engine.errors import EngineError
from app.engine.step import InstanceStatus
from app.history.operations import Operation
from app.repository.models import ProcessDefinition, StartEvent
from app.repository.starts import next_start
from app.runtime.instances import Start, start
from app.runtime.models import ProcessInstance, UserTask
from app.runtime.step import Cause, advance, because, hold

BATCH = 500
TIMER = "timer"


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
    hold(ctx, instance_id)  # before looking: another worker may be firing the same timer
    instance = ctx.session.get_one(ProcessInstance, instance_id)
    if instance.status != InstanceStatus.ACTIVE or not instance.next_due or instance.next_due > ctx.now():
        return
    details = {"due": instance.next_due.isoformat()}
    cause = Cause(Operation.INSTANCE_TIMER, instance_id, details)
    try:
        advance(ctx, instance_id, because(cause, lambda live: live.fire_timers(ctx.now())))
    except EngineError as error:
        error.details["trigger"] = TIMER
        raise


def due_reminders(ctx: Context, at: datetime) -> list[tuple[str, datetime]]:
    """Open tasks half of whose limit has gone, or the whole of it, each with the instant that was set."""
    t = UserTask
    query = (
        select(t.id, t.remind_at)
        .where(t.remind_at <= at, t.status == "open")
        .order_by(t.remind_at)
        .limit(BATCH)
    )
    return [(task, at) for task, at in ctx.session.execute(query) if at is not None]


def due_starts(ctx: Context, at: datetime) -> list[tuple[str, str, datetime]]:
    """Timer start events that are due: definition, element and the instant."""
    query = (
        select(StartEvent.definition_id, StartEvent.element, StartEvent.next_due)
        .where(StartEvent.next_due <= at)
        .order_by(StartEvent.next_due)
        .limit(BATCH)
    )
    return [(definition, element, due) for definition, element, due in ctx.session.execute(query) if due]


def pass_start(ctx: Context, definition_id: str, element: str, due: datetime) -> bool:
    """Set the start event to its next instant; False when another has done so for this one.

    It belongs in the transaction that asks for `start_due`: then each due instant is asked for once, and a start
    that fails does not hold up the next.
    """
    event = ctx.session.get(StartEvent, (definition_id, element), with_for_update=True)
    if event is None or event.next_due != due:
        return False
    event.next_due = next_start(event.expression, ctx.now())
    return True


def start_due(ctx: Context, definition_id: str, element: str, due: datetime) -> None:
    """Start the process for one due instant of its timer start event; a second call finds it started."""
    definition = ctx.session.get(ProcessDefinition, definition_id)
    if definition is None:
        return
    origin = f"{definition.key}/{element}/{due.isoformat()}"
    asked = Start(definition.key, definition.name, start_event=element, origin=origin)
    start(ctx, asked, jurisdiction=definition.jurisdiction)
