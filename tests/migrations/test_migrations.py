"""The migrations lead to the tables of the models, on both databases, and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from app.db.base import Model
from app.db.engine import open_engine
from app.worker.schema import migrate
from app.worker.tables import MODULES
from tests.postgres import Postgres

assert MODULES


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """A database with nothing in it."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")
        yield engine
        engine.dispose()
        return
    server: Postgres = request.getfixturevalue("postgres")
    server.execute("CREATE DATABASE empty_one TEMPLATE template0")
    engine = open_engine(server.url_of("empty_one"))
    yield engine
    engine.dispose()
    server.execute("DROP DATABASE empty_one WITH (FORCE)")


def _differences(engine: sa.Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Model.metadata))


def test_newest_schema_is_that_of_the_models(empty: sa.Engine) -> None:
    migrate(empty)

    assert _differences(empty) == []


def test_migrations_lead_back_and_forth(empty: sa.Engine) -> None:
    migrate(empty)
    migrate(empty, "base")
    left = set(sa.inspect(empty).get_table_names())
    migrate(empty)

    assert left == {"alembic_version"}
    assert _differences(empty) == []


def test_migrating_twice_changes_nothing(empty: sa.Engine) -> None:
    migrate(empty)
    migrate(empty)

    assert _differences(empty) == []
