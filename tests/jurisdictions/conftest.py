"""A house in which a package is deployed already; the test says which as `key`."""

from collections.abc import Iterator

import pytest

from app.config import Config
from app.core.clock import SetClock
from app.runtime.jobs import Kept
from app.worker.house import House, open_house
from tests.jurisdictions.stages import ROOT, PostgresStages, SQLiteStages


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def stages(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> SQLiteStages | PostgresStages:
    """Databases for packages, on each kind."""
    folder = tmp_path_factory.mktemp("stages")
    if request.param == "sqlite":
        return SQLiteStages(request.getfixturevalue("sqlite_template"), folder)
    return PostgresStages(request.getfixturevalue("postgres"), folder)


@pytest.fixture
def house(stages: SQLiteStages | PostgresStages, key: str, clock: SetClock) -> Iterator[House]:
    """An installation with that package, its people and its sample entries; jobs are kept in a list."""
    with stages.stage(key) as url:
        config = Config(data_dir=stages.folder, database_url=url, assets_dir=ROOT, testing=True)
        opened = open_house(config, Kept, clock)
        yield opened
        opened.database.engine.dispose()
