"""Which data a paper needs: declared in printout.yaml, checked before a number is spent on it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from app.core.texts import Joined, Text
from app.printouts.marked import Marked

_DEFAULT_MAX_TEXT = 300
_DEFAULT_MAX_ROWS = 200
_KEYS = frozenset({"name", "label", "type", "required", "max", "items"})


class FieldType(StrEnum):
    """What a value is."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATE_TIME = "date-time"
    YES_NO = "yes-no"
    LIST = "list"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Field:
    """One value that a paper prints.

    `name` is its path in the data (`force.name`); `limit` bounds characters of a text and entries of a list; `items`
    are the columns of rows.
    """

    name: str
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = True
    limit: int = _DEFAULT_MAX_TEXT
    items: tuple["Field", ...] = ()

    def problems(self, data: Mapping[str, Any], where: str = "") -> Iterator[str]:
        """What is wrong with this value in the data, each in one Chinese clause."""
        value = value_at(data, self.name)
        if value in (None, "", []):
            if self.required:
                yield Text("{where}{label}（{name}）没有填", where=where, label=self.label, name=self.name)
            return
        yield from (
            Text(
                "{where}{label}（{name}）{fault}", where=where, label=self.label, name=self.name, fault=fault
            )
            for fault in _CHECKS[self.type](value, self)
        )
        if self.type is FieldType.ROWS and isinstance(value, list):
            for number, row in enumerate(value[: self.limit], 1):
                for item in self.items if isinstance(row, Mapping) else ():
                    yield from item.problems(
                        row,
                        Text("{where}{label}第{number}行的", where=where, label=self.label, number=number),
                    )


HEAD = (
    Field("paper.number", "文号", limit=40),
    Field("paper.date", "成文日期", FieldType.DATE),
    Field("paper.issued_at", "签发时间", FieldType.DATE_TIME),
    Field("paper.urgency", "紧急程度", required=False, limit=4),
    Field("issuer.name", "发文机关", limit=40),
    Field("jurisdiction.name", "属地", limit=20),
)
"""What every paper has besides its own fields."""


def read_fields(source: Marked, value: Any, *path: str | int) -> tuple[Field, ...]:
    """The fields as a printout.yaml declares them."""
    if not isinstance(value, list):
        raise source.broken(Text("fields 须是列表"), *path)
    fields = tuple(_field(source, item, *path, index) for index, item in enumerate(value))
    names = [field.name for field in fields]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise source.broken(Text("字段 {name} 写了两遍", name=name), *path, index)
    return fields


def _field(source: Marked, item: Any, *path: str | int) -> Field:
    if (
        not isinstance(item, dict)
        or not isinstance(item.get("name"), str)
        or not isinstance(item.get("label"), str)
    ):
        raise source.broken(Text("每个字段须有 name 和 label"), *path)
    if unknown := set(item) - _KEYS:
        raise source.broken(Text("字段不认得的键：{names}", names=Joined("、", sorted(unknown))), *path)
    kind = _type(source, item.get("type", "text"), *path, "type")
    rows = kind in {FieldType.ROWS, FieldType.LIST}
    limit = item.get("max", _DEFAULT_MAX_ROWS if rows else _DEFAULT_MAX_TEXT)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise source.broken(Text("max 须是正整数"), *path, "max")
    items = read_fields(source, item["items"], *path, "items") if "items" in item else ()
    return Field(item["name"], item["label"], kind, bool(item.get("required", True)), limit, items)


def _type(source: Marked, value: Any, *path: str | int) -> FieldType:
    try:
        return FieldType(value)
    except ValueError:
        raise source.broken(
            Text("type 须是 {names} 之一，不能是“{value}”", names=Joined("、", FieldType), value=value), *path
        ) from None


def value_at(data: Any, path: str) -> Any:
    """The value at a path of names with points between; None where there is none."""
    for name in path.split("."):
        data = data.get(name) if isinstance(data, Mapping) else None
    return data


def _text(value: Any, field: Field) -> Iterable[str]:
    if not isinstance(value, str):
        yield Text("须是文字")
    elif len(value) > field.limit:
        yield Text("超过 {limit} 字（现在 {count} 字）", limit=field.limit, count=len(value))


def _number(value: Any, _: Field) -> Iterable[str]:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        yield Text("须是数字")


def _dated(value: Any, _: Field) -> Iterable[str]:
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        yield Text("须是日期或时间，如 2026-11-22T03:14:00+08:00")


def _yes_no(value: Any, _: Field) -> Iterable[str]:
    if not isinstance(value, bool):
        yield Text("须是“是”或“否”")


def _listed(value: Any, field: Field) -> Iterable[str]:
    if not isinstance(value, list):
        yield Text("须是列表")
    elif len(value) > field.limit:
        yield Text("超过 {limit} 项（现在 {count} 项）", limit=field.limit, count=len(value))


_CHECKS: Mapping[FieldType, Callable[[Any, Field], Iterable[str]]] = MappingProxyType(
    {
        FieldType.TEXT: _text,
        FieldType.NUMBER: _number,
        FieldType.DATE: _dated,
        FieldType.DATE_TIME: _dated,
        FieldType.YES_NO: _yes_no,
        FieldType.LIST: _listed,
        FieldType.ROWS: _listed,
    }
)
