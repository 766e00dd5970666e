"""Reading the log for people: entries of an instance, oldest first, with their bodies."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.db.context import Context
from app.history.models import OperationLog
from app.history.operations import Operation

PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry as read: who, what, when, to which entity, and the details that were chained."""

    seq: int
    at: datetime
    operation: Operation
    who: str
    unit: str
    acting_for: str | None
    details: dict[str, Any]
    hash: str
    entity: str = ""


def of_instance(ctx: Context, instance_id: str) -> list[Logged]:
    """Everything recorded of an instance, oldest first."""
    where = (OperationLog.instance_id == instance_id, OperationLog.jurisdiction == ctx.actor.jurisdiction)
    query = select(OperationLog).where(*where).order_by(OperationLog.seq).limit(PAGE)
    return [_read(entry) for entry in ctx.session.scalars(query)]


def _read(entry: OperationLog) -> Logged:
    body = json.loads(entry.body)
    actor = body["actor"]
    return Logged(
        entry.seq,
        entry.at,
        Operation(entry.operation),
        actor["name"],
        actor["unit"],
        actor["acting_for"],
        body["details"],
        entry.hash,
        body["entity"],
    )
