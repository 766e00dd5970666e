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
from app.runtime.connectors import InstanceInfo
from app.runtime.jobs import enqueue

SEND = "notice.send"
QUEUED, SENT, RECORDED = "queued", "sent", "recorded"


class Notice(Model):
    """What was told to whom. In a drill it is recorded and never leaves the house."""

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
    to = call.inputs.get("to")
    groups = [str(group) for group in (to if isinstance(to, list) else [to]) if group]
    subject, text = str(call.inputs.get("subject") or call.name), str(call.inputs.get("text") or "")
    for group in groups:
        queue(
            ctx, instance.jurisdiction, group, (subject, text), instance_id=instance.id, drill=instance.drill
        )
    return {"queued": len(groups)}


def queue(
    ctx: Context,
    jurisdiction: str,
    group: str,
    words: tuple[str, str],
    *,
    instance_id: str | None,
    drill: bool,
) -> Notice:
    """Queue a notice (subject, text) to the members of a group."""
    notice = Notice(
        id=new_id(),
        jurisdiction=jurisdiction,
        instance_id=instance_id,
        recipient=group[:64],
        subject=words[0][:200],
        text=words[1],
        drill=drill,
        status=QUEUED,
        queued_at=ctx.now(),
    )
    ctx.session.add(notice)
    ctx.session.flush()
    enqueue(ctx, SEND, {"notice": notice.id}, key=notice.id)
    return notice
