"""Waiting for what must come: as short as it takes, and long enough for the slowest machine."""

import time
from collections.abc import Callable
from threading import Thread
from typing import Any

import sqlalchemy as sa

from app.db.session import Database

PATIENCE = 120.0
_MOMENT = 0.3
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def eventually(found: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """What is found, as soon as it is something; bounded."""
    until = time.monotonic() + seconds
    while True:
        value = found()
        if value:
            return value
        assert time.monotonic() < until, f"nothing within {seconds} s"
        time.sleep(0.05)


def stands_behind(database: Database, other: Thread) -> None:
    """Until the thread's transaction waits for one of ours.

    SQLite tells of nobody who waits; with its one writer it does not matter whether the other has come that far.
    """
    if database.engine.dialect.name == "sqlite":
        other.join(_MOMENT)
    else:
        with database.engine.connect() as connection:
            watching = connection.execution_options(
                isolation_level="AUTOCOMMIT"
            )  # a transaction is told once
            eventually(lambda: watching.scalar(sa.text(_WAITING)))
    assert other.is_alive()
