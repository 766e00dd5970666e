"""What every test may ask for: a house on a migrated database of its own, a set clock, people."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis.internal.conjecture import providers

from app.config import Config
from app.core.actor import Actor, ActorKind
from app.core.clock import SetClock
from app.db.context import Context
from app.db.engine import open_engine
from app.runtime.jobs import JobPort, Kept
from app.worker.house import House
from app.worker.schema import migrate
from tests import yunxi
from tests.postgres import Postgres

ROOT = Path(__file__).resolve().parent.parent

# The same examples each time; others with --hypothesis-profile=default. Without the second line Hypothesis would mix in
# the literals of whatever modules the tests before have imported.
settings.load_profile("ci")
providers._get_local_constants = lambda: providers._local_constants


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at 02:47 and moves when told."""
    return SetClock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with today's schema, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()  # the last connection to close writes the log back into the file
    return path


@pytest.fixture(scope="session")
def yunxi_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """An SQLite database with the tutorial's package deployed and its people's accounts, to be copied."""
    path = tmp_path_factory.mktemp("yunxi") / "template.sqlite"
    shutil.copy(sqlite_template, path)
    house = yunxi.open_copy(path)
    yunxi.settle(house)
    house.database.engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A real PostgreSQL: the one named by TEST_POSTGRES_URL, or one started from its PyPI wheel."""
    with Postgres.open(tmp_path_factory) as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database; the test runs once on each kind."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "test.sqlite")
        yield f"sqlite:///{tmp_path / 'test.sqlite'}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.database() as url:
            yield url


@pytest.fixture
def house(database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[House]:
    """An installation with nothing deployed; jobs are kept in a list."""
    config = Config(data_dir=tmp_path, database_url=database_url, assets_dir=ROOT, testing=True)
    opened = yunxi.open_quick(config, clock)
    yield opened
    opened.database.engine.dispose()


@pytest.fixture
def jobs(house: House) -> Kept:
    """The jobs that committed transactions asked for."""
    kept = house.shared[JobPort].jobs
    assert isinstance(kept, Kept)
    return kept


@pytest.fixture
def acting(house: House) -> Callable[..., AbstractContextManager[Context]]:
    """`with acting("login", groups=[…]) as ctx`: one transaction of a person of the test jurisdiction."""

    @contextmanager
    def transaction(
        login: str = "tester", *, groups: tuple[str, ...] = (), jurisdiction: str = "testland"
    ) -> Iterator[Context]:
        actor = Actor(ActorKind.USER, login, login, jurisdiction, groups=frozenset(groups))
        with house.database.transaction(actor) as ctx:
            yield ctx

    return transaction


@pytest.fixture
def count_rows(house: House) -> Callable[[str], int]:
    """How many rows a table has."""

    def count(table: str) -> int:
        with house.database.engine.connect() as connection:
            return int(connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0)

    return count
