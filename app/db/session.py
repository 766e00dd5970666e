"""The one place that commits. Only web, cli and worker may import it."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection

from app.core.actor import Actor
from app.core.clock import Clock
from app.db.context import Context
from app.db.engine import begin, reading_options

log = logging.getLogger(__name__)
Failure = Callable[[Context, Exception], None]


class Database:
    """Opens transactions for the entry points.

    `failures` are told, in a transaction of their own after the rollback, why one failed: they record the refused
    attempt or the incident. They run in order and decide by the exception's type whether it concerns them.
    """

    def __init__(self, engine: Engine, clock: Clock, shared: Mapping[type, Any]) -> None:
        self.engine = engine
        self.clock = clock
        self.shared = shared
        self.failures: list[Failure] = []
        self._readers = engine.execution_options(**reading_options(engine))

    @contextmanager
    def transaction(self, actor: Actor) -> Iterator[Context]:
        """Commit on a clean end, roll back on any exception and let it pass on."""
        with self.attempt(actor), self._open(actor) as ctx:
            yield ctx

    @contextmanager
    def attempt(self, actor: Actor) -> Iterator[None]:
        """What is refused inside is told to the log, also before a transaction begins."""
        try:
            yield
        except Exception as error:
            self._tell(actor, error)
            raise

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[Context]:
        """A transaction that only reads, and reads one state throughout; on SQLite it does not queue behind writers."""
        with self._readers.connect() as connection:
            connection.begin()
            ctx = self._context(connection.connection, actor, connection)
            try:
                yield ctx
            finally:
                ctx.close()
                _run(ctx.after_rollback)

    @contextmanager
    def _open(self, actor: Actor) -> Iterator[Context]:
        with closing(self.engine.raw_connection()) as raw:
            begin(raw)  # not by the first statement: hot ones go past SQLAlchemy to the driver
            ctx = self._context(raw, actor)
            try:
                yield ctx
                ctx.flush()
                _run(ctx.before_commit)
                ctx.flush()
                ctx.commit()
            except BaseException:
                try:
                    ctx.rollback()
                finally:
                    ctx.close()
                    _run(ctx.after_rollback)
                raise
            ctx.close()
            _run(ctx.after_commit)

    def _context(
        self, raw: PoolProxiedConnection, actor: Actor, connection: Connection | None = None
    ) -> Context:
        return Context(self.engine, raw, actor, self.clock, self.shared, _connection=connection)

    def _tell(self, actor: Actor, error: Exception) -> None:
        for record in self.failures:
            try:
                with self._open(actor) as ctx:
                    record(ctx, error)
            except Exception:
                log.exception("failure not recorded")  # what the person must hear is why they were refused


def _run(hooks: list[Callable[[], None]]) -> None:
    for hook in hooks:
        hook()
