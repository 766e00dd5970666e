"""Keeping house: a heartbeat of every worker; by one of them, jobs of the dead, lost jobs and old rows."""

import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from app.core.actor import system
from app.worker.failures import JobLost, give_up
from app.worker.house import House
from app.worker.lease import Turn
from app.worker.models import Heartbeat
from app.worker.queue import MANY, ONE, STEPS, VERSION, client, queue_of

BEAT_SECONDS = 5.0
DEAD_SECONDS = 30.0  # six beats missed
SWEEP_SECONDS = 30.0
KEPT = timedelta(days=7)
BATCH = 500
LOST = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
OVER = ["SUCCESS", "CANCELLED"]


class Keeper:
    """Called often, acts seldom. DBOS gives a worker's jobs back only to its own name: here others take them over.

    A worker is dead when its beats have not risen for a while by this process's own monotonic clock, so that the
    machines' clocks need not agree.
    """

    def __init__(
        self, house: House, executor: str, *, beat: float = BEAT_SECONDS, dead: float = DEAD_SECONDS
    ) -> None:
        self._house = house
        self._executor = executor
        self._turn = Turn(house.database, "keeper", executor)
        self._dbos = client(house.config)
        self._dead_after = dead
        self._seen: dict[str, tuple[int, float]] = {}
        self._beat = _Every(beat)
        self._sweep = _Every(SWEEP_SECONDS)

    def keep(self) -> None:
        """One round: beat, and by whoever holds the lease, look after the others."""
        if not self._beat.due():
            return
        self.beat()
        if not self._turn.mine():
            return
        self.take_over()
        if self._sweep.due():
            self.report_lost()
            self.forget_old()

    def beat(self) -> None:
        """Say that this worker lives."""
        with self._house.database.transaction(system()) as ctx:
            mine = ctx.session.get(Heartbeat, self._executor)
            if mine is None:
                mine = Heartbeat(executor=self._executor, beats=0)
                ctx.session.add(mine)
            mine.beats, mine.beaten_at = mine.beats + 1, ctx.now()

    def say_goodbye(self) -> None:
        """A worker that stops needs no one to wait for its death."""
        self._turn.give_up()
        with self._house.database.transaction(system()) as ctx:
            ctx.session.execute(delete(Heartbeat).where(Heartbeat.executor == self._executor))
        self._dbos.destroy()

    def take_over(self) -> int:
        """Put the unfinished jobs of workers that are gone back into their queues; returns how many there were."""
        living = self._living()
        running = self._dbos.list_workflows(status="PENDING", app_version=VERSION, load_output=False)
        orphans = [found for found in running if found.executor_id not in living]
        for orphan in orphans:
            self._dbos.resume_workflow(orphan.workflow_id, queue_name=_queue(orphan))
        return len(orphans)

    def report_lost(self) -> int:
        """Jobs that DBOS itself gave up become incidents; returns how many."""
        lost = self._dbos.list_workflows(status=LOST, limit=BATCH)
        for found in lost:
            for name, payload in _jobs(found):
                give_up(
                    self._house, name, payload, JobLost(name=name, why=str(found.error or found.status)[:300])
                )
            self._dbos.delete_workflow(found.workflow_id)
        return len(lost)

    def forget_old(self) -> int:
        """Delete what ended long ago; the operation log keeps what it did. Returns how many there were."""
        before = (self._house.database.clock.now() - KEPT).isoformat()
        old = self._dbos.list_workflows(
            status=OVER, completed_before=before, limit=BATCH, load_input=False, load_output=False
        )
        if old:
            self._dbos.delete_workflows([found.workflow_id for found in old])
        return len(old)

    def _living(self) -> set[str]:
        with self._house.database.transaction(system()) as ctx:
            beats = {row.executor: row.beats for row in ctx.session.scalars(select(Heartbeat))}
            now = time.monotonic()
            for executor, count in beats.items():
                if self._seen.get(executor, (-1, 0.0))[0] != count:
                    self._seen[executor] = (count, now)
            dead = [executor for executor in beats if now - self._seen[executor][1] > self._dead_after]
            if dead:
                ctx.session.execute(delete(Heartbeat).where(Heartbeat.executor.in_(dead)))
        return set(beats) - set(dead)


class _Every:
    """True at most once in so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last = -seconds

    def due(self) -> bool:
        now = time.monotonic()
        if now - self._last < self._seconds:
            return False
        self._last = now
        return True


def _queue(found: Any) -> str:
    jobs = list(_jobs(found))
    return queue_of(jobs[0][0]).name if found.name == ONE and jobs else STEPS.name


def _jobs(found: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The jobs that a workflow of ours carries."""
    arguments: list[Any] = list((found.input or {}).get("args") or ())
    if found.name == ONE and len(arguments) == 2:
        yield arguments[0], arguments[1]
    elif found.name == MANY and arguments:
        for name, payload, *_ in arguments[0]:
            yield name, payload
