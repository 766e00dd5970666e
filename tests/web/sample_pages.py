"""The pages besides the task list."""

from datetime import timedelta
from typing import Any

from app.web import pages as p
from tests.web.sample_forms import MISSING, REASON, approval, phone_form, stepper
from tests.web.samples import CRUMBS, LEAK, NOW, PLAN_ROWS, TIMELINE, at, clauses

Mark = p.Mark
TAKEN = (
    "start_report start_report_to_m_start m_start m_start_to_copy_report copy_report copy_report_to_inform inform "
    "inform_to_push_forces push_forces push_forces_to_end_push end_push inform_to_level level level_to_first_response "
    "first_response first_response_to_need_forces need_forces phase_start phase_start_to_begin begin begin_to_m_draft "
    "m_draft m_draft_to_composition composition composition_to_rank rank rank_to_draft_plan draft_plan "
    "draft_plan_to_approve_plan approve_plan approve_plan_to_approved approved approved_to_fan fan fan_to_issue"
).split()


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
            p.StepRow(element="copy_report", name="报送市委市政府，抄报应急局、消防大队", mark=Mark.DONE, state="完成", lane="有关部门", at=at("02:49")),
            p.StepRow(element="approve_plan", name="审批调用方案", mark=Mark.DONE, state="完成 2 次", lane="市应急管理局", at=at("03:13"), note="退回 1 次"),
            p.StepRow(element="issue", name="各力量行动", mark=Mark.RUNNING, state="正在办 3 支", lane="市消防救援大队", at=at("03:14")),
            p.StepRow(element="command_task", name="现场指挥：任务与情况", mark=Mark.LATE, state="逾期 4 分", lane="现场指挥"),
        ),
        page_url="/emergencies/1",
        note="审批调用方案，第 2 次。下一步：下达出动指令，同时报备。" if small else "部署第 7 版 · 03:29 起未变动",
    )  # fmt: skip


def task(**more: Any) -> p.TaskPage:
    fields: dict[str, Any] = {
        "id": "t2",
        "name": "审批调用方案",
        "crumbs": CRUMBS,
        "subtitle": "消防救援大队 值班员 03:08 第 2 次送审 · 您 03:09 签收 · 应急值守处置科",
        "deadline": p.Deadline(due=at("03:18"), limit=timedelta(minutes=10), after="限 10 分钟，到时上报值班领导"),
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
        "who": "应急值守处置科夜班 3 人。拟定人及其代办人不能审批本件，系统会拒绝并记录。",
    }
    return p.TaskPage(**{**fields, **more})


def cell(mark: p.Mark, text: str, note: str = "") -> p.BoardCell:
    return p.BoardCell(mark=mark, text=text, note=note)


D, R = Mark.DONE, Mark.RUNNING
BOARD = p.ForceBoard(
    columns=tuple(p.BoardColumn(title=t, limit=n) for t, n in (("下达", ""), ("确认", "限 3 分"), ("出发", "限 10 分"), ("到场", "限 03:50"), ("任务中", ""), ("撤离", ""), ("归队", ""))),
    rows=(
        p.BoardRow(name="冷链企业专职救援队", note="荣消调〔2026〕17 号 · 12 人 · 企业", cells=(cell(D, "03:14:02", "4.2 km"), cell(D, "03:14:51", "用 49 秒"), cell(D, "03:18:20", "用 3 分 29 秒"), cell(D, "03:28:07", "早 21 分 53 秒"), cell(R, "进行中", "03:29 侦检、关阀"), None, None)),
        p.BoardRow(name="环境应急监测队", note="荣消调〔2026〕18 号 · 5 人 · 政府", cells=(cell(D, "03:14:02", "11.8 km"), cell(Mark.LATE, "逾期 14 分", "催 2 次，已上报值班领导"), None, None, None, None, None)),
        p.BoardRow(name="危化品堵漏专业队", note="荣消调〔2026〕19 号 · 8 人 · 企业", cells=(cell(D, "03:14:03", "23.5 km"), cell(D, "03:15:40", "用 1 分 37 秒"), cell(D, "03:22:15", "用 6 分 35 秒"), cell(R, "途中", "约 03:47 到，早 3 分"), None, None, None)),
        p.BoardRow(name="液氨工艺专家组", note="荣消调〔2026〕20 号 · 2 人 · 专家", cells=(cell(D, "03:14:03", "远程"), cell(D, "03:14:30", "用 27 秒"), cell(Mark.NONE, "不适用", "远程参加"), cell(R, "连线中", "03:17 起"), None, None, None)),
    ),
    summary="4 支：途中 2，到场 1，",
    late="未确认 1",
    remind=p.Action(text="催未确认的", href="/emergencies/1/remind", post=True),
)  # fmt: skip

