"""Markup in every name, in the pages that draw by script: nothing of it becomes an element, nothing runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.core.actor import Actor, ActorKind
from app.core.clock import SetClock
from app.repository.drafts import open_draft, read_file, save_file
from tests.browser.conftest import Opened, watch
from tests.browser.patience import PATIENCE
from tests.browser.serving import served_app
from tests.web.hostile import STEPS, WORDS, bring
from tests.web.site import Site, Stage
from tests.yunxi import DIAGRAM, KEY

pytestmark = pytest.mark.browser

ALIVE = """() => {
  const ours = ':not([src]):not([type="application/json"])';
  const made = document.querySelectorAll(`[onerror], img[src="x"], script${ours}`);
  return [...made].map((element) => element.outerHTML).concat(
    window.__hit ? 'ran' : [], document.body.innerHTML.includes('54439') ? 'a template was run' : []);
}"""


@dataclass
class Served:
    """The site, its address, and the draft of its process owner."""

    site: Site
    address: str
    draft: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Served]:
    """One run that waits for its approval, and a draft in which a step has another name."""
    site = Stage(sqlite_template, SetClock().at, "").open(tmp_path_factory.mktemp("hostile"))
    site.instance = bring(site.house, site.clock, STEPS[:1])
    with site.house.database.transaction(Actor(ActorKind.CLI, "cli", WORDS, KEY)) as ctx:
        draft = open_draft(ctx, KEY)
        data, version = read_file(ctx, draft, DIAGRAM)
        save_file(ctx, draft.id, DIAGRAM, data.replace("核实灾情".encode(), "核对".encode()), version)
    with served_app(site.app) as address:
        yield Served(site, address, draft.id)
    site.house.database.engine.dispose()


@pytest.fixture
def looking(chromium: Browser, served: Served) -> Iterator[Opened]:
    """A page of nobody yet, that keeps what it complained of."""
    with chromium.new_context(viewport={"width": 1440, "height": 960}, locale="zh-CN") as context:
        context.set_default_timeout(PATIENCE)
        opened = Opened(context.new_page())
        watch(opened, served.address)
        yield opened


def become(page: Page, served: Served, role: str) -> None:
    """Be signed in as that post, without the page for it."""
    cookie = served.site.as_(f"{KEY}-{role}").get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": served.address}])


def test_nothing_comes_alive_where_pages_are_drawn_by_script(served: Served, looking: Opened) -> None:
    page, files = looking.page, f"/drafts/{served.draft}/files"
    shown = {
        "leader": [f"/emergencies/{served.site.instance}", f"/tasks/{served.site.task('approve')}"],
        "auditor": [f"/emergencies/{served.site.instance}/trace"],
        "process-owner": [
            f"{files}/{DIAGRAM}",
            f"{files}/processes/{KEY}/common-force-ranking.dmn",
            f"{files}/forms/{KEY}/approval.form",
            f"/drafts/{served.draft}/compare?path={DIAGRAM}",
        ],
    }

    found = {}
    for role, addresses in shown.items():
        become(page, served, role)
        for address in addresses:
            page.goto(f"{served.address}{address}")
            page.locator("[data-ready]").first.wait_for(state="attached")
            if address.endswith(f"/files/{DIAGRAM}"):
                page.locator("[data-modeler][data-checked]").wait_for()
                page.locator('[data-element-id="approve"]').first.click(position={"x": 8, "y": 8})
                expect(page.locator("[data-properties] .pp-type code")).to_have_text("approve")
            found[address] = page.evaluate(ALIVE)

    assert {address: alive for address, alive in found.items() if alive} == {}
    assert looking.complaints == []
