"""Append-only tables: the operation log, what each step did, and the salted values behind its hashes.

Triggers of the migrations refuse UPDATE and DELETE in both databases.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import CLUSTERED, Model
from app.db.types import Instant

Big = BigInteger().with_variant(Integer, "sqlite")


class LogHead(Model):
    """The last link of a jurisdiction's chain; its row lock puts writers in line."""

    __tablename__ = "log_head"

    jurisdiction: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(Big)
    hash: Mapped[str] = mapped_column(String(64))


class OperationLog(Model):
    """One entry: `body` is canonical JSON (RFC 8785), `hash` = SHA-256(0x00 ‖ previous hash ‖ body)."""

    __tablename__ = "operation_log"

    jurisdiction: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    operation: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(64))
    instance_id: Mapped[str | None] = mapped_column(String(36))
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (Index("ix_operation_log_instance", "instance_id", "seq"),)


class Trace(Model):
    """What the engine did in one step, in order: activities, flows with their why, decisions, written values.

    `version` is the instance's version after the step; `ord` the place within it; `detail` canonical JSON.
    """

    __tablename__ = "trace"

    instance_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    ord: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(String(16))
    key: Mapped[int] = mapped_column(Integer)
    process: Mapped[str] = mapped_column(String(128))
    element: Mapped[str] = mapped_column(String(128))
    state: Mapped[str | None] = mapped_column(String(16))
    detail: Mapped[str] = mapped_column(Text)

    __table_args__ = (CLUSTERED,)


class PersonalValue(Model):
    """A personal value that the chain holds only as a salted hash, so that lawful deletion does not break it."""

    __tablename__ = "personal_value"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    salt: Mapped[str] = mapped_column(String(32))
    value: Mapped[str] = mapped_column(Text)
