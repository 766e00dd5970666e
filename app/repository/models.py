"""What is deployed: a jurisdiction's bundle as one hashed whole, and the definitions in it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Model
from app.db.types import Instant


class Jurisdiction(Model):
    """A tenant and the deployment it runs now."""

    __tablename__ = "jurisdiction"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    deployment_id: Mapped[str | None] = mapped_column(String(36))
    version: Mapped[int] = mapped_column(Integer, default=0)


class Deployment(Model):
    """One bundle, deployed. Instances stay on theirs; `digest` names its content."""

    __tablename__ = "deployment"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(ForeignKey("jurisdiction.key"))
    version: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    deployed_at: Mapped[datetime] = mapped_column(Instant)
    deployed_by: Mapped[str] = mapped_column(String(128))

    __table_args__ = (UniqueConstraint("jurisdiction", "version"),)


class Blob(Model):
    """Bytes by their SHA-256: resources of bundles, issued papers, attachments. Never changed, never deleted."""

    __tablename__ = "blob"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Resource(Model):
    """A file of a deployment."""

    __tablename__ = "resource"

    deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(255), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("blob.digest"))


class ProcessDefinition(Model):
    """A process of a deployment. `version` is the deployment's."""

    __tablename__ = "process_definition"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"), index=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(128))
    name: Mapped[str] = mapped_column(String(128))
    version: Mapped[int] = mapped_column(Integer)

    __table_args__ = (UniqueConstraint("jurisdiction", "key", "version"),)


class StartEvent(Model):
    """A start event of a definition that something other than a person sets off: a message or a timer.

    `next_due` is the next instant of a timer start, worked out on the calendar; null when nothing is due.
    """

    __tablename__ = "start_event"

    definition_id: Mapped[str] = mapped_column(ForeignKey("process_definition.id"), primary_key=True)
    element: Mapped[str] = mapped_column(String(128), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    message: Mapped[str | None] = mapped_column(String(128))
    expression: Mapped[str | None] = mapped_column(Text)
    next_due: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        Index("ix_start_event_message", "jurisdiction", "message"),
        Index("ix_start_event_next_due", "next_due"),
    )