PAPERS = (
    p.PaperRow(number="荣消调〔2026〕17 号", title="出动指令", to="冷链企业专职救援队", at=at("03:14:02"), mark=D, state="已确认", href="/papers/17"),
    p.PaperRow(number="荣消调〔2026〕18 号", title="出动指令", to="环境应急监测队", at=at("03:14:02"), mark=Mark.LATE, state="未确认", href="/papers/18"),
    p.PaperRow(number="荣消备〔2026〕31 号", title="报备表", to="生态环境部门", at=at("03:14:03"), mark=Mark.RUNNING, state="待回执", href="/papers/31"),
    p.PaperRow(number="荣应报〔2026〕52 号", title="情况报告（续报 1）", to="市政府、上级应急", at=at("03:06:10"), mark=D, state="已送达", emergency=p.Link(text=LEAK, href="/emergencies/1")),
)  # fmt: skip

RECENT = (
    p.TimelineEntry(at=at("03:29"), mark=Mark.NOW, act="冷链企业专职救援队 报任务进展", note="2 号机房侦检完成，准备关阀"),
    p.TimelineEntry(at=at("03:28"), mark=D, act="冷链企业专职救援队 到场", note="12 人 2 车，距集结点 40 米"),
    p.TimelineEntry(at=at("03:20"), mark=Mark.LATE, act="系统 上报值班领导", note="18 号令超过 3 分钟未确认，催 1 次无答复"),
    p.TimelineEntry(at=at("03:14"), mark=D, act="消防救援大队 下达 4 份出动指令", note="同时报备 3 个部门"),
    p.TimelineEntry(at=at("03:13"), mark=D, act="应急管理局 值班员 同意", quote="堵漏专业队途中请先与现场专家组连线。"),
)  # fmt: skip


def instance(**more: Any) -> p.InstancePage:
    fields: dict[str, Any] = {
        "title": LEAK,
        "crumbs": (p.Crumb(text="突发事件", href="/emergencies"), p.Crumb(text="2026-1122-003")),
        "subtitle": "危化品和工贸 · 02:47 接报，已 44 分 · 现场由**消防救援大队**指挥 · 受伤 3，被困 2",
        "level": "较大",
        "urgent": True,
        "tabs": (
            p.Tab(text="总览", href="/emergencies/1", current=True),
            p.Tab(text="力量", href="#forces", count=4),
            p.Tab(text="文书", href="#papers", count=9),
            p.Tab(text="轨迹", href="/emergencies/1/trace", count=46),
        ),
        "actions": (
            p.Action(text="追加力量", href="/emergencies/1/message/more", post=True),
            p.Action(text="宣布现场指挥部成立", href="/emergencies/1/message/hq", post=True),
            p.Action(text="打印情况单", href="#print", icon=p.Icon.PRINT),
        ),
        "diagram": diagram(),
        "board": BOARD,
        "papers": PAPERS,
        "papers_note": "9 份，均已签章",
        "papers_more": p.Link(text="另有 5 份", href="/papers"),
        "timeline": RECENT,
        "trace_url": "/emergencies/1/trace",
    }
    return p.InstancePage(**{**fields, **more})


def incident_instance() -> p.InstancePage:
    return instance(
        incidents=(
            p.IncidentNote(
                title="下达出动指令：2 条短信没有发出",
                text="流程停在“下达出动指令”，文书已生成、编号已用。**先打电话**。",
                href="/incidents/1",
                retry=p.Action(text="再试一次", href="/incidents/1/retry", post=True),
            ),
        ),
        tasks=(
            p.Fact(label="审批调用方案", value="应急值守处置科", link=p.Link(text="审批调用方案", href="/tasks/t2"), deadline=p.Deadline(due=at("03:18"), limit=timedelta(minutes=10))),
        ),
        data=(p.Fact(label="被困", value="2 人"), p.Fact(label="风向", value="东风 3 级")),
        changes=(p.Change(label="要求到场时间", before="04:00", after="03:50"), p.Change(label="附件", before="无", after="无")),
        related=(p.Link(text="跨区域增援 2026-1122-004", href="/emergencies/2"),),
    )  # fmt: skip


