"""Deadlines while the page stays open: the script says what the server would say."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app.web import wording
from app.web.pages import Deadline
from tests.browser.conftest import Gallery, stopped
from tests.web.gallery import create_gallery
from tests.web.samples.tasks import NOW

pytestmark = pytest.mark.browser
COUNTED = timedelta(hours=2)  # further away the page says the hour, and leaves counting to the next poll


def passed(page: Page, gallery: Gallery, name: str, seconds: int) -> Page:
    """The page after so many seconds, without waiting for them."""
    page.route("**/tasks/poll", lambda route: route.abort())  # its answer would set the clock back
    stopped(page, NOW)
    page.goto(gallery.url(name))
    page.wait_for_load_state("networkidle")
    page.clock.fast_forward(seconds * 1000)
    return page


@pytest.mark.parametrize("seconds", [30, 190, 330, 3 * 3600 + 20 * 60, 13 * 3600])
def test_row_says_what_the_server_would_say(tab: Page, gallery: Gallery, seconds: int) -> None:
    page = passed(tab, gallery, "tasks", seconds)
    now = NOW + timedelta(seconds=seconds)
    checked = 0

    with create_gallery().test_request_context("/"):
        for row in page.locator(".row .due[data-due]").all():
            due = now.fromisoformat(row.get_attribute("data-due") or "")
            if due - now >= COUNTED:
                continue
            limit = timedelta(seconds=int(row.get_attribute("data-limit") or 0)) or None
            after = row.locator(".due-note").get_attribute("data-after") or ""
            expected = wording.deadline(Deadline(due=due, limit=limit, after=after), now, brief=True)
            assert row.inner_text().split() == f"{expected.left} {expected.note}".split()
            assert f"due-{expected.state}" in (row.get_attribute("class") or "")
            checked += 1

    assert checked >= 5


def test_the_last_five_minutes_and_the_end_are_said_aloud(tab: Page, gallery: Gallery) -> None:
    page = passed(tab, gallery, "task", 0)
    said = page.locator("[data-announce=polite]")

    page.clock.fast_forward((4 * 60 + 12 - 59) * 1000)
    page.clock.run_for(100)
    expect(said).to_have_text("特急 审批调用方案：还剩 1 分")

    page.clock.fast_forward(62 * 1000)
    page.clock.run_for(100)
    expect(said).to_have_text("特急 审批调用方案：已逾期")
    expect(page.locator(".page-head .due")).to_have_class("due due-over")
    expect(page.locator(".page-head .due-note")).to_contain_text("应于 03:18")


def test_the_clock_in_the_bar_is_the_server_s(tab: Page, gallery: Gallery) -> None:
    stopped(tab, NOW - timedelta(hours=7))  # this computer is wrong

    tab.goto(gallery.url("task"))
    tab.clock.fast_forward(10_000)

    expect(tab.locator("[data-server-clock]")).to_have_text("03:13:58")
