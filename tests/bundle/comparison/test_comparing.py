"""Whole packages: which files differ, and what is told of those that are no diagrams."""

import time

import pytest

from app.bundle import load_bundle
from app.bundle.comparison import Act, compare, lines, totals
from app.bundle.comparison.documents import _scenarios
from app.bundle.comparison.model import Comparison
from tests.bundle.comparison.packages import (
    DISPATCH,
    HANDOVER,
    LEVELS,
    MANIFEST,
    ROOT,
    SETTINGS,
    changed,
    edited,
    only,
    pingyin,
    told,
    with_file,
)

CLAUSES = "processes/pingyin/clauses.yaml"
FORCES = "processes/pingyin/registry/forces.yaml"
SCENARIO = "processes/pingyin/scenarios/compensation-by-hand.yaml"
PAPER = "printouts/common/compensation/printout.yaml"


@pytest.mark.parametrize(
    ("path", "old", "new", "row"),
    [
        (SETTINGS, "copy_report: PT15M", "copy_report: PT20M",
         ("copy_report（用于“通报灾害事故信息、抄报”）", "时限", "15分钟", "20分钟")),
        (SETTINGS, "rolling: PT60M", "rolling: {default: PT60M, 重大: PT30M}", (None, "重大时", None, "30分钟")),
        (SETTINGS, "connection_rate: 0.8", "connection_rate: 0.9", ("connection_rate", "值", "0.8", "0.9")),
        (MANIFEST, "name: 县安委会办公室}", "name: 县安办}", ("县安办", "名称", "县安委会办公室", "县安办")),
        (MANIFEST, "short_name: 平阴", "short_name: 平", ("", "简称", "平阴", "平")),
        (CLAUSES, "报县应急管理局同意", "报县应急局同意", ("PY-05", "要求", None, None)),
        (CLAUSES, "一般灾害事故由属地街镇、应急管理部门和消防救援队伍组织指挥, carrier: [decision, process]",
         "一般灾害事故由属地街镇、应急管理部门和消防救援队伍组织指挥, carrier: [decision]",
         ("PY-02", "由什么承载", "流程", None)),
        (FORCES, "people: 20\n  vehicles: 3", "people: 25\n  vehicles: 3", ("街镇应急救援队", "人数", "20", "25")),
        (SCENARIO, "approved_amount: 3600", "approved_amount: 3000",
         ("第 2 步 pingyin-government-duty review", "填写 approved_amount", "3600", "3000")),
        (SCENARIO, "status: completed", "status: active", ("", "结果", "completed", "active")),
        (PAPER, "pages: 4", "pages: 6", ("", "最多几页", "4", "6")),
        (PAPER, "title: 应急救援补偿审批表", "title: 补偿审批表", ("", "标题", "应急救援补偿审批表", "补偿审批表")),
    ],
)  # fmt: skip
def test_data_is_told_under_its_names(path, old, new, row) -> None:
    rows = told(changed(path, (old, new)))

    name, label, before, after = row
    assert len(rows) == 1
    assert name is None or rows[0][0] == name
    assert rows[0][1] == label
    assert (before, after) == (None, None) or rows[0][2:] == (before, after)


def test_added_step_of_a_scenario_leaves_the_others_alone() -> None:
    file = changed(SCENARIO, ("steps:\n", "steps:\n  - after: PT1H\n"))

    assert [(item.act, item.name) for item in file.items] == [(Act.ADDED, "第 1 步 PT1H")]


def test_template_of_a_paper_is_told_line_by_line() -> None:
    path = "printouts/common/compensation/template.html"
    line = pingyin().resources[path].data.decode().splitlines()[2]

    file = changed(path, (line, f"{line}!"))

    assert file.patch[0].startswith("旧版第 ")
    assert f"-{line}" in file.patch
    assert f"+{line}!" in file.patch
    assert file.left == 0
    assert file.title == "文书“应急救援补偿审批表”的版面"


