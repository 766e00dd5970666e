"""What fell due: an indexed look every half second, by one scanner at a time across all machines."""

from datetime import datetime, timedelta

from sqlalchemy import String, insert, update
from sqlalchemy.orm import Mapped, mapped_column

from app.core.actor import system
from app.db.base import Model
from app.db.context import Context
from app.db.types import Instant, iso
from app.runtime.jobs import Names, enqueue
from app.runtime.timers import due_instances, due_reminders, due_starts
from app.worker.house import House

HELD = timedelta(seconds=6)


class Lease(Model):
    """Who may scan, and until when."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    holder: Mapped[str] = mapped_column(String(128))
    until: Mapped[datetime] = mapped_column(Instant)


class Scanner:
    """Hands due timers, reminders and starts to the queue; the queue's keys make a second hand-over harmless."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._until: datetime | None = None

    def scan(self) -> int:
        """One look; returns how many things were handed over. Nothing is written when nothing is due."""
        if not self._may_scan():
            return 0
        database = self._house.database
        with database.reading(system()) as ctx:
            jobs = _due(ctx)
        if jobs:
            with database.transaction(system()) as ctx:
                for name, payload, key in jobs:
                    enqueue(ctx, name, payload, key=key)
        return len(jobs)

    def _may_scan(self) -> bool:
        """Hold the lease, renewing it before half of it has gone."""
        now = self._house.database.clock.now()
        if self._until is not None and now < self._until - HELD / 2:
            return True
        with self._house.database.transaction(system()) as ctx:
            held = _renew(ctx, self._house.config.executor, now)
        self._until = now + HELD if held else None
        return held


def _renew(ctx: Context, holder: str, now: datetime) -> bool:
    if ctx.session.get(Lease, "scanner", with_for_update=True) is None:
        ctx.session.execute(insert(Lease).values(name="scanner", holder=holder, until=now + HELD))
        return True
    free = (Lease.holder == holder) | (Lease.until < now)
    statement = update(Lease).where(Lease.name == "scanner", free).values(holder=holder, until=now + HELD)
    changed = ctx.session.execute(statement.execution_options(synchronize_session=False))
    return changed.rowcount == 1  # type: ignore[attr-defined,no-any-return]  # an UPDATE gives a CursorResult


def _due(ctx: Context) -> list[tuple[str, dict[str, str | int], str]]:
    """Everything due now as jobs; the version in a key lets the same instance come again after its next step."""
    now = ctx.now()
    jobs: list[tuple[str, dict[str, str | int], str]] = []
    for instance, version in due_instances(ctx, now):
        jobs.append((Names.FIRE_TIMERS, {"instance": instance}, f"{instance}:{version}"))
    for task, at in due_reminders(ctx, now):
        jobs.append((Names.REMIND, {"task": task}, f"{task}:{iso(at)}"))
    for start in due_starts(ctx, now):
        payload: dict[str, str | int] = {"definition": start.definition_id, "element": start.element}
        jobs.append((Names.START, payload, f"{start.definition_id}:{start.element}:{iso(now)[:16]}"))
    return jobs
