"""Sheets of offices: xlsx and csv, read within bounds and written without formulas."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any
from xml.etree.ElementTree import ParseError

from app.registries.errors import SheetUnreadable

LARGEST = 4 * 1024 * 1024
"""Bytes of an uploaded sheet."""

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 10_000
_UNPACKED = 100 * 1024 * 1024
_RATIO = 200
_PARTS = 2_000
_HEAD = 4_096
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What word processors put into texts, such as their soft line end (U+000B)."""

Row = Sequence[Any]


def read_sheet(data: bytes) -> list[Row]:
    """The rows of a sheet, the headings first. Raises `SheetUnreadable`."""
    if len(data) > LARGEST:
        raise SheetUnreadable(reason=f"超过 {LARGEST // 1024 // 1024} MB，请拆成几份")
    if data.startswith(_OLD_EXCEL):
        raise SheetUnreadable(reason="这是旧版 xls，请另存为 xlsx 或 csv")
    rows = _of_workbook(data) if data.startswith(_ZIP) else _of_text(data)
    found = list(_bounded(rows))
    if not found:
        raise SheetUnreadable(reason="里面没有内容，第一行应是各列的名称")
    return found


def write_xlsx(title: str, rows: Iterable[Row]) -> bytes:
    """A workbook of one sheet. Texts stay texts, whatever they begin with; what XML has no place for is a blank."""
    from openpyxl import Workbook  # noqa: PLC0415 - a tenth of the start, for what is asked for seldom

    book = Workbook(write_only=False)
    sheet = book.active
    assert sheet is not None
    sheet.title = "".join(c for c in title if c.isprintable() and c not in r"[]:*?/\\")[:31] or "台账"
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            text = _NOT_XML.sub(" ", value) if isinstance(value, str) else None
            cell = sheet.cell(number, column, value if text is None else text)
            if text is not None:
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_csv(rows: Iterable[Row]) -> bytes:
    """UTF-8 with the mark that spreadsheets know it by."""
    out = io.StringIO()
    csv.writer(out).writerows([["" if value is None else value for value in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _of_workbook(data: bytes) -> Iterator[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415 - as above
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - as above

    _require_harmless(data)
    try:
        with closing(load_workbook(io.BytesIO(data), read_only=True, data_only=True)) as book:
            if not book.worksheets:
                raise SheetUnreadable(reason="里面没有工作表")
            yield from book.worksheets[0].iter_rows(values_only=True)
    except (InvalidFileException, KeyError, ValueError, TypeError, OSError, ParseError, zlib.error) as error:
        raise SheetUnreadable(reason="不是完整的 xlsx 文件") from error


def _require_harmless(data: bytes) -> None:
    """Refuse what would unpack without end, and XML that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > _PARTS or unpacked > _UNPACKED or unpacked > _RATIO * max(len(data), 1):
                raise SheetUnreadable(reason="压缩得异常，解开后太大")
            for part in parts:
                _require_plain(archive, part)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError) as error:
        raise SheetUnreadable(reason="不是完整的 xlsx 文件") from error


def _require_plain(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as stream:
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in stream.read(_HEAD).upper():
            raise SheetUnreadable(reason="里面有不该有的声明（DOCTYPE）")


def _of_text(data: bytes) -> Iterator[Row]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        yield from _rows_of(text)
        return
    raise SheetUnreadable(reason="不是 xlsx，也不是 UTF-8 或 GB 18030 的 csv")


def _rows_of(text: str) -> Iterator[Row]:
    if "\0" in text:
        raise SheetUnreadable(reason="不是文字，也不是 xlsx")
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        raise SheetUnreadable(reason=f"csv 的引号或分隔不对（{error}）") from error


def _bounded(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows without empty ones at the end; too many, too wide or too long refuses the sheet."""
    empty: list[Row] = []
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS + 1:
            raise SheetUnreadable(reason=f"超过 {MOST_ROWS} 行，请拆成几份")
        if not any(cell not in (None, "") for cell in row):
            empty.append(row)
            continue
        if any(cell not in (None, "") for cell in row[MOST_COLUMNS:]):
            raise SheetUnreadable(reason=f"超过 {MOST_COLUMNS} 列")
        if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in row):
            raise SheetUnreadable(reason=f"第 {number} 行有一格超过 {LONGEST_CELL} 个字")
        yield from empty
        empty.clear()
        yield row[:MOST_COLUMNS]
