"""Drafts: what somebody has typed into a task and not handed in."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Model
from app.db.types import Instant, Json


class FormDraft(Model):
    """One per task and account, so that a hand-over loses nobody's typing."""

    __tablename__ = "form_draft"

    task_id: Mapped[str] = mapped_column(ForeignKey("user_task.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    data: Mapped[Any] = mapped_column(Json)
    version: Mapped[int] = mapped_column(Integer)
    saved_at: Mapped[datetime] = mapped_column(Instant)
