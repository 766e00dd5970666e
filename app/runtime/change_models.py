"""What was done to running instances beside their diagrams: migrations of many, modifications of one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Model, where
from app.db.types import Instant, Json, Sentence


class Migration(Model):
    """Instances of a process on their way from one deployment to another.

    `mapping` is a list of [process, old element, new element]; `rearm` says that timers are set anew. `status` is
    running, paused, reverting or done.
    """

    __tablename__ = "migration"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    process: Mapped[str] = mapped_column(String(128))
    source_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"))
    target_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"))
    mapping: Mapped[Any] = mapped_column(Json)
    rearm: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime] = mapped_column(Instant)
    started_by: Mapped[str] = mapped_column(String(36))
    started_by_name: Mapped[str] = mapped_column(String(128))
    finished_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index("ix_migration_jurisdiction", "jurisdiction", "started_at"),)


class MigrationItem(Model):
    """One instance of a migration.

    `outcome` is waiting, migrated, refused, failed, reverting or reverted; `findings` say why or what is different,
    `note` what went wrong. `snapshot` holds head and rows as they were, as long as going back to them is enough;
    `version` is the instance's right after.
    """

    __tablename__ = "migration_item"

    migration_id: Mapped[str] = mapped_column(ForeignKey("migration.id"), primary_key=True)
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"), primary_key=True)
    ord: Mapped[int] = mapped_column(Integer)
    outcome: Mapped[str] = mapped_column(String(16))
    findings: Mapped[Any] = mapped_column(Json)
    note: Mapped[str] = mapped_column(Sentence)
    before: Mapped[Any] = mapped_column(Json)
    after: Mapped[Any] = mapped_column(Json)
    snapshot: Mapped[Any | None] = mapped_column(Json)
    version: Mapped[int | None] = mapped_column(Integer)
    moved_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        Index("ix_migration_item_outcome", "migration_id", "outcome", "ord"),
        Index("ix_migration_item_instance", "instance_id"),
    )


class Modification(Model):
    """A change of one instance that somebody proposes and another approves. `status`: proposed, done or refused.

    `acts` are what is to be done, as `app.runtime.acts` writes them; `version` is the instance's when it was proposed.
    """

    __tablename__ = "modification"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"))
    deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"))
    status: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer)
    acts: Mapped[Any] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(Text)
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    proposed_by: Mapped[str] = mapped_column(String(36))
    proposed_by_name: Mapped[str] = mapped_column(String(128))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str | None] = mapped_column(String(36))
    decided_by_name: Mapped[str | None] = mapped_column(String(128))
    decision_note: Mapped[str] = mapped_column(Text)
    before: Mapped[Any] = mapped_column(Json)
    after: Mapped[Any] = mapped_column(Json)

    __table_args__ = (
        Index("ix_modification_instance", "instance_id", "proposed_at"),
        Index("ix_modification_proposed", "jurisdiction", **where("status = 'proposed'")),
    )
