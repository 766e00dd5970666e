"""Sheets come in line by line, all or only what is right, and go out so that they come in again."""

import csv
import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from app.registries import entries, exports, imports, writing
from app.registries.errors import ImportRefused, NotOwner, SheetUnreadable
from app.registries.imports import Act
from app.registries.register import Register
from app.registries.sheets import LARGEST, MOST_ROWS, read_sheet, write_csv, write_xlsx
from tests.registries.conftest import Acting, force

HEAD = ["编号", "名称", "类别", "人数", "专业能力", "有保险", "联系电话", "核实日期"]
GOOD = ["a", "甲队", "社会类", 12, "堵漏类、监测", "是", "000-0000-0001", datetime(2026, 11, 1)]


def sheet(*rows: list[Any]) -> list[list[Any]]:
    return [HEAD, *rows]


def test_line_becomes_what_the_document_takes(forces: Register, acting: Acting) -> None:
    with acting() as ctx:
        planned = imports.plan(ctx, forces, read_sheet(write_xlsx("力量", sheet(GOOD))))
        assert imports.carry_out(ctx, forces, planned) == 1

        entry = entries.search(ctx, forces, "甲队").entries[0]

    assert entry.data["kind"] == "社会"
    assert entry.data["capabilities"] == ["堵漏", "监测"]
    assert (entry.data["people"], entry.data["insured"]) == (12, True)
    assert (entry.data["phone"], entry.data["checked_on"]) == ("000-0000-0001", "2026-11-01")


def test_character_that_workbooks_cannot_hold_is_a_blank_in_them() -> None:
    (row,) = read_sheet(write_xlsx("台账\x0b", [["甲\x0b乙\x01\ufffe", "=1+1"]]))

    assert list(row) == ["甲 乙  ", "=1+1"]


def test_each_line_says_what_it_does(forces: Register, acting: Acting) -> None:
    with acting() as ctx:
        writing.add(ctx, forces, force("a", name="甲队"))
        writing.add(ctx, forces, force("b", name="乙队"))
        rows = [
            ["编号", "名称", "类别", "人数"],
            ["a", "甲队", "社会", 12],
            ["b", "乙队", "政府", "1,200"],
            ["c", "丙队", "社会", ""],
            [],
            ["d", "", "外星", -1],
            ["c", "丙队", "社会", ""],
            ["", "无号", "社会", 1],
        ]

        planned = imports.plan(ctx, forces, rows)

    assert [(line.number, line.act) for line in planned.lines] == [
        (2, Act.SAME), (3, Act.CHANGE), (4, Act.ADD), (6, Act.WRONG), (7, Act.WRONG), (8, Act.WRONG),
    ]  # fmt: skip
    assert len(planned.lines[3].problems) == 3
    assert "第 4 行" in planned.lines[4].problems[0]
    assert "编号" in planned.lines[5].problems[0]


def test_one_wrong_line_keeps_everything_out(forces: Register, acting: Acting, count_rows: Any) -> None:
    rows = sheet(GOOD, ["b", "", "社会"])

    with pytest.raises(ImportRefused, match="2 行里有 1 行不对"), acting() as ctx:
        imports.carry_out(ctx, forces, imports.plan(ctx, forces, rows))

    assert count_rows("registry_entry") == 0


def test_right_lines_come_in_when_chosen(forces: Register, acting: Acting) -> None:
    with acting() as ctx:
        planned = imports.plan(ctx, forces, sheet(GOOD, ["b", "", "社会"]))
        assert imports.carry_out(ctx, forces, planned, only_right=True) == 1

        assert [entry.key for entry in entries.search(ctx, forces, "").entries] == ["a"]


def test_outsider_imports_nothing(forces: Register, acting: Acting) -> None:
    with pytest.raises(NotOwner), acting("eve", "others") as ctx:
        imports.plan(ctx, forces, sheet(GOOD))


