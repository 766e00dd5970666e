"""A house in which a package is deployed already; the test says which as `key`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.config import Config
from app.core.clock import SetClock
from app.runtime.jobs import Kept
from app.worker.house import House, open_house
from tests.jurisdictions.stages import ROOT, PostgresStages, SQLiteStages
from tests.postgres import Postgres


@pytest.fixture(scope="session")
def sqlite_stages(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> SQLiteStages:
    return SQLiteStages(sqlite_template, tmp_path_factory.mktemp("stages"))


@pytest.fixture(scope="session")
def postgres_stages(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> PostgresStages:
    return PostgresStages(postgres, tmp_path_factory.mktemp("stages"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def stages(request: pytest.FixtureRequest) -> SQLiteStages | PostgresStages:
    """Databases for packages, on each kind; made once, however often the kinds take turns."""
    kept: SQLiteStages | PostgresStages = request.getfixturevalue(f"{request.param}_stages")
    return kept


@pytest.fixture
def house(stages: SQLiteStages | PostgresStages, key: str, clock: SetClock) -> Iterator[House]:
    """An installation with that package, its people and its sample entries; jobs are kept in a list."""
    with stages.stage(key) as url:
        config = Config(data_dir=stages.folder, database_url=url, assets_dir=ROOT, testing=True)
        opened = open_house(config, Kept, clock)
        yield opened
        opened.database.engine.dispose()
