"""Delivering a message: to the catch that waits for it, or to the process that it starts."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select

from app.db.context import Context
from app.engine.step import InstanceStatus
from app.history.log import record
from app.history.operations import Operation
from app.repository.models import ProcessDefinition, StartEvent
from app.runtime.instances import Start, start
from app.runtime.jobs import Names, enqueue
from app.runtime.messages import EXPIRED, TAKEN, WAITING
from app.runtime.models import EventSubscription, Message, ProcessInstance
from app.runtime.step import Cause, advance, because, find, hold

BATCH = 500
SETTLED, OVERLAP = (
    timedelta(seconds=2),
    timedelta(minutes=2),
)  # a transaction that overlaps a post ends before


def deliver(ctx: Context, message_id: str) -> bool:
    """Bring a message to whoever waits; False when nobody does yet. Doing it twice changes nothing more."""
    message = ctx.session.get(Message, message_id, with_for_update=True)
    if message is None or message.status != WAITING:
        return False
    if ctx.now() > message.expires_at:
        _expire(ctx, message)
        return False
    instance_id = _awaiting(ctx, message)
    taken_by = _to_start(ctx, message) if instance_id is None else _to_catch(ctx, instance_id, message)
    if taken_by is None:
        return False
    message.status, message.taken_by = TAKEN, taken_by
    ctx.session.flush()
    return True


def undelivered(ctx: Context, at: datetime) -> list[str]:
    """Messages to hand over once more: their time has run out, or somebody waits for them after all.

    A catch armed while the message was being posted may see it as little as the delivery sees the catch.
    """
    m, s = Message, EventSubscription
    keys = (
        s.correlation_key.is_(None) | m.correlation_key.is_(None) | (s.correlation_key == m.correlation_key)
    )
    awaited = exists().where(
        s.jurisdiction == m.jurisdiction,
        s.name == m.name,
        s.drill == m.drill,
        keys,
        s.instance_id.is_distinct_from(m.sent_by),
    )
    crossed = m.sent_at.between(at - OVERLAP, at - SETTLED) & awaited
    query = select(m.id).where(m.status == WAITING, (m.expires_at < at) | crossed)
    return list(ctx.session.scalars(query.limit(BATCH)))


def _awaiting(ctx: Context, message: Message, *only: ColumnElement[bool]) -> str | None:
    """The instance that waits for a message: rather by its key than for any, rather the older."""
    s = EventSubscription
    key: ColumnElement[bool] = s.correlation_key.is_(None)
    if message.correlation_key is not None:
        key = (s.correlation_key == message.correlation_key) | key
    query = (
        select(s.instance_id)
        .join(ProcessInstance, ProcessInstance.id == s.instance_id)
        .where(s.jurisdiction == message.jurisdiction, s.name == message.name, key, s.drill == message.drill)
        .where(
            ProcessInstance.status == InstanceStatus.ACTIVE.value, s.instance_id != (message.sent_by or "")
        )
        .where(*only)
        .order_by(s.correlation_key.is_(None), ProcessInstance.started_at)
        .limit(1)
    )
    return ctx.session.scalar(query)


def _to_catch(ctx: Context, instance_id: str, message: Message) -> str | None:
    """Bring it to the instance, unless another took the catch away before this transaction held the instance."""
    hold(ctx, instance_id)
    if _awaiting(ctx, message, EventSubscription.instance_id == instance_id) is None:
        enqueue(ctx, Names.DELIVER_MESSAGE, {"message": message.id})
        return None
    hand_to(ctx, instance_id, message)
    return instance_id


def hand_to(ctx: Context, instance_id: str, message: Message) -> None:
    """Let one instance catch the message."""
    details = {"message": message.name, "key": message.correlation_key}
    cause = Cause(Operation.INSTANCE_MESSAGE, message.id, details)
    what = (message.name, message.payload, message.correlation_key)
    advance(ctx, instance_id, because(cause, lambda live: live.deliver(*what, ctx.now())))


def _to_start(ctx: Context, message: Message) -> str | None:
    """The superior's side is started once per (message, key): an urging repeats the message, not the process."""
    query = (
        select(ProcessDefinition.key, StartEvent.element)
        .join(StartEvent, StartEvent.definition_id == ProcessDefinition.id)
        .where(StartEvent.jurisdiction == message.jurisdiction, StartEvent.message == message.name)
    )
    found = ctx.session.execute(query).first()
    if found is None:
        return None
    origin = f"{message.name}/{message.correlation_key or message.id}"
    asked = Start(found[0], "", message.payload, message.drill, found[1], origin, _pace_of(ctx, message))
    return start(ctx, asked, jurisdiction=message.jurisdiction).id


def _pace_of(ctx: Context, message: Message) -> int:
    """What a drill sets off goes on at its pace."""
    return int(find(ctx, message.sent_by).case.get("pace", 1)) if message.drill and message.sent_by else 1


def _expire(ctx: Context, message: Message) -> None:
    message.status = EXPIRED
    details = {"name": message.name, "key": message.correlation_key}
    record(ctx, Operation.MESSAGE_EXPIRE, message.id, details, jurisdiction=message.jurisdiction)
