"""The queues behind the port: DBOS, enqueued inside the step's transaction, on either database."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from dbos import DBOSClient, DBOSPortableJSONSerializer, run_dbos_database_migrations

from app.config import Config
from app.db.context import Context
from app.printouts.papers import RENDER
from app.runtime.jobs import Job, Names, Payload
from app.worker.notices import SEND
from app.worker.scenarios.runs import PLAY

# Constants: DBOS's own defaults are a hash of the code and "local", with which an upgrade strands old jobs.
APPLICATION, VERSION = "diaoling", "jobs-1"
ONE, MANY = "job", "jobs"


@dataclass(frozen=True, slots=True)
class Queue:
    """How many of its jobs a worker runs at once, and how often a failing one is tried before it is an incident.

    A job that waits for its next attempt keeps its place, so what may be slow has a queue of its own, and a deadline
    never stands behind a mail or a paper. `patience` and `slack` stretch the settings for the wait before the second
    attempt (each further one takes twice as long) and between two looks for jobs. The looks are what an idle server
    spends its time on: a deadline must not wait for the next one, a mail may.
    """

    name: str
    at_once: int
    attempts: int
    patience: float = 1.0
    slack: float = 1.0


STEPS = Queue("jobs", at_once=8, attempts=5)
PAPERS = Queue("papers", at_once=2, attempts=4, patience=2.0, slack=2.0)
MAIL = Queue("mail", at_once=8, attempts=6, patience=4.0, slack=8.0)
SERVICES = Queue("services", at_once=8, attempts=6, patience=4.0, slack=2.0)
SCENARIOS = Queue("scenarios", at_once=1, attempts=2, slack=4.0)
QUEUES = (STEPS, PAPERS, MAIL, SERVICES, SCENARIOS)
_OF = {PLAY: SCENARIOS, RENDER: PAPERS, SEND: MAIL, Names.RUN_SERVICE: SERVICES}


def queue_of(name: str) -> Queue:
    """Where a job of that name waits."""
    return _OF.get(name, STEPS)


def prepare(config: Config) -> None:
    """Make DBOS's own tables, so that the first step can enqueue before any worker has run."""
    run_dbos_database_migrations(system_database_url=config.url)


def client(config: Config) -> DBOSClient:
    """A way to DBOS's tables that connects when it is used first."""
    return DBOSClient(
        system_database_url=config.url,
        application_name=APPLICATION,
        serializer=DBOSPortableJSONSerializer(),  # the default is pickle: who writes the database would run code
        lazy=True,
    )


class Dbos:
    """Hands the jobs of a transaction to DBOS just before it commits: one statement group, however many."""

    def __init__(self, config: Config) -> None:
        self._client = client(config)

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
            self._send_one(ctx, jobs[0])
        else:
            rows = [[job.name, dict(job.payload), _seconds(job), job.key] for job in jobs]
            self._send(ctx, MANY, {"queue_name": STEPS.name}, rows)

    def _send_one(self, ctx: Context, job: Job) -> None:
        options: dict[str, Any] = {"queue_name": queue_of(job.name).name}
        if job.delay:
            options["delay_seconds"] = _seconds(job)
        if job.key:
            options |= {"workflow_id": f"{job.name}:{job.key}", "workflow_id_reuse_policy": "return-existing"}
        self._send(ctx, ONE, options, job.name, dict(job.payload))

    def _send(self, ctx: Context, workflow: str, options: dict[str, Any], *arguments: Any) -> None:
        full: Any = {"workflow_name": workflow, "app_version": VERSION, **options}
        self._client.enqueue_in_transaction(ctx.session, full, *arguments)


def _seconds(job: Job) -> float:
    return job.delay.total_seconds() if job.delay else 0.0
