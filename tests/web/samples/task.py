"""The page of one task."""

import re
from datetime import timedelta
from typing import Any

from app.web import pages as p
from tests.web.samples.forms import approval
from tests.web.samples.tasks import CRUMBS, PLAN_ROWS, TIMELINE, at, clauses

Mark = p.Mark


TAKEN: list[str] = re.findall(
    r"\w+",
    "start_report start_report_to_m_start m_start m_start_to_copy_report copy_report copy_report_to_inform inform "
    "inform_to_push_forces push_forces push_forces_to_end_push end_push inform_to_level level level_to_first_response "
    "first_response first_response_to_need_forces need_forces phase_start phase_start_to_begin begin begin_to_m_draft "
    "m_draft m_draft_to_composition composition composition_to_rank rank rank_to_draft_plan draft_plan "
    "draft_plan_to_approve_plan approve_plan approve_plan_to_approved approved approved_to_fan fan fan_to_issue",
)


def diagram(*, small: bool = False) -> p.DiagramView:
    return p.DiagramView(
        xml_url="/diagram.bpmn",
        label="流程图：正在办“各力量行动”，“现场指挥”逾期 4 分",
        state=p.DiagramState(
            taken=tuple(TAKEN),
            running=("approve_plan",) if small else ("issue", "phase"),
            late=() if small else ("command_task",),
            badges=(
                p.Badge(element="approve_plan", text="2 次"),
                p.Badge(element="issue", text="在办 3", mark=Mark.RUNNING),
                p.Badge(element="command_task", text="逾期 4 分", mark=Mark.LATE),
            ),
            focus="approve_plan" if small else "issue",
        ),
        steps=(
            p.StepRow(
                element="copy_report",
                name="报送市委市政府，抄报应急局、消防大队",
                mark=Mark.DONE,
                state="完成",
                lane="有关部门",
                at=at("02:49"),
            ),
            p.StepRow(
                element="approve_plan",
                name="审批调用方案",
                mark=Mark.DONE,
                state="完成 2 次",
                lane="市应急管理局",
                at=at("03:13"),
                note="退回 1 次",
            ),
            p.StepRow(
                element="issue",
                name="各力量行动",
                mark=Mark.RUNNING,
                state="正在办 3 支",
                lane="市消防救援大队",
                at=at("03:14"),
            ),
            p.StepRow(
                element="command_task",
                name="现场指挥：任务与情况",
                mark=Mark.LATE,
                state="逾期 4 分",
                lane="现场指挥",
            ),
        ),
        page_url="/emergencies/1",
        note="审批调用方案，第 2 次。下一步：下达出动指令，同时报备。"
        if small
        else "部署第 7 版 · 03:29 起未变动",
    )


def task(**more: Any) -> p.TaskPage:
    fields: dict[str, Any] = {
        "id": "t2",
        "name": "审批调用方案",
        "crumbs": CRUMBS,
        "subtitle": "消防救援大队 值班员 03:08 第 2 次送审 · 您 03:09 签收 · 应急值守处置科",
        "deadline": p.Deadline(
            due=at("03:18"), limit=timedelta(minutes=10), after="限 10 分钟，到时上报值班领导"
        ),
        "urgent": True,
        "situation": p.Situation(
            note="续报 1，03:06 更新",
            link=p.Link(text="看全部报告", href="/emergencies/1#data"),
            facts=(
                p.Fact(label="类型与级别", value="危化品和工贸 · 较大"),
                p.Fact(label="接报", value="02:47，公安抄报"),
                p.Fact(label="人员", value="受伤 3，被困 2"),
                p.Fact(label="地点", value="石岛管理区 某冷藏厂", link=p.Link(text="看位置", href="/map")),
            ),
            text=(
                "2 号机房液氨管线法兰泄漏，已停机。东风 3 级，下风向 600 米内有居民约 400 人，镇街正组织疏散。",
                "消防救援大队 2 车 11 人已到场，**缺堵漏、监测与工艺专家**。",
            ),
        ),
        "plan": p.PlanTable(
            rows=PLAN_ROWS,
            title="拟调用的力量",
            summary="选 4 支，未选 2 支 · 编组决策“危化品和工贸”",
            clauses=clauses("RC-21"),
            compare=p.Link(text="与上次送审比较：增 1，改 2", href="#changes"),
        ),
        "form": approval(),
        "consequences_title": "按下“同意”，系统立即做三件事",
        "consequences": (
            p.Consequence(
                text="给上面 4 支力量各出一份**出动指令**（荣消调〔2026〕17—20 号），短信同时发，限 3 分钟确认",
                clauses=clauses("RC-07"),
            ),
            p.Consequence(
                text="同一时刻**报备** 3 个行业主管部门：工信、生态环境、卫健", clauses=clauses("RC-08")
            ),
            p.Consequence(
                text="把您的意见、方案第 2 稿和当时的排序一并写入操作记录，**不能撤回**；指令可以另发解除令"
            ),
        ),
        "actions": (p.Action(text="退签", href="/tasks/t2/unclaim", post=True),),
        "diagram": diagram(small=True),
        "basis": p.Quote(
            text="由市消防救援大队拟定调用方案，报市应急管理局同意后，直接向相关应急救援力量下达出动指令，同时向行业主管部门报备。",
            source="荣成市实施方案 四（一）4",
            clauses=clauses("RC-06", "RC-07", "RC-08"),
        ),
        "timeline": TIMELINE,
        "timeline_url": "/emergencies/1/trace",
        "hand_over": p.HandOver(
            url="/tasks/t2/reassign", people=(("yj-2", "应急管理局 值班领导"), ("yj-3", "应急管理局 副班"))
        ),
        "who": "应急值守处置科夜班 3 人。拟定人及其代办人不能审批本件，系统会拒绝并记录。",
    }
    return p.TaskPage(**{**fields, **more})