def trace_rows() -> tuple[p.TraceRow, ...]:
    return (
        p.TraceRow(no=17, at=at("03:04:11"), who="应急管理局 值班领导", mark=Mark.RETURNED, act="退回", detail="调用方案第 1 稿", quote="堵漏力量只有一支，请补第二支或说明理由。", took="4 分 05 秒／10 分", clauses=clauses("RC-06")),
        p.TraceRow(no=19, at=at("03:08:02"), who="消防救援大队 值班员", mark=Mark.NOT_YET, act="再次送审", changes=(p.Change(label="力量", before="3 支", after="4 支，增“危化品堵漏专业队”"), p.Change(label="要求到场时间", before="04:00", after="03:50")), took="3 分 51 秒／15 分", clauses=clauses("RC-05")),
        p.TraceRow(no=20, at=at("03:08:40"), who="消防救援大队 值班员", on_behalf="代 应急管理局 值班员", mark=Mark.FAILED, act="被拒绝：审批自己拟定的方案", note="拟定人不得自批，代办也不行。没有产生任何变化。", refused=True, clauses=clauses("RC-06")),
        p.TraceRow(no=22, at=at("03:13:58"), who="应急管理局 值班员", mark=D, act="同意", detail="（按钮“同意并下达 4 份指令”）", quote="堵漏专业队途中请先与现场专家组连线。", took="5 分 56 秒／10 分", clauses=clauses("RC-06")),
        p.TraceRow(no=23, at=at("03:14:02"), who="系统", on_behalf="以消防救援大队名义", mark=Mark.NOW, act="下达出动指令 4 份，同时报备 3 家", note="荣消调〔2026〕17—20 号", fingerprint="b82e 0f61 …", took="4 秒", clauses=clauses("RC-07", "RC-08"), current=True),
        p.TraceRow(no=24, at=at("03:14:30"), who="液氨工艺专家组 联络员", mark=D, act="确认 20 号令，用 27 秒／3 分", clauses=clauses("RC-24"), later=True),
        p.TraceRow(no=29, at=at("03:17:02"), who="系统", mark=Mark.LATE, act="18 号令超过 3 分钟未确认，第 1 次催办", clauses=clauses("RC-24"), later=True),
    )  # fmt: skip


def trace(**more: Any) -> p.TracePage:
    fields: dict[str, Any] = {
        "title": LEAK,
        "level": "较大",
        "crumbs": (p.Crumb(text="检索", href="/search"), p.Crumb(text="2026-1122-003")),
        "subtitle": "2026-11-22 02:47:10 — 06:52:33，历时 4 小时 5 分 · 轨迹 131 条，拒绝 1 次，逾期 1 次 · 部署第 7 版",
        "chain": p.ChainVerdict(
            whole=True, title="本件 131 条记录首尾相连，未见改动", note="今天 14:20:02 校验，用时 0.3 秒", head="9f3c 71ae 04d2 …",
            reach="全市第 84 112—84 242 条", limits="不能证明填写的内容属实，只能证明写下之后没被改过。",
            checkpoint="签名检查点 11-22 12:00", checkpoint_note="已寄 2 个外部地址，与今早日报一致",
            again=p.Action(text="再校验", href="/emergencies/1/trace?verify=1"), more=p.Link(text="详细", href="/docs/chain"),
        ),
        "rows": trace_rows(),
        "diagram": diagram(),
        "summary": "到 03:14:02 为止 23 条，之后的用灰字",
        "views": (p.Tab(text="全部", href="?view=all", current=True), p.Tab(text="只看决定", href="?view=decisions"), p.Tab(text="只看逾期与拒绝", href="?view=late")),
        "actions": (p.Action(text="打印轨迹", href="#print", icon=p.Icon.PRINT), p.Action(text="取证据包", href="/emergencies/1/evidence", primary=True)),
        "reasons": (
            p.Reason(title="网关“审批结果”走“同意”", expression='decision = "同意"', text="当时的值：decision = **同意**。另两条路：退回（不成立），不同意（不成立）。"),
            p.Reason(title="决策“危化品和工贸编组”命中 2 行", text="物质 液氨，级别 较大：要堵漏 ≥ 2，监测 ≥ 1，工艺专家。"),
        ),
        "reasons_note": "第 23 条之前的判断，都是当时存下的，不是重算的。",
    }  # fmt: skip
    return p.TracePage(**{**fields, **more})


