"""Engines as both databases need them: SQLite embedded, PostgreSQL distributed."""

import json
import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event, make_url

BUSY_MILLISECONDS = 30_000
STATEMENT_CACHE = 512  # sqlite3's own default of 128 forgets a step's statements between two pages
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "wal_autocheckpoint=4000",  # pages: steps write the same ones again and again, so later is less
    "foreign_keys=ON",
    f"busy_timeout={BUSY_MILLISECONDS}",
    "recursive_triggers=ON",  # without it INSERT OR REPLACE walks past the triggers of append-only tables
    "trusted_schema=OFF",
)
STATEMENTS = "statements"
_READ_ONLY = "read_only"


def open_engine(url: str) -> Engine:
    """An engine for the address; Chinese keys in JSON stay searchable, statements are counted."""
    parsed = make_url(url)
    dumps = _dumps
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(
            parsed,
            json_serializer=dumps,
            connect_args={"timeout": BUSY_MILLISECONDS / 1000, "cached_statements": STATEMENT_CACHE},
        )
        _prepare_sqlite(engine)
    else:
        engine = create_engine(
            parsed,
            json_serializer=dumps,
            pool_size=10,
            max_overflow=20,
            pool_pre_ping=True,
            connect_args={"options": f"-c lock_timeout={BUSY_MILLISECONDS}"},
        )
    event.listen(engine, "before_cursor_execute", _count)
    return engine


def reading_options(engine: Engine) -> dict[str, Any]:
    """How transactions that only read are opened: each sees one state of the database from first to last."""
    if engine.dialect.name == "postgresql":
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return {_READ_ONLY: True}


def begin(raw: PoolProxiedConnection) -> None:
    """Begin to write on the driver's connection, unless that has happened; PostgreSQL begins by itself.

    A deferred transaction of SQLite that later writes fails at once with "database is locked".
    """
    driver = raw.dbapi_connection
    if isinstance(driver, sqlite3.Connection) and not driver.in_transaction:
        driver.execute("BEGIN IMMEDIATE")


def count(counts: dict[Any, Any]) -> None:
    """One more driver call on the connection whose `info` this is (an executemany is one)."""
    counts[STATEMENTS] = counts.get(STATEMENTS, 0) + 1


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _count(connection: Connection, *_: Any) -> None:
    count(connection.info)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(raw: sqlite3.Connection, _record: Any) -> None:
        raw.isolation_level = None
        for pragma in PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get(_READ_ONLY):
            connection.connection.cursor().execute("BEGIN")
        else:
            begin(connection.connection)
