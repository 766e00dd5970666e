"""What a service is given: the open transaction, who acts, what time it is, and what the house shares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Dialect, Engine, PoolProxiedConnection
from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.core.clock import Clock
from app.db.types import iso

T = TypeVar("T")


@dataclass
class Context:
    """One transaction. Services use it and never commit.

    `before_commit` runs inside the transaction, last; `after_commit` once it is durable; `after_rollback` when
    nothing of it happened. `shared` holds what lives as long as the process, by type; `at` is the instant of the
    transaction as the database keeps it, `counts` what the connection has counted (see `app.db.engine.count`). `raw`
    is the driver's connection, on which the transaction was begun.
    """

    engine: Engine
    raw: PoolProxiedConnection
    actor: Actor
    clock: Clock
    shared: Mapping[type, Any] = field(default_factory=dict)
    before_commit: list[Callable[[], None]] = field(default_factory=list)
    after_commit: list[Callable[[], None]] = field(default_factory=list)
    after_rollback: list[Callable[[], None]] = field(default_factory=list)
    memo: dict[Any, Any] = field(default_factory=dict)
    _connection: Connection | None = None

    def __post_init__(self) -> None:
        """One instant per transaction, so that its records agree; one cursor for all its hot statements."""
        self._now = self.clock.now()
        self.at = iso(self._now)
        self.cursor: Any = self.raw.cursor()
        self.counts: dict[Any, Any] = self.raw.info
        self._session: Session | None = None

    @property
    def dialect(self) -> Dialect:
        """Which database this is."""
        return self.engine.dialect

    @property
    def connection(self) -> Connection:
        """SQLAlchemy on this transaction; made when first asked for: a step's own statements do without it."""
        if self._connection is None:
            self._connection = Connection(self.engine, connection=self.raw)
            self._connection.begin()
        return self._connection

    @property
    def session(self) -> Session:
        """The ORM on this transaction; made when first asked for, since a step does without it."""
        if self._session is None:
            self._session = Session(
                self.connection, expire_on_commit=False, join_transaction_mode="rollback_only"
            )
        return self._session

    def flush(self) -> None:
        """Send what the ORM holds back."""
        if self._session is not None:
            self._session.flush()

    def close(self) -> None:
        """Let the ORM's objects and the cursor go; what was read stays readable."""
        if self._session is not None:
            self._session.close()
        self.cursor.close()

    def commit(self) -> None:
        """Make it durable. Only `app.db.session` does."""
        (self._connection or self.raw).commit()

    def rollback(self) -> None:
        """Undo it. Only `app.db.session` does."""
        (self._connection or self.raw).rollback()

    def now(self) -> datetime:
        """The instant of this transaction."""
        return self._now

    def use(self, kind: type[T]) -> T:
        """The shared thing of that type; a missing one is a mistake of the composition root."""
        return cast(T, self.shared[kind])
