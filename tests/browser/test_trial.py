"""A draft tried in a real browser: as two posts, refused as a third, the clock moved, recorded, played again."""

import pytest
from playwright.sync_api import Browser, Page, expect

from app.runtime.jobs import JobPort, Kept
from app.worker.handlers import perform
from app.worker.scenarios import runs
from tests.browser.drafting import Drafting
from tests.browser.story import Person

pytestmark = pytest.mark.browser


def as_(page: Page, who: str, task: str) -> Person:
    """Open the form of a task as that post."""
    card = page.locator(".trial-posts li", has_text=task)
    card.locator("a.trial-do", has_text=who).click()
    expect(page.locator(".form-island[data-ready]")).to_be_attached()
    return Person(page, page.url.partition("/trials")[0])


def begun(drafting: Drafting, page: Page) -> None:
    page.goto(f"{drafting.address}/drafts/{drafting.draft}/scenarios")
    page.get_by_role("button", name="试运行", exact=True).click()
    page.locator(".trial-beginnings a").first.click()
    expect(page.locator(".form-island[data-ready]")).to_be_attached()
    page.get_by_label("从什么时候开始").fill("2026-11-22T03:00")
    page.get_by_role("button", name="开始试运行").click()
    expect(page.locator(".trial-time time")).to_have_text("03:00:00")


def test_draft_is_tried_as_its_posts_recorded_and_played_again(drafting: Drafting, chromium: Browser) -> None:
    page = drafting.page(chromium)
    begun(drafting, page)

    verify(page)
    clock = page.locator(".trial-time time")
    before = clock.inner_text()
    page.get_by_role("button", name="拨到那时").click()
    expect(clock).not_to_have_text(before)
    moved = clock.inner_text()
    be_refused(page, "批准", "yunxi-duty")
    as_(page, "领导", "批准").press("不同意")
    page.locator("dialog[open] [data-send]").click()
    expect(page.locator(".trial-side")).to_contain_text("流程已经走完")
    record(page, "tried", "试出来的：不同意")
    page.get_by_role("button", name="重演").click()
    expect(page.locator("[data-run=running]")).to_be_attached()  # the job is there
    play(drafting)

    expect(page.locator("[data-run=done]")).to_be_visible()
    expect(page.locator(".scenario-table tr", has_text="试出来的：不同意")).to_contain_text("过")
    expect(page.locator(".canvas[data-ready] .dl-covered").first).to_be_attached()
    text = drafting.text("processes/yunxi/scenarios/tried.yaml")
    assert moved > "03:00:40"
    assert ("refused: not-by" in text, "after: PT" in text) == (True, True)


def verify(page: Page) -> None:
    """The first form, at first without what it needs."""
    duty = as_(page, "值班", "核实")
    duty.press("属实")
    expect(page.locator("[data-form-summary]")).to_contain_text("必须填写")
    duty.fill("地点", "样例乡三岔口")
    duty.fill("核实情况", "山体滑坡，阻断道路")
    duty.press("属实")
    expect(page.locator(".badge-running")).to_have_text("在办 1")


def be_refused(page: Page, task: str, login: str) -> None:
    """Somebody who may not presses anyway."""
    page.locator(".trial-posts li", has_text=task).get_by_role("link", name="换别的岗位试").click()
    page.get_by_label("换一个岗位看").select_option(login)
    page.get_by_role("button", name="打开").click()
    page.get_by_role("button", name="照样按一次").click()
    expect(page.get_by_role("alert")).to_contain_text("系统拒绝了")


def record(page: Page, name: str, title: str) -> None:
    page.wait_for_load_state()  # a dialog is opened by script
    page.get_by_role("button", name="存为情景").first.click()
    page.get_by_label("标题：演的是什么").fill(title)
    page.get_by_label("名字（小写字母、数字、连字符）").fill(name)
    page.locator("dialog[open] .btn-primary").click()
    page.wait_for_url("**/scenarios*")


def play(drafting: Drafting) -> None:
    """Do the work that a worker would do."""
    kept = drafting.house.shared[JobPort].jobs
    assert isinstance(kept, Kept)
    for job in kept.jobs:
        if job.name == runs.PLAY:
            perform(drafting.house, job.name, job.payload)
    kept.jobs.clear()
