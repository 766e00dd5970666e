"""Tables of the workers: who may do what only one may do, who is alive, and which scenarios were played."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Model
from app.db.types import Instant, Json


class Lease(Model):
    """Who may scan, and until when."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    holder: Mapped[str] = mapped_column(String(128))
    until: Mapped[datetime] = mapped_column(Instant)


class Heartbeat(Model):
    """A worker that runs: `beats` rises while it lives, so that nobody's clock decides who is dead."""

    __tablename__ = "heartbeat"

    executor: Mapped[str] = mapped_column(String(128), primary_key=True)
    beats: Mapped[int] = mapped_column(Integer)
    beaten_at: Mapped[datetime] = mapped_column(Instant)


class ScenarioRun(Model):
    """The scenarios of a package, played: by the digest of the package, for the same one ends the same.

    `status` is running, done, or dropped when the draft had moved on; `attempt` counts how often it was asked for
    anew. `failures` hold name, step and why; `coverage` what `app.worker.scenarios.runs` reads.
    """

    __tablename__ = "scenario_run"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    jurisdiction: Mapped[str] = mapped_column(String(64))
    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id"))
    status: Mapped[str] = mapped_column(String(16))
    attempt: Mapped[int] = mapped_column(Integer)
    done: Mapped[int] = mapped_column(Integer)
    total: Mapped[int] = mapped_column(Integer)
    failures: Mapped[Any] = mapped_column(Json)
    coverage: Mapped[Any | None] = mapped_column(Json, nullable=True)
    started_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
