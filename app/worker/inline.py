"""Running kept jobs at once, in this thread: for the demonstration, for scenarios and for tests."""

from app.runtime.jobs import Job, JobPort, Kept
from app.worker.handlers import perform
from app.worker.house import House

ROUNDS = 10_000


def drain(house: House, *, only: str | None = None) -> int:
    """Run every committed job, and those that they ask for, until none is left; returns how many ran."""
    kept = house.shared[JobPort].jobs
    assert isinstance(kept, Kept)
    later: list[Job] = []
    for done in range(ROUNDS):
        if not kept.jobs:
            kept.jobs += later
            return done
        job = kept.jobs.pop(0)
        if only is not None and job.name != only:
            later.append(job)
        else:
            perform(house, job.name, job.payload)
    raise RuntimeError("jobs without end")
