"""The task list under the fingers and while it is fetched anew."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Gallery, Opened, stopped
from tests.web.samples.tasks import NOW

pytestmark = pytest.mark.browser


@pytest.fixture
def listed(tab: Page, gallery: Gallery) -> Page:
    tab.goto(gallery.url("tasks"))
    tab.wait_for_load_state("networkidle")
    return tab


def focused_row(page: Page) -> str | None:
    return page.evaluate("document.activeElement.closest('.row')?.dataset.row ?? null")


POLL = """() => new Promise((done) => {
  const list = document.getElementById('task-list');
  list.addEventListener('htmx:finally:request', ({ detail }) => done(detail.ctx.response?.status), { once: true });
  htmx.trigger('#task-list', 'refresh');
})"""


def poll(page: Page) -> int | None:
    """Fetch the list anew, and wait until it stands there; the answer's status."""
    return page.evaluate(POLL)


def test_j_and_k_move_focus_and_the_preview_follows(listed: Page) -> None:
    listed.keyboard.press("j")
    first = focused_row(listed)
    listed.keyboard.press("j")

    assert (first, focused_row(listed)) == ("t2", "t3")
    expect(listed.locator("#preview h2")).to_have_text("特急 待办 t3")
    expect(listed.locator("#row-t3")).to_have_attribute("aria-current", "true")
    expect(listed.locator(".row[aria-current]")).to_have_count(1)

    listed.keyboard.press("k")

    assert focused_row(listed) == "t2"


def test_enter_opens_the_focused_task(listed: Page, gallery: Gallery) -> None:
    listed.keyboard.press("j")

    with listed.expect_request("**/tasks/t2"):
        listed.keyboard.press("Enter")


@pytest.mark.parametrize(("moves", "key", "address"), [(1, "u", "t2/unclaim"), (3, "c", "t4/claim")])
def test_c_and_u_press_the_button_of_the_row(listed: Page, moves: int, key: str, address: str) -> None:
    for _ in range(moves):
        listed.keyboard.press("j")

    with listed.expect_request(f"**/tasks/{address}") as sent:
        listed.keyboard.press(key)

    assert sent.value.method == "POST"
    assert "csrf_token" in (sent.value.post_data or "")


def test_x_selects_and_shift_x_selects_up_to_here(listed: Page) -> None:
    listed.keyboard.press("j")
    listed.keyboard.press("x")
    listed.keyboard.press("j")
    listed.keyboard.press("j")
    listed.keyboard.press("Shift+X")

    checked = listed.locator("[data-select]:checked")
    expect(checked).to_have_count(3)
    assert checked.evaluate_all("boxes => boxes.map(({ id }) => id)") == ["check-t2", "check-t3", "check-t4"]
    expect(listed.locator("[data-selection-count]")).to_have_text("已选 3 件")

    poll(listed)

    expect(checked).to_have_count(3)
    expect(listed.locator("[data-selection-count]")).to_have_text("已选 3 件")


def test_a_new_urgent_task_is_said_once_and_focus_stays(listed: Page) -> None:
    listed.keyboard.press("j")
    listed.keyboard.press("j")

    poll(listed)

    expect(listed.locator("#row-t9")).to_be_visible()
    expect(listed.locator("[data-announce=assertive]")).to_have_text("新来特急：核实新的接报")
    assert focused_row(listed) == "t3"
    expect(listed.locator(".row[aria-current]")).to_have_attribute("id", "row-t3")


def test_an_unchanged_list_is_not_touched(listed: Page) -> None:
    poll(listed)
    listed.evaluate(
        """() => { window.touched = []; const list = document.getElementById('task-list');
        new MutationObserver((all) => { window.touched.push(...all.map((one) => one.target)
          .filter((node) => node !== list && !node.closest('[data-left], [data-updated], .due-bar'))
          .map((node) => node.outerHTML)) })
        .observe(list, { childList: true, subtree: true, attributes: true, characterData: false }) }"""
    )

    assert poll(listed) == 304

    assert listed.evaluate("window.touched") == []


def test_typed_search_survives_a_poll(listed: Page) -> None:
    listed.keyboard.press("/")
    listed.keyboard.type("石岛")

    poll(listed)

    assert listed.evaluate("document.activeElement.name") == "q"
    assert listed.locator("input[name=q]").input_value() == "石岛"


def test_keys_are_text_inside_inputs(listed: Page) -> None:
    listed.keyboard.press("/")
    listed.keyboard.type("jx?")

    assert listed.locator("input[name=q]").input_value() == "jx?"
    assert not listed.locator("#keys").is_visible()


def test_question_mark_shows_the_keys_and_escape_gives_focus_back(listed: Page) -> None:
    listed.keyboard.press("j")

    listed.keyboard.press("?")
    expect(listed.locator("#keys")).to_be_visible()
    listed.keyboard.press("Escape")

    expect(listed.locator("#keys")).not_to_be_visible()
    assert focused_row(listed) == "t2"


@pytest.mark.parametrize(
    ("key", "place"), [("t", "tasks"), ("e", "emergencies"), ("f", "forces"), ("p", "papers")]
)
def test_g_and_a_letter_go_to_a_place(listed: Page, key: str, place: str) -> None:
    with listed.expect_request(f"**/{place}"):
        listed.keyboard.type(f"g{key}")  # at once: the letter counts for a second and a half


def test_single_keys_can_be_switched_off(listed: Page) -> None:
    listed.evaluate("document.body.dataset.keys = 'off'")

    listed.keyboard.press("?")
    listed.keyboard.press("j")

    assert not listed.locator("#keys").is_visible()
    assert focused_row(listed) is None


def test_a_lost_server_is_said_and_its_return_too(listed: Page) -> None:
    listed.route("**/tasks/poll", lambda route: route.abort())
    listed.evaluate("htmx.trigger('#task-list', 'refresh')")
    expect(listed.locator("[data-connection]")).to_be_visible()
    expect(listed.locator("[data-connection-title]")).to_contain_text("和服务器断开")

    listed.unroute("**/tasks/poll")
    poll(listed)

    expect(listed.locator(".toast")).to_contain_text("已重新连上")  # first: it goes after five seconds
    expect(listed.locator("[data-connection]")).not_to_be_visible()


def test_times_are_the_same_with_and_without_script(
    open_page: Callable[..., Opened], gallery: Gallery
) -> None:
    def lines(*, script: bool, language: str) -> list[str]:
        page = open_page(java_script_enabled=script).page
        if script:
            stopped(page, NOW)  # no poll brings what is new
        page.goto(gallery.url("tasks", lang=language))
        return [text.strip() for text in page.locator(".row .due").all_inner_texts()]

    for language in ("zh", "en"):
        assert lines(script=True, language=language) == lines(script=False, language=language)
