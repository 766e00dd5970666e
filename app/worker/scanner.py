"""What fell due: an indexed look every half second, by one scanner at a time across all machines."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.core.actor import system
from app.db.context import Context
from app.db.types import iso
from app.runtime.deliveries import undelivered
from app.runtime.jobs import Job, Names, enqueue
from app.runtime.timers import due_instances, due_reminders, due_starts, pass_start
from app.worker.house import House
from app.worker.lease import Turn

AGAIN = timedelta(seconds=20)
SWEEP = timedelta(seconds=5)


class Scanner:
    """Hands due timers, reminders, starts and late messages to the queue.

    What stays due is handed over again after a while: a job that came to nothing loses no deadline. The keys make
    a second hand-over of the same moment harmless.
    """

    def __init__(self, house: House, holder: str = "scanner") -> None:
        self._house = house
        self._turn = Turn(house.database, "scanner", holder)
        self._handed: dict[str, datetime] = {}
        self._swept: datetime | None = None

    def scan(self) -> int:
        """One look; returns how many things were handed over. Nothing is written when nothing is due."""
        if not self._turn.mine():
            return 0
        now = self._house.database.clock.now()
        self._forget(now)
        with self._house.database.reading(system()) as ctx:
            jobs = [job for job in self._due(ctx, now) if job.key not in self._handed]
            starts = due_starts(ctx, now)
        if jobs or starts:
            with self._house.database.transaction(system()) as ctx:
                self._hand_over(ctx, jobs, starts)
            self._handed |= {job.key: now for job in jobs if job.key}
        return len(jobs) + len(starts)

    def give_up(self) -> None:
        """Let another scanner take over at once."""
        self._turn.give_up()

    def _due(self, ctx: Context, now: datetime) -> Iterator[Job]:
        """Everything due now; the version in a key lets the same instance come again after its next step."""
        again = int(now.timestamp() // AGAIN.total_seconds())
        for instance, version in due_instances(ctx, now):
            yield Job(Names.FIRE_TIMERS, {"instance": instance}, key=f"{instance}:{version}:{again}")
        for task, at in due_reminders(ctx, now):
            yield Job(Names.REMIND, {"task": task}, key=f"{task}:{iso(at)}:{again}")
        if self._swept is None or now - self._swept >= SWEEP:
            self._swept = now
            for message in undelivered(ctx, now):
                yield Job(Names.DELIVER_MESSAGE, {"message": message}, key=f"{message}:{again}")

    def _hand_over(self, ctx: Context, jobs: list[Job], starts: list[tuple[str, str, datetime]]) -> None:
        for job in jobs:
            enqueue(ctx, job.name, job.payload, key=job.key)
        for definition, element, due in starts:
            if pass_start(ctx, definition, element, due):
                payload = {"definition": definition, "element": element, "due": iso(due)}
                enqueue(ctx, Names.START, payload, key=f"{definition}:{element}:{iso(due)}")

    def _forget(self, now: datetime) -> None:
        self._handed = {key: at for key, at in self._handed.items() if now - at < AGAIN}
