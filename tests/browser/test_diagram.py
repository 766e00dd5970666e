"""The diagram with its execution, and the same as a table."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Gallery
from tests.browser.patience import becomes

pytestmark = pytest.mark.browser


@pytest.fixture
def instance(tab: Page, gallery: Gallery) -> Page:
    tab.goto(gallery.url("instance"))
    tab.locator("[data-diagram][data-ready]").wait_for()
    return tab


def shape(page: Page, element: str):
    return page.locator(f'[data-element-id="{element}"]').first


def zoom(page: Page) -> float:
    return page.evaluate("document.querySelector('.viewport').getCTM().a")


def test_elements_wear_the_state_they_are_in(instance: Page) -> None:
    for element, kind in {
        "approve_plan": "taken",
        "fan_to_issue": "taken",
        "issue": "running",
        "command_task": "late",
        "file": "ahead",
    }.items():
        assert f"dl-{kind}" in shape(instance, element).get_attribute("class").split()


def test_badges_carry_words_and_go_when_too_small_to_read(instance: Page) -> None:
    expect(instance.locator(".badge", has_text="在办 3")).to_be_visible()

    instance.get_by_role("button", name="看全图").click()

    assert zoom(instance) < 0.4
    for badge in instance.locator(".badge").all():
        expect(badge).not_to_be_visible()


def test_arrows_move_and_plus_enlarges_without_the_mouse(instance: Page) -> None:
    canvas = instance.locator("[data-diagram]")
    canvas.focus()
    before, start = zoom(instance), shape(instance, "issue").bounding_box()

    instance.keyboard.press("ArrowRight")
    moved = shape(instance, "issue").bounding_box()
    instance.keyboard.press("+")

    assert start
    assert moved
    assert moved["x"] < start["x"]
    assert zoom(instance) > before


def test_brackets_walk_along_the_flow_and_say_what_is_there(instance: Page) -> None:
    said = instance.locator("[data-announce=polite]")
    shape(instance, "approve_plan").click()

    instance.keyboard.press("]")

    expect(said).to_contain_text("已走过")
    expect(instance.locator(".canvas .selected")).to_be_in_viewport()
    there = said.inner_text()
    instance.keyboard.press("]")
    expect(said).not_to_have_text(there)
    instance.keyboard.press("[")
    expect(said).to_have_text(there)


def test_the_wheel_scrolls_the_page(instance: Page) -> None:
    instance.locator("[data-diagram]").hover()

    instance.mouse.wheel(0, 300)

    becomes(instance, "window.scrollY > 0")


def test_the_table_says_the_same_and_back(instance: Page) -> None:
    button = instance.get_by_role("button", name="改看步骤表")

    button.click()

    expect(instance.locator(".steps-table")).to_contain_text("各力量行动")
    expect(instance.locator("[data-diagram]")).not_to_be_visible()

    instance.get_by_role("button", name="改看流程图").click()

    expect(instance.locator("[data-diagram]")).to_be_visible()


def test_a_diagram_that_was_hidden_is_fitted_when_shown(tab: Page, gallery: Gallery) -> None:
    tab.goto(gallery.url("instance-steps"))
    tab.locator("[data-diagram][data-ready]").wait_for(state="attached")

    tab.get_by_role("button", name="改看流程图").click()

    expect(shape(tab, "issue")).to_be_in_viewport()


def test_the_thumbnail_shows_where_the_reader_is(tab: Page, gallery: Gallery) -> None:
    tab.goto(gallery.url("task"))
    tab.locator("[data-diagram][data-ready]").wait_for()

    expect(tab.locator(".badge")).to_have_text(["您在这里"])
    expect(shape(tab, "approve_plan")).to_be_in_viewport()


def test_a_missing_diagram_leads_to_the_table(tab: Page, gallery: Gallery) -> None:
    tab.route("**/diagram.bpmn", lambda route: route.fulfill(status=404))

    tab.goto(gallery.url("instance"))

    expect(tab.locator("[data-diagram]")).to_contain_text("流程图没有取到，请看步骤表")
