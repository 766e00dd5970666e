"""The modeler: what is drawn and entered lands in the file, what is wrong is told, nothing is overwritten."""

from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser, expect
from sqlalchemy import update

from app.core.actor import system
from app.identity.models import Account
from tests.browser.accessible import violations
from tests.browser.conftest import Opened, watch
from tests.browser.drafting import Drafting
from tests.browser.large import add, thousand
from tests.browser.modeling import BPMN, DIAGRAM, Modeling, camunda, one
from tests.browser.patience import becomes

pytestmark = pytest.mark.browser


@pytest.fixture
def modeling(drafting: Drafting, chromium: Browser) -> Modeling:
    drafting.begin_anew(DIAGRAM)
    return Modeling.of(drafting, chromium)


def test_a_template_comes_with_all_its_elements_and_goes_by_one_undo(modeling: Modeling) -> None:
    before = len(modeling.xml.xpath("//bpmn:process/*", namespaces=BPMN))

    modeling.append("verify", "审批")

    root = modeling.xml
    task = one(root, "//bpmn:userTask[@name='审批']")
    gate = one(root, "//bpmn:exclusiveGateway[@name='审批结果']")
    assert one(root, "//bpmn:sequenceFlow[@sourceRef='verify']").get("targetRef") == task.get("id")
    onwards = one(root, f"//bpmn:sequenceFlow[@sourceRef='{gate.get('id')}'][@targetRef='true_report']")
    assert onwards.get("id") == "verify_to_true_report"
    assert onwards.findtext("bpmn:conditionExpression", namespaces=BPMN) == 'decision = "同意"'
    back = one(root, f"//bpmn:sequenceFlow[@sourceRef='{gate.get('id')}'][@targetRef='verify']")
    assert (back.get("id"), back.get("name")) == (gate.get("default"), "退回")
    assert one(task, ".//camunda:property[@name='notBy']").get("value") == "verify"
    assert camunda(task, "dueDate") == "= limits.approve"
    assert task.get("id") in one(root, "//bpmn:lane[@id='lane_bureau']").xpath(
        "bpmn:flowNodeRef/text()", namespaces=BPMN
    )
    modeling.page.locator('[data-tool="undo"]').click()
    assert len(modeling.xml.xpath("//bpmn:process/*", namespaces=BPMN)) == before


def test_a_reminder_hangs_on_its_step(modeling: Modeling) -> None:
    modeling.append("answer", "催办")

    root = modeling.saved()
    timer = one(root, "//bpmn:boundaryEvent[@attachedToRef='answer']")
    assert timer.get("cancelActivity") == "false"
    notify = one(root, "//bpmn:serviceTask[@name='催办']")
    assert camunda(notify, "topic") == "notify"
    assert one(notify, ".//camunda:inputParameter[@name='to']").text == "rescue-team"
    expect(modeling.page.locator(".finding-error")).to_have_count(0)


def test_a_shape_is_drawn_from_the_palette(modeling: Modeling) -> None:
    page = modeling.page

    page.locator(".djs-palette [data-action='create.task']").click()
    pool = page.locator('[data-element-id="lane_team"]').bounding_box()
    assert pool
    page.mouse.move(pool["x"] + 90, pool["y"] + 60)
    page.mouse.click(pool["x"] + 100, pool["y"] + 60)

    expect(page.locator(".pp-head .tag-added")).to_be_visible()
    page.keyboard.press("Escape")
    assert modeling.saved().xpath("count(//bpmn:task)", namespaces=BPMN) == 1
    expect(page.locator(".finding").first).to_be_visible()


