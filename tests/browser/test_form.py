"""The form island: what is asked, what is sent, what is said when it was not taken."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Gallery, Opened
from tests.browser.patience import PATIENCE, becomes
from tests.browser.story import date_ready

pytestmark = pytest.mark.browser


@pytest.fixture
def form(tab: Page, gallery: Gallery) -> Page:
    return opened(tab, gallery, "task")


def opened(tab: Page, gallery: Gallery, name: str) -> Page:
    tab.goto(gallery.url(name))
    tab.locator("[data-form][data-ready]").wait_for()
    return tab


def press(page: Page, text: str) -> None:
    page.locator(".decision-bar").get_by_role("button", name=text, exact=True).click()


def answered(page: Page, gallery: Gallery, count: int = 1) -> dict[str, object]:
    page.wait_for_timeout(50)
    for _ in range(PATIENCE // 50):
        if len(gallery.submitted) >= count:
            break
        page.wait_for_timeout(50)
    assert len(gallery.submitted) == count
    return gallery.submitted[-1]


def test_the_pressed_outcome_is_sent_with_the_values(form: Page, gallery: Gallery) -> None:
    with form.expect_navigation(url="**/show/tasks"):
        press(form, "同意并下达 4 份指令")

    sent = answered(form, gallery)
    assert sent["revision"] == "7"
    assert sent["values"] == {
        "decision": "同意",
        "remark": "同意。堵漏专业队途中请先与现场专家组连线。",
        "arrive_by": "03:50",
        "call": True,
        "channel": "短信",
    }


def test_the_outcome_field_itself_is_not_drawn(form: Page) -> None:
    expect(form.locator("[data-form-body]")).not_to_contain_text("审批结果")
    expect(form.locator("[data-form-body]")).not_to_contain_text("让对方改什么")


def test_control_enter_asks_before_it_sends(form: Page, gallery: Gallery) -> None:
    form.locator("textarea").first.click()
    form.keyboard.type("，另报省厅")
    form.keyboard.press("Control+Enter")
    expect(form.locator("#confirm-outcome h2")).to_have_text("同意并下达 4 份指令？")
    assert gallery.submitted == []

    with form.expect_navigation(url="**/show/tasks"):
        form.locator("#confirm-outcome [data-send]").click()

    values = answered(form, gallery)["values"]
    assert isinstance(values, dict)
    assert "，另报省厅" in values["remark"]


def test_returning_asks_for_the_reason_first(form: Page, gallery: Gallery) -> None:
    press(form, "退回修改")
    dialog = form.locator("dialog[open]")
    dialog.locator("[data-reason]").fill("再看看")
    dialog.locator("[data-send]").click()
    expect(dialog.locator("[data-reason-error]")).to_have_text("至少 5 个字")
    assert gallery.submitted == []

    dialog.locator("[data-reason]").fill("请补一支能在 04:00 前到场的监测力量。")
    with form.expect_navigation(url="**/show/tasks"):
        dialog.locator("[data-send]").click()

    values = answered(form, gallery)["values"]
    assert isinstance(values, dict)
    assert values["decision"] == "退回"
    assert values["opinion"] == "请补一支能在 04:00 前到场的监测力量。"
    assert values["back_to"] == "draft_plan"
    assert "remark" not in values


def test_a_reason_that_only_one_outcome_needs_is_asked_without_being_told(
    form: Page, gallery: Gallery
) -> None:
    press(form, "不同意")
    dialog = form.locator("dialog[open]")
    expect(dialog.locator("h2")).to_have_text("不同意")
    expect(dialog.locator("[data-label]")).to_have_text("让对方改什么（必填）")

    dialog.get_by_role("button", name="取消").click()

    expect(form.locator("[data-form-body]")).not_to_contain_text("让对方改什么")
    assert gallery.submitted == []


def test_errors_of_the_form_stand_at_the_field_and_in_a_summary(form: Page, gallery: Gallery) -> None:
    form.get_by_label("要求到场时间").fill("明天")
    press(form, "同意并下达 4 份指令")

    summary = form.locator("[data-form-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("没有送出，有 1 处要改")
    expect(form.locator(".fjs-form-field-error")).to_have_text("请写成时:分，如 03:50")
    assert gallery.submitted == []

    summary.get_by_role("link").click()

    expect(form.get_by_label("要求到场时间")).to_be_focused()


def test_errors_of_the_server_stand_at_the_field_too(form: Page, gallery: Gallery) -> None:
    form.get_by_label("要求到场时间").fill("03:10")
    press(form, "同意并下达 4 份指令")

    expect(form.locator("[data-form-summary]")).to_be_focused()
    expect(form.locator(".fjs-form-field-error")).to_have_text("03:10 已经过了，请填 03:16 以后的时间")
    expect(form.get_by_label("要求到场时间")).to_have_attribute("aria-invalid", "true")
    assert answered(form, gallery)

    form.get_by_label("要求到场时间").fill("03:55")
    form.locator("h1").click()

    expect(form.locator(".fjs-form-field-error")).to_have_count(0)


def test_a_conflict_is_told_and_the_text_is_kept(form: Page) -> None:
    form.get_by_label("要求到场时间").fill("09:09")
    press(form, "同意并下达 4 份指令")

    summary = form.locator("[data-form-summary]")
    expect(summary).to_contain_text("03:13:58 已由 应急管理局 值班员 同意，您的“退回”没有生效")
    expect(summary).to_contain_text("您写的内容都在，没有丢")
    expect(summary.get_by_role("link", name="看现在走到哪了")).to_be_visible()
    expect(form.get_by_label("要求到场时间")).to_have_value("09:09")


def test_a_draft_that_is_refused_is_not_sent_again(tab: Page, gallery: Gallery) -> None:
    tab.clock.install()
    form = opened(tab, gallery, "task")
    tries: list[str] = []

    def refuse(route) -> None:
        tries.append(route.request.url)
        route.fulfill(status=409, json={"title": "已办结"})

    form.route("**/draft", refuse)
    form.get_by_label("要求到场时间").fill("03:55")
    form.keyboard.press("Control+s")
    expect(form.locator("[data-draft-text]")).to_contain_text("您写的内容存在这台电脑上")
    before = len(tries)
    form.clock.fast_forward(30_000)
    form.wait_for_timeout(300)

    assert len(tries) == before


def test_an_ended_session_leads_to_signing_in(form: Page) -> None:
    form.get_by_label("要求到场时间").fill("00:00")
    press(form, "同意并下达 4 份指令")

    summary = form.locator("[data-form-summary]")
    expect(summary).to_contain_text("登录已过期，您写的内容存在这台电脑上（03:1")
    expect(summary.get_by_role("link", name="重新登录")).to_have_attribute("href", "/show/sign-in")


def test_a_silent_server_is_told_and_the_repeat_carries_the_same_key(form: Page, gallery: Gallery) -> None:
    keys: list[str | None] = []

    def cut(route) -> None:
        keys.append(route.request.headers.get("x-request-id"))
        route.abort()

    form.route("**/complete", cut)
    press(form, "同意并下达 4 份指令")
    expect(form.locator("[data-form-summary]")).to_contain_text("服务器没有应答，没有送出")

    form.unroute("**/complete")
    with form.expect_navigation(url="**/show/tasks"):
        press(form, "同意并下达 4 份指令")

    assert keys == [answered(form, gallery)["key"]]
    assert keys[0]


def test_what_is_written_is_saved_as_a_draft(form: Page, gallery: Gallery) -> None:
    form.get_by_label("要求到场时间").fill("03:58")

    expect(form.locator("[data-draft-text]")).to_have_text("草稿已存 03:14:00")
    assert gallery.drafts[-1]["arrive_by"] == "03:58"  # type: ignore[index]


def test_a_draft_that_did_not_reach_the_server_waits_on_this_computer(form: Page, gallery: Gallery) -> None:
    form.route("**/draft", lambda route: route.abort())
    form.get_by_label("要求到场时间").fill("03:58")
    form.keyboard.press("Control+s")
    expect(form.locator("[data-draft-text]")).to_contain_text("草稿存在这台电脑上")

    opened(form, gallery, "task")

    expect(form.get_by_label("要求到场时间")).to_have_value("03:58")
    expect(form.locator("[data-draft-text]")).to_contain_text("已取回这台电脑上的草稿")


def test_a_click_after_mending_a_field_is_not_lost(form: Page) -> None:
    """form-js takes the error line away on blur: the radio below must not move from under the pointer."""
    form.set_viewport_size(
        {"width": 390, "height": 844}
    )  # one column: the error's line alone decides where it stands
    form.get_by_label("要求到场时间").fill("明天")
    press(form, "同意并下达 4 份指令")
    expect(form.locator("[data-form-summary]")).to_be_focused()
    form.get_by_label("要求到场时间").fill("明天早上")
    form.get_by_label("要求到场时间").press("Control+a")
    target = form.get_by_label("电话", exact=True)
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box

    form.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    form.keyboard.insert_text("03:50")
    form.mouse.down()
    form.wait_for_timeout(400)
    form.mouse.up()

    expect(target).to_be_checked()
    after = target.bounding_box()
    assert after == box


def test_a_time_is_that_of_the_house_wherever_it_is_typed(
    open_page: Callable[..., Opened], gallery: Gallery
) -> None:
    page = opened(open_page(timezone_id="America/New_York").page, gallery, "form-emergency-report")
    moment = page.locator(".fjs-form-field-datetime")
    date_ready(moment)
    typed = moment.locator("input:not(.flatpickr-calendar input)")
    date, clock = typed.nth(0), typed.nth(1)
    for box, text in ((date, "2026/11/22"), (clock, "02:40")):
        box.fill(text)
        box.press("Enter")

    kept = "JSON.stringify(localStorage['draft:rongcheng/emergency-report'] ?? '')"
    becomes(page, f"{kept}.includes('2026-11-22T02:40+08:00')")
    page.reload()

    expect(page.locator("[data-draft-discard]")).to_be_visible()
    expect(date).to_have_value("2026/11/22")
    expect(clock).to_have_value("02:40")


def test_blocked_buttons_say_why_and_send_nothing(tab: Page, gallery: Gallery) -> None:
    opened(tab, gallery, "task-blocked")

    tab.locator("[data-outcome]").first.click(force=True)
    tab.keyboard.press("Control+Enter")

    expect(tab.locator("#blocked")).to_contain_text("要等排序到齐")
    tab.wait_for_timeout(200)
    assert gallery.submitted == []


def test_a_ready_made_text_fills_the_field(form: Page) -> None:
    form.get_by_role("button", name="同意，按方案执行").click()

    expect(form.locator("textarea").first).to_have_value("同意，按方案执行")


def test_the_drill_box_is_sent_with_a_start(tab: Page, gallery: Gallery) -> None:
    opened(tab, gallery, "start-form")
    tab.locator("[data-extra=drill]").check()
    tab.get_by_label("同意", exact=True).check()

    press(tab, "报送并抄报 2 家")

    assert answered(tab, gallery)["drill"] is True


def test_a_force_steps_its_count_with_large_buttons(tab: Page, gallery: Gallery) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    opened(tab, gallery, "order-departure")
    more = tab.get_by_role("button", name="增加").first
    box = more.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44

    more.click()
    press(tab, "出发")

    values = answered(tab, gallery)["values"]
    assert values == {"answer": "确认", "people": 9, "vehicles": 2}


@pytest.mark.parametrize(("lang", "moment"), [("zh", "11 月 22 日 03:50"), ("en", "22 Nov 03:50")])
def test_instants_that_are_only_shown_are_local(tab: Page, gallery: Gallery, lang: str, moment: str) -> None:
    tab.goto(gallery.url("order-times", lang=lang))
    tab.locator("[data-form][data-ready]").wait_for()

    expect(tab.locator(".fjs-form-field-text")).to_have_text(f"到场时限：{moment}")
    expect(tab.locator(".fjs-form-field-table td").last).to_have_text(moment)


def test_a_force_that_cannot_come_says_why(tab: Page, gallery: Gallery) -> None:
    opened(tab, gallery, "order-answer")

    press(tab, "不能执行，说明原因")
    tab.locator("dialog[open] [data-reason]").fill("装备外借，04:00 才能回来")
    tab.locator("dialog[open] [data-send]").click()

    assert answered(tab, gallery)["values"] == {"answer": "不能执行", "reason": "装备外借，04:00 才能回来"}


def test_a_hands_over_with_a_reason(form: Page) -> None:
    form.locator("h1").click()
    form.keyboard.press("a")
    dialog = form.locator("#hand-over")
    expect(dialog).to_be_visible()
    dialog.locator("select").select_option("yj-3")
    dialog.locator("textarea").fill("交接班")

    with form.expect_request("**/tasks/t2/reassign") as sent:
        dialog.get_by_role("button", name="转办").click()

    assert "to=yj-3" in (sent.value.post_data or "")


def test_cancel_closes_the_handing_over(form: Page) -> None:
    form.locator(".decision-more").get_by_role("button", name="转办").click()

    form.locator("#hand-over").get_by_role("button", name="取消").click()

    expect(form.locator("#hand-over")).not_to_be_visible()
