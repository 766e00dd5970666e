"""`export.file`: what is meant for an outside system is kept as a file, to be filed there by hand until a line stands.

A drill keeps it as recorded: it is seen with the instance and never among what waits to be filed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core.canonical import canonical
from app.core.errors import Conflict, NotFound
from app.core.ids import new_id
from app.db.base import Model
from app.db.context import Context
from app.db.types import Instant, Json, iso
from app.engine.step import ServiceCall
from app.history.log import record
from app.history.operations import Operation
from app.runtime.connectors import InstanceInfo, Refused

KEPT, FILED, RECORDED = "kept", "filed", "recorded"
LARGEST = 1024 * 1024
"""Bytes of the content as JSON."""


class OutgoingFile(Model):
    """One thing meant for an outside system. `receipt` is what the other side answered, as a person wrote it down."""

    __tablename__ = "outgoing_file"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    instance_id: Mapped[str] = mapped_column(String(36))
    system: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(200))
    content: Mapped[Any] = mapped_column(Json)
    status: Mapped[str] = mapped_column(String(16))
    kept_at: Mapped[datetime] = mapped_column(Instant)
    kept_by: Mapped[str] = mapped_column(String(128))
    filed_at: Mapped[datetime | None] = mapped_column(Instant)
    filed_by: Mapped[str | None] = mapped_column(String(128))
    receipt: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (
        Index("ix_outgoing_file_status", "jurisdiction", "status", "kept_at"),
        Index("ix_outgoing_file_instance", "instance_id"),
    )


class OutgoingNotFound(NotFound):
    """没有这份待补报的文件。"""

    code = "outgoing-not-found"


class AlreadyFiled(Conflict):
    """这一份已由 {who} 补报，没有重复登记。"""

    code = "already-filed"


def export_file(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any]:
    """Inputs: `system` (the outside system), `subject`, `content`. Result: `id`, `system`, `status`, `kept_at`."""
    return _keep(ctx, call, instance, KEPT)


def record_export(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any]:
    """The same in a drill: recorded, and nothing to file."""
    return _keep(ctx, call, instance, RECORDED)


def waiting(ctx: Context) -> Sequence[OutgoingFile]:
    """What the actor's jurisdiction has still to file, oldest first."""
    o = OutgoingFile
    where = (o.jurisdiction == ctx.actor.jurisdiction, o.status == KEPT)
    return ctx.session.scalars(select(o).where(*where).order_by(o.kept_at).limit(500)).all()


def lately_filed(ctx: Context, most: int = 50) -> Sequence[OutgoingFile]:
    """What was filed last, newest first."""
    o = OutgoingFile
    where = (o.jurisdiction == ctx.actor.jurisdiction, o.status == FILED)
    return ctx.session.scalars(select(o).where(*where).order_by(o.filed_at.desc()).limit(most)).all()


def find(ctx: Context, file_id: str, *, hold: bool = False) -> OutgoingFile:
    """One of the actor's jurisdiction. Raises `OutgoingNotFound`."""
    found = ctx.session.get(OutgoingFile, file_id, with_for_update=hold or None)
    if found is None or found.jurisdiction != ctx.actor.jurisdiction:
        raise OutgoingNotFound
    return found


def file_of(ctx: Context, found: OutgoingFile) -> bytes:
    """The content as canonical JSON, with what it belongs to; who took it is in the log."""
    whole = {
        "id": found.id,
        "system": found.system,
        "subject": found.subject,
        "kept_at": iso(found.kept_at),
        "content": found.content,
    }
    details = {"system": found.system, "subject": found.subject}
    record(ctx, Operation.EXPORT_FILE, found.id, details, instance_id=found.instance_id)
    return canonical(whole).encode()


def mark_filed(ctx: Context, file_id: str, receipt: str) -> None:
    """A person has filed it by hand and writes down the receipt. Raises `AlreadyFiled`."""
    found = find(ctx, file_id, hold=True)
    if found.status != KEPT:
        raise AlreadyFiled(who=found.filed_by or "演练记录")
    found.status, found.receipt = FILED, receipt[:200]
    found.filed_at, found.filed_by = ctx.now(), ctx.actor.name
    details = {"system": found.system, "subject": found.subject, "receipt": found.receipt, "filed": True}
    record(ctx, Operation.EXPORT_FILE, found.id, details, instance_id=found.instance_id)


def _keep(ctx: Context, call: ServiceCall, instance: InstanceInfo, status: str) -> Mapping[str, Any]:
    content = call.inputs.get("content")
    if len(canonical(content).encode()) > LARGEST:
        raise Refused("export-refused", f"要补报的内容超过 {LARGEST // 1024} KB")
    found = OutgoingFile(
        id=new_id(),
        jurisdiction=instance.jurisdiction,
        instance_id=instance.id,
        system=str(call.inputs.get("system") or "outside")[:64],
        subject=str(call.inputs.get("subject") or call.name)[:200],
        content=content,
        status=status,
        kept_at=ctx.now(),
        kept_by=ctx.actor.name,
    )
    ctx.session.add(found)
    details = {"system": found.system, "subject": found.subject, "status": status, "element": call.element}
    where = {"instance_id": instance.id, "jurisdiction": instance.jurisdiction}
    record(ctx, Operation.EXPORT_KEEP, found.id, details, **where)
    return {"id": found.id, "system": found.system, "status": status, "kept_at": iso(found.kept_at)}