@pytest.mark.parametrize("path", [DISPATCH, LEVELS, HANDOVER, SETTINGS, SCENARIO])
def test_another_way_of_writing_is_said_to_be_one(path: str) -> None:
    data = pingyin().resources[path].data

    file = only(compare(pingyin(), with_file(path, data + b"\n")))

    assert file.act is Act.FORMATTED
    assert [item.act for item in file.items] == [Act.FORMATTED]
    assert "不影响运行" in "\n".join(lines(Comparison(pingyin(), pingyin(), (file,), 0)))


def test_same_package_differs_in_nothing() -> None:
    found = compare(pingyin(), load_bundle(ROOT, "pingyin"))

    assert found.files == ()
    assert found.unchanged == len(pingyin().resources)
    assert list(lines(found)) == ["两个版本完全相同"]


def test_own_file_that_hides_a_shared_one_is_a_change_of_it() -> None:
    shared = "processes/common/common-filing.bpmn"
    data = pingyin().resources[shared].data.decode().replace('name="', 'name="新', 1).encode()

    file = only(compare(pingyin(), with_file("processes/pingyin/common-filing.bpmn", data)))

    assert (file.act, file.old and file.old.path) == (Act.CHANGED, shared)
    assert file.note == "原来用公共的，现在用本属地自己的"


def test_file_under_another_name_is_one_change() -> None:
    old = "processes/pingyin/scenarios/compensation-by-hand.yaml"
    data = pingyin().resources[old].data
    files = list(with_file(old, None).resources.values())
    resource = type(files[0]).of(old.replace("by-hand", "manual"), data)
    assert resource

    file = only(compare(pingyin(), type(pingyin()).from_resources("pingyin", [*files, resource])))

    assert (file.act, file.note) == (Act.MOVED, f"原名 {old}")


def test_new_and_lost_files_are_told_with_what_they_hold() -> None:
    lost = only(compare(pingyin(), with_file(SCENARIO, None)))
    new = only(compare(with_file(SCENARIO, None), pingyin()))

    assert (lost.act, new.act) == (Act.REMOVED, Act.ADDED)
    assert {item.act for item in lost.items} == {Act.REMOVED}
    assert {item.act for item in new.items} == {Act.ADDED}


def test_broken_file_is_compared_as_a_text() -> None:
    file = only(compare(pingyin(), with_file(LEVELS, b"<definitions")))

    assert [item.kind for item in file.items] == ["文字"]


def test_files_stand_in_the_order_of_reading_and_lines_name_old_first() -> None:
    other = edited(SETTINGS, ("copy_report: PT15M", "copy_report: PT20M"))
    both = type(other).from_resources(
        "pingyin",
        [*(one for one in other.resources.values() if one.path != DISPATCH),
         edited(DISPATCH, ('candidateGroups="departments"', 'candidateGroups="towns"')).resources[DISPATCH]],
    )  # fmt: skip

    found = compare(pingyin(), both)

    assert [file.path for file in found.files] == [DISPATCH, SETTINGS]
    assert "    时限：15分钟 → 20分钟" in list(lines(found))
    assert totals(found).startswith("2 个文件不同，改动 2 处，")


def test_whole_package_is_compared() -> None:
    assert len(compare(pingyin(), load_bundle(ROOT, "rongcheng")).files) > 50


def test_size_of_what_is_no_text_is_told() -> None:
    path = "printouts/pingyin/filing/seal.png"
    old = with_file(path, b"\x89PNG\xff")

    file = next(one for one in compare(old, with_file(path, b"\x89PNG\xff\xff")).files if one.path == path)

    assert [(one.label, one.old[:4], one.new[:4]) for one in file.items[0].changes] == [
        ("内容", "5 字节", "6 字节")
    ]
    assert file.patch == ()


def test_equal_steps_without_end_are_compared_in_time() -> None:
    old, new = ({"steps": [{"after": "PT1S"}] * 3_000 + [{"after": last}]} for last in ("P1D", "P2D"))

    begin = time.thread_time()
    found = _scenarios(old, new)

    assert time.thread_time() - begin < 2
    assert found
