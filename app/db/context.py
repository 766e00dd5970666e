"""What a service is given: the open transaction, who acts, what time it is, and what the house shares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
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

    connection: Connection
    actor: Actor
    clock: Clock
    shared: Mapping[type, Any] = field(default_factory=dict)
    before_commit: list[Callable[[], None]] = field(default_factory=list)
    after_commit: list[Callable[[], None]] = field(default_factory=list)
    after_rollback: list[Callable[[], None]] = field(default_factory=list)
    memo: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def session(self) -> Session:
        """The ORM on this transaction; made when first asked for, since a step does without it."""
        return Session(self.connection, expire_on_commit=False, join_transaction_mode="rollback_only")

    def flush(self) -> None:
        """Send what the ORM holds back."""
        if "session" in self.__dict__:
            self.session.flush()

    def close(self) -> None:
        """Let the ORM's objects go; what was read of them stays readable."""
        if "session" in self.__dict__:
            self.session.close()

    @cached_property
    def _now(self) -> datetime:
        return self.clock.now()

    def now(self) -> datetime:
        """The instant of this transaction: one per transaction, so that its records agree."""
        return self._now

    def use(self, kind: type[T]) -> T:
        """The shared thing of that type; a missing one is a mistake of the composition root."""
        return cast(T, self.shared[kind])
