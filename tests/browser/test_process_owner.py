"""What a process owner does without a programmer: draw, check, try, compare, sign off, publish, migrate, go back.

平阴县 consults two units before a response is terminated; two emergencies that run already follow; then it is undone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import Served, served_product
from tests.browser.story import Person

PROCESS = "平阴县应急救援力量调度"
FORM = "forms/pingyin/terminate-response.form"
PLAYING_SECONDS = 1200  # they are played behind all else
MIGRATING_SECONDS = 120

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served_product(tmp_path_factory.mktemp("owned")) as product:
        yield product


@dataclass
class Owner:
    """A window of one process owner."""

    person: Person

    @classmethod
    def at(cls, browser: Browser, served: Served, login: str) -> "Owner":
        return cls(Person.at(browser, served.address, login, served.password))

    @property
    def page(self) -> Page:
        return self.person.page

    def go(self, path: str) -> None:
        self.page.goto(self.person.base + path)

    def submit(self, note: str) -> str:
        """Send the draft to review; its address."""
        self.go("/drafts")
        self.page.get_by_role("link", name="送审", exact=True).click()
        self.page.locator(".submit-form").get_by_role("textbox").fill(note)
        self.page.locator(".submit-form button").click()
        expect(self.page.locator(".draft-steps [aria-current=step]")).to_have_text("他人复核")
        return self.page.url

    def publish(self, review: str) -> None:
        """Sign the reviewed draft off."""
        self.page.goto(review)
        self.page.get_by_role("button", name=re.compile("^同意并发布")).click()
        self.page.wait_for_url("**/deployments*")

    def play_scenarios(self, *, failing: int) -> None:
        """Let all scenarios be played, and wait until they are."""
        self.go("/drafts")
        self.page.locator("a[href$='/scenarios']").first.click()
        run = self.page.locator("[data-run]")
        run.wait_for(state="attached")  # a link pressed is not a page arrived
        if run.get_attribute("data-run") == "none":
            self.page.get_by_role("button", name=re.compile("^重演")).click()
        expect(self.page.locator("[data-run=done]")).to_be_attached(timeout=PLAYING_SECONDS * 1000)
        self.page.wait_for_load_state()
        expect(self.page.locator(".scenario-failed")).to_have_count(failing)


def start_emergencies(browser: Browser, served: Served) -> None:
    duty = Person.at(browser, served.address, "pingyin-department-duty", served.password)
    for _ in range(2):
        duty.page.goto(f"{served.address}/start/pingyin-dispatch")
        duty.press("启动")
        duty.arrives("/tasks/[0-9a-f-]+")
    duty.page.context.close()


def draw_a_consultation(owner: Owner) -> None:
    """Find the step, append the template, break it, see the finding, mend it."""
    page = owner.page
    owner.go("/drafts")
    page.get_by_role("button", name="开始改").first.click()
    expect(page.locator(".draft-now")).to_be_visible()
    page.get_by_role("link", name=PROCESS, exact=True).click()
    page.locator("[data-modeler][data-checked]").wait_for()
    page.get_by_role("button", name="查找").click()
    page.locator(".djs-search-input input").fill("登记终止")
    expect(page.locator(".djs-search-result")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".pp-type code")).to_have_text("terminate_record")
    expect(page.locator(".djs-container svg[tabindex]")).to_be_focused()
    page.keyboard.press("t")
    page.locator(".djs-popup-search input").fill("会签")
    expect(page.locator(".djs-popup .entry")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".pp-head .tag-added")).to_be_visible()
    called = page.locator("[data-properties] select").first
    called.select_option("")
    expect(page.locator(".finding-error")).to_contain_text("调用活动没有说调用哪个流程")
    called.select_option("common-opinion")
    expect(page.locator(".finding-none")).to_be_visible()
    expect(page.locator("[data-saved]")).to_have_attribute("data-kind", "saved")


def edit_its_form(owner: Owner) -> None:
    """Give the form of the step before it another label, and see it in the preview."""
    page = owner.page
    owner.go("/drafts")
    page.locator(f"a[href$='{FORM}']").click()
    page.locator("[data-form-editor][data-ready]").wait_for()
    expect(page.locator("[data-editor-text]")).to_have_text("您在编辑")
    page.locator(".fjs-element[data-field-type=textarea]").first.click()
    page.locator(".desk-side #bio-properties-panel-label").fill("终止原因和会签意见")
    expect(page.frame_locator("[data-frame]").get_by_text("终止原因和会签意见")).to_be_visible()
    expect(page.locator("[data-saved]")).to_have_attribute("data-kind", "saved")


def try_it(owner: Owner) -> None:
    """The scenario that the new step stops is opened where it stops, and played on as three posts, and recorded."""
    page = owner.page
    owner.play_scenarios(failing=1)
    page.locator(".scenario-failed").get_by_role("button", name="在试运行里打开").click()
    answer(page, "事发地部门", "人员已撤出，同意终止")
    answer(page, "属地街镇", "群众已安置，同意终止")
    answer(page, "县消防救援大队", "联合研判快，调动迅速")
    page.get_by_role("button", name="存为情景").click()
    page.locator("#record input[name=title]").fill("误报，会签后终止响应")
    page.locator("#record input[name=name]").fill("terminated")
    page.locator("#record").get_by_text("有同名的就覆盖").click()
    page.locator("#record .btn-primary").click()
    page.wait_for_url("**/scenarios*")
    owner.play_scenarios(failing=0)


def answer(page: Page, post: str, text: str) -> None:
    """Do the task of a post in the trial, with the first button: every open field gets the text."""
    page.locator("a.trial-do", has_text=post).first.click()
    expect(page.locator(".form-island[data-ready]")).to_be_attached()
    for field in page.locator(".fjs-form-field-textarea textarea:enabled").all():
        field.fill(text)
    page.locator("button[data-outcome]").first.click()
    page.wait_for_url(re.compile(r"/trials/[0-9a-f-]+$"))


def migrate(owner: Owner, count: int) -> None:
    page = owner.page
    owner.go("/migrations")
    page.locator("main a[href*='/migrations/new']").first.click()
    expect(page.locator("[data-chosen]")).to_have_text(str(count))
    page.locator("input[name=reason]").fill("在办的也按新版先会签")
    page.locator("form[data-choosing] button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("已完成", timeout=MIGRATING_SECONDS * 1000)
    expect(page.locator("main")).to_contain_text(f"已迁移 {count}")


def test_process_owner_changes_a_mechanism_and_takes_it_back(chromium: Browser, served: Served) -> None:
    start_emergencies(chromium, served)
    owner = Owner.at(chromium, served, "pingyin-process-owner")
    reviewer = Owner.at(chromium, served, "pingyin-process-reviewer")

    draw_a_consultation(owner)
    edit_its_form(owner)
    try_it(owner)

    owner.go("/drafts")
    owner.page.locator("a[href$='/compare']").first.click()
    expect(owner.page.locator("main")).to_contain_text("调用活动 会签")
    expect(owner.page.locator("main")).to_contain_text("终止原因和会签意见")
    review = owner.submit("终止响应前先会签")
    expect(owner.page.get_by_role("button", name=re.compile("^同意并发布"))).to_be_disabled()
    expect(owner.page.locator("#blocked")).to_contain_text("要由另一位流程负责人签发")
    reviewer.publish(review)
    expect(reviewer.page.locator("tbody tr").first).to_contain_text("第 2 版")
    migrate(reviewer, 2)

    owner.go("/deployments")
    owner.page.get_by_role("button", name="回到这一版").click()
    owner.page.wait_for_url("**/drafts")
    owner.play_scenarios(failing=0)
    reviewer.publish(owner.submit("先退回，另议会签的单位"))
    rows = reviewer.page.locator("tbody tr")
    expect(rows.first).to_contain_text("第 3 版")
    expect(rows.first).to_contain_text("平阴 流程管理员 乙")
    assert rows.first.locator("code").inner_text() == rows.last.locator("code").inner_text()
