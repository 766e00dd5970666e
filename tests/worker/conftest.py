"""An installation whose jobs go to the real queue."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.worker.house import House, open_house
from app.worker.queue import Dbos, prepare
from tests.worker.process import config
from tests.worker.workers import Workers


@pytest.fixture
def queueing(database_url: str, tmp_path: Path) -> Iterator[House]:
    """Hands jobs to DBOS, runs none."""
    settings = config(database_url, tmp_path, "asker")
    prepare(settings)
    opened = open_house(settings, lambda: Dbos(settings))
    yield opened
    opened.database.engine.dispose()


@pytest.fixture
def workers(queueing: House, database_url: str, tmp_path: Path) -> Iterator[Workers]:
    """Starts workers on it."""
    started = Workers(queueing, database_url, tmp_path)
    yield started
    started.end()
