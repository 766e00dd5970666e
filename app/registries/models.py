"""台账: entries declared by form documents, with their history."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Model
from app.db.types import Instant, Json


class RegistryEntry(Model):
    """One entry of a register; `data` is what its form document declares."""

    __tablename__ = "registry_entry"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    registry_key: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(128))
    data: Mapped[Any] = mapped_column(Json)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(String(128))

    __table_args__ = (
        UniqueConstraint("jurisdiction", "registry_key", "key"),
        Index("ix_registry_entry_registry", "jurisdiction", "registry_key", "active"),
    )
