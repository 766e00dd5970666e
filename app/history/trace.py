"""Keeping what a step did, and reading it back in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from app.core.canonical import canonical, digest
from app.db.context import Context
from app.db.hot import Hot
from app.history.models import Trace

_COLUMNS = ("instance_id", "version", "ord", "at", "kind", "key", "process", "element", "state", "detail")
_LINE = "|".join(f"%({column})s" for column in _COLUMNS[2:])
_append = Hot(insert(Trace), _COLUMNS)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a trace. `kind`: activity, flow, decision, message, written, reassigned."""

    kind: str
    key: int
    process: str
    element: str
    state: str | None
    detail: Any
    at: datetime | None = None


def append(ctx: Context, instance_id: str, version: int, events: Sequence[Event]) -> str:
    """Store the events of one step; returns their fingerprint, which the log entry of the step carries."""
    rows = [_row(instance_id, version, ord_, ctx.at, event) for ord_, event in enumerate(events)]
    _append.many(ctx, rows)
    return fingerprint_of(rows)


def fingerprint_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 over the rows of one step, each as it is stored."""
    return digest("\n".join([_LINE % row for row in rows]).encode())


def of_instance(ctx: Context, instance_id: str) -> Sequence[Trace]:
    """Everything the engine did for an instance, oldest first."""
    query = select(Trace).where(Trace.instance_id == instance_id).order_by(Trace.version, Trace.ord)
    return ctx.session.scalars(query).all()


def _row(instance_id: str, version: int, ord_: int, at: str, event: Event) -> dict[str, Any]:
    return {
        "instance_id": instance_id,
        "version": version,
        "ord": ord_,
        "at": at,
        "kind": event.kind,
        "key": event.key,
        "process": event.process,
        "element": event.element,
        "state": event.state,
        "detail": canonical(event.detail),
    }