def test_what_the_panel_is_told_lands_in_the_file(modeling: Modeling) -> None:
    modeling.choose("verify")

    modeling.field("groups").locator("select").select_option("rescue-team")
    modeling.field("form").locator("select").select_option("approval")
    modeling.field("limit").locator("select").select_option("fixed")
    modeling.panel.get_by_label("多少").fill("25")
    modeling.panel.get_by_text("到时上报值班领导").click()
    modeling.panel.get_by_role("button", name="一条条款").or_(
        modeling.panel.get_by_role("button", name="再挂一条")
    ).click()
    modeling.panel.get_by_label("找编号或文字").fill("YX-04")
    modeling.panel.locator(".pp-options button", has_text="YX-04").click()

    root = modeling.saved()
    verify = one(root, "//bpmn:userTask[@id='verify']")
    assert camunda(verify, "candidateGroups") == "rescue-team"
    assert camunda(verify, "formKey") == "approval"
    assert camunda(verify, "dueDate") == "PT25M"
    assert "YX-04" in one(verify, ".//camunda:property[@name='clause']").get("value")
    timer = one(root, "//bpmn:boundaryEvent[@attachedToRef='verify']")
    assert timer.findtext(".//bpmn:timeDuration", namespaces=BPMN) == "PT25M"


def test_events_loops_and_rows_are_written_as_the_engine_reads_them(modeling: Modeling) -> None:
    modeling.append("answer", "Remind")
    modeling.field("timer").locator("select").select_option("fixed")
    modeling.panel.get_by_label("多少").fill("45")
    modeling.choose("answer")
    modeling.field("order").locator("select").select_option("parallel")
    modeling.field("collection").locator(".cm-content").click()
    modeling.page.keyboard.type('["a"]')
    modeling.field("into").locator("input").fill("answers")
    modeling.choose("issue")
    modeling.field("input-printout").locator("select").select_option("=")
    modeling.panel.get_by_role("button", name="再取一项").click()
    modeling.field("output-0-value").locator(".cm-content").click()
    modeling.page.keyboard.type("= number")
    modeling.field("output-0-name").locator("input").fill("order_number")

    expect(modeling.field("output-1-name")).to_have_count(0)
    root = modeling.saved()
    timer = one(root, "//bpmn:boundaryEvent[@attachedToRef='answer']")
    assert timer.findtext(".//bpmn:timeCycle", namespaces=BPMN) == "PT45M"
    answer = one(root, "//bpmn:userTask[@id='answer']")
    assert camunda(one(answer, "bpmn:multiInstanceLoopCharacteristics"), "collection") == '["a"]'
    assert one(answer, ".//camunda:property[@name='into']").get("value") == "answers"
    issue = one(root, "//bpmn:serviceTask[@id='issue']")
    assert one(issue, ".//camunda:inputParameter[@name='printout']").text.startswith('= "')
    assert one(issue, ".//camunda:outputParameter[@name='order_number']").text == "= number"
    modeling.choose("answer")
    modeling.field("order").locator("select").select_option("once")
    assert modeling.xml.xpath("//*[@id='answer']//camunda:property[@name='into']", namespaces=BPMN) == []


def test_a_fault_stands_at_its_field_and_goes_when_mended(modeling: Modeling) -> None:
    modeling.choose("answer")
    form = modeling.field("form")

    form.locator("select").select_option("")

    expect(form.locator(".pp-error")).to_contain_text("没有表单")
    expect(modeling.page.locator(".dl-badge-warning")).to_be_visible()
    modeling.page.locator(".djs-container svg").first.click(position={"x": 600, "y": 20})
    modeling.page.keyboard.press("F8")
    expect(modeling.panel.locator(".pp-type code")).to_have_text("answer")
    expect(form.locator("select")).to_be_focused()
    form.locator("select").select_option("answer")
    expect(modeling.page.locator(".finding-none")).to_be_visible()
    expect(modeling.page.locator(".dl-badge")).to_have_count(0)


def test_a_condition_completes_what_is_known_and_tells_its_faults(modeling: Modeling) -> None:
    page = modeling.page
    modeling.choose_flow("true_report_to_approve")
    condition = modeling.field("condition")
    editor = condition.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")

    page.keyboard.type("deci")

    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("decision核实结果")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+a")
    page.keyboard.type("decision == 1")
    expect(condition.locator(".pp-error")).to_contain_text("第 11 个字：此处应为")
    page.evaluate(
        "stack => { while (stack.canUndo()) stack.undo(); }",
        page.evaluate_handle("window.__modeler.get('commandStack')"),
    )
    expect(condition.locator(".pp-error")).to_have_count(0)
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type('decision != "不实"')
    flow = one(modeling.saved(), "//bpmn:sequenceFlow[@id='true_report_to_approve']")
    expect(condition.locator(".pp-error")).to_have_count(0)
    assert flow.findtext("bpmn:conditionExpression", namespaces=BPMN) == 'decision != "不实"'


