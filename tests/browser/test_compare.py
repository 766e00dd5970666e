"""Two versions side by side: the canvases move together, rows and elements find each other, N and P go on."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.core.actor import Actor, ActorKind
from app.repository import drafts
from tests.browser.accessible import violations
from tests.browser.patience import PATIENCE
from tests.browser.serving import served_app
from tests.web.site import KEY, PASSWORD, prepared

pytestmark = pytest.mark.browser

DISPATCH = "processes/rongcheng/rongcheng-dispatch.bpmn"
STEP = '<bpmn:userTask id="draft_plan" name="拟定调用方案"'


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, sqlite_template) -> Iterator[str]:
    """The comparison of a draft in which a step has another name, and a new one stands beside it."""
    rongcheng = prepared(tmp_path_factory.mktemp("rongcheng"), sqlite_template)
    site = rongcheng.open(tmp_path_factory.mktemp("compare"))
    with site.house.database.transaction(Actor(ActorKind.CLI, "cli", "流程管理员 甲", KEY)) as ctx:
        draft = drafts.open_draft(ctx, KEY)
        data, version = drafts.read_file(ctx, draft, DISPATCH)
        text = data.decode()
        assert STEP in text
        new = '<bpmn:manualTask id="call" name="打电话"/>'
        bounds = '<dc:Bounds x="900" y="700" width="100" height="80"/>'
        drawn = f'<bpmndi:BPMNShape id="call_di" bpmnElement="call">{bounds}</bpmndi:BPMNShape>'
        text = text.replace(STEP, f"{new}{STEP.replace('拟定调用方案', '拟定方案')}")
        text = text.replace("</bpmndi:BPMNPlane>", f"{drawn}</bpmndi:BPMNPlane>")
        drafts.save_file(ctx, draft.id, DISPATCH, text.encode(), version)
        path = f"/drafts/{draft.id}/compare"
    with served_app(site.app) as served:
        yield f"{served}{path}"
    site.house.database.engine.dispose()


@pytest.fixture(scope="module")
def signed_in(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 960}, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address.partition("/drafts")[0] + "/sign-in")
    page.fill("[name=account]", "process-owner")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    yield page
    context.close()


@pytest.fixture
def page(signed_in: Page, address: str) -> Page:
    signed_in.set_viewport_size({"width": 1440, "height": 960})
    signed_in.goto(address)
    return signed_in


@pytest.fixture
def drawn(page: Page) -> Page:
    page.locator("[data-differences][data-ready]").wait_for()
    return page


def element(page: Page, side: str, id_: str):
    return page.locator(f'[data-side={side}] .djs-element[data-element-id="{id_}"]').first


def place(page: Page, side: str) -> list[float]:
    """Scale and shift of a canvas."""
    found = page.locator(f"[data-side={side}] .viewport").first
    return found.evaluate(
        "g => { const { a, e, f } = g.transform.baseVal.consolidate().matrix; return [a, e, f]; }"
    )


def test_elements_wear_what_became_of_them(drawn: Page) -> None:
    assert "diff-on-changed" in element(drawn, "old", "draft_plan").get_attribute("class")
    assert "diff-on-changed" in element(drawn, "new", "draft_plan").get_attribute("class")
    assert "diff-on-added" in element(drawn, "new", "call").get_attribute("class")
    expect(element(drawn, "old", "call")).to_have_count(0)
    expect(drawn.locator("[data-side=new] .badge-added")).to_have_text("2 新增")


def test_both_canvases_move_and_zoom_together(drawn: Page) -> None:
    before = place(drawn, "new")

    drawn.locator("[data-side=old]").focus()
    drawn.keyboard.press("ArrowRight")
    drawn.keyboard.press("+")

    assert place(drawn, "new") != before
    assert place(drawn, "old") == pytest.approx(place(drawn, "new"), abs=0.5)


def test_a_row_shows_its_element_on_both_sides(drawn: Page) -> None:
    drawn.locator(".diff-row", has_text="拟定方案").click()

    for side in ("old", "new"):
        expect(element(drawn, side, "draft_plan")).to_have_class(re.compile("diff-here"))
        expect(element(drawn, side, "draft_plan")).to_be_in_viewport()


def test_an_element_shows_its_row(drawn: Page) -> None:
    drawn.locator(".diff-row", has_text="拟定方案").click()
    drawn.keyboard.press("n")

    element(drawn, "new", "draft_plan").click(force=True)

    expect(drawn.locator(".diff-row[aria-current]")).to_have_count(1)
    expect(drawn.locator(".diff-row", has_text="拟定方案")).to_have_attribute("aria-current", "true")


def test_n_and_p_go_from_change_to_change(drawn: Page) -> None:
    current = drawn.locator(".diff-row[aria-current]")

    drawn.keyboard.press("n")
    first = current.inner_text()
    drawn.keyboard.press("n")
    second = current.inner_text()
    drawn.keyboard.press("p")

    assert first != second
    assert current.inner_text() == first
    assert drawn.evaluate("document.activeElement.hasAttribute('data-show')")


def test_page_is_accessible(drawn: Page) -> None:
    assert violations(drawn) == ""


def test_a_phone_has_the_list_alone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)

    expect(page.locator(".diff-row")).to_have_count(2)
    expect(page.locator("[data-differences]")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_paper_has_pictures_list_and_lines_to_sign_without_script(drawn: Page) -> None:
    drawn.emulate_media(media="print")

    expect(drawn.locator(".compare-print svg").first).to_be_visible()
    expect(drawn.locator(".compare-sign")).to_contain_text("复核人")
    expect(drawn.locator(".compare-diagrams")).to_be_hidden()
    drawn.emulate_media(media="screen")
