"""`notify`: a notice is queued in the step and leaves after its commit; it never holds the instance."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.ids import new_id
from app.db.base import Model
from app.db.context import Context
from app.db.types import Instant
from app.engine.step import ServiceCall
from app.history.log import record
from app.history.operations import Operation
from app.runtime.connectors import InstanceInfo
from app.runtime.jobs import enqueue

SEND = "notice.send"
QUEUED, SENT, RECORDED = "queued", "sent", "recorded"
_ACCOUNT = "@"


class Notice(Model):
    """What was told to whom. In a drill it is recorded and never leaves the house.

    `recipient` is the key of a group, or what `to_account` makes of an account's id.
    """

    __tablename__ = "notice"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    instance_id: Mapped[str | None] = mapped_column(String(36))
    recipient: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    drill: Mapped[bool] = mapped_column(Boolean)
    status: Mapped[str] = mapped_column(String(16))
    queued_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index("ix_notice_instance", "instance_id"),)


def notify(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any]:
    """Inputs: `to` (a group's key, or a list of them), `subject`, `text`. Result: how many notices were queued."""
    groups, words = _told(call)
    for group in groups:
        queue(ctx, instance.jurisdiction, group, words, instance_id=instance.id, drill=instance.drill)
    return {"queued": len(groups)}


def record_notice(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any]:
    """The same in a drill: recorded with the instance and in the log, and nothing is queued to leave."""
    groups, words = _told(call)
    for group in groups:
        notice = _notice(ctx, instance.jurisdiction, group, words, instance_id=instance.id, drill=True)
        notice.status, notice.sent_at = RECORDED, ctx.now()
        details = {"to": notice.recipient, "subject": notice.subject, "status": RECORDED}
        where = {"instance_id": instance.id, "jurisdiction": instance.jurisdiction}
        record(ctx, Operation.REMINDER_SEND, notice.id, details, **where)
    return {"queued": len(groups)}


def _told(call: ServiceCall) -> tuple[list[str], tuple[str, str]]:
    """To whom, and what (subject, text)."""
    to = call.inputs.get("to")
    groups = [str(group) for group in (to if isinstance(to, list) else [to]) if group]
    return groups, (str(call.inputs.get("subject") or call.name), str(call.inputs.get("text") or ""))


def to_account(account_id: str) -> str:
    """The recipient that is one account; no group has such a key."""
    return f"{_ACCOUNT}{account_id}"


def account_of(recipient: str) -> str:
    """The account's id; empty where the recipient is a group."""
    return recipient.removeprefix(_ACCOUNT) if recipient.startswith(_ACCOUNT) else ""


def queue(
    ctx: Context,
    jurisdiction: str,
    recipient: str,
    words: tuple[str, str],
    *,
    instance_id: str | None,
    drill: bool,
) -> Notice:
    """Queue a notice (subject, text) to the members of a group, or to one account."""
    notice = _notice(ctx, jurisdiction, recipient, words, instance_id=instance_id, drill=drill)
    enqueue(ctx, SEND, {"notice": notice.id}, key=notice.id)
    return notice


def _notice(
    ctx: Context,
    jurisdiction: str,
    recipient: str,
    words: tuple[str, str],
    *,
    instance_id: str | None,
    drill: bool,
) -> Notice:
    notice = Notice(
        id=new_id(),
        jurisdiction=jurisdiction,
        instance_id=instance_id,
        recipient=recipient[:64],
        subject=words[0][:200],
        text=words[1],
        drill=drill,
        status=QUEUED,
        queued_at=ctx.now(),
    )
    ctx.session.add(notice)
    ctx.session.flush()
    return notice