def test_a_comment_is_answered_and_resolved(modeling: Modeling) -> None:
    modeling.choose("approve")
    modeling.panel.get_by_role("button", name="批注").click()

    modeling.panel.get_by_label("写批注").fill("这里要两个人签")
    modeling.panel.get_by_role("button", name="写上").click()

    expect(modeling.page.locator(".dl-badge-comment")).to_have_text("批注 1")
    modeling.panel.get_by_role("button", name="回复").click()
    modeling.panel.get_by_label("回复").fill("同意")
    modeling.panel.locator(".pp-comments .btn").click()
    expect(modeling.panel.locator(".pp-reply")).to_contain_text("同意")
    modeling.page.get_by_role("tab", name="批注").click()
    expect(modeling.page.locator(".talk")).to_contain_text("批准调派")
    modeling.panel.get_by_role("button", name="已处理").click()
    expect(modeling.page.locator(".dl-badge-comment")).to_have_count(0)


def test_two_windows_lock_each_other_out_and_choose_in_a_conflict(
    drafting: Drafting, chromium: Browser, modeling: Modeling
) -> None:
    unheard = {"mine": True}  # the first window learns of the other by its save alone
    modeling.page.route("**/lock/**", lambda route: route.fulfill(json=unheard))
    other = Modeling.of(drafting, chromium, "signer")
    expect(other.page.locator("[data-editor-text]")).to_contain_text("writer 甲 正在编辑")
    expect(other.page.locator(".djs-palette")).not_to_be_visible()

    other.page.get_by_role("button", name="接手").click()
    expect(other.page.locator("[data-editor-text]")).to_have_text("您在编辑")
    other.choose("verify")
    other.panel.get_by_role("button", name="一般").click()
    other.field("name").locator("textarea").fill("核实灾情和位置")
    other.saved()
    modeling.choose("approve")
    modeling.panel.get_by_role("button", name="一般").click()
    modeling.field("name").locator("textarea").fill("批准出动")

    dialog = modeling.page.locator("#draft-conflict")
    expect(dialog).to_contain_text("signer 甲")
    dialog.get_by_role("button", name="我的另存到历史").click()
    expect(modeling.page.locator('[data-element-id="verify"] text')).to_contain_text("核实灾情和位置")
    modeling.page.get_by_role("tab", name="保存历史").click()
    expect(modeling.page.locator(".save").nth(1)).to_contain_text("writer 甲")
    modeling.page.get_by_role("button", name="回到这一次").nth(0).click()
    expect(modeling.page.locator('[data-element-id="approve"] text').first).to_contain_text("批准出动")
    modeling.page.get_by_label("里程碑的名字").fill("送县局看过的")
    modeling.page.get_by_role("button", name="记为里程碑").click()
    expect(modeling.page.locator(".save").first).to_contain_text("送县局看过的")
    modeling.page.get_by_label("只看里程碑").check()
    expect(modeling.page.locator(".save:visible")).to_have_count(1)


