"""The gallery on a port of its own, and pages that keep what went wrong in them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.drafting import Drafting, served_draft
from tests.browser.patience import PATIENCE
from tests.browser.serving import served_app
from tests.web.gallery import create_gallery

expect.set_options(timeout=PATIENCE)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Gallery:
    """The served gallery: its address, and the bodies that were posted to it since the test began."""

    address: str
    seen: list[dict[str, object]]

    def url(self, name: str, **query: str) -> str:
        asked = "&".join(f"{key}={value}" for key, value in query.items())
        return f"{self.address}/show/{name}" + (f"?{asked}" if asked else "")

    @property
    def submitted(self) -> list[dict[str, object]]:
        return [body for body in self.seen if "draft" not in body]

    @property
    def drafts(self) -> list[object]:
        return [body["draft"] for body in self.seen if "draft" in body]


@dataclass
class Opened:
    """A page and what it complained of: errors, policy violations, requests to other hosts."""

    page: Page
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def served() -> Iterator[Gallery]:
    app = create_gallery()
    with served_app(app) as address:
        yield Gallery(address, app.config["SEEN"])


@pytest.fixture
def gallery(served: Gallery) -> Gallery:
    served.seen.clear()
    return served


@pytest.fixture(scope="module")
def drafting_site(tmp_path_factory: pytest.TempPathFactory, yunxi_template: Path) -> Iterator[Drafting]:
    """A site with a draft of the tutorial's package, for the tests of one module; each changes a file of its own."""
    folder = tmp_path_factory.mktemp("drafting")
    with served_draft(Path(shutil.copy(yunxi_template, folder / "site.sqlite"))) as opened:
        yield opened


@pytest.fixture
def drafting(drafting_site: Drafting) -> Iterator[Drafting]:
    """That site; what a test leaves open saves, locks and asks no more while the next one runs."""
    yield drafting_site
    drafting_site.close_pages()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "chromium is missing: make test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, gallery: Gallery) -> Iterator[Callable[..., Opened]]:
    """`open_page(width=1440, **context options)` gives a fresh page; all complaints must be looked at by the test."""
    contexts = []

    def new(width: int = 1440, height: int = 960, **options: object) -> Opened:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        opened = Opened(context.new_page())
        watch(opened, gallery.address)
        return opened

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def tab(open_page: Callable[..., Opened]) -> Page:
    """A desktop page."""
    return open_page().page


def stopped(page: Page, at: datetime) -> None:
    """Let the computer's clock stand, so that a slow machine counts no second more."""
    page.clock.install(time=at - timedelta(seconds=1))
    page.clock.pause_at(at)


def watch(opened: Opened, address: str) -> None:
    page, complaints = opened.page, opened.complaints
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None
    )
    page.on(
        "request",
        lambda sent: (
            None if sent.url.startswith((address, "data:", "blob:")) else complaints.append(sent.url)
        ),
    )
