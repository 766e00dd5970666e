"""The queue behind the port: DBOS, enqueued inside the step's transaction, on either database."""

from datetime import timedelta
from typing import Any

from dbos import DBOSClient, DBOSPortableJSONSerializer, run_dbos_database_migrations

from app.config import Config
from app.db.context import Context
from app.runtime.jobs import Job, Payload

QUEUE = "jobs"
VERSION = (
    "jobs-1"  # a constant: DBOS's own default is a hash of the code, and an upgrade would strand old jobs
)
ONE, MANY = "job", "jobs"


def prepare(config: Config) -> None:
    """Make DBOS's own tables, so that the first step can enqueue before any worker has run."""
    run_dbos_database_migrations(system_database_url=config.url)


class Dbos:
    """Hands the jobs of a transaction to DBOS just before it commits: one statement group, however many."""

    def __init__(self, config: Config) -> None:
        self._client = DBOSClient(
            system_database_url=config.url, serializer=DBOSPortableJSONSerializer(), lazy=True
        )

    def enqueue(
        self, ctx: Context, name: str, payload: Payload, delay: timedelta | None, key: str | None
    ) -> None:
        """Gather the job; a rollback forgets it."""
        pending: list[Job] | None = ctx.memo.get(Job)
        if pending is None:
            pending = ctx.memo[Job] = []
            ctx.before_commit.append(lambda: self._hand_over(ctx))
        pending.append(Job(name, payload, delay, key))

    def _hand_over(self, ctx: Context) -> None:
        jobs: list[Job] = ctx.memo.pop(Job)
        if len(jobs) == 1:
            job = jobs[0]
            self._send(ctx, ONE, [job.name, dict(job.payload)], job)
        else:
            self._send(ctx, MANY, [[job.name, dict(job.payload), _seconds(job), job.key] for job in jobs])

    def _send(self, ctx: Context, workflow: str, arguments: list[Any], job: Job | None = None) -> None:
        options: Any = {"workflow_name": workflow, "queue_name": QUEUE, "app_version": VERSION}
        if job is not None and job.delay:
            options["delay_seconds"] = _seconds(job)
        if job is not None and job.key:
            options |= {"workflow_id": f"{job.name}:{job.key}", "workflow_id_reuse_policy": "return-existing"}
        values = arguments if workflow == ONE else [arguments]
        self._client.enqueue_in_transaction(ctx.session, options, *values)


def _seconds(job: Job) -> float:
    return job.delay.total_seconds() if job.delay else 0.0