def test_a_copy_of_this_computer_is_offered_after_a_crash(modeling: Modeling) -> None:
    page = modeling.page
    page.route(
        "**/content/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    modeling.choose("verify")
    modeling.panel.get_by_role("button", name="一般").click()
    modeling.field("name").locator("textarea").fill("核实灾情（改）")
    expect(page.locator("[data-saved]")).to_have_attribute("data-kind", "keptHere")

    page.reload()
    expect(page.get_by_role("button", name="取回")).to_be_visible()
    page.unroute("**/content/**")
    page.get_by_role("button", name="取回").click()

    expect(page.locator('[data-element-id="verify"] text')).to_contain_text("（改）")
    assert one(modeling.saved(), "//bpmn:userTask[@id='verify']").get("name") == "核实灾情（改）"


def test_a_session_that_ended_is_no_save(modeling: Modeling) -> None:
    modeling.choose("verify")
    with modeling.drafting.house.database.transaction(system()) as ctx:
        ctx.session.execute(update(Account).where(Account.login == "writer").values(epoch=Account.epoch + 1))
    modeling.drafting.signed_in.clear()

    modeling.field("groups").locator("select").select_option("rescue-team")

    expect(modeling.page.locator("[data-saved]")).to_have_attribute("data-kind", "signedOut")
    kept = modeling.page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('file:')).length")
    assert kept == 1


def test_the_page_is_sound_and_the_phone_may_look(drafting: Drafting, chromium: Browser) -> None:
    drafting.begin_anew(DIAGRAM)
    page = drafting.page(chromium)
    opened = Opened(page)
    watch(opened, drafting.address)

    page.goto(drafting.editor("processes/yunxi/yunxi-report.bpmn") + "#issue")
    page.locator("[data-modeler][data-checked]").wait_for()
    expect(page.locator(".pp-type code")).to_have_text("issue")
    mark = page.locator(".bjs-powered-by").bounding_box()
    assert mark
    middle = [mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2]
    on_top = page.evaluate("([x, y]) => !!document.elementFromPoint(x, y).closest('.bjs-powered-by')", middle)
    phone = drafting.page(chromium, viewport={"width": 390, "height": 844})
    phone.goto(drafting.editor("processes/yunxi/yunxi-report.bpmn"))
    phone.locator("[data-modeler][data-ready]").wait_for()

    assert violations(page) == ""
    assert on_top
    assert page.evaluate("[...window.__untranslated]") == []
    assert opened.complaints == []
    expect(phone.locator("[data-small]")).to_contain_text("只能看")
    expect(phone.locator(".djs-palette")).to_have_count(0)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_thousand_elements_open_and_are_checked_once(drafting: Drafting, chromium: Browser) -> None:
    path = add(drafting, "many", thousand("many"))
    asked: list[str] = []
    page = drafting.page(chromium)
    page.on("request", lambda sent: asked.append(sent.url) if "/check/" in sent.url else None)

    page.goto(drafting.editor(path))
    page.locator("[data-modeler][data-checked]").wait_for()

    drawn = page.evaluate(
        "window.__modeler.get('elementRegistry').filter(one => one.parent && !one.labelTarget).length"
    )
    assert (drawn, len(asked)) == (999, 1)


def test_a_pool_wider_than_the_screen_is_divided_and_nothing_slides_away(modeling: Modeling) -> None:
    page = modeling.page
    page.evaluate(
        "m => { const {x, y} = m.get('elementRegistry').get('lane_team');"
        "m.get('canvas').viewbox({x: x - 80, y: y - 40, width: 400, height: 200}); }",
        page.evaluate_handle("window.__modeler"),
    )
    modeling.choose_flow("lane_team")

    page.locator(".djs-context-pad [data-action='lane-divide-two']").click()

    expect(page.locator(".djs-palette")).to_be_in_viewport(ratio=1)
    expect(page.locator('[data-element-id="lane_team"]').first).to_be_in_viewport()
    lanes = modeling.xml.xpath("count(//bpmn:lane[@id='lane_team']//bpmn:lane)", namespaces=BPMN)
    assert lanes == 2


