"""异常: recorded after the rollback, seen by operators, retried by a person."""

from typing import Any

from sqlalchemy import select, update

from app.core.errors import DomainError, NotFound
from app.core.ids import new_id
from app.core.texts import Text
from app.db.context import Context
from app.engine.errors import EngineError
from app.history.log import NOWHERE, record
from app.history.operations import Operation
from app.runtime.jobs import enqueue
from app.runtime.models import Incident, ProcessInstance

OPEN, RESOLVED = "open", "resolved"


class IncidentNotFound(NotFound):
    """没有这条异常，或已经处理过了。"""

    code = "incident-not-found"


def record_failure(ctx: Context, error: Exception) -> None:
    """An engine failure becomes an incident; called in a transaction of its own after the rollback."""
    if isinstance(error, EngineError):
        trigger, job = error.details.get("trigger", "step"), error.details.get("job")
        raise_incident(ctx, error, kind=trigger, job=job)


def raise_incident(
    ctx: Context,
    error: Exception,
    *,
    kind: str,
    job: dict[str, Any] | None = None,
    jurisdiction: str | None = None,
    instance_id: str | None = None,
) -> str:
    """Record an incident and return its id; a failure that is open already is not told again.

    A timer that failed waits for its retry instead of failing twice a second.
    """
    details: dict[str, Any] = error.details if isinstance(error, DomainError) else {}
    instance = ctx.session.get(ProcessInstance, details.get("instance_id") or instance_id or "")
    incident = Incident(
        id=new_id(),
        jurisdiction=instance.jurisdiction
        if instance
        else details.get("jurisdiction") or jurisdiction or _home(ctx),
        instance_id=instance.id if instance else None,
        kind=kind,
        code=getattr(error, "code", "failure"),
        element=details.get("element"),
        message=getattr(error, "message", None) or Text("内部出错，没有产生任何变化。"),
        cause=f"{type(error).__name__}: {error}"[:2000],
        job=job,
        status=OPEN,
        raised_at=ctx.now(),
    )
    if kind == "timer" and instance is not None:
        instance.next_due = None
    known = _same(ctx, incident)
    if known is not None:
        return known
    ctx.session.add(incident)
    told = {"code": incident.code, "element": incident.element, "message": incident.message, "kind": kind}
    where = {"instance_id": incident.instance_id, "jurisdiction": incident.jurisdiction}
    record(ctx, Operation.INCIDENT_RAISE, incident.id, told, **where)
    return incident.id


def _home(ctx: Context) -> str:
    return ctx.actor.jurisdiction or NOWHERE


def _same(ctx: Context, incident: Incident) -> str | None:
    """The open incident that says the same of the same job, or of the same step."""
    query = select(Incident.id, Incident.job).where(
        Incident.jurisdiction == incident.jurisdiction,
        Incident.status == OPEN,
        Incident.kind == incident.kind,
        Incident.code == incident.code,
        Incident.instance_id.is_not_distinct_from(incident.instance_id),
        Incident.element.is_not_distinct_from(incident.element),
    )
    same = (row.id for row in ctx.session.execute(query) if row.job == incident.job)
    return next(same, None)


def retry(ctx: Context, incident_id: str) -> None:
    """Do again what failed; the incident is resolved, and a new failure makes a new one."""
    incident = ctx.session.get(Incident, incident_id)
    if incident is None or incident.status != OPEN or incident.jurisdiction != ctx.actor.jurisdiction:
        raise IncidentNotFound
    incident.status, incident.resolved_at, incident.resolved_by = RESOLVED, ctx.now(), ctx.actor.name
    if incident.kind == "timer":
        due = update(ProcessInstance).where(ProcessInstance.id == incident.instance_id)
        ctx.session.execute(due.values(next_due=ctx.now()))
    if incident.job:
        enqueue(ctx, incident.job["name"], incident.job["payload"])
    details = {"code": incident.code, "element": incident.element}
    record(ctx, Operation.INCIDENT_RETRY, incident.id, details, instance_id=incident.instance_id)


def open_incidents(ctx: Context, jurisdiction: str) -> list[Incident]:
    """Incidents that wait for an operator, newest first."""
    query = select(Incident).where(Incident.jurisdiction == jurisdiction, Incident.status == OPEN)
    return list(ctx.session.scalars(query.order_by(Incident.raised_at.desc())))
