"""Each property of a diagram is told in words, the old version first."""

import pytest

from app.bundle.comparison import Act, compare
from tests.bundle.comparison.packages import DISPATCH, changed, edited, only, pingyin, told

NOTIFY = "通报灾害事故信息、抄报"
CONDITION = 'xsi:type="bpmn:tFormalExpression">'


@pytest.mark.parametrize(
    ("old", "new", "name", "label", "before", "after"),
    [
        (
            'name="成立县指挥部" camunda',
            'name="成立指挥部" camunda',
            "成立指挥部",
            "名称",
            "成立县指挥部",
            "成立指挥部",
        ),
        (
            'candidateGroups="departments"',
            'candidateGroups="towns"',
            NOTIFY,
            "候选组",
            "事发地部门值班",
            "属地街镇值班",
        ),
        (
            "= limits.copy_report",
            "= limits.opinion",
            NOTIFY,
            "时限",
            "15分钟（limits.copy_report）",
            "20分钟（limits.opinion）",
        ),
        ("= limits.copy_report", "PT1H30M", NOTIFY, "时限", "15分钟（limits.copy_report）", "1小时30分钟"),
        (
            'formKey="emergency-report"',
            'formKey="situation"',
            NOTIFY,
            "表单",
            "emergency-report",
            "situation",
        ),
        (
            'value="PY-04 PY-14"',
            'value="PY-14"',
            NOTIFY,
            "条款",
            "PY-04 部门向应急管理部门和消防救援队伍通报灾害事故信息",
            None,
        ),
        (
            'default="by_level_to_county_hq"',
            'default="by_level_to_town_command"',
            "由谁指挥？",
            "默认走向",
            "较大以上（到“成立县指挥部”）",
            "一般（到“属地组织指挥”）",
        ),
        (
            'name="subject">= "灾情推送：" + case.title',
            'name="subject">= case.title',
            "推送灾情，督促各力量准备",
            "输入“subject”",
            '= "灾情推送：" + case.title',
            "= case.title",
        ),
        (
            'camunda:topic="notify"',
            'camunda:topic="export.file"',
            "推送灾情，督促各力量准备",
            "系统动作",
            "notify",
            "export.file",
        ),
        (
            'camunda:decisionRef="pingyin-command-level"',
            'camunda:decisionRef="pingyin-special-period"',
            "研判等级、分级负责",
            "决策",
            "研判等级、分级负责（pingyin-command-level）",
            "是否特殊时期（汛期等）（pingyin-special-period）",
        ),
        (
            'name="writes" value="command"',
            'name="writes" value="scene"',
            "属地组织指挥",
            "写入",
            "command",
            "scene",
        ),
        ('isExecutable="true"', 'isExecutable="false"', "平阴县应急救援力量调度", "能运行", "是", "否"),
        (
            '<bpmn:endEvent id="end_town" name="属地指挥">',
            '<bpmn:endEvent id="end_town" name="属地指挥"><bpmn:documentation>由街镇报告</bpmn:documentation>',
            "属地指挥",
            "说明",
            None,
            "由街镇报告",
        ),
        (
            '<bpmn:endEvent id="end_town" name="属地指挥">',
            '<bpmn:endEvent id="end_town" name="属地指挥" xmlns:a="http://a.example/ext" a:colour="red">',
            "属地指挥",
            "ext:colour",
            None,
            "red",
        ),
        (
            'sourceExpression="= &quot;turn-out-instruction&quot;" target="printout"',
            'sourceExpression="= &quot;supplementary-order&quot;" target="printout"',
            "下达出动指令，各力量行动",
            "传入“printout”",
            "出动指令（turn-out-instruction）",
            "补令（supplementary-order）",
        ),
        (
            '<camunda:in source="force" target="force"/>',
            '<camunda:in sourceExpression="= forces[1]" target="force"/>',
            "下达出动指令，各力量行动",
            "传入“force”",
            "force",
            "= forces[1]",
        ),
        (
            '<camunda:out source="vote" target="vote"/>',
            "",
            "商行业主管部门同意",
            "传出“vote”",
            "vote",
            None,
        ),
        (
            "<bpmn:script>concatenate(if force_results = null then [] else force_results, outcomes)</bpmn:script>",
            "<bpmn:script>outcomes</bpmn:script>",
            "汇总各力量结果",
            "脚本",
            "concatenate(if force_results = null then [] else force_results, outcomes)",
            "outcomes",
        ),
        (
            "or nrOfCompletedInstances = nrOfInstances</bpmn:completionCondition>",
            "</bpmn:completionCondition>",
            "商行业主管部门同意",
            "完成条件",
            'list contains(votes, "不同意") or nrOfCompletedInstances = nrOfInstances',
            'list contains(votes, "不同意")',
        ),
        (
            'name="clause" value="PY-04 PY-14"/>',
            'name="clause" value="PY-04 PY-14"/><camunda:property name="risk" value="高"/>',
            NOTIFY,
            "属性 risk",
            None,
            "高",
        ),
        (
            '<bpmn:collaboration id="collaboration">',
            '<bpmn:collaboration id="collaboration" name="跨部门">',
            "",
            "协作图的名称",
            None,
            "跨部门",
        ),
    ],
)
def test_property_is_told_with_old_and_new(old, new, name, label, before, after) -> None:
    file = changed(DISPATCH, (old, new))

    assert (name, label, before, after) in told(file)
    assert {item.act for item in file.items} == {Act.CHANGED}


