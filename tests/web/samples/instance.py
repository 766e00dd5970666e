"""The page of one emergency."""

from datetime import timedelta
from typing import Any

from app.web import pages as p
from tests.web.samples.task import diagram
from tests.web.samples.tasks import LEAK, at

Mark = p.Mark


def cell(mark: p.Mark, text: str, note: str = "") -> p.BoardCell:
    return p.BoardCell(mark=mark, text=text, note=note)


D, R = Mark.DONE, Mark.RUNNING
BOARD = p.ForceBoard(
    columns=tuple(
        p.BoardColumn(title=t, limit=n)
        for t, n in (
            ("下达", ""),
            ("确认", "限 3 分"),
            ("出发", "限 10 分"),
            ("到场", "限 03:50"),
            ("任务中", ""),
            ("撤离", ""),
            ("归队", ""),
        )
    ),
    rows=(
        p.BoardRow(
            name="冷链企业专职救援队",
            note="荣消调〔2026〕17 号 · 12 人 · 企业",
            cells=(
                cell(D, "03:14:02", "4.2 km"),
                cell(D, "03:14:51", "用 49 秒"),
                cell(D, "03:18:20", "用 3 分 29 秒"),
                cell(D, "03:28:07", "早 21 分 53 秒"),
                cell(R, "进行中", "03:29 侦检、关阀"),
                None,
                None,
            ),
        ),
        p.BoardRow(
            name="环境应急监测队",
            note="荣消调〔2026〕18 号 · 5 人 · 政府",
            cells=(
                cell(D, "03:14:02", "11.8 km"),
                cell(Mark.LATE, "逾期 14 分", "催 2 次，已上报值班领导"),
                None,
                None,
                None,
                None,
                None,
            ),
        ),
        p.BoardRow(
            name="危化品堵漏专业队",
            note="荣消调〔2026〕19 号 · 8 人 · 企业",
            cells=(
                cell(D, "03:14:03", "23.5 km"),
                cell(D, "03:15:40", "用 1 分 37 秒"),
                cell(D, "03:22:15", "用 6 分 35 秒"),
                cell(R, "途中", "约 03:47 到，早 3 分"),
                None,
                None,
                None,
            ),
        ),
        p.BoardRow(
            name="液氨工艺专家组",
            note="荣消调〔2026〕20 号 · 2 人 · 专家",
            cells=(
                cell(D, "03:14:03", "远程"),
                cell(D, "03:14:30", "用 27 秒"),
                cell(Mark.NONE, "不适用", "远程参加"),
                cell(R, "连线中", "03:17 起"),
                None,
                None,
                None,
            ),
        ),
    ),
    summary="4 支：途中 2，到场 1",
    late="未确认 1",
    remind=p.Action(text="催未确认的", href="/emergencies/1/remind", post=True),
)

PAPERS = (
    p.PaperRow(
        number="荣消调〔2026〕17 号",
        title="出动指令",
        to="冷链企业专职救援队",
        at=at("03:14:02"),
        mark=D,
        state="已确认",
        href="/papers/17",
    ),
    p.PaperRow(
        number="荣消调〔2026〕18 号",
        title="出动指令",
        to="环境应急监测队",
        at=at("03:14:02"),
        mark=Mark.LATE,
        state="未确认",
        href="/papers/18",
    ),
    p.PaperRow(
        number="荣消备〔2026〕31 号",
        title="报备表",
        to="生态环境部门",
        at=at("03:14:03"),
        mark=Mark.RUNNING,
        state="待回执",
        href="/papers/31",
    ),
    p.PaperRow(
        number="荣应报〔2026〕52 号",
        title="情况报告（续报 1）",
        to="市政府、上级应急",
        at=at("03:06:10"),
        mark=D,
        state="已送达",
        emergency=p.Link(text=LEAK, href="/emergencies/1"),
    ),
)

RECENT = (
    p.TimelineEntry(
        at=at("03:29"), mark=Mark.NOW, act="冷链企业专职救援队 报任务进展", note="2 号机房侦检完成，准备关阀"
    ),
    p.TimelineEntry(at=at("03:28"), mark=D, act="冷链企业专职救援队 到场", note="12 人 2 车，距集结点 40 米"),
    p.TimelineEntry(
        at=at("03:20"),
        mark=Mark.LATE,
        act="系统 上报值班领导",
        note="18 号令超过 3 分钟未确认，催 1 次无答复",
    ),
    p.TimelineEntry(at=at("03:14"), mark=D, act="消防救援大队 下达 4 份出动指令", note="同时报备 3 个部门"),
    p.TimelineEntry(
        at=at("03:13"), mark=D, act="应急管理局 值班员 同意", quote="堵漏专业队途中请先与现场专家组连线。"
    ),
)


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
            p.Fact(
                label="审批调用方案",
                value="应急值守处置科",
                link=p.Link(text="审批调用方案", href="/tasks/t2"),
                deadline=p.Deadline(due=at("03:18"), limit=timedelta(minutes=10)),
            ),
        ),
        data=(p.Fact(label="被困", value="2 人"), p.Fact(label="风向", value="东风 3 级")),
        changes=(
            p.Change(label="要求到场时间", before="04:00", after="03:50"),
            p.Change(label="附件", before="无", after="无"),
        ),
        related=(p.Link(text="跨区域增援 2026-1122-004", href="/emergencies/2"),),
    )