def broken_trace() -> p.TracePage:
    chain = p.ChainVerdict(
        whole=False, title="第 84 150 条与前一条对不上", note="这一条之后的记录不能再当证据用。请立即报告审计部门，不要动数据库。", head="9f3c 71ae 04d2 …",
        reach="全市第 84 112—84 242 条", limits="不能证明填写的内容属实，只能证明写下之后没被改过。", broken=p.Link(text="看第 84 150 条", href="#entry-23"),
    )  # fmt: skip
    return trace(chain=chain, diagram=None, reasons=())


def sign_in(note: p.Note | None = None) -> p.SignInPage:
    return p.SignInPage(
        system="荣成市应急救援力量联调联战 · 调度指挥", action="/sign-in", account="yj-zhiban", note=note, stay_text="值班专用机：保持登录到 08:00 交班",
        doors=((p.Link(text="忘记口令", href="/help#password"), "由本单位管理员重置，夜间找总值班室"), (p.Link(text="核验一份文书", href="/verify"), "任何人可查，不需要登录")),
        statuses=(p.SystemStatus(name="服务", mark=D, state="正常"), p.SystemStatus(name="短信", mark=D, state="正常", note="最近一条 02:58 送达"), p.SystemStatus(name="操作记录", mark=D, state="连续，无断点", note="03:00 校验")),
        notices=("11 月 25 日 09:00—11:00 全市综合演练。演练文书带“演练”字样，单独编号，短信不发出本系统。",),
        rules="一人一号。谁登录、谁办理、代谁办理，都写进操作记录，不能删改。连续 5 次口令错误，账号停用 10 分钟。",
        footer="荣成市应急管理局 · 机制依据：荣成市人民政府办公室 2020 年 7 月 18 日实施方案 · 版本 1.4.0",
    )  # fmt: skip


STEPS = ("收到", "确认", "出发", "到场", "归队")


def progress(now: int) -> tuple[p.ProgressStep, ...]:
    marks = [D if n < now else Mark.NOW if n == now else Mark.NOT_YET for n in range(5)]
    return tuple(p.ProgressStep(text=text, mark=mark) for text, mark in zip(STEPS, marks, strict=True))


def order(**more: Any) -> p.ForceOrderPage:
    fields: dict[str, Any] = {
        "heading": "荣成市 出动指令",
        "number": "荣消调〔2026〕19 号",
        "progress": progress(1),
        "title": ("速到石岛某冷藏厂，", "参加液氨堵漏"),
        "urgent": True,
        "answer_by": p.Deadline(due=NOW + timedelta(minutes=2, seconds=10), limit=timedelta(minutes=3)),
        "facts": (
            p.OrderFact(label="到场时间", value=("03:50 前",), note="现在 03:14，路程 23.5 km，约 31 分"),
            p.OrderFact(label="集结地点", value=("冷藏厂东门外停车场",), note="上风向；由交警引导进入", link=p.Link(text="打开导航", href="geo:36.9,122.4"), icon=p.Icon.PLACE),
            p.OrderFact(label="任务", value=("2 号机房液氨管线法兰带压堵漏",)),
            p.OrderFact(label="带什么", value=("带压堵漏工具 2 套", "重型防化服 8 套")),
            p.OrderFact(label="听谁指挥", value=("消防救援大队（现场）",), link=p.Link(text="打电话给指挥中心", href="tel:000"), icon=p.Icon.PHONE),
            p.OrderFact(label="签发", value=("荣成市消防救援大队",), note="经市应急管理局 03:13 同意", link=p.Link(text="看指令原件 PDF", href="/papers/19"), icon=p.Icon.FILE),
        ),
        "form": phone_form(REASON, outcomes=(p.Outcome(value="确认", text="确认：我们去"), p.Outcome(value="不能执行", text="不能执行，说明原因", kind="plain"))),
    }  # fmt: skip
    return p.ForceOrderPage(**{**fields, **more})


def departure() -> p.ForceOrderPage:
    facts = (
        p.OrderFact(label="出发", deadline=p.Deadline(due=at("03:25"), limit=timedelta(minutes=10))),
        p.OrderFact(label="到场", value=("03:50 前，冷藏厂东门外停车场",)),
    )
    form = phone_form(
        stepper("people", "出发人数", "人"), stepper("vehicles", "车辆", "辆"), REASON,
        outcomes=(p.Outcome(value="确认", text="出发"), p.Outcome(value="不能", text="情况有变，不能去了", kind="plain")), people=8, vehicles=2,
    )  # fmt: skip
    return order(
        progress=progress(2), title=("已确认，请尽快出发",), subtitle="队伍出发时按下面的按钮。要求 03:25 前出发。", urgent=False,
        answer_by=None, facts=facts, form=form, delivered="已送到指挥中心 03:15:40",
    )  # fmt: skip


