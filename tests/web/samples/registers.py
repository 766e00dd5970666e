"""Registers, reports and clauses as samples."""

from app.web import pages as p
from app.web.pages.clauses import CarrierRow, ClauseCell, ClausePage, ClauseRow, ClausesPage
from app.web.pages.registries import (
    EntryPage,
    EntryRow,
    HistoryRow,
    ImportLine,
    ImportPage,
    OutgoingPage,
    OutgoingRow,
    RegisterPage,
    RegisterRow,
    RegistersPage,
)
from app.web.pages.reports import (
    ChartMark,
    ChartView,
    FigureCell,
    FigureLine,
    ReportPage,
    ReportRow,
    ReportsPage,
)
from tests.web.samples.tasks import at, clauses

CRUMBS = (p.Crumb(text="台账", href="/registries"), p.Crumb(text="力量台账"))
KINDS = ("流程", "决策", "表单", "文书", "台账", "报表", "角色")


def registers() -> RegistersPage:
    return RegistersPage(
        title="台账",
        summary="2 个台账",
        outgoing=p.Link(text="待补报 1 件", href="/registries/outgoing/files"),
        rows=(
            RegisterRow(
                title="力量台账", href="/registries/forces", entries=16, stale=9, owners="消防指挥中心"
            ),
            RegisterRow(title="联系方式登记表", href="/registries/liaisons", entries=31),
        ),
    )


def register() -> RegisterPage:
    return RegisterPage(
        title="力量台账",
        columns=("名称", "类别", "专业能力", "人数", "联系方式"),
        rows=(
            EntryRow(
                href="/1",
                cells=("冷链企业专职救援队", "企业", "堵漏、洗消、监测", "12", "000-0001"),
                mark=p.Mark.LATE,
                state="逾期未更新",
            ),
            EntryRow(
                href="/2", cells=("卫生应急救援队", "政府", "医疗", "14", ""), mark=p.Mark.DONE, state="有效"
            ),
        ),
        crumbs=CRUMBS,
        summary="16 条",
        search_url="/registries/forces",
        tabs=(
            p.Tab(text="在用", href="/registries/forces", current=True),
            p.Tab(text="逾期未更新", href="?show=stale", count=9),
        ),
        exports=(p.Link(text="导出 xlsx", href="/x"), p.Link(text="导出 csv", href="/c")),
        actions=(p.Action(text="导入", href="/i"), p.Action(text="登记", href="/a", primary=True)),
        next_page=p.Link(text="后面的", href="?page=1"),
    )


def entry() -> EntryPage:
    return EntryPage(
        title="冷链企业专职救援队",
        facts=tuple(
            p.Fact(label=label, value=value)
            for label, value in {
                "类别": "企业",
                "驻地": "网格 B3 · 冷链产业园",
                "装备": "重型防化服 6 套",
            }.items()
        ),
        history=(
            HistoryRow(
                at=at("02:50"),
                who="应急管理局 值班员",
                act="修改",
                source="流程",
                instance=p.Link(text="液氨泄漏", href="/emergencies/1"),
                changes=(p.Change(label="状态", before="值班在岗", after="外出执勤"),),
            ),
            HistoryRow(at=at("02:47"), who="系统", act="登记", source="样例"),
        ),
        crumbs=CRUMBS,
        subtitle="核实日期 2026 年 2 月 15 日，2026-08-14 前再核实",
        mark=p.Mark.LATE,
        state="逾期未更新",
        actions=(
            p.Action(text="已核实，无变化", href="/c", post=True),
            p.Action(text="修改", href="/e", primary=True),
        ),
        close_url="/close",
    )


def import_sheet() -> ImportPage:
    return ImportPage(
        title="导入力量台账",
        upload_url="/registries/forces/import",
        headings="编号、名称、类别",
        template=p.Link(text="下载空表", href="/t"),
        crumbs=CRUMBS,
        result=p.Note(tone=p.Tone.STOP, title="没有导入任何内容", text="新增 1 行，不对 1 行。"),
        lines=(
            ImportLine(number=2, mark=p.Mark.DONE, act="新增", name="甲队"),
            ImportLine(number=3, mark=p.Mark.FAILED, act="不对", name="", problems=("请填写“名称”",)),
        ),
    )


