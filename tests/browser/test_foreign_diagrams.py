"""Files of other products in the editors: what has no picture gets one, what cannot be opened or kept is told."""

import pytest
from lxml import etree
from playwright.sync_api import Browser, expect

from app.engine.lint.check import lint
from app.repository.drafts import draft_of, read_file, save_file
from tests.browser.drafting import WRITER, Drafting

PATH = "processes/yunxi/order.bpmn"
UNDRAWN = """<?xml version="1.0" encoding="UTF-16"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://activiti.org/bpmn"
    id="order" targetNamespace="x">
  <collaboration id="c"><participant id="outside" name="报告单位" processRef="report"/>
    <participant id="upper" name="上级"/><participant id="inside" processRef="order"/>
    <messageFlow id="m" sourceRef="r" targetRef="s"/></collaboration>
  <process id="report"><startEvent id="r"/></process>
  <process id="order" name="外来流程" isExecutable="true">
    <laneSet><lane name="值班"><flowNodeRef>s</flowNodeRef></lane>
      <lane name="领导"><flowNodeRef>t</flowNodeRef></lane></laneSet>
    <startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>
    <userTask id="t" name="办理" camunda:assignee="kermit"/><sequenceFlow sourceRef="t" targetRef="e"/>
    <endEvent id="e"/><dataObject id="d"/>
  </process>
</definitions>""".strip()
DECISIONS = "processes/yunxi/other.dmn"
NEWER = """<?xml version="1.0" encoding="UTF-16"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="other" name="外来" namespace="x">
  <decision id="level" name="级别"><variable name="级别"/><decisionTable id="table">
    <input id="i"><inputExpression id="ie"><text>days</text></inputExpression></input>
    <output id="o"/></decisionTable></decision>
  <decision id="newer" name="更新"><variable name="更新"/><conditional/></decision>
</definitions>""".strip()
NOT_DRAWN = {
    "missing-diagram",
    "missing-shape",
    "missing-edge",
    "broken-shape",
    "drawn-nothing",
    "missing-id",
}

pytestmark = pytest.mark.browser


def put(drafting: Drafting, text: str, path: str = PATH) -> None:
    with drafting.house.database.transaction(WRITER) as ctx:
        known = path in drafting.files()
        version = read_file(ctx, draft_of(ctx, drafting.draft), path)[1] if known else 0
        save_file(ctx, drafting.draft, path, text.encode("utf-16"), version)


def test_a_diagram_without_a_picture_is_laid_out_and_saved_with_the_first_change(
    drafting: Drafting, chromium: Browser
) -> None:
    put(drafting, UNDRAWN)
    page = drafting.page(chromium)

    page.goto(drafting.editor(PATH))

    expect(page.locator("[data-laid-out]")).to_contain_text("已自动排出")
    expect(page.locator(".djs-connection")).to_have_count(3)
    page.evaluate(
        "window.__modeler.get('selection').select(window.__modeler.get('elementRegistry').get('t'))"
    )
    page.locator("[data-properties]").get_by_role("button", name="一般").click()
    page.locator('[data-field="name"] textarea').fill("受理")
    saved = drafting.kept(page, PATH, lambda text: 'name="受理"' in text).encode()
    assert "值班" in saved.decode()
    assert not {finding.code for finding in lint(saved)} & NOT_DRAWN
    task = etree.fromstring(saved).find(".//{*}userTask")
    assert task is not None
    assert task.get("{http://activiti.org/bpmn}assignee") == "kermit"


def test_a_file_that_draws_nothing_says_so(drafting: Drafting, chromium: Browser) -> None:
    put(drafting, UNDRAWN.replace("process ", "choreography ").replace("/process>", "/choreography>"))
    page = drafting.page(chromium)

    page.goto(drafting.editor(PATH))

    expect(page.locator("[data-failed]")).to_contain_text("文件里没有图形，也排不出来")
    expect(page.locator(".finding-error", has_text="文件里没有流程")).to_be_visible()


def test_a_decision_of_another_version_opens_and_what_would_be_lost_is_told(
    drafting: Drafting, chromium: Browser
) -> None:
    put(drafting, NEWER, DECISIONS)
    page = drafting.page(chromium)

    page.goto(drafting.editor(DECISIONS))

    expect(page.get_by_role("tab", name="级别")).to_be_visible()
    expect(page.locator("[data-failed]")).to_contain_text("文件里有 1 处 DMN 1.3 没有的内容")
    unnamed = page.locator("th .output-name")
    assert unnamed.evaluate("node => getComputedStyle(node, '::before').content") == '"输出"'