def arrival() -> p.ForceOrderPage:
    form = phone_form(
        stepper("people", "到场人数", "人"), MISSING, outcomes=(p.Outcome(value="", text="登记到场"),), people=7
    )
    facts = (p.OrderFact(label="位置", value=("距集结地点 60 米",), note="定位精度 15 米，03:46:12"),)
    return order(
        progress=progress(3), title=("到场登记",), urgent=False, answer_by=None, facts=facts, form=form, delivered="网络正常，已出发 03:22 · 8 人 2 车"
    )  # fmt: skip


def closed_order() -> p.ForceOrderPage:
    note = p.Note(tone=p.Tone.PROOF, title="这份指令办完了", text="04:58 归队，8 人 2 车。感谢您和队员。")
    return order(progress=progress(5), title=("已归队",), urgent=False, answer_by=None, facts=(), form=None, notes=(note,))


def incident() -> p.IncidentPage:
    again = p.Action(text="立即重发", href="/incidents/1/again", post=True)
    return p.IncidentPage(
        title="下达出动指令：2 条短信没有发出",
        crumbs=(p.Crumb(text="突发事件", href="/emergencies"), p.Crumb(text=LEAK, href="/emergencies/1"), p.Crumb(text="异常 1")),
        subtitle="系统故障，不是突发事件。流程停在“下达出动指令”，文书已生成、编号已用。",
        first=p.Note(
            tone=p.Tone.STOP, title="先打电话，不要等系统", text="环境应急监测队、危化品堵漏专业队**可能还不知道**要出动。指令已生成，可以照着念，对方确认后在这里补登。",
            actions=(p.Action(text="电话下达并补登", href="/incidents/1/call", primary=True, icon=p.Icon.PHONE), p.Action(text="看 18、19 号令", href="/papers/18", icon=p.Icon.FILE)),
        ),
        channels=("短信", "企业微信"),
        deliveries=(
            p.DeliveryRow(number="17 号", to="冷链企业专职救援队", channels=((D, "已送达"), (D, "已读")), last="03:14:05"),
            p.DeliveryRow(number="18 号", to="环境应急监测队", channels=((Mark.FAILED, "网关无应答"), (Mark.NOT_YET, "未绑定")), last="03:14:35", again=again),
            p.DeliveryRow(number="19 号", to="危化品堵漏专业队", channels=((Mark.FAILED, "网关无应答"), (R, "已送达，未读")), last="03:14:36", again=again),
        ),
        deliveries_note="系统每 30 秒自动再试，已 2 次",
        facts=(p.Fact(label="异常号", value="INC-20261122-0007"), p.Fact(label="代码", value="短信网关在 5 秒内没有应答"), p.Fact(label="环节", value="下达出动指令（第 7 版）· 已试 2 次，下次 03:15:05，共试 10 次"), p.Fact(label="影响", value="只停这 2 支；另 2 支和 3 家报备照常往下走")),
        details="SmsGatewayTimeout: no answer within 5 s\n  at printout.issue[issue]",
        actions=(p.Action(text="再试一次", href="/incidents/1/retry", post=True),),
    )  # fmt: skip


def refused() -> p.ErrorPage:
    return p.ErrorPage(
        status=403,
        crumbs=CRUMBS[:2],
        title="这份方案是您拟定的，不能由您审批",
        nothing_happened="没有产生任何变化。",
        text="您刚才按的“同意”没有生效，这次尝试已记入操作记录。",
        facts=(
            p.Fact(label="规定", value="拟定人不得自批，代办、委派、替班也不行", clauses=clauses("RC-06")),
            p.Fact(label="谁能批", value="应急值守处置科夜班 3 人，现在 2 人在线"),
            p.Fact(label="时限", value="", deadline=p.Deadline(due=at("03:23:08"), limit=timedelta(minutes=30), after="到时上报值班领导")),
        ),
        kept=p.KeptText(title="03:13:58 已由 应急管理局 值班员 同意，您的“退回”没有生效", text="您写的意见还在，没有丢：“请补充第二支监测力量。”", actions=(p.Action(text="看现在走到哪了", href="/emergencies/1"),)),
        actions=(p.Action(text="催应急值守处置科办理", href="/tasks/t2/remind", post=True, primary=True), p.Action(text="回到待办", href="/tasks")),
        reference="REQ-7F3A",
    )  # fmt: skip


