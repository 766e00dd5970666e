"""The editors of decisions, forms, papers and texts: what is changed lands in the draft, what is wrong is told."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.accessible import violations
from tests.browser.drafting import Drafting
from tests.browser.patience import PATIENCE, becomes

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
EACH = {"decision": 1, "form": 6}  # every sixth form: together they have each component that is used
CLEAN = {"findings": [], "errors": 0, "warnings": 0}
DECISION = "processes/common/common-force-ranking.dmn"
OWN_DECISION = "processes/yunxi/common-force-ranking.dmn"
FORM = "forms/common/force-arrival.form"
OWN_FORM = "forms/yunxi/force-arrival.form"
PAPER = "printouts/common/turn-out-instruction/template.html"
OWN_PAPER = "printouts/yunxi/turn-out-instruction/template.html"
SETTINGS = "processes/yunxi/settings.yaml"
KINDS = """() => {
  window.__kinds = [];
  const line = document.querySelector('[data-saved]');
  new MutationObserver(() => window.__kinds.push(line.dataset.kind)).observe(line, { attributeFilter: ['data-kind'] });
}"""
"""Remember what the head says of saving, one after another."""


def opened(drafting: Drafting, chromium: Browser, path: str) -> Page:
    drafting.begin_anew(path)
    page = drafting.page(chromium)
    page.goto(drafting.editor(path))
    page.locator("[data-ready]").wait_for()
    expect(page.locator("[data-editor-text]")).to_have_text("您在编辑")
    return page


def saved(page: Page, drafting: Drafting, path: str, text: str) -> None:
    drafting.kept(page, path, lambda kept: text in kept)
    expect(page.locator("[data-saved]")).to_have_attribute("data-kind", "saved")


def view(page: Page, name: str) -> None:
    """Open a view of a decision by its tab."""
    page.get_by_role("tab", name=name).click()
    expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")


def test_a_rule_is_changed_and_its_fault_shown_at_the_cell(drafting: Drafting, chromium: Browser) -> None:
    page = opened(drafting, chromium, DECISION)

    view(page, "状态")
    page.locator("td.input-cell").first.click()
    expect(page.locator("td.input-cell").first.locator(":focus")).to_have_count(1)
    page.keyboard.press("Control+a")
    page.keyboard.type("1 +")
    page.locator("td.annotation").first.click()

    expect(page.locator("td.input-cell.fault-error")).to_have_count(1)
    expect(page.locator("[data-verdict]")).to_contain_text("1 处错误")
    assert violations(page) == ""
    view(page, "决策图")
    page.keyboard.press("F8")
    expect(page.get_by_role("tab", name="状态")).to_have_attribute("aria-selected", "true")
    expect(page.locator("td.fault-here")).to_be_visible()
    saved(page, drafting, OWN_DECISION, "<text>1 +</text>")
    view(page, "决策图")
    page.get_by_role("button", name="撤销一步").click()
    expect(page.get_by_role("tab", name="状态")).to_have_attribute("aria-selected", "true")
    expect(page.locator("td.input-cell.fault-error")).to_have_count(0)
    page.keyboard.press("Control+y")
    expect(page.locator("td.input-cell.fault-error")).to_have_count(1)


def test_a_field_is_renamed_beside_its_preview(drafting: Drafting, chromium: Browser) -> None:
    page = opened(drafting, chromium, FORM)
    shown = page.frame_locator("[data-frame]")
    expect(shown.get_by_text("任务：〔force.task〕")).to_be_visible()

    page.locator(".fjs-element[data-field-type=number]").first.click()
    label = page.locator(".desk-side #bio-properties-panel-label")
    label.fill("实到人数")

    expect(shown.get_by_text("实到人数")).to_be_visible()
    saved(page, drafting, OWN_FORM, "实到人数")
    label.fill("")
    expect(page.locator(".finding-error", has_text="输入项要有固定文字的标签")).to_be_visible()
    expect(page.locator("[data-stale]")).to_contain_text("还不能用")
    expect(page.locator('.fjs-element[data-id="force_arrival_4"]')).to_have_attribute("data-fault", "error")
    expect(page.locator(".desk-side [data-entry-id=label]")).to_contain_text("输入项要有固定文字的标签")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".finding", has_text="固定文字")).to_have_count(0)
    expect(page.locator("[data-stale]")).to_be_empty()
    saved(page, drafting, OWN_FORM, "实到人数")


def test_what_the_product_adds_is_picked_and_expressions_are_completed(
    drafting: Drafting, chromium: Browser
) -> None:
    page = opened(drafting, chromium, FORM)
    page.locator(".fjs-element[data-field-type=number]").first.click()
    side = page.locator(".desk-side")

    page.evaluate(KINDS)
    side.get_by_label("个人信息").check()
    side.get_by_label("承担的条款").select_option("YX-01")
    expect(side.locator(".own-chosen")).to_contain_text("接到灾情后核实")
    side.locator("[data-group-id=group-condition] .bio-properties-panel-group-header").click()
    condition = side.locator("[data-entry-id=conditional-hide]")
    condition.locator(".cm-content").click()
    page.keyboard.type("arr")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("到场")
    page.keyboard.press("Escape")
    page.keyboard.type(" ==")

    expect(condition).to_contain_text("隐藏条件写错了")
    expect(side.locator("[data-group-id=group-custom-values]")).to_have_count(0)
    saved(page, drafting, OWN_FORM, "YX-01")
    number = next(one for one in fields(drafting.text(OWN_FORM)) if one["type"] == "number")
    assert number["properties"] == {"clause": "RC-24 PY-15 YX-01", "personal": "true"}
    kinds = page.evaluate("window.__kinds")
    assert (kinds[0], kinds[-1], "saving" in kinds) == ("changed", "saved", True)
    assert violations(page) == ""


def test_a_reader_scrolls_and_looks_and_changes_nothing(drafting: Drafting, chromium: Browser) -> None:
    page = drafting.page(chromium, login="auditor", viewport={"width": 1440, "height": 500})
    page.goto(drafting.editor(FORM))
    page.locator("[data-ready]").wait_for()
    canvas, side = page.locator(".desk-canvas"), page.locator(".desk-side")

    canvas.hover()
    page.mouse.wheel(0, 150)
    page.locator(".fjs-element[data-field-type=number]").first.click()
    side.get_by_label("个人信息").click(force=True)
    page.keyboard.press("Delete")

    expect(page.locator("[data-stale]")).to_have_text("预览给能改的人看")
    expect(side.locator(".bio-properties-panel-header-label")).not_to_be_empty()
    expect(page.locator("[data-act=undo]")).to_have_attribute("aria-disabled", "true")
    becomes(page, "[...document.querySelectorAll('.desk-canvas *')].some(one => one.scrollTop > 0)")


def test_what_is_no_form_is_told_and_kept(drafting: Drafting, chromium: Browser) -> None:
    page = drafting.page(chromium)
    page.route("**/content/**", lambda route: route.fulfill(body="{", headers={"X-Version": "0"}))
    page.goto(drafting.editor(FORM))

    expect(page.locator("[data-failed]")).to_contain_text("读不懂这张表单")
    expect(page.locator(".finding-error")).to_have_count(1)
    expect(page.locator("[data-editor-text]")).to_have_text("您在编辑")


def fields(text: str) -> Iterator[dict[str, Any]]:
    """The components of a form at any depth."""
    waiting = list(json.loads(text)["components"])
    for one in waiting:
        yield one
        waiting += one.get("components", [])


def test_a_paper_is_changed_beside_its_picture(drafting: Drafting, chromium: Browser) -> None:
    page = opened(drafting, chromium, PAPER)
    expect(page.locator("[data-pages]")).to_have_text("共 2 页")
    expect(page.locator("iframe.sheet")).to_have_count(1)
    assert violations(page) == ""

    page.locator(".cm-line", has_text="{% block body %}").click()
    page.keyboard.press("End")
    page.keyboard.type("<p>{{ emergency.nope }}</p>")

    expect(page.locator(".finding", has_text="样例里没有 emergency.nope")).to_be_visible()
    expect(page.locator(".cm-lint-marker-warning")).to_be_visible()
    page.keyboard.type("{% if %}")
    expect(page.locator("[data-pages]")).to_contain_text("排不出来")
    expect(page.locator(".cm-lint-marker-error")).to_be_visible()
    saved(page, drafting, OWN_PAPER, "emergency.nope")
    page.get_by_role("tab", name="sample.json").click()
    expect(page.locator("[role=tabpanel]:visible .cm-content")).to_contain_text("emergency")


def test_a_limit_is_changed_in_its_field_and_in_nothing_else(drafting: Drafting, chromium: Browser) -> None:
    page = opened(drafting, chromium, SETTINGS)
    before = drafting.text(SETTINGS)
    amount = page.get_by_label("时长，时限第 1 条", exact=True)
    expect(page.locator(".fields-hint", has_text="用于")).not_to_have_count(0)

    amount.fill("25")

    saved(page, drafting, SETTINGS, before.replace("verify: PT20M", "verify: PT25M"))
    page.get_by_role("button", name="撤销一步").click()
    expect(amount).to_have_value("20")
    page.get_by_label("单位 时长，时限第 1 条").select_option("其他写法")
    amount.fill("soon")
    expect(page.locator('[data-at="limits/0"] .fields-error')).to_contain_text("“soon”不是时长")
    expect(page.locator(".finding-name")).to_have_text("时限 › verify")
    expect(amount).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="下移 时限第 1 条").click()
    expect(page.get_by_role("button", name="下移 时限第 2 条")).to_be_focused()
    page.get_by_role("button", name="加一条：敏感时期").click()
    expect(page.get_by_label("名称，敏感时期第 1 条")).to_be_focused()
    page.keyboard.type("汛期")
    expect(page.locator('[data-at="sensitive_periods/0/from"] .fields-error')).to_be_visible()
    assert violations(page) == ""
    page.keyboard.press("F8")
    expect(page.get_by_label("时长，时限第 2 条", exact=True)).to_be_focused()
    page.get_by_label("走过的路线").press_sequentially("0.95")
    kept = before.replace("  verify: PT20M\n", "").replace("5M}\n", "5M}\n  verify: soon\n")
    added = 'sensitive_periods:\n  - {name: 汛期, from: "", to: ""}\ncoverage: {flows: 0.95}\n'
    drafting.kept(page, SETTINGS, lambda text: text == kept + added)


def test_a_limit_is_changed_as_text(drafting: Drafting, chromium: Browser) -> None:
    page = opened(drafting, chromium, SETTINGS)
    before = drafting.text(SETTINGS)
    page.get_by_role("tab", name="文本").click()

    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("wrong: [")

    expect(page.locator(".finding-error")).to_contain_text("方括号里的列表没有写完")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    for _ in range(
        10
    ):  # letter by letter where typing is slow; no undo leads before the text that was opened
        page.keyboard.press("Control+z")
    expect(page.locator(".finding-error")).to_have_count(0)
    page.keyboard.press("Control+Home")
    page.keyboard.type("# 改过\n")
    saved(page, drafting, SETTINGS, f"# 改过\n{before}")
    unchecked = page.locator(".finding-none", has_text="连上之后会再查")
    page.route("**/drafts/**", lambda route: route.abort())
    page.keyboard.type("# 断网\n")
    expect(unchecked).to_be_visible()
    page.unroute("**/drafts/**")
    page.keyboard.press("Control+s")
    expect(unchecked).to_have_count(0)


@pytest.mark.parametrize(
    ("kind", "pattern"), [("decision", "processes/*/*.dmn"), ("form", "forms/*/**/*.form")]
)
def test_opening_a_shipped_file_loses_nothing(
    drafting: Drafting, chromium: Browser, kind: str, pattern: str
) -> None:
    files = sorted(ROOT.glob(pattern))[:: EACH[kind]]
    texts = [enriched(kind, file.read_text(encoding="utf-8")) for file in files]
    page = drafting.page(chromium)
    given: list[str] = []
    shown: list[str] = []

    def give(route: Route) -> None:
        given.append(texts[len(given)])
        route.fulfill(body=given[-1], headers={"X-Version": str(len(given))})

    def check(route: Route) -> None:
        shown.append(plain(kind, route.request.post_data or ""))
        route.fulfill(json=CLEAN)

    page.route("**/content/**", give)
    page.route("**/check/**", check)
    page.route("**/preview/**", lambda route: route.abort())
    page.goto(drafting.editor(DECISION if kind == "decision" else FORM))
    expect(page.locator("[data-editor-text]")).to_have_text("您在编辑")
    page.add_style_tag(content=".desk-columns, .desk-canvas { display: none !important }")  # nobody looks

    for file, text in zip(files, texts, strict=True):  # every text is checked as the editor has it
        if given and given[-1] != text:
            page.evaluate("document.querySelector('[data-seize]').click()")  # reads the file anew
        for _ in range(PATIENCE // 20):
            if plain(kind, text) in shown:
                break
            page.wait_for_timeout(20)
        assert plain(kind, text) in shown, file


def enriched(kind: str, text: str) -> str:
    """With attributes and keys that nobody knows."""
    if kind == "form":
        document = json.loads(text)
        document["x-unknown"] = {"kept": [1, None]}
        document["components"][0]["x-unknown"] = "kept"
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    namespace = 'xmlns:x="http://example.org/x" x:of-all="kept" '
    text = re.sub(r"<definitions ", f"<definitions {namespace}", text, count=1)
    return re.sub(
        r"<(rule|decision|decisionTable|input|output|inputEntry|outputEntry|inputData) id",
        r'<\1 x:unknown="kept" id',
        text,
    )


def plain(kind: str, text: str) -> object:
    """What must be the same: a form to the letter; the elements with their attributes and texts, in their order."""
    return text if kind == "form" else _element(ET.fromstring(text))


def _element(element: ET.Element) -> object:
    children = [_element(child) for child in element]
    return element.tag, sorted(element.attrib.items()), (element.text or "").strip(), children
