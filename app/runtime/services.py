"""Service tasks whose connector works outside: taking the job, finishing it, failing it."""

from collections.abc import Mapping
from typing import Any

from app.db.context import Context
from app.engine.step import InstanceStatus
from app.history.operations import Operation
from app.runtime.models import ServiceJob
from app.runtime.step import Cause, advance, because, find

OPEN, DONE, FAILED = "open", "done", "failed"


def take(ctx: Context, job_id: str) -> ServiceJob | None:
    """The job if it still waits for its result; a repeated run finds it done."""
    job = ctx.session.get(ServiceJob, job_id, with_for_update=True)
    if job is None or job.status != OPEN:
        return None
    return job if find(ctx, job.instance_id).status == InstanceStatus.ACTIVE else None


def finish(ctx: Context, job: ServiceJob, result: Mapping[str, Any]) -> None:
    """The work is done: its result goes into the instance, which moves on."""
    job.status = DONE
    ctx.session.flush()
    cause = Cause(Operation.INSTANCE_JOB, job.id, {"topic": job.topic, "element": job.element})
    advance(
        ctx, job.instance_id, because(cause, lambda live: live.finish_service(job.key, result, ctx.now()))
    )


def refuse(ctx: Context, job: ServiceJob, code: str, message: str) -> None:
    """The other side refused: a BPMN error that a boundary event may catch."""
    job.status = FAILED
    ctx.session.flush()
    cause = Cause(
        Operation.INSTANCE_JOB, job.id, {"topic": job.topic, "element": job.element, "refused": message}
    )
    advance(
        ctx,
        job.instance_id,
        because(cause, lambda live: live.fail_service(job.key, code, message, ctx.now())),
    )
