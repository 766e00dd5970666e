"""Nothing of the editors is in English on a Chinese page: every palette, menu, panel and hint is opened and read."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.repository.drafts import save_file
from tests.browser.drafting import WRITER, Drafting
from tests.browser.latin import Latin

pytestmark = pytest.mark.browser

PARTS = Path(__file__).parent / "parts"
"""Files that hold one of everything: not to be run, to be looked at."""
DIAGRAM = "processes/yunxi/everything.bpmn"
MODEL = "processes/yunxi/all-parts.dmn"
FORM = "forms/yunxi/all-parts.form"
PAPER = "printouts/common/turn-out-instruction/template.html"
REPLACED = (
    *("task", "callActivity", "subProcess", "several", "exclusiveGateway", "startEvent_none"),
    *(
        "intermediateCatchEvent_timer",
        "endEvent_none",
        "intermediateThrowEvent_none",
        "boundary_timer",
        "pool",
    ),
)
ACTIONS = {**dict.fromkeys(REPLACED, ("replace",)), "userTask": ("replace", "dl-template")}
"""The menus at an element: one of each family."""
SETTINGS = "processes/yunxi/settings.yaml"


@pytest.fixture
def latin() -> Latin:
    return Latin()


def opened(drafting: Drafting, chromium: Browser, path: str) -> Page:
    part = PARTS / Path(path).name
    if part.exists():
        with drafting.house.database.transaction(WRITER) as ctx:
            save_file(ctx, drafting.draft, path, part.read_bytes(), 0)
    page = drafting.page(chromium, viewport={"width": 1600, "height": 1000})
    page.goto(drafting.editor(path))
    page.locator("[data-ready]").wait_for()
    expect(page.locator("[data-editor-text]")).to_have_text("您在编辑")
    return page


def nothing(latin: Latin) -> None:
    assert not latin.told(), "\n" + "\n".join(latin.told())


def each(page: Page, selector: str) -> list[Locator]:
    return page.locator(selector).all()


def press_all(page: Page, selector: str) -> None:
    """Click each of these, wherever it is hidden by scrolling."""
    page.evaluate("selector => document.querySelectorAll(selector).forEach((one) => one.click())", selector)


def test_diagrams(drafting: Drafting, chromium: Browser, latin: Latin) -> None:
    page = opened(drafting, chromium, DIAGRAM)
    ids = re.findall(r'bpmnElement="(\w+)"', (PARTS / "everything.bpmn").read_text(encoding="utf-8"))
    latin.look(page, "opened")

    page.locator('[data-element-id="task"] .djs-hit').click(force=True)
    page.keyboard.press("t")
    expect(page.locator(".djs-popup")).to_be_visible()
    latin.look(page, "templates")
    page.keyboard.press("Escape")
    expect(page.locator(".djs-popup")).to_have_count(0)
    for id_ in ids[1:]:  # the first is the drawing itself
        frame = {"position": {"x": 12, "y": 400}} if id_ in {"pool", "lane"} else {}
        page.locator(f'[data-element-id="{id_}"] .djs-hit').first.click(force=True, **frame)
        press_all(page, ".modeler-panel h3 button[aria-expanded=false]")
        latin.look(page, id_)
        for action in ACTIONS.get(id_, ()):
            page.locator(f".djs-context-pad.open .entry[data-action='{action}']").first.dispatch_event(
                "click"
            )
            expect(page.locator(".djs-popup")).to_be_visible()
            latin.look(page, f"{id_} {action}")
            page.keyboard.press("Escape")
            expect(page.locator(".djs-popup")).to_have_count(0)
    page.locator('[data-element-id="task"] .djs-hit').click(force=True)
    page.keyboard.press("Control+f")
    expect(page.locator(".djs-search-container")).to_be_visible()
    latin.look(page, "search")
    page.keyboard.press("Escape")
    for tab in each(page, ".modeler-tabs [role=tab]"):
        tab.click()
        page.wait_for_timeout(200)
        latin.look(page, tab.inner_text())

    nothing(latin)


def test_decisions(drafting: Drafting, chromium: Browser, latin: Latin) -> None:
    page = opened(drafting, chromium, MODEL)
    latin.look(page, "opened")

    for id_ in ("table", "words", "nothing", "knowledge", "source", "given"):
        page.locator(f'[data-element-id="{id_}"] .djs-hit').first.click(force=True)
        latin.look(page, id_)
        change = page.locator(".djs-context-pad.open .entry[data-action=replace]")
        if change.count():
            change.click()
            latin.look(page, f"{id_} replace")
            page.keyboard.press("Escape")
    for name in ("样例式", "样例知识", "样例表"):
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
        latin.look(page, name)
    for selector in (
        "td.rule-index",
        "td.annotation",
        "td.input-cell",
        "td.output-cell",
        "th.input-cell",
        "th.output-cell",
    ):
        page.locator(selector).first.click(button="right")
        latin.look(page, f"menu {selector}")
        page.keyboard.press("Escape")
    for selector in ("th.input-cell", "th.output-cell"):
        page.locator(selector).first.dblclick()
        latin.look(page, f"editor {selector}")
        page.keyboard.press("Escape")
    for cell in each(page, "td.input-cell, td.output-cell"):
        _open_cell(page, cell, latin)
    page.locator(".hit-policy .dms-input-select, .hit-policy select, .hit-policy input").first.click()
    latin.look(page, "hit policy")

    nothing(latin)


def _open_cell(page: Page, cell: Locator, latin: Latin) -> None:
    """The menu of a cell by its type, and each choice in it."""
    where = cell.get_attribute("data-col-id") or ""
    cell.click()
    button = page.locator(".simple-mode-button")
    if not button.count():
        return
    button.first.dispatch_event("click")
    latin.look(page, where)
    for select in each(page, ".context-menu .dms-input-select"):
        select.dispatch_event("click")
        latin.look(page, f"{where} choice")
    page.keyboard.press("Escape")


def test_forms(drafting: Drafting, chromium: Browser, latin: Latin) -> None:
    page = opened(drafting, chromium, FORM)
    expect(page.frame_locator("[data-frame]").locator(".fjs-form-field").first).to_be_visible()
    latin.look(page, "opened", frames=True)

    read: set[str] = set()
    for component in each(page, ".desk-canvas .fjs-element[data-id]"):
        kind = component.get_attribute("data-field-type") or "form"
        component.dispatch_event("click")
        press_all(page, ".desk-side .bio-properties-panel-group-header:not(.open)")
        press_all(page, ".desk-side .bio-properties-panel-collapsible-entry-header:not(.open)")
        press_all(page, ".desk-side .bio-properties-panel-list-group .bio-properties-panel-add-entry")
        latin.look(page, kind)
        for hint in each(page, ".desk-side .bio-properties-panel-tooltip-wrapper"):
            if (about := hint.inner_text()) not in read:
                read.add(about)
                hint.focus()
                expect(page.locator(".bio-properties-panel-tooltip").first).to_be_visible()
                latin.look(page, f"{kind} {about}")
    _misfill(page, latin)
    page.locator(".fjs-palette-search").fill("没有这样的")
    latin.look(page, "search")

    nothing(latin)


def _misfill(page: Page, latin: Latin) -> None:
    """What the panel says of wrong entries."""
    page.locator(".fjs-element[data-field-type=number]").first.dispatch_event("click")
    press_all(page, ".desk-side .bio-properties-panel-group-header:not(.open)")
    for name, wrong in {
        "key": ["", "a b", "1.2", "a..b"],
        "decimalDigits": ["-1", "1.5"],
        "increment": ["x", "0"],
    }.items():
        field = page.locator(f".desk-side input[name={name}]")
        for value in wrong if field.count() else ():
            field.first.evaluate(
                "(one, value) => { one.value = value; one.dispatchEvent(new Event('input', { bubbles: true })); }",
                value,
            )
            page.wait_for_timeout(350)
            latin.look(page, f"{name} {value}")
    for entry in ("label", "conditional-hide"):
        page.locator(
            f".desk-side [data-entry-id={entry}] .bio-properties-panel-open-feel-popup"
        ).dispatch_event("click")
        expect(page.locator(".bio-properties-panel-popup")).to_be_visible()
        latin.look(page, f"popup {entry}")
        page.keyboard.press("Escape")


def test_papers(drafting: Drafting, chromium: Browser, latin: Latin) -> None:
    page = opened(drafting, chromium, PAPER)
    _look_at_code(page, latin)
    for tab in each(page, "[data-file-tab]"):
        tab.click()
        page.wait_for_timeout(150)
        latin.look(page, tab.inner_text())

    for name, text in {"template.html": "{% if", "sample.json": "{", "printout.yaml": "["}.items():
        page.locator(f'[data-file-tab="{name}"]').click()
        expect(page.locator(f'[data-file="{name}"] .cm-editor:not(.code-read-only)')).to_be_visible()
        page.locator("[role=tabpanel]:visible .cm-content").click()
        page.keyboard.press("Control+Home")
        page.keyboard.type(text)
        expect(page.locator(f'[data-file="{name}"] .cm-lint-marker-error')).to_be_visible()
        latin.look(page, f"fault of {name}")
        page.keyboard.press("Control+z")

    nothing(latin)


def test_texts(drafting: Drafting, chromium: Browser, latin: Latin) -> None:
    page = opened(drafting, chromium, SETTINGS)
    latin.look(page, "fields")
    page.get_by_role("tab", name="文本").click()
    _look_at_code(page, latin)

    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("wrong: [")
    expect(page.locator(".finding").first).to_be_visible()
    latin.look(page, "fault")

    nothing(latin)


def _look_at_code(page: Page, latin: Latin) -> None:
    latin.look(page, "opened")
    page.locator(".cm-content").first.click()
    page.keyboard.press("Control+f")
    expect(page.locator(".cm-search")).to_be_visible()
    latin.look(page, "find")
    page.keyboard.press("Escape")


def test_the_collector_finds_english(drafting: Drafting, chromium: Browser, latin: Latin) -> None:
    page = opened(drafting, chromium, SETTINGS)

    page.evaluate("document.querySelector('h1').textContent = 'Limits'")
    page.evaluate("document.querySelector('.draft-back').title = 'Back to list'")
    page.evaluate("(window.__untranslated ??= new Set()).add('Append task')")
    latin.look(page, "made")

    assert [re.sub(r"   ←.*", "", one) for one in latin.told()] == [
        "text: Limits",
        "title: Back to list",
        "translate: Append task",
    ]