def test_condition_is_told_as_written() -> None:
    text = pingyin().resources[DISPATCH].data.decode()
    condition = text.partition(CONDITION)[2].partition("</")[0]

    file = changed(DISPATCH, (f"{CONDITION}{condition}</", f"{CONDITION}= true</"))

    assert {(change.old, change.new) for item in file.items for change in item.changes} == {
        (condition, "= true")
    }
    assert {change.label for item in file.items for change in item.changes} == {"条件"}


def test_lane_says_who_works_though_nothing_moved() -> None:
    reference = "        <bpmn:flowNodeRef>town_command</bpmn:flowNodeRef>\n"

    file = changed(
        DISPATCH,
        (reference, ""),
        ('name="县应急管理局">\n', f'name="县应急管理局">\n{reference}'),
    )

    assert told(file) == [("属地组织指挥", "泳道", "属地街镇", "县应急管理局")]


def test_moved_element_is_no_change_of_what_runs() -> None:
    shape = '<bpmndi:BPMNShape id="notify_di" bpmnElement="notify">'
    text = pingyin().resources[DISPATCH].data.decode()
    bounds = text.partition(shape)[2].partition("/>")[0]

    file = changed(
        DISPATCH, (f"{shape}{bounds}/>", f'{shape}<dc:Bounds x="10" y="20" width="100" height="80"/>')
    )

    assert [(item.act, item.name) for item in file.items] == [(Act.MOVED, NOTIFY)]
    assert all(change.drawn for change in file.items[0].changes)


def test_flow_led_elsewhere_is_told_by_names() -> None:
    flow = 'id="notify_to_inform" sourceRef="notify" targetRef="inform"'

    file = changed(DISPATCH, (flow, flow.replace('targetRef="inform"', 'targetRef="level"')))

    item = next(item for item in file.items if item.act is Act.REATTACHED)
    assert item.name == "通报灾害事故信息、抄报 → 研判等级、分级负责"
    assert [(one.label, one.new) for one in item.changes] == [("终点", "研判等级、分级负责")]


def test_another_id_alone_is_no_removal_and_no_addition() -> None:
    file = changed(DISPATCH, ('"county_hq"', '"set_up_hq"'), (">county_hq<", ">set_up_hq<"))

    assert [(item.act, item.old, item.new) for item in file.items] == [
        (Act.RENUMBERED, "county_hq", "set_up_hq")
    ]


def test_inserted_step_is_told_in_the_order_of_reading() -> None:
    flow = 'id="notify_to_inform" sourceRef="notify" targetRef="inform"/>'
    new = (
        'id="notify_to_inform" sourceRef="notify" targetRef="confer"/>'
        '<bpmn:userTask id="confer" name="会商" camunda:candidateGroups="towns"/>'
        '<bpmn:sequenceFlow id="confer_to_inform" sourceRef="confer" targetRef="inform"/>'
    )

    file = changed(DISPATCH, (flow, new))

    acts = [(item.act, item.name) for item in file.items]
    assert (
        acts
        == [
            (Act.REATTACHED, "通报灾害事故信息、抄报 → 会商"),
            (Act.ADDED, "会商"),
            (Act.ADDED, "会商 → 并行网关"),
            (Act.CHANGED, acts[-1][1]),
        ][: len(acts)]
    )
    assert ("会商", "候选组", None, "属地街镇值班") in told(file)


def test_removed_step_names_what_it_was() -> None:
    old = edited(
        DISPATCH,
        (
            '<bpmn:endEvent id="end_town"',
            '<bpmn:manualTask id="call" name="打电话"/><bpmn:endEvent id="end_town"',
        ),
    )

    file = only(compare(old, pingyin()))

    assert [(item.act, item.kind, item.name) for item in file.items] == [(Act.REMOVED, "手工任务", "打电话")]


def test_order_in_which_conditions_are_asked_is_told() -> None:
    text = pingyin().resources[DISPATCH].data.decode()
    start = text.index('<bpmn:sequenceFlow id="by_level_to_town_command"')
    flow = text[start : text.index("</bpmn:sequenceFlow>", start) + len("</bpmn:sequenceFlow>")]

    file = changed(DISPATCH, (flow, ""), ("  </bpmn:process>", f"{flow}\n  </bpmn:process>"))

    assert told(file) == [("由谁指挥？", "各路判断的次序", "一般、较大以上", "较大以上、一般")]


