"""Sites for page tests. `site` is shared by tests that only read; `own_site` is for one that changes something."""

import shutil

import pytest

from app.config import Config
from app.core.clock import SetClock
from app.main import create_app
from app.printouts.pool import RenderPool
from app.runtime.jobs import Kept
from app.worker.house import open_house
from tests.web.site import ROOT, Site, open_site
from tests.yunxi import settle

BEFORE_APPROVAL = 7  # the second plan waits for its approval; somebody who drafted was refused
AFTER_APPROVAL = 8  # orders and filings are out


@pytest.fixture(scope="session")
def render_pool():
    with RenderPool(1) as pool:
        yield pool


def fresh(tmp_path, template, **given):
    shutil.copy(template, tmp_path / "site.sqlite")
    return open_site(tmp_path, f"sqlite:///{tmp_path / 'site.sqlite'}", **given)


@pytest.fixture(scope="session")
def site(tmp_path_factory, sqlite_template, render_pool):
    folder = tmp_path_factory.mktemp("site")
    opened = fresh(folder, sqlite_template, steps=AFTER_APPROVAL, pool=render_pool)
    yield opened
    opened.house.database.engine.dispose()


@pytest.fixture
def own_site(tmp_path, sqlite_template, render_pool):
    opened = fresh(tmp_path, sqlite_template, steps=BEFORE_APPROVAL, pool=render_pool)
    yield opened
    opened.house.database.engine.dispose()


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory, sqlite_template):
    """A database with the tutorial's package deployed and its people's accounts, to be copied."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copy(sqlite_template, folder / "desk.sqlite")
    house = desk_house(folder)
    settle(house)
    house.database.engine.dispose()
    return folder / "desk.sqlite"


@pytest.fixture
def desk(tmp_path, desk_template):
    """The tutorial's package deployed, with two process owners; drafts begin in the test."""
    shutil.copy(desk_template, tmp_path / "desk.sqlite")
    house = desk_house(tmp_path)
    app = create_app(house=house)
    app.config["WTF_CSRF_ENABLED"] = False  # its own test switches it on
    yield Site(app, house, house.database.clock)
    house.database.engine.dispose()


def desk_house(folder):
    url = f"sqlite:///{folder / 'desk.sqlite'}"
    return open_house(
        Config(data_dir=folder, database_url=url, assets_dir=ROOT, testing=True), Kept, SetClock()
    )