def test_the_diagram_is_walked_by_keys_alone(modeling: Modeling) -> None:
    page = modeling.page
    heard = page.locator("[data-announce=polite]")
    modeling.choose("verify")

    page.keyboard.press("]")
    page.keyboard.press("]")
    expect(heard).to_contain_text("顺序流 不实，第 ")
    page.keyboard.press("\\")
    expect(heard).to_contain_text("顺序流 属实")
    page.keyboard.press("]")
    expect(heard).to_contain_text("用户任务 批准调派")
    expect(heard).to_contain_text("泳道 县应急管理局，往后 同意？")
    expect(modeling.panel.locator(".pp-type code")).to_have_text("approve")
    expect(page.locator('[data-element-id="approve"]').first).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(modeling.field("groups").locator("select")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("[")
    expect(heard).to_contain_text("顺序流 属实")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_every_element_is_at_hand_and_stands_between_what_it_follows(modeling: Modeling) -> None:
    page = modeling.page

    modeling.append("verify", "业务规则")
    expect(page.locator(".djs-direct-editing-content")).to_be_focused()
    page.keyboard.insert_text("总结经验与不足，书面报应急管理局")
    page.keyboard.press("Enter")
    modeling.append("answer", "信号边界事件（不中断")
    named = modeling.field("named").locator("input")
    named.fill("撤离")
    named.blur()

    root = modeling.saved()
    rule = one(root, "//bpmn:businessRuleTask")
    lines = page.locator(f'[data-element-id="{rule.get("id")}"] tspan').all_text_contents()
    assert lines == ["总结经验与", "不足，书面报", "应急管理局"]
    assert one(root, "//bpmn:sequenceFlow[@sourceRef='verify']").get("targetRef") == rule.get("id")
    onwards = one(root, f"//bpmn:sequenceFlow[@sourceRef='{rule.get('id')}']")
    assert (onwards.get("id"), onwards.get("targetRef")) == ("verify_to_true_report", "true_report")
    leave = one(root, "//bpmn:boundaryEvent[@attachedToRef='answer']")
    signal = one(root, "//bpmn:signal[@name='撤离']")
    assert leave.get("cancelActivity") == "false"
    assert one(leave, "bpmn:signalEventDefinition").get("signalRef") == signal.get("id")
    modeling.append("verify", "会签")  # its shared process is not in this package
    task = one(modeling.xml, "//bpmn:userTask[@name='会签']")
    assert (camunda(task, "candidateGroups"), camunda(task, "formKey")) == ("= unit", "opinion")
    assert camunda(one(task, "bpmn:multiInstanceLoopCharacteristics"), "elementVariable") == "unit"


def test_what_is_new_stands_free_and_brings_what_it_needs(modeling: Modeling) -> None:
    page = modeling.page
    page.evaluate(
        "m => { const desk = m.get('desk'); desk.lists = {...desk.lists, processes:"
        "[{id: 'inform', name: '通知家属', file: 'inform', inputs: ['situation', 'office'], outputs: []}]};"
        "m.get('selection').select(null); m.get('canvas').focus(); }",
        page.evaluate_handle("window.__modeler"),
    )

    page.keyboard.press("n")
    page.locator(".djs-popup-search input").press_sequentially("事件子流程")
    expect(page.locator(".djs-popup .entry")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".djs-direct-editing-parent")).to_be_visible()
    page.keyboard.press("Escape")
    modeling.append("verify", "调用活动")
    modeling.field("process").locator("select").select_option("inform")
    modeling.append("answer", "报备")  # its shared process is not in this package

    root = modeling.xml
    waiting = one(root, "//bpmn:subProcess[@triggeredByEvent='true']")
    assert one(waiting, "bpmn:startEvent/bpmn:messageEventDefinition") is not None
    under = page.evaluate(
        "([m, id]) => { const r = m.get('elementRegistry'), one = r.get(id);"
        "return r.filter(o => o.type.match(/Task|Event$|Gateway/) && o.parent === one.parent && o.x < one.x + one.width"
        " && one.x < o.x + o.width && o.y < one.y + one.height && one.y < o.y + o.height).map(o => o.id); }",
        [page.evaluate_handle("window.__modeler"), waiting.get("id")],
    )
    assert under == []
    passed = one(root, "//bpmn:callActivity").xpath(".//camunda:in/@target", namespaces=BPMN)
    assert passed == ["situation", "office"]
    receipt = one(root, "//bpmn:userTask[@name='登记报备回执']")
    assert camunda(receipt, "formKey") == "filing-receipt"
    issue = one(root, "//bpmn:serviceTask[@name='生成报备表']")
    assert (camunda(issue, "topic"), camunda(issue, "resultVariable")) == ("printout.issue", "filing")


