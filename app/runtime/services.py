"""Service tasks whose connector works outside: the work itself, then its result or its refusal."""

from collections.abc import Callable, Mapping
from typing import Any

from app.db.context import Context
from app.engine.instance import Instance
from app.engine.step import InstanceStatus
from app.history.operations import Operation
from app.runtime.connectors import Refused
from app.runtime.models import ServiceJob
from app.runtime.step import Act, Cause, advance, because, hold

OPEN, DONE, FAILED = "open", "done", "failed"


def waiting(ctx: Context, job_id: str) -> ServiceJob | None:
    """The job if its result is still waited for."""
    job = ctx.session.get(ServiceJob, job_id)
    return job if job is not None and job.status == OPEN else None


def finish(ctx: Context, job_id: str, result: Mapping[str, Any]) -> None:
    """The work is done: its result goes into the instance, which moves on. A second time changes nothing."""
    job = _held(ctx, job_id)
    if job is not None:
        act = _because(job, {}, lambda live: live.finish_service(job.key, result, ctx.now()))
        _close(ctx, job, DONE, act)


def refuse(ctx: Context, job_id: str, refusal: Refused) -> None:
    """The other side refused: a BPMN error that a boundary event may catch."""
    job = _held(ctx, job_id)
    if job is not None:
        told = {"refused": refusal.message}
        act = _because(
            job, told, lambda live: live.fail_service(job.key, refusal.code, refusal.message, ctx.now())
        )
        _close(ctx, job, FAILED, act)


def _held(ctx: Context, job_id: str) -> ServiceJob | None:
    """The job as it stands once its instance is this transaction's to move."""
    job = ctx.session.get(ServiceJob, job_id)
    if job is None or hold(ctx, job.instance_id).status != InstanceStatus.ACTIVE:
        return None
    ctx.session.refresh(job)
    return job if job.status == OPEN else None


def _because(job: ServiceJob, told: Mapping[str, Any], move: Callable[[Instance], object]) -> Act:
    details = {"topic": job.topic, "element": job.element, **told}
    return because(Cause(Operation.INSTANCE_JOB, job.id, details), move)


def _close(ctx: Context, job: ServiceJob, status: str, act: Act) -> None:
    job.status = status
    ctx.session.flush()
    advance(ctx, job.instance_id, act)
