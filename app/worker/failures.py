"""Jobs that cannot be done: each becomes an incident that a person sees and retries; none is lost in a log file."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from app.core.actor import system
from app.core.errors import DomainError
from app.db.base import Model
from app.db.context import Context
from app.engine.errors import EngineError
from app.printouts.models import Paper
from app.repository.models import ProcessDefinition
from app.runtime.change_models import Migration
from app.runtime.incidents import raise_incident
from app.runtime.models import Message, ProcessInstance, ServiceJob, UserTask
from app.worker.house import House
from app.worker.notices import Notice

KIND = "job"
_SUBJECTS: Mapping[str, type[Model]] = {
    "definition": ProcessDefinition,
    "instance": ProcessInstance,
    "message": Message,
    "migration": Migration,
    "notice": Notice,
    "paper": Paper,
    "service_job": ServiceJob,
    "task": UserTask,
}


class UnknownJob(DomainError):
    """没有名为 {name} 的后台作业。多半是新版本的作业由旧版本的进程取走了：请升级后重试。"""

    code = "unknown-job"
    status = 500


class JobLost(DomainError):
    """后台作业 {name} 没有办完：{why}"""

    code = "job-lost"
    status = 500


@contextmanager
def job_transaction(house: House, name: str, payload: Mapping[str, Any]) -> Iterator[Context]:
    """One transaction of a job. An engine failure becomes an incident with the job in it: no second try would help."""
    with suppress(EngineError), house.database.transaction(system()) as ctx:
        try:
            yield ctx
        except EngineError as error:
            jurisdiction, instance_id = _subject(ctx, payload)
            error.details.setdefault("jurisdiction", jurisdiction)
            error.details.setdefault("instance_id", instance_id)
            error.details["job"] = {"name": name, "payload": dict(payload)}
            raise


def give_up(house: House, name: str, payload: Mapping[str, Any], error: Exception) -> str:
    """Record that a job failed for good; returns the incident's id."""
    with house.database.transaction(system()) as ctx:
        jurisdiction, instance_id = _subject(ctx, payload)
        where = {"jurisdiction": jurisdiction, "instance_id": instance_id}
        return raise_incident(ctx, error, kind=KIND, job={"name": name, "payload": dict(payload)}, **where)


def _subject(ctx: Context, payload: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Whose job it is and in which instance, by the ids in its payload."""
    for name, model in _SUBJECTS.items():
        row: Any = ctx.session.get(model, payload[name]) if name in payload else None
        if row is None:
            continue
        if isinstance(row, ProcessInstance):
            return row.jurisdiction, row.id
        if isinstance(row, ServiceJob):
            return _subject(ctx, {"instance": row.instance_id})
        return row.jurisdiction, row.__dict__.get("instance_id")
    return None, None
