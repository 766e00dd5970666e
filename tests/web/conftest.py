"""Sites for page tests. `site` is shared by tests that only read; `own_site` is for one that changes something."""

import shutil

import pytest

from app.main import create_app
from app.printouts.pool import RenderPool
from tests.web.site import Site, open_site
from tests.yunxi import open_copy

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


@pytest.fixture
def desk(tmp_path, yunxi_template):
    """The tutorial's package deployed, with two process owners; drafts begin in the test."""
    house = open_copy(shutil.copy(yunxi_template, tmp_path / "desk.sqlite"))
    app = create_app(house=house)
    app.config["WTF_CSRF_ENABLED"] = False  # its own test switches it on
    yield Site(app, house, house.database.clock)
    house.database.engine.dispose()
