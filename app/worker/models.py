"""Tables of the workers: who may do what only one may do, and who is alive."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Model
from app.db.types import Instant


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
