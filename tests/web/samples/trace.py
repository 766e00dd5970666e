"""The trace of one emergency."""

from typing import Any

from app.web import pages as p
from tests.web.samples.task import diagram
from tests.web.samples.tasks import LEAK, at, clauses

Mark = p.Mark
D = Mark.DONE


def trace_rows() -> tuple[p.TraceRow, ...]:
    return (
        p.TraceRow(
            no=17,
            at=at("03:04:11"),
            who="应急管理局 值班领导",
            mark=Mark.RETURNED,
            act="退回",
            detail="调用方案第 1 稿",
            quote="堵漏力量只有一支，请补第二支或说明理由。",
            took="4 分 05 秒／10 分",
            clauses=clauses("RC-06"),
        ),
        p.TraceRow(
            no=19,
            at=at("03:08:02"),
            who="消防救援大队 值班员",
            mark=Mark.NOT_YET,
            act="再次送审",
            changes=(
                p.Change(label="力量", before="3 支", after="4 支，增“危化品堵漏专业队”"),
                p.Change(label="要求到场时间", before="04:00", after="03:50"),
            ),
            took="3 分 51 秒／15 分",
            clauses=clauses("RC-05"),
        ),
        p.TraceRow(
            no=20,
            at=at("03:08:40"),
            who="消防救援大队 值班员",
            on_behalf="代 应急管理局 值班员",
            mark=Mark.FAILED,
            act="被拒绝：审批自己拟定的方案",
            note="拟定人不得自批，代办也不行。没有产生任何变化。",
            refused=True,
            clauses=clauses("RC-06"),
        ),
        p.TraceRow(
            no=22,
            at=at("03:13:58"),
            who="应急管理局 值班员",
            mark=D,
            act="同意",
            detail="（按钮“同意并下达 4 份指令”）",
            quote="堵漏专业队途中请先与现场专家组连线。",
            took="5 分 56 秒／10 分",
            clauses=clauses("RC-06"),
        ),
        p.TraceRow(
            no=23,
            at=at("03:14:02"),
            who="系统",
            on_behalf="以消防救援大队名义",
            mark=Mark.NOW,
            act="下达出动指令 4 份，同时报备 3 家",
            note="荣消调〔2026〕17—20 号",
            fingerprint="b82e 0f61 …",
            took="4 秒",
            clauses=clauses("RC-07", "RC-08"),
            current=True,
        ),
        p.TraceRow(
            no=24,
            at=at("03:14:30"),
            who="液氨工艺专家组 联络员",
            mark=D,
            act="确认 20 号令，用 27 秒／3 分",
            clauses=clauses("RC-24"),
            later=True,
        ),
        p.TraceRow(
            no=29,
            at=at("03:17:02"),
            who="系统",
            mark=Mark.LATE,
            act="18 号令超过 3 分钟未确认，第 1 次催办",
            clauses=clauses("RC-24"),
            later=True,
        ),
    )


def trace(**more: Any) -> p.TracePage:
    fields: dict[str, Any] = {
        "title": LEAK,
        "level": "较大",
        "crumbs": (p.Crumb(text="检索", href="/search"), p.Crumb(text="2026-1122-003")),
        "subtitle": "2026-11-22 02:47:10 — 06:52:33，轨迹 131 条，拒绝 1 次，逾期 1 次 · 部署第 7 版",
        "chain": p.ChainVerdict(
            whole=True,
            title="本件 131 条记录首尾相连，未见改动",
            note="今天 14:20:02 校验，用时 0.3 秒",
            head="9f3c 71ae 04d2 …",
            reach="全市第 84 112—84 242 条",
            limits="不能证明填写的内容属实，只能证明写下之后没被改过。",
            checkpoint="签名检查点 11-22 12:00",
            checkpoint_note="已寄 2 个外部地址，与今早日报一致",
            again=p.Action(text="再校验", href="/emergencies/1/trace?verify=1"),
            more=p.Link(text="详细", href="/docs/chain"),
        ),
        "rows": trace_rows(),
        "diagram": diagram(),
        "summary": "到 03:14:02 为止 23 条，之后的用灰字",
        "views": (
            p.Tab(text="全部", href="?view=all", current=True),
            p.Tab(text="只看决定", href="?view=decisions"),
            p.Tab(text="只看逾期与拒绝", href="?view=late"),
        ),
        "actions": (
            p.Action(text="打印轨迹", href="#print", icon=p.Icon.PRINT),
            p.Action(text="取证据包", href="/emergencies/1/evidence", primary=True),
        ),
        "reasons": (
            p.Reason(
                title="网关“审批结果”走“同意”",
                expression='decision = "同意"',
                text="当时的值：decision = **同意**。另两条路：退回（不成立），不同意（不成立）。",
            ),
            p.Reason(
                title="决策“危化品和工贸编组”命中 2 行",
                text="物质 液氨，级别 较大：要堵漏 ≥ 2，监测 ≥ 1，工艺专家。",
            ),
        ),
        "reasons_note": "第 23 条之前的判断，都是当时存下的，不是重算的。",
    }
    return p.TracePage(**{**fields, **more})


def broken_trace() -> p.TracePage:
    chain = p.ChainVerdict(
        whole=False,
        title="第 84 150 条与前一条对不上",
        note="这一条之后的记录不能再当证据用。请立即报告审计部门，不要动数据库。",
        head="9f3c 71ae 04d2 …",
        reach="全市第 84 112—84 242 条",
        limits="不能证明填写的内容属实，只能证明写下之后没被改过。",
        broken=p.Link(text="看第 84 150 条", href="#entry-23"),
    )
    return trace(chain=chain, diagram=None, reasons=())