def test_headings_are_known_by_heading_label_and_key_and_the_rest_is_told(
    forces: Register, acting: Acting
) -> None:
    with acting() as ctx:
        planned = imports.plan(
            ctx, forces, [["id", "名称", "kind", "备用", "内部备注"], ["a", "甲", "社会", 1, 2]]
        )

    assert planned.ignored == ("备用", "内部备注")
    assert planned.lines[0].act is Act.ADD


@pytest.mark.parametrize(
    ("head", "reason"), [(["甲", "乙"], "没有一个认得的列名"), (["电话", "名称", "phone"], "有两列")]
)
def test_sheet_whose_columns_say_nothing_is_refused(
    forces: Register, acting: Acting, head: list[str], reason: str
) -> None:
    with pytest.raises(SheetUnreadable, match=reason), acting() as ctx:
        imports.plan(ctx, forces, [head, ["1", "2", "3"]])


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_went_out_comes_in_unchanged(forces: Register, acting: Acting, ending: str) -> None:
    with acting() as ctx:
        given = force("a", name="=1+1", capabilities=["堵漏"], insured=True, phone="+8663112345678")
        writing.add(ctx, forces, {**given, "checked_on": "2026-11-01"})
        writing.add(ctx, forces, force("b"))

        planned = imports.plan(ctx, forces, read_sheet(exports.export(ctx, forces, ending)))

    assert [line.act for line in planned.lines] == [Act.SAME, Act.SAME]


def test_no_cell_of_an_export_is_a_formula(forces: Register, acting: Acting) -> None:
    with acting() as ctx:
        writing.add(ctx, forces, force("a", name="=HYPERLINK(1)", phone="@SUM(1)"))

        text = exports.export(ctx, forces, "csv").decode("utf-8-sig")
        book = load_workbook(io.BytesIO(exports.export(ctx, forces, "xlsx")))

    row = list(csv.reader(io.StringIO(text)))[1]
    assert row[1] == "'=HYPERLINK(1)"
    assert row[6] == "'@SUM(1)"
    assert {cell.data_type for line in book.worksheets[0].iter_rows() for cell in line} <= {"s", "n"}


def test_template_has_the_headings_and_not_what_is_kept_back(forces: Register) -> None:
    assert [list(row) for row in read_sheet(exports.template(forces))] == [HEAD]


def test_text_of_old_offices_is_read() -> None:
    assert read_sheet("编号,名称\r\na,甲队\r\n".encode("gb18030")) == [["编号", "名称"], ["a", "甲队"]]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    return out.getvalue()


def entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>')
    return out.getvalue()


def broken() -> bytes:
    return write_xlsx("x", [["a"]])[:-40]


def corrupt() -> bytes:
    data = bytearray(write_xlsx("x", [["a"] * 50]))
    begins = data.index(b"sheet1.xml") + len(b"sheet1.xml")
    data[begins : begins + 8] = b"\xff" * 8
    return bytes(data)


def not_a_workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bomb(), "压缩得异常"),
        (entities(), "DOCTYPE"),
        (broken(), "不是完整的"),
        (corrupt(), "不是完整的"),
        (not_a_workbook(), "不是完整的"),
        (b"\xd0\xcf\x11\xe0old", "旧版 xls"),
        (b"", "没有内容"),
        (b"\0\0\0\1", "不是文字"),
        (b"\xff\xfe\xff\xff\x80", "UTF-8"),
        (b"x" * (LARGEST + 1), "4 MB"),
        (b'a,b\n"unclosed', "引号"),
        (write_csv([["a"]] * (MOST_ROWS + 2)), "行"),
        (write_csv([["a"] * 201]), "列"),
        (write_csv([["a" * 10_001]]), "字"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_sheet_that_means_harm_or_nothing_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(SheetUnreadable, match=reason):
        read_sheet(data)


def test_formula_in_an_upload_is_its_last_value_and_never_run() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["编号", "=1+1"])
    out = io.BytesIO()
    book.save(out)

    assert [list(row) for row in read_sheet(out.getvalue())] == [["编号", None]]
