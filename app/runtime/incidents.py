"""异常: recorded after the rollback, seen by operators, retried by a person."""

from typing import Any

from sqlalchemy import select, update

from app.core.errors import DomainError, NotFound
from app.core.ids import new_id
from app.db.context import Context
from app.engine.errors import EngineError
from app.history.log import record
from app.history.operations import Operation
from app.runtime.jobs import Names, enqueue
from app.runtime.models import Incident, ProcessInstance

OPEN, RESOLVED = "open", "resolved"


class IncidentNotFound(NotFound):
    """没有这条异常，或已经处理过了。"""

    code = "incident-not-found"


def record_failure(ctx: Context, error: Exception) -> None:
    """An engine failure becomes an incident; called in a transaction of its own after the rollback."""
    if isinstance(error, EngineError):
        raise_incident(ctx, error, kind=error.details.get("trigger", "step"))


def raise_incident(ctx: Context, error: Exception, *, kind: str, job: dict[str, Any] | None = None) -> str:
    """Record an incident; a timer that failed waits for its retry instead of failing twice a second."""
    details: dict[str, Any] = error.details if isinstance(error, DomainError) else {}
    instance = ctx.session.get(
        ProcessInstance, details.get("instance_id") or (job or {}).get("instance") or ""
    )
    incident = Incident(
        id=new_id(),
        jurisdiction=instance.jurisdiction if instance else ctx.actor.jurisdiction or "-",
        instance_id=instance.id if instance else None,
        kind=kind,
        code=getattr(error, "code", "failure"),
        element=details.get("element"),
        message=getattr(error, "message", None) or "内部出错，没有产生任何变化。",
        cause=f"{type(error).__name__}: {error}"[:2000],
        job=job,
        status=OPEN,
        raised_at=ctx.now(),
    )
    ctx.session.add(incident)
    if kind == "timer" and instance is not None:
        instance.next_due = None
    told = {"code": incident.code, "element": incident.element, "message": incident.message, "kind": kind}
    where = {"instance_id": incident.instance_id, "jurisdiction": incident.jurisdiction}
    record(ctx, Operation.INCIDENT_RAISE, incident.id, told, **where)
    return incident.id


def retry(ctx: Context, incident_id: str) -> None:
    """Do again what failed; the incident is resolved, and a new failure makes a new one."""
    incident = ctx.session.get(Incident, incident_id)
    if incident is None or incident.status != OPEN or incident.jurisdiction != ctx.actor.jurisdiction:
        raise IncidentNotFound
    incident.status, incident.resolved_at, incident.resolved_by = RESOLVED, ctx.now(), ctx.actor.name
    if incident.job:
        enqueue(ctx, incident.job["name"], incident.job["payload"])
    if incident.kind == "timer":
        due = update(ProcessInstance).where(ProcessInstance.id == incident.instance_id)
        ctx.session.execute(due.values(next_due=ctx.now()))
        enqueue(ctx, Names.FIRE_TIMERS, {"instance": incident.instance_id or ""})
    details = {"code": incident.code, "element": incident.element}
    record(ctx, Operation.INCIDENT_RETRY, incident.id, details, instance_id=incident.instance_id)


def open_incidents(ctx: Context, jurisdiction: str) -> list[Incident]:
    """Incidents that wait for an operator, newest first."""
    query = select(Incident).where(Incident.jurisdiction == jurisdiction, Incident.status == OPEN)
    return list(ctx.session.scalars(query.order_by(Incident.raised_at.desc())))
