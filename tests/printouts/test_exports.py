"""The list of a paper as a sheet: declared in printout.yaml, one vehicle a line."""

import pytest

from app.printouts.errors import PrintoutBroken
from app.printouts.exports import table, workbook
from app.printouts.folder import find
from app.registries.sheets import read_sheet
from tests.printouts.sheets import RESOURCES, YAML, folder

FIELDS = """fields:
  - {name: task, label: 任务}
  - {name: until, label: 有效期止, type: date-time}
  - name: forces
    label: 力量
    type: rows
    items: [{name: name, label: 名称}, {name: plates, label: 车牌, required: false}]
"""
LIST = "list: {rows: forces, split: plates, columns: [task, row.name, [row.plates, 车牌号码], until]}\n"


def rows(data, extra=LIST):
    listing = folder(yaml=YAML + FIELDS + extra).listing
    return list(table(listing, data))


def test_each_vehicle_has_a_line_and_a_force_without_plates_one_too():
    data = {
        "task": "堵漏",
        "until": "2026-11-22T19:20:00+00:00",
        "forces": [{"name": "甲队", "plates": "样A·1（黄）、样A·2（蓝）"}, {"name": "乙队"}],
    }

    assert rows(data) == [
        ["任务", "名称", "车牌号码", "有效期止"],
        ["堵漏", "甲队", "样A·1（黄）", "2026-11-23 03:20"],
        ["堵漏", "甲队", "样A·2（蓝）", "2026-11-23 03:20"],
        ["堵漏", "乙队", None, "2026-11-23 03:20"],
    ]


def test_formulas_stay_texts():
    found = rows({"task": "=1+1", "forces": [{"name": "@cmd"}]})

    assert found[1] == ["'=1+1", "'@cmd", None, None]


@pytest.mark.parametrize("forces", [None, "甲队", [], ["甲队"], {"name": "甲队"}])
def test_what_is_no_list_of_forces_gives_headings_alone(forces):
    assert len(rows({"forces": forces})) == 1


@pytest.mark.parametrize(
    ("extra", "line", "reason"),
    [
        ("list: forces\n", 12, "须是键值对"),
        ("list: {rows: task, columns: [task]}\n", 12, "type: rows"),
        ("list: {rows: forces, split: colour, columns: [task]}\n", 12, "的一列"),
        ("list: {rows: forces, columns: []}\n", 12, "1 到 40 列"),
        ("list:\n  rows: forces\n  columns:\n    - task\n    - name\n", 16, "name 不是 fields 里的字段"),
        ("list: {rows: forces, columns: [task], format: csv}\n", 12, "可用的键"),
    ],
)
def test_faults_of_a_list_name_file_and_line(extra, line, reason):
    with pytest.raises(PrintoutBroken) as caught:
        folder(yaml=YAML + FIELDS + extra)

    assert f"printout.yaml 第 {line} 行" in caught.value.message
    assert reason in caught.value.message


@pytest.mark.parametrize("key", ["rongcheng", "pingyin", "anze", "chongqing", "lishui"])
def test_the_passes_of_every_package_list_their_vehicles(key):
    paper = find(RESOURCES, key, "pass")
    paper.check(paper.sample)

    sheet = read_sheet(workbook(paper.listing, paper.title, paper.sample))

    plates = sheet[0].index("车牌号码（颜色）")
    assert {"任务名称", "响应级别", "车型", "预计出发时间", "途经路径", "有效期起", "有效期止"} <= set(
        sheet[0]
    )
    assert any("样" in str(row[plates] or "") for row in sheet[1:-1] if len(row) > plates)
    assert "批准" in str(sheet[-1][0])


def test_papers_without_a_list_have_none():
    assert folder().listing is None
