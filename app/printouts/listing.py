"""名单: the rows of a paper as a sheet that other systems take, declared under `list` in printout.yaml."""

from dataclasses import dataclass
from typing import Any

from app.printouts.fields import HEAD, Field, FieldType
from app.printouts.marked import Marked

_KEYS = frozenset({"rows", "split", "columns", "note"})
_ROW = "row."
_MAX_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and the field that fills it; `own` where the field is one of the line's."""

    heading: str
    field: Field
    own: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A line for each entry of a field of rows; for each part of `split` in it, where one is named."""

    rows: str
    split: str | None
    columns: tuple[Column, ...]
    note: str


def read_listing(source: Marked, fields: tuple[Field, ...]) -> Listing | None:
    """What printout.yaml says under `list`; None without it. Every column is a declared field."""
    value = source.value.get("list")
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) - _KEYS:
        raise source.broken(f"list 须是键值对，可用的键：{'、'.join(sorted(_KEYS))}", "list")
    rows = next((one for one in fields if one.name == value.get("rows") and one.type is FieldType.ROWS), None)
    if rows is None:
        raise source.broken("list 的 rows 须是 fields 里一个 type: rows 的字段", "list", "rows")
    split = value.get("split")
    if split is not None and split not in {item.name for item in rows.items}:
        raise source.broken(f"list 的 split 须是 {rows.name} 的一列", "list", "split")
    return Listing(
        rows.name, split, _columns(source, fields, rows, value.get("columns")), str(value.get("note", ""))
    )


def _columns(source: Marked, fields: tuple[Field, ...], rows: Field, given: Any) -> tuple[Column, ...]:
    if not isinstance(given, list) or not 0 < len(given) <= _MAX_COLUMNS:
        raise source.broken(f"list 的 columns 须是列表，1 到 {_MAX_COLUMNS} 列", "list", "columns")
    known = {field.name: field for field in (*HEAD, *fields) if field is not rows}
    known |= {_ROW + item.name: item for item in rows.items}
    found = []
    for index, column in enumerate(given):
        path, heading = column if isinstance(column, list) and len(column) == 2 else (column, None)
        field = known.get(path) if isinstance(path, str) else None
        if field is None:
            raise source.broken(f"list 的列 {path} 不是 fields 里的字段", "list", "columns", index)
        found.append(Column(str(heading or field.label), field, str(path).startswith(_ROW)))
    return tuple(found)
