"""A force's order on the telephone."""

from datetime import timedelta
from typing import Any

from app.web import pages as p
from tests.web.samples.forms import MISSING, REASON, phone_form, stepper
from tests.web.samples.tasks import NOW, at

Mark = p.Mark
D = Mark.DONE


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
            p.OrderFact(
                label="集结地点",
                value=("冷藏厂东门外停车场",),
                note="上风向；由交警引导进入",
                link=p.Link(text="打开导航", href="geo:36.9,122.4"),
                icon=p.Icon.PLACE,
            ),
            p.OrderFact(label="任务", value=("2 号机房液氨管线法兰带压堵漏",)),
            p.OrderFact(label="带什么", value=("带压堵漏工具 2 套", "重型防化服 8 套")),
            p.OrderFact(
                label="听谁指挥",
                value=("消防救援大队（现场）",),
                link=p.Link(text="打电话给指挥中心", href="tel:000"),
                icon=p.Icon.PHONE,
            ),
            p.OrderFact(
                label="签发",
                value=("荣成市消防救援大队",),
                note="经市应急管理局 03:13 同意",
                link=p.Link(text="看指令原件 PDF", href="/papers/19"),
                icon=p.Icon.FILE,
            ),
        ),
        "form": phone_form(
            REASON,
            outcomes=(
                p.Outcome(value="确认", text="确认：我们去"),
                p.Outcome(value="不能执行", text="不能执行，说明原因", kind="plain"),
            ),
        ),
    }
    return p.ForceOrderPage(**{**fields, **more})


def departure() -> p.ForceOrderPage:
    facts = (
        p.OrderFact(label="出发", deadline=p.Deadline(due=at("03:25"), limit=timedelta(minutes=10))),
        p.OrderFact(label="到场", value=("03:50 前，冷藏厂东门外停车场",)),
    )
    form = phone_form(
        stepper("people", "出发人数", "人"),
        stepper("vehicles", "车辆", "辆"),
        REASON,
        outcomes=(
            p.Outcome(value="确认", text="出发"),
            p.Outcome(value="不能", text="情况有变，不能去了", kind="plain"),
        ),
        people=8,
        vehicles=2,
    )
    return order(
        progress=progress(2),
        title=("已确认，请尽快出发",),
        subtitle="队伍出发时按下面的按钮。要求 03:25 前出发。",
        urgent=False,
        answer_by=None,
        facts=facts,
        form=form,
        delivered="已送到指挥中心 03:15:40",
    )


def arrival() -> p.ForceOrderPage:
    form = phone_form(
        stepper("people", "到场人数", "人"),
        MISSING,
        outcomes=(p.Outcome(value="", text="登记到场"),),
        people=7,
    )
    facts = (p.OrderFact(label="位置", value=("距集结地点 60 米",), note="定位精度 15 米，03:46:12"),)
    return order(
        progress=progress(3),
        title=("到场登记",),
        urgent=False,
        answer_by=None,
        facts=facts,
        form=form,
        delivered="网络正常，已出发 03:22 · 8 人 2 车",
    )


def closed_order() -> p.ForceOrderPage:
    note = p.Note(tone=p.Tone.PROOF, title="这份指令办完了", text="04:58 归队，8 人 2 车。感谢您和队员。")
    return order(
        progress=progress(5),
        title=("已归队",),
        urgent=False,
        answer_by=None,
        facts=(),
        form=None,
        notes=(note,),
    )


SHOWN = (
    {"type": "text", "id": "limit", "text": "到场时限：{{force.arrive_by}}"},
    {
        "type": "table",
        "id": "forces",
        "label": "力量",
        "dataSource": "= [force]",
        "columns": [{"key": "name", "label": "力量"}, {"key": "arrive_by", "label": "到场时限"}],
    },
)


def shown_times() -> p.ForceOrderPage:
    """A form that shows instants which nobody can change, one of them written in another zone."""
    force = {"name": "环境应急监测队", "arrive_by": "2026-11-21T19:50:00.671Z"}
    return order(form=phone_form(*SHOWN, outcomes=(p.Outcome(value="", text="出发"),), force=force))