def test_what_a_step_kept_of_its_former_kind_can_be_taken_away(modeling: Modeling) -> None:
    page = modeling.page
    page.evaluate(
        "m => m.get('bpmnReplace').replaceElement(m.get('elementRegistry').get('approve'), {type: 'bpmn:ServiceTask'})",
        page.evaluate_handle("window.__modeler"),
    )

    page.locator(".finding", has_text="bad-property").get_by_role("button", name="定位").click()
    modeling.field("others").get_by_role("button", name="去掉 notBy").click()

    expect(page.locator(".finding", has_text="bad-property")).to_have_count(0)
    names = modeling.xml.xpath("//*[@name='批准调派']//camunda:property/@name", namespaces=BPMN)
    assert names == ["clause"]


def test_what_is_copied_is_pasted_in_another_window(drafting: Drafting, modeling: Modeling) -> None:
    other = modeling.page.context.new_page()
    other.goto(drafting.editor(add(drafting, "other", thousand("other", 3))))
    other.locator("[data-modeler][data-checked]").wait_for()
    modeling.append("answer", "信号边界事件（不中断")
    named = modeling.field("named").locator("input")
    named.fill("撤离")
    named.blur()
    modeling.choose("answer")
    modeling.page.keyboard.press("Control+c")

    becomes(other, "localStorage.getItem('diaoling:clipboard')")  # which comes a little later
    other.evaluate(
        "m => m.get('copyPaste').paste({element: m.get('canvas').getRootElement(), point: {x: 300, y: 300}})",
        other.evaluate_handle("window.__modeler"),
    )

    pasted = etree.fromstring(Modeling(other, drafting).drawn.encode())
    answer = one(pasted, "//bpmn:userTask[@name='确认接令']")
    assert camunda(answer, "formKey") == "answer"
    assert one(answer, ".//camunda:property[@name='clause']").get("value") == "YX-03"
    leave = one(pasted, f"//bpmn:boundaryEvent[@attachedToRef='{answer.get('id')}']")
    signal = one(pasted, "//bpmn:signal[@name='撤离']")
    assert one(leave, "bpmn:signalEventDefinition").get("signalRef") == signal.get("id")


def test_a_look_at_an_older_save_loses_nothing(modeling: Modeling) -> None:
    page = modeling.page
    page.get_by_role("tab", name="保存历史").click()
    modeling.choose("verify")
    modeling.field("groups").locator("select").select_option("rescue-team")

    glance = page.locator("[data-glance]")
    page.locator(".save").first.get_by_role("button", name="看").click()
    expect(glance).to_be_visible()
    page.locator(".save").last.get_by_role("button", name="看").click()
    expect(glance).to_contain_text("第 0 次")
    modeling.choose("verify")
    expect(modeling.field("groups").locator("select")).to_be_disabled()
    page.get_by_role("button", name="回到现在的").click()

    expect(glance).to_be_hidden()
    verify = one(modeling.saved(), "//bpmn:userTask[@id='verify']")
    assert camunda(verify, "candidateGroups") == "rescue-team"


def test_a_diagram_is_kept_as_a_picture_by_its_name(modeling: Modeling, tmp_path: Path) -> None:
    modeling.page.evaluate(
        "m => { const pool = m.get('elementRegistry').get('pool');"
        "m.get('modeling').updateModdleProperties(pool, pool.businessObject.processRef, {name: '灾情核实'}); }",
        modeling.page.evaluate_handle("window.__modeler"),
    )

    expect(modeling.page.locator(".draft-head h1")).to_have_text("灾情核实")
    for tool, beginning in (("png", b"\x89PNG"), ("svg", b"<?xml")):
        with modeling.page.expect_download() as kept:
            modeling.page.locator(f'[data-tool="{tool}"]').click()

        assert kept.value.suggested_filename == f"灾情核实.{tool}"
        kept.value.save_as(tmp_path / tool)
        assert (tmp_path / tool).read_bytes().startswith(beginning)