def test_repetition_and_message_are_told() -> None:
    message = '<bpmn:message id="message_1" name="预警转灾情"/>'

    renamed = changed(DISPATCH, (message, message.replace("预警转灾情", "预警升级")))
    sequential = changed(
        DISPATCH,
        (
            "<bpmn:multiInstanceLoopCharacteristics ",
            '<bpmn:multiInstanceLoopCharacteristics isSequential="true" ',
        ),
    )

    assert ("预警升级", "名称", "预警转灾情", "预警升级") in told(renamed)
    assert {row[1:] for row in told(sequential)} == {("逐个进行", "否", "是")}


def test_timer_and_interruption_are_told_in_words() -> None:
    path = next(
        path
        for path, one in pingyin().resources.items()
        if b"<bpmn:timeDuration" in one.data and b'cancelActivity="false"' in one.data
    )
    text = pingyin().resources[path].data.decode()
    written = text.partition("<bpmn:timeDuration")[2].partition(">")[2].partition("<")[0]

    timer = changed(path, (f">{written}</bpmn:timeDuration>", ">PT3H</bpmn:timeDuration>"))
    interrupting = changed(path, ('cancelActivity="false"', 'cancelActivity="true"'))

    assert {(row[1], row[3]) for row in told(timer)} == {("等多久", "3小时")}
    assert {row[1:] for row in told(interrupting)} == {("中断所附着的步骤", "否", "是")}


def test_step_that_goes_into_a_subprocess_is_told() -> None:
    text = pingyin().resources[DISPATCH].data.decode()
    start = text.index('<bpmn:endEvent id="end_town"')
    step = text[start : text.index("</bpmn:endEvent>", start) + len("</bpmn:endEvent>")]
    scope = '<bpmn:subProcess id="more" name="补充">'

    file = changed(DISPATCH, (step, f"{scope}{step}</bpmn:subProcess>"))

    assert ("属地指挥", "所在", "平阴县应急救援力量调度", "补充") in told(file)


def test_flows_between_renumbered_steps_are_renumbered_too() -> None:
    file = changed(
        DISPATCH,
        ('"town_command"', '"Activity_1"'), (">town_command<", ">Activity_1<"),
        ('"by_level_to_town_command"', '"Flow_1"'), (">by_level_to_town_command<", ">Flow_1<"),
    )  # fmt: skip

    assert {(item.act, item.old, item.new) for item in file.items} == {
        (Act.RENUMBERED, "town_command", "Activity_1"),
        (Act.RENUMBERED, "by_level_to_town_command", "Flow_1"),
    }


def test_another_step_under_another_id_is_not_taken_for_the_old_one() -> None:
    file = changed(
        DISPATCH,
        ('id="town_command" name="属地组织指挥"', 'id="other" name="另一步"'),
        ('"town_command"', '"other"'),
        (">town_command<", ">other<"),
    )

    acts = {(item.act, item.name) for item in file.items if item.kind == "用户任务"}
    assert acts == {(Act.REMOVED, "属地组织指挥"), (Act.ADDED, "另一步")}


def test_shared_process_that_nobody_calls_any_more_is_one_line() -> None:
    found = compare(
        pingyin(), edited(DISPATCH, ('calledElement="common-filing"', 'calledElement="common-pass"'))
    )

    shared, dispatch = sorted(found.files, key=lambda file: file.path)
    assert told(dispatch) == [
        ("向行业主管部门报备", "调用流程", "报备（common-filing）", "快速通行保障（common-pass）")
    ]
    assert [item.act for item in shared.items] == [Act.REMOVED]
    assert shared.note == "不再有流程调用它，公共的还在"


def test_leaving_out_what_holds_anyway_is_no_change() -> None:
    file = changed(DISPATCH, (' isExecutable="true"', ""))

    assert [item.act for item in file.items] == [Act.FORMATTED]


def test_second_element_of_the_same_id_is_not_lost() -> None:
    step = '<bpmn:endEvent id="end_town"'

    file = changed(DISPATCH, (step, f'<bpmn:manualTask id="end_town" name="打电话"/>{step}'))

    assert (Act.ADDED, "end_town（重复）") in {(item.act, item.new) for item in file.items}


def test_comma_in_an_expression_counts() -> None:
    old = edited(DISPATCH, ('candidateGroups="departments"', 'candidateGroups="= f(a, b)"'))

    file = only(
        compare(old, edited(DISPATCH, ('candidateGroups="departments"', 'candidateGroups="= f(a b)"')))
    )

    assert [row[1:] for row in told(file)] == [("候选组", "= f(a, b)", "= f(a b)")]
