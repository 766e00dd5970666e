"""The port to background work. What stands behind it is chosen by the composition root."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from app.db.context import Context

Payload = Mapping[str, str | int]


class Jobs(Protocol):
    """Takes jobs inside the transaction: they run if it commits, and only then. Payloads hold ids, never data."""

    def enqueue(
        self, ctx: Context, name: str, payload: Payload, delay: timedelta | None, key: str | None
    ) -> None:
        """Add one job; `key` makes it the only one of that key."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it was asked for."""

    name: str
    payload: Payload
    delay: timedelta | None = None
    key: str | None = None


@dataclass
class Kept:
    """The in-memory twin: keeps committed jobs in a list, for tests and for commands that run them at once."""

    jobs: list[Job] = field(default_factory=list)

    def enqueue(
        self, ctx: Context, name: str, payload: Payload, delay: timedelta | None, key: str | None
    ) -> None:
        """Keep the job once the transaction has committed."""
        job = Job(name, payload, delay, key)
        ctx.after_commit.append(lambda: self.jobs.append(job))


class JobPort:
    """The holder under which the port is shared."""

    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs


def enqueue(
    ctx: Context, name: str, payload: Payload, *, delay: timedelta | None = None, key: str | None = None
) -> None:
    """Ask for a job within this transaction."""
    ctx.use(JobPort).jobs.enqueue(ctx, name, payload, delay, key)


class Names:
    """The names of the jobs that this layer asks for."""

    DELIVER_MESSAGE = "message.deliver"
    RUN_SERVICE = "service.run"
    FIRE_TIMERS = "instance.timers"
    MIGRATE = "migration.run"
    REMIND = "task.remind"
    START = "instance.start"
