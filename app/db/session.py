"""The one place that commits. Only web, cli and worker may import it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.core.clock import Clock
from app.db.context import Context
from app.db.engine import READ_ONLY

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
        self._readers = engine.execution_options(**{READ_ONLY: True})

    @contextmanager
    def transaction(self, actor: Actor) -> Iterator[Context]:
        """Commit on a clean end, roll back on any exception and let it pass on."""
        try:
            with self._open(actor) as ctx:
                yield ctx
        except Exception as error:
            self._tell(actor, error)
            raise

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[Context]:
        """A transaction that only reads; on SQLite it does not queue behind writers."""
        with Session(self._readers, expire_on_commit=False) as session:
            ctx = Context(session, actor, self.clock, self.shared)
            try:
                yield ctx
            finally:
                session.close()  # not rollback: what was read stays readable
                _run(ctx.after_rollback)

    @contextmanager
    def _open(self, actor: Actor) -> Iterator[Context]:
        with Session(self.engine, expire_on_commit=False) as session:
            ctx = Context(session, actor, self.clock, self.shared)
            try:
                yield ctx
                session.flush()
                _run(ctx.before_commit)
                session.commit()
            except BaseException:
                session.rollback()
                _run(ctx.after_rollback)
                raise
            _run(ctx.after_commit)

    def _tell(self, actor: Actor, error: Exception) -> None:
        for record in self.failures:
            with self._open(actor) as ctx:
                record(ctx, error)


def _run(hooks: list[Callable[[], None]]) -> None:
    for hook in hooks:
        hook()
