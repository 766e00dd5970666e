"""Papers: numbered in the deciding transaction, rendered after it, kept for ever."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Model
from app.db.types import Instant, Json


class Paper(Model):
    """文书: `data` is canonical and fingerprinted at issue; `unsigned_digest` and `file_digest` name its bytes.

    Life: issued → delivered → acknowledged, or withdrawn, or replaced (`replaced_by` stands instead); `ended_at`,
    `ended_by` and `reason` tell of the last two. Numbers are never reused. `code` is what its QR code and the public
    verification page know it by; `certificate` the digest of the certificate (PEM) that it was signed with.
    """

    __tablename__ = "paper"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"))
    key: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(64))
    series: Mapped[str] = mapped_column(String(64))
    year: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    recipient: Mapped[str | None] = mapped_column(String(200))
    force: Mapped[str | None] = mapped_column(String(64))
    drill: Mapped[bool] = mapped_column(Boolean)
    data: Mapped[Any] = mapped_column(Json)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    issued_at: Mapped[datetime] = mapped_column(Instant)
    issued_by: Mapped[str] = mapped_column(String(128))
    delivered_at: Mapped[datetime | None] = mapped_column(Instant)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant)
    unsigned_digest: Mapped[str | None] = mapped_column(String(64))
    file_digest: Mapped[str | None] = mapped_column(ForeignKey("blob.digest"))
    certificate: Mapped[str | None] = mapped_column(ForeignKey("blob.digest"))
    code: Mapped[str] = mapped_column(String(16), unique=True)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[str | None] = mapped_column(String(128))
    reason: Mapped[str | None] = mapped_column(String(500))
    replaced_by: Mapped[str | None] = mapped_column(ForeignKey("paper.id"))

    __table_args__ = (
        UniqueConstraint("jurisdiction", "series", "year", "drill", "serial"),
        Index("ix_paper_instance", "instance_id"),
    )