def emergencies() -> p.EmergenciesPage:
    return p.EmergenciesPage(
        title="突发事件",
        summary="正在处置 2 件，演练 1 件",
        search_url="/emergencies",
        tabs=(p.Tab(text="正在处置", href="/emergencies", count=2, current=True), p.Tab(text="已结束", href="?done=1", count=18), p.Tab(text="演练", href="?drill=1", count=1)),
        start=p.Action(text="接报", href="/start", primary=True, icon=p.Icon.PLUS),
        rows=(
            p.EmergencyRow(href="/emergencies/1", no="2026-1122-003", title=LEAK, kind="危化品和工贸", level="较大", mark=R, state="正在处置", started=at("02:47"), steps="各力量行动 4，现场指挥", urgent=True, incidents=1, deadline=p.Deadline(due=at("03:18"), limit=timedelta(minutes=10))),
            p.EmergencyRow(href="/emergencies/2", no="2026-1121-002", title="俚岛镇近岸渔船失去联系", kind="海上突发事件", level="一般", mark=R, state="正在处置", started=at("22:10", day=21), steps="核实救援需求"),
            p.EmergencyRow(href="/emergencies/3", no="演 2026-007", title="某加油站油气泄漏", kind="危化品和工贸", mark=D, state="已结束", started=at("01:00"), ended=at("02:30"), drill=True),
        ),
    )  # fmt: skip


def forces() -> p.ForcesPage:
    return p.ForcesPage(
        title="力量",
        summary="23 支，在岗 19",
        search_url="/forces",
        tabs=(p.Tab(text="全部", href="/forces", count=23, current=True), p.Tab(text="企业", href="?kind=1", count=11)),
        rows=(
            p.ForceListRow(name="冷链企业专职救援队", kind="企业", skills="液氨泄漏处置、堵漏", crew="12 人，重型防化服 6", place="石岛管理区", contact="联络员 甲", phone="000-0001", mark=D, state="在岗", regulator="工信部门", href="/forces/1"),
            p.ForceListRow(name="滨海化工气防站", kind="企业", skills="气体防护、侦检", crew="9 人，气防车 1", place="滨海工业园", contact="联络员 乙", phone="000-0002", mark=Mark.DUE, state="装备检修", note="气防车检修至 06:00", regulator="工信部门"),
            p.ForceListRow(name="环境应急监测队", kind="政府", skills="大气、水质连续监测", crew="5 人，便携检测仪 4", place="市区", contact="联络员 丙", phone="000-0003", mark=R, state="出动中", regulator="生态环境部门"),
        ),
    )  # fmt: skip


def papers() -> p.PapersPage:
    return p.PapersPage(title="文书", rows=PAPERS, summary="9 份", search_url="/papers", tabs=(p.Tab(text="全部", href="/papers", current=True), p.Tab(text="出动指令", href="?kind=order", count=4)))


def start() -> p.StartPage:
    return p.StartPage(
        title="启动流程",
        crumbs=(p.Crumb(text="突发事件", href="/emergencies"), p.Crumb(text="启动流程")),
        choices=(
            p.StartChoice(name="接报：应急救援力量调度", href="/start/dispatch", text="接到灾情，向市委市政府报告，抄报应急局和消防大队。", clauses=clauses("RC-01", "RC-02")),
            p.StartChoice(name="力量普查", href="/start/census", text="一年一次，各行业主管部门填报，市局审核。"),
        ),
    )  # fmt: skip


def start_form() -> p.StartFormPage:
    return p.StartFormPage(
        title="接报：应急救援力量调度",
        crumbs=(p.Crumb(text="启动流程", href="/start"), p.Crumb(text="接报")),
        form=approval(outcomes=(p.Outcome(value="", text="报送并抄报 2 家"),), outcome_key="", quick=(), draft_key="start", title="首报"),
        consequences_title="按下“报送”，系统立即做两件事",
        consequences=(p.Consequence(text="报送**市委市政府**，抄报市应急管理局、市消防救援大队", clauses=clauses("RC-01")), p.Consequence(text="开始计时：消防救援大队 10 分钟内研判")),
    )  # fmt: skip


def me() -> p.MePage:
    return p.MePage(
        name="应急管理局 值班员",
        facts=(p.Fact(label="单位", value="市应急管理局 应急值守处置科"), p.Fact(label="候选组", value="应急值守处置科、夜班")),
        sign_out_url="/sign-out",
        keys_url="/me/keys",
        language=p.Link(text="English", href="/language/en"),
        password_url="/me/password",
    )
