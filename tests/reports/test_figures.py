"""Figures by group and for all, out of every kind of row, held against their targets."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.core.clock import SetClock
from app.registries.sheets import read_sheet
from app.reports.chart import drawing_of
from app.reports.errors import ReportFailed
from app.reports.figures import Figures
from app.reports.sheets import printed, workbook
from tests.runtime.lands import Land

Fill = Callable[..., Figures]
CONNECTED = """
title: 各类力量接入率
clauses: [EX-01]
source: registry:forces
group: {by: =kind, label: 类别}
measures:
  - {label: 总数, measure: count}
  - {label: 接入率, measure: share, of: =insured, target: ">= figures.rate"}
columns:
  - {label: 名称, value: =name}
  - {label: 已接入, value: =insured}
chart: {kind: bar, measure: 接入率}
"""
ARRIVED = """
title: 到场用时
source: runs:answer
group: {by: =subject, label: 力量}
measures:
  - {label: 用时, measure: median, of: =steps.arrive.left_at - steps.order.entered_at, target: "<= limits.arrive"}
  - {label: 次数, measure: count}
"""
TASKS = """
title: 按时率
source: tasks
where: =element = "arrive" and completed_at != null
measures:
  - {label: 按时率, measure: share, of: =not(late)}
  - {label: 平均, measure: mean, of: =completed_at - opened_at}
"""


def texts(found: Figures) -> dict[str, list[str]]:
    return {line.label: [figure.text for figure in line.figures] for line in (*found.lines, found.total)}


def send(land: Land, clock: SetClock, *minutes: int, as_drill: bool = False) -> None:
    """One force per number, which arrives after so many minutes."""
    land.start(forces=[f"力量{n}" for n in range(len(minutes))], as_drill=as_drill)
    for _ in minutes:
        land.do("order")
    passed = 0
    for wanted in minutes:
        clock.advance(timedelta(minutes=wanted - passed))
        land.do("arrive")
        passed = wanted


def test_share_by_group_is_held_against_its_target(land: Land, fill: Fill) -> None:
    found = fill(CONNECTED)

    assert texts(found) == {
        "政府": ["1", "100%（1/1）"], "社会": ["2", "50%（1/2）"], "合计": ["3", "66.7%（2/3）"]
    }  # fmt: skip
    assert [line.figures[1].met for line in found.lines] == [True, False]
    assert sorted(found.details) == [("a 救援队", "是"), ("b 救援队", "否"), ("c 救援队", "是")]


def test_duration_between_two_elements_of_each_run(land: Land, fill: Fill, clock: SetClock) -> None:
    send(land, clock, 10, 20, 90)

    found = fill(ARRIVED)

    assert texts(found) == {
        "力量0": ["10 分", "1"], "力量1": ["20 分", "1"], "力量2": ["90 分", "1"], "合计": ["20 分", "3"]
    }  # fmt: skip
    assert [line.figures[0].met for line in found.lines] == [True, True, False]


def test_tasks_say_whether_they_were_late(land: Land, fill: Fill, clock: SetClock) -> None:
    send(land, clock, 10, 20, 90)

    assert texts(fill(TASKS)) == {"合计": ["66.7%（2/3）", "40 分"]}


@pytest.mark.parametrize(("drill", "rows"), [("excluded", 1), ("only", 2)])
def test_drills_never_count_in_real_figures(
    land: Land, fill: Fill, clock: SetClock, drill: str, rows: int
) -> None:
    send(land, clock, 10)
    send(land, clock, 10, 20, as_drill=True)

    found = fill(
        f"title: 次数\nsource: runs:answer\ndrill: {drill}\nmeasures: [{{label: 次数, measure: count}}]"
    )

    assert found.rows == rows


def test_period_holds_both_of_its_days(land: Land, fill: Fill, clock: SetClock) -> None:
    for _ in range(3):
        send(land, clock, 1)
        clock.advance(timedelta(days=20))
    text = """
title: 每月次数
source: instances
group: {by: month, label: 月份}
measures: [{label: 次数, measure: count}]
chart: {kind: line, measure: 次数}
"""

    whole = fill(text)
    part = fill(text, first=date(2026, 11, 22), last=date(2026, 12, 12))

    assert texts(whole) == {"2026-11": ["1"], "2026-12": ["1"], "2027-01": ["1"], "合计": ["3"]}
    assert texts(part) == {"2026-11": ["1"], "2026-12": ["1"], "合计": ["2"]}
    drawn = drawing_of(whole)
    assert drawn is not None
    assert (drawn.kind, len(drawn.marks), drawn.points.count(",")) == ("line", 3, 3)


def test_steps_are_rows_of_their_own(land: Land, fill: Fill, clock: SetClock) -> None:
    send(land, clock, 30)

    found = fill(
        'title: 环节\nsource: steps\nwhere: =type = "userTask"\ngroup: {by: =name, label: 环节}\n'
        "measures: [{label: 最长, measure: max, of: =left_at - entered_at, unit: hours}]"
    )

    assert texts(found) == {"下达": ["0 小时"], "到场": ["0.5 小时"], "合计": ["0.5 小时"]}


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        ("sum", "36 人"), ("mean", "12 人"), ("median", "12 人"), ("p90", "12 人"), ("min", "12 人"), ("max", "12 人"),
    ],
)  # fmt: skip
def test_numbers_are_folded(land: Land, fill: Fill, measure: str, text: str) -> None:
    found = fill(
        f"title: 人数\nsource: registry:forces\nmeasures: [{{label: x, measure: {measure}, of: =people, unit: 人}}]"
    )

    assert texts(found) == {"合计": [text]}


@pytest.mark.parametrize("measure", ["share", "mean", "median", "max"])
def test_figure_of_nothing_is_a_dash_and_misses_no_target(land: Land, fill: Fill, measure: str) -> None:
    found = fill(
        f"title: 空\nsource: papers\nmeasures: [{{label: x, measure: {measure}, of: =late, target: '> 0'}}]"
    )

    assert [(f.text, f.met) for f in found.total.figures] == [("—", None)]


def test_bars_are_as_long_as_their_share_of_the_whole(land: Land, fill: Fill) -> None:
    drawn = drawing_of(fill(CONNECTED))

    assert drawn is not None
    assert [(mark.label, mark.met) for mark in drawn.marks] == [("政府", True), ("社会", False)]
    assert drawn.marks[0].width == 2 * drawn.marks[1].width


def test_workbook_and_page_say_the_same(land: Land, fill: Fill) -> None:
    found = fill(CONNECTED)

    rows = [list(row) for row in read_sheet(workbook(found))]
    page = printed(found)

    assert ["社会", "2", "50%（1/2） 未达标"] in [row[:3] for row in rows]
    assert ["社会", "2", "50%（1/2） 未达标"] in page["lines"]
    assert page["detail_headings"] == ["名称", "已接入"]


def test_expression_without_end_is_refused_with_its_place(land: Land, fill: Fill) -> None:
    endless = "=count(for a in 1..9999, b in 1..9999 return a)"

    with pytest.raises(ReportFailed, match="多"):
        fill(f"title: x\nsource: registry:forces\nmeasures: [{{label: 多, measure: sum, of: '{endless}'}}]")


def test_every_expression_sees_figures_limits_and_today(land: Land, fill: Fill) -> None:
    found: Any = fill(
        "title: x\nsource: registry:forces\nmeasures: [{label: x, measure: count}]\n"
        'columns: [{label: x, value: "=string(figures.rate) + string(limits.arrive) + string(today)"}]'
    )

    assert found.details[0] == ("0.8PT30M2026-11-22",)