def outgoing() -> OutgoingPage:
    return OutgoingPage(
        title="待补报",
        rows=(
            OutgoingRow(
                system="省级处置与救援系统",
                subject="调令 1 号",
                at=at("02:50"),
                mark=p.Mark.DUE,
                state="等着补报",
                file_url="/f",
                emergency=p.Link(text="山洪", href="/emergencies/1"),
                filed_url="/filed",
            ),
        ),
        crumbs=CRUMBS,
    )


def reports() -> ReportsPage:
    row = ReportRow(title="各类力量接入率", href="/reports/1", note="不低于 80%。", clauses=clauses("PY-19"))
    return ReportsPage(title="报表", rows=(row,), summary="演练不计入")


def report(kind: str = "bar") -> ReportPage:
    marks = (
        ChartMark(x=150, y=8, width=370, label="企业", text="100%", met=True),
        ChartMark(x=300, y=36, width=185, label="社会", text="50%", met=False),
    )
    return ReportPage(
        title="各类力量接入率",
        headings=("类别", "力量", "接入率"),
        lines=(
            FigureLine(
                label="企业", cells=(FigureCell(text="6 支"), FigureCell(text="100%（6/6）", met=True))
            ),
            FigureLine(
                label="社会", cells=(FigureCell(text="2 支"), FigureCell(text="50%（1/2）", met=False))
            ),
            FigureLine(
                label="合计", cells=(FigureCell(text="8 支"), FigureCell(text="87.5%（7/8）")), total=True
            ),
        ),
        crumbs=(p.Crumb(text="报表", href="/reports"), p.Crumb(text="各类力量接入率")),
        subtitle="共 8 行，演练不计入",
        note="每类力量接入比例不低于 80%。",
        clauses=clauses("PY-19"),
        period_url="/reports/1",
        first="2025-11-22",
        last="2026-11-22",
        chart=ChartView(kind=kind, title="接入率", width=640, height=220, marks=marks, points="150,8 300,36"),
        detail_headings=("力量", "接入"),
        details=(("冷链企业专职救援队", "是"), ("山野搜救志愿队", "否")),
        actions=(p.Action(text="导出 xlsx", href="/x", icon=p.Icon.FILE),),
    )


def clause_list() -> ClausesPage:
    none, there, gap = ClauseCell(), ClauseCell(carried=True), ClauseCell(missing=True)
    return ClausesPage(
        title="条款覆盖",
        kinds=KINDS,
        rows=(
            ClauseRow(
                id="RC-06",
                href="/clauses/RC-06",
                at="四（一）4",
                must="调用方案报应急管理局同意（同意、退回、不同意；拟定人不得自批）",
                cells=(there, none, there, none, none, none, none),
                main="审批调用方案",
                used="17 次",
            ),
            ClauseRow(
                id="RC-29",
                href="/clauses/RC-29",
                at="五（四）",
                must="人员职业健康档案、体检、意外伤害保险；表扬奖励",
                cells=(none, none, none, none, gap, none, none),
                main="还没有",
                used="—",
                idle=True,
            ),
        ),
        carried=1,
        total=2,
        subtitle="文件里的每一条要求，由系统里的什么来承担。",
        jurisdiction="荣成市",
        tabs=(p.Tab(text="全部", href="/clauses", count=2, current=True),),
    )


def clause() -> ClausePage:
    return ClausePage(
        title="RC-06",
        must="调用方案报应急管理局同意（同意、退回、不同意；拟定人不得自批）",
        at="四（一）4",
        rows=(
            CarrierRow(
                kind="流程",
                name="审批调用方案",
                file="processes/rongcheng/rongcheng-dispatch.bpmn",
                element="approve_plan 审批调用方案",
                mark=p.Mark.DONE,
                used="17 次",
            ),
        ),
        instances=(p.Link(text="2026-1122-003 液氨泄漏", href="/emergencies/1"),),
        missing="表单",
        crumbs=(p.Crumb(text="条款覆盖", href="/clauses"), p.Crumb(text="RC-06")),
    )
