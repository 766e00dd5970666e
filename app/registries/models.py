"""台账: entries declared by form documents, with their history."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Model
from app.db.types import Instant, Json


class RegistryEntry(Model):
    """One entry of a register; `data` is what its form document declares, `text` what a search looks through."""

    __tablename__ = "registry_entry"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    registry_key: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(128))
    data: Mapped[Any] = mapped_column(Json)
    text: Mapped[str] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(String(128))
    confirmed_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_by: Mapped[str] = mapped_column(String(128))

    __table_args__ = (
        UniqueConstraint("jurisdiction", "registry_key", "key"),
        Index("ix_registry_entry_registry", "jurisdiction", "registry_key", "active"),
    )


class RegistryChange(Model):
    """One change of an entry: who, when, by what, and each field before and after, as people read it.

    `cause` is person, process, import or sample; `changes` a list of `{field, label, before, after}`.
    """

    __tablename__ = "registry_change"

    entry_id: Mapped[str] = mapped_column(ForeignKey("registry_entry.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    act: Mapped[str] = mapped_column(String(16))
    cause: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(128))
    instance_id: Mapped[str | None] = mapped_column(String(36))
    changes: Mapped[Any] = mapped_column(Json)
