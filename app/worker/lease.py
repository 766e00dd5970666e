"""One of many: who scans and keeps house, across threads, processes and machines."""

from datetime import datetime, timedelta

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from app.core.actor import system
from app.db.context import Context
from app.db.session import Database
from app.worker.models import Lease

HELD = timedelta(seconds=6)


class Turn:
    """A lease that its holder renews before half of it has gone; a lost holder is replaced when it runs out."""

    def __init__(self, database: Database, name: str, holder: str) -> None:
        self._database = database
        self._name = name
        self._holder = holder
        self._until: datetime | None = None

    def mine(self) -> bool:
        """Whether this holder may act now. Writes only when the lease has to be taken or renewed."""
        now = self._database.clock.now()
        if self._until is not None and self._until - HELD / 2 > now:
            return True
        try:
            with self._database.transaction(system()) as ctx:
                taken = self._take(ctx, now)
        except IntegrityError:  # another took the first turn ever at the same moment
            taken = False
        self._until = now + HELD if taken else None
        return taken

    def give_up(self) -> None:
        """Let another take over at once."""
        if self._until is None:
            return
        self._until = None
        with self._database.transaction(system()) as ctx:
            mine = update(Lease).where(Lease.name == self._name, Lease.holder == self._holder)
            ctx.session.execute(mine.values(until=ctx.now() - HELD))

    def _take(self, ctx: Context, now: datetime) -> bool:
        row = {"holder": self._holder, "until": now + HELD}
        if ctx.session.get(Lease, self._name) is None:
            ctx.session.execute(insert(Lease).values(name=self._name, **row))
            return True
        free = (Lease.holder == self._holder) | (Lease.until < now)
        statement = update(Lease).where(Lease.name == self._name, free).values(row).returning(Lease.name)
        unsynchronized = statement.execution_options(synchronize_session=False)
        return ctx.session.execute(unsynchronized).first() is not None
