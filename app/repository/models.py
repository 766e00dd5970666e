"""What is deployed: a jurisdiction's bundle as one hashed whole, and the definitions in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Model, where
from app.db.types import Instant, Json


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


class Draft(Model):
    """The next version of a jurisdiction's package while it is written: the files of a deployment and what changed.

    `number` is the version it would become. A jurisdiction has one unfinished draft at most.
    """

    __tablename__ = "draft"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(ForeignKey("jurisdiction.key"))
    base_deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"))
    number: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(200))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    opened_by: Mapped[str] = mapped_column(String(64))
    opened_by_name: Mapped[str] = mapped_column(String(128))
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    submitted_by: Mapped[str | None] = mapped_column(String(64))
    submitted_by_name: Mapped[str | None] = mapped_column(String(128))
    submitted_digest: Mapped[str | None] = mapped_column(String(64))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str | None] = mapped_column(String(64))
    decided_by_name: Mapped[str | None] = mapped_column(String(128))
    decision_note: Mapped[str | None] = mapped_column(Text)
    deployment_id: Mapped[str | None] = mapped_column(ForeignKey("deployment.id"))

    __table_args__ = (
        Index(
            "uq_draft_unfinished",
            "jurisdiction",
            unique=True,
            **where("status IN ('open', 'review')"),
        ),
        Index("ix_draft_jurisdiction", "jurisdiction", "opened_at"),
        Index("ix_draft_deployment", "deployment_id"),
    )


class DraftFile(Model):
    """A file that a draft changed, as saved last; without a digest it was deleted. `version` rises with each save.

    `forked_from` is the deployment from which both the draft and a newer version changed it, until one is chosen.
    """

    __tablename__ = "draft_file"

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(255), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str | None] = mapped_column(ForeignKey("blob.digest"))
    saved_at: Mapped[datetime] = mapped_column(Instant)
    saved_by: Mapped[str] = mapped_column(String(64))
    saved_by_name: Mapped[str] = mapped_column(String(128))
    forked_from: Mapped[str | None] = mapped_column(String(36))


class DraftMilestone(Model):
    """A name for how a draft stood at an instant: over which deployment, and its files as `{version, digest}`."""

    __tablename__ = "draft_milestone"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id"))
    name: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(64))
    by_name: Mapped[str] = mapped_column(String(128))
    base_deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"))
    files: Mapped[Any] = mapped_column(Json)

    __table_args__ = (Index("ix_draft_milestone_draft", "draft_id", "at"),)


class DraftSave(Model):
    """One save of a file of a draft; never changed, never deleted."""

    __tablename__ = "draft_save"

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(255), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    digest: Mapped[str | None] = mapped_column(ForeignKey("blob.digest"))
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(64))
    by_name: Mapped[str] = mapped_column(String(128))


class DraftLock(Model):
    """Who is editing a file, until when: a notice to others, not a wall."""

    __tablename__ = "draft_lock"

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(255), primary_key=True)
    by: Mapped[str] = mapped_column(String(64))
    by_name: Mapped[str] = mapped_column(String(128))
    until: Mapped[datetime] = mapped_column(Instant)


class DraftComment(Model):
    """What somebody says about a file or one of its elements; a reply names the comment that it answers."""

    __tablename__ = "draft_comment"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id"))
    path: Mapped[str] = mapped_column(String(255))
    element: Mapped[str | None] = mapped_column(String(128))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("draft_comment.id"))
    author: Mapped[str] = mapped_column(String(64))
    author_name: Mapped[str] = mapped_column(String(128))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)
    resolved_at: Mapped[datetime | None] = mapped_column(Instant)
    resolved_by_name: Mapped[str | None] = mapped_column(String(128))

    __table_args__ = (Index("ix_draft_comment_file", "draft_id", "path"),)
