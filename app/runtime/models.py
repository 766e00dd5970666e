"""Running instances: engine rows, worklist, subscriptions, messages, incidents, number series."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import CLUSTERED, Model, where
from app.db.types import Instant, Json, Sentence


class ProcessInstance(Model):
    """One run of a definition. `version` rises by one with each step and is compared before it is set.

    `head` is the engine's own text; `next_due` the earliest timer in it, null when none waits.
    """

    __tablename__ = "process_instance"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"))
    process: Mapped[str] = mapped_column(String(128))
    number: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(String(200))
    level: Mapped[str | None] = mapped_column(String(16))
    type: Mapped[str | None] = mapped_column(String(32))
    drill: Mapped[bool] = mapped_column(Boolean, default=False)
    status: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer)
    head: Mapped[str] = mapped_column(Text)
    next_due: Mapped[datetime | None] = mapped_column(Instant)
    case: Mapped[Any] = mapped_column(Json)
    started_at: Mapped[datetime] = mapped_column(Instant)
    started_by: Mapped[str] = mapped_column(String(128))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    origin: Mapped[str | None] = mapped_column(String(255))

    __table_args__ = (
        Index("ix_process_instance_next_due", "next_due", **where("next_due IS NOT NULL")),
        Index("ix_process_instance_jurisdiction", "jurisdiction", "status", "started_at"),
        UniqueConstraint("jurisdiction", "number"),
        UniqueConstraint("jurisdiction", "origin"),
    )


class Execution(Model):
    """One engine task: the row that the engine gave, under its key."""

    __tablename__ = "execution"

    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"), primary_key=True)
    key: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    body: Mapped[str] = mapped_column(Text)

    __table_args__ = (CLUSTERED,)


class UserTask(Model):
    """A task for a person. Closed ones stay: who completed it, with which button.

    `candidate_groups` are keys with commas between, as they stand or stood last; `user_task_group` finds by them.
    """

    __tablename__ = "user_task"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"))
    key: Mapped[int] = mapped_column(Integer)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    process: Mapped[str] = mapped_column(String(128))
    element: Mapped[str] = mapped_column(String(128))
    name: Mapped[str] = mapped_column(String(128))
    lane: Mapped[str | None] = mapped_column(String(128))
    form_key: Mapped[str | None] = mapped_column(String(128))
    scope: Mapped[str] = mapped_column(String(255))
    not_by: Mapped[str | None] = mapped_column(String(255))
    candidate_groups: Mapped[str] = mapped_column(Text)
    subject: Mapped[str | None] = mapped_column(String(200))
    drill: Mapped[bool] = mapped_column(Boolean)
    priority: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String(16))
    assignee: Mapped[str | None] = mapped_column(String(36))
    assignee_name: Mapped[str | None] = mapped_column(String(128))
    claimed_at: Mapped[datetime | None] = mapped_column(Instant)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    due: Mapped[datetime | None] = mapped_column(Instant)
    follow_up: Mapped[datetime | None] = mapped_column(Instant)
    remind_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by: Mapped[str | None] = mapped_column(String(36))
    closed_by_name: Mapped[str | None] = mapped_column(String(128))
    outcome: Mapped[str | None] = mapped_column(String(64))
    request_id: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("instance_id", "key"),
        Index("ix_user_task_assignee", "assignee", "status", **where("assignee IS NOT NULL")),
        Index("ix_user_task_remind_at", "remind_at", **where("remind_at IS NOT NULL")),
        CLUSTERED,
    )

    @property
    def groups(self) -> frozenset[str]:
        """The candidate groups, by key."""
        return frozenset(filter(None, self.candidate_groups.split(",")))


class UserTaskGroup(Model):
    """A candidate group of an open task. Rows go when the task closes, so that inboxes do not grow with history.

    Found from the group only; whose a task is, its own row tells.
    """

    __tablename__ = "user_task_group"

    jurisdiction: Mapped[str] = mapped_column(String(64), primary_key=True)
    group: Mapped[str] = mapped_column(String(64), primary_key=True)
    task_id: Mapped[str] = mapped_column(ForeignKey("user_task.id"), primary_key=True)

    __table_args__ = (CLUSTERED,)


class EventSubscription(Model):
    """A catch of a message that waits: by name and correlation key."""

    __tablename__ = "event_subscription"

    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"), primary_key=True)
    key: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    element: Mapped[str] = mapped_column(String(128))
    name: Mapped[str] = mapped_column(String(128))
    correlation_key: Mapped[str | None] = mapped_column(String(200))
    startable_by: Mapped[Any] = mapped_column(Json)
    drill: Mapped[bool] = mapped_column(Boolean)

    __table_args__ = (
        Index("ix_event_subscription_name", "jurisdiction", "name", "correlation_key"),
        CLUSTERED,
    )


class Message(Model):
    """A message between instances. `waiting` until a catch takes it or it expires."""

    __tablename__ = "message"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(128))
    correlation_key: Mapped[str | None] = mapped_column(String(200))
    payload: Mapped[Any] = mapped_column(Json)
    drill: Mapped[bool] = mapped_column(Boolean)
    status: Mapped[str] = mapped_column(String(16))
    sent_by: Mapped[str | None] = mapped_column(String(36))
    sent_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    taken_by: Mapped[str | None] = mapped_column(String(36))

    __table_args__ = (
        Index("ix_message_name", "jurisdiction", "status", "name", "correlation_key"),
        Index("ix_message_waiting", "status", "expires_at"),
    )


class ServiceJob(Model):
    """A service task whose connector works outside the transaction, until it is finished or has failed."""

    __tablename__ = "service_job"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"))
    key: Mapped[int] = mapped_column(Integer)
    topic: Mapped[str] = mapped_column(String(64))
    element: Mapped[str] = mapped_column(String(128))
    inputs: Mapped[Any] = mapped_column(Json)
    status: Mapped[str] = mapped_column(String(16))
    opened_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (UniqueConstraint("instance_id", "key"),)


class Incident(Model):
    """异常: a failure of the engine, of a connector or of a job; never the emergency."""

    __tablename__ = "incident"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    instance_id: Mapped[str | None] = mapped_column(String(36), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    code: Mapped[str] = mapped_column(String(64))
    element: Mapped[str | None] = mapped_column(String(128))
    message: Mapped[str] = mapped_column(Sentence)
    cause: Mapped[str | None] = mapped_column(Text)
    job: Mapped[Any | None] = mapped_column(Json, nullable=True)
    status: Mapped[str] = mapped_column(String(16))
    raised_at: Mapped[datetime] = mapped_column(Instant)
    resolved_at: Mapped[datetime | None] = mapped_column(Instant)
    resolved_by: Mapped[str | None] = mapped_column(String(128))

    __table_args__ = (Index("ix_incident_open", "jurisdiction", "status"),)


class NumberSeries(Model):
    """The last number of a series; its row lock puts concurrent issues in line, so there are no gaps."""

    __tablename__ = "number_series"

    jurisdiction: Mapped[str] = mapped_column(String(64), primary_key=True)
    series: Mapped[str] = mapped_column(String(64), primary_key=True)
    period: Mapped[str] = mapped_column(String(16), primary_key=True)
    drill: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)
