"""Every page of the gallery: readable to all, no wider than the screen, asking nobody else."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.accessible import violations
from tests.browser.conftest import Gallery, Opened, watch
from tests.browser.patience import PATIENCE
from tests.web.gallery import PAGES

pytestmark = pytest.mark.browser
WIDTHS = (320, 390, 720, 1024, 1440)


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """One reader of all pages, whose browser has what they share."""
    with chromium.new_context(locale="zh-CN", viewport={"width": 1440, "height": 960}) as opened:
        opened.set_default_timeout(PATIENCE)
        yield opened


@pytest.fixture
def opened(context: BrowserContext, gallery: Gallery) -> Iterator[Opened]:
    """An empty page of that reader."""
    with context.new_page() as page:
        opened = Opened(page)
        watch(opened, gallery.address)
        yield opened


def settle(opened: Opened) -> None:
    page = opened.page
    page.evaluate("document.fonts.ready.then(() => true)")
    for island in ("[data-form]", "[data-diagram]"):
        if page.locator(island).count():
            page.locator(f"{island}[data-ready]").first.wait_for(state="attached")


def sideways(opened: Opened) -> dict[int, int]:
    """By how much the page is wider than the screen, for each width where it is."""
    wider = {}
    for width in WIDTHS:
        opened.page.set_viewport_size({"width": width, "height": 844})
        over = opened.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if over:
            wider[width] = over
    return wider


def at_full_height(opened: Opened, width: int) -> None:
    """Show the whole page at once, so that nothing lies below the bars that stick to the foot."""
    opened.page.set_viewport_size({"width": width, "height": 844})
    height = opened.page.evaluate("document.documentElement.scrollHeight")
    opened.page.set_viewport_size({"width": width, "height": height})


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits_each_screen(name: str, opened: Opened, gallery: Gallery) -> None:
    opened.page.goto(gallery.url(name))
    settle(opened)

    assert sideways(opened) == {}
    for width in (1440, 390):
        at_full_height(opened, width)
        assert violations(opened.page) == "", width
    assert opened.page.locator("h1").count() == 1
    assert opened.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_english_page_fits_each_screen(name: str, opened: Opened, gallery: Gallery) -> None:
    opened.page.goto(gallery.url(name, lang="en"))
    settle(opened)

    assert opened.page.locator("html").get_attribute("lang") == "en"
    assert sideways(opened) == {}


@pytest.mark.parametrize("name", ["task", "instance", "order-departure"])
def test_the_mark_of_bpmn_io_stays_uncovered(
    name: str, open_page: Callable[..., Opened], gallery: Gallery
) -> None:
    for width in (1440, 390):
        opened = open_page(width=width)
        opened.page.goto(gallery.url(name))
        settle(opened)
        marks = opened.page.locator("a[href*='bpmn.io'] svg")

        for index in range(marks.count()):
            marks.nth(index).scroll_into_view_if_needed()
            covered = marks.nth(index).evaluate(
                """mark => { const box = mark.getBoundingClientRect();
                const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return !top?.closest('a[href*="bpmn.io"]') }"""
            )
            assert not covered

        assert marks.count() > 0


def test_focus_is_never_hidden_below_the_decision_bar(tab: Page, gallery: Gallery) -> None:
    tab.set_viewport_size({"width": 390, "height": 700})
    tab.goto(gallery.url("form-emergency-report"))
    tab.locator("[data-form][data-ready]").wait_for()

    for _ in range(30):
        tab.keyboard.press("Tab")
        hidden = tab.evaluate(
            """() => { const one = document.activeElement;
            if (!one.closest('[data-form-body]')) return false;
            const bar = document.querySelector('.decision-bar').getBoundingClientRect();
            return one.getBoundingClientRect().bottom > bar.top + 1 }"""
        )
        assert not hidden, tab.evaluate("document.activeElement.outerHTML")


def test_trace_prints_without_what_is_only_for_the_screen(tab: Page, gallery: Gallery) -> None:
    tab.goto(gallery.url("trace"))
    tab.emulate_media(media="print")

    assert "不是签章文书" in tab.locator(".print-head").inner_text()
    assert tab.locator(".trace-table").is_visible()
    for gone in (".bar", ".canvas", ".btn >> nth=0"):
        assert not tab.locator(gone).first.is_visible()
