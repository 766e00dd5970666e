"""Sites for page tests. `site` is shared by tests that only read; `own_site` is for one that changes something."""

import shutil
from functools import cache

import pytest

from app.printouts.pool import RenderPool
from tests.web.site import Site, application, played, prepared
from tests.yunxi import open_copy

BEFORE_APPROVAL = 7  # the second plan waits for its approval; somebody who drafted was refused
AFTER_APPROVAL = 8  # orders and filings are out


@pytest.fixture(scope="session")
def render_pool():
    with RenderPool(1) as pool:
        yield pool


@pytest.fixture(scope="session")
def rongcheng(tmp_path_factory, sqlite_template):
    """Rongcheng with its people, and nothing under way."""
    return prepared(tmp_path_factory.mktemp("rongcheng"), sqlite_template)


@pytest.fixture(scope="session")
def opened_after(tmp_path_factory, rongcheng, render_pool):
    """`opened_after(steps, folder)`: a site of its own in which so much of the main scenario was played, once."""

    @cache
    def after(steps):
        return played(tmp_path_factory.mktemp("played"), rongcheng, steps, render_pool)

    return lambda steps, folder: after(steps).open(folder, render_pool)


@pytest.fixture(scope="session")
def site(tmp_path_factory, opened_after):
    opened = opened_after(AFTER_APPROVAL, tmp_path_factory.mktemp("site"))
    yield opened
    opened.house.database.engine.dispose()


@pytest.fixture
def own_site(tmp_path, opened_after):
    opened = opened_after(BEFORE_APPROVAL, tmp_path)
    yield opened
    opened.house.database.engine.dispose()


@pytest.fixture
def desk(tmp_path, yunxi_template):
    """The tutorial's package deployed, with two process owners; drafts begin in the test."""
    house = open_copy(shutil.copy(yunxi_template, tmp_path / "desk.sqlite"))
    yield Site(application(house), house, house.database.clock)
    house.database.engine.dispose()
