"""What a service is given: the open transaction, who acts, what time it is, and what the house shares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.core.clock import Clock

T = TypeVar("T")


@dataclass
class Context:
    """One transaction. Services use it and never commit.

    `before_commit` runs inside the transaction, last; `after_commit` once it is durable; `after_rollback` when
    nothing of it happened. `shared` holds what lives as long as the process, by type.
    """

    session: Session
    actor: Actor
    clock: Clock
    shared: Mapping[type, Any] = field(default_factory=dict)
    before_commit: list[Callable[[], None]] = field(default_factory=list)
    after_commit: list[Callable[[], None]] = field(default_factory=list)
    after_rollback: list[Callable[[], None]] = field(default_factory=list)
    memo: dict[Any, Any] = field(default_factory=dict)

    @property
    def connection(self) -> Connection:
        """The connection that the transaction runs on."""
        found = self.memo.get("connection")
        if found is None:
            found = self.memo["connection"] = self.session.connection()
        return cast(Connection, found)

    def now(self) -> datetime:
        """The instant of this transaction: one per transaction, so that its records agree."""
        found = self.memo.get("now")
        if found is None:
            found = self.memo["now"] = self.clock.now()
        return cast(datetime, found)

    def use(self, kind: type[T]) -> T:
        """The shared thing of that type; a missing one is a mistake of the composition root."""
        return cast(T, self.shared[kind])
