"""Values of entries as cells of a sheet, and cells as values: what people write, made what the form document takes."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from app.forms.component import MULTIPLE_CHOICES, SINGLE_CHOICES
from app.registries.register import Field

BETWEEN = "、"
"""Stands between several options in a cell."""

YES, NO = "是", "否"
_BETWEEN = re.compile(r"\s*[、,，;；\n]\s*")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"
_YES = frozenset({YES, "true", "1", "有", "√", "yes"})
_NO = frozenset({NO, "false", "0", "无", "×", "no"})


def cell_of(field: Field, value: Any) -> str | int | float | None:
    """A value as a cell: labels for options, 是 or 否, numbers; texts that no program takes for a formula."""
    if value is None or value in ("", []):
        return None
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float) and field.component.type == "number":
        return value
    if isinstance(value, list):
        return guarded(BETWEEN.join(_label(field, item) for item in value))
    if field.component.type in SINGLE_CHOICES:
        return guarded(_label(field, value))
    return guarded(str(value))


def guarded(text: str) -> str:
    """A text behind an apostrophe when a spreadsheet would read it as a formula."""
    return _GUARD + text if text.startswith(_FORMULA) else text


def value_of(field: Field, cell: Any) -> Any:
    """What a cell means for a field; what it cannot mean stays as it is, for the form document to refuse.

    None for an empty cell.
    """
    if isinstance(cell, str):
        cell = _unguarded(cell.strip())
    if cell is None or cell == "":
        return None
    kind = field.component.type
    if kind == "number":
        return _number(cell)
    if kind == "checkbox":
        return _truth(cell)
    if kind in MULTIPLE_CHOICES:
        return [_option(field, part) for part in _BETWEEN.split(_text(cell)) if part]
    if kind in SINGLE_CHOICES:
        return _option(field, _text(cell))
    return _dated(field, cell) if kind == "datetime" else _text(cell)


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith(_GUARD) and text[1:].startswith(_FORMULA) else text


def _label(field: Field, value: Any) -> str:
    return next((option.label for option in field.options if option.value == value), str(value))


def _option(field: Field, text: str) -> Any:
    """The option of that label or value; the text itself when there is none."""
    options = field.options
    by_label = (option.value for option in options if option.label == text)
    return next(by_label, next((option.value for option in options if _text(option.value) == text), text))


def _number(cell: Any) -> Any:
    """A number without the blanks and commas that people group digits with; whole ones without a point."""
    try:
        found = Decimal(re.sub(r"[\s,，]", "", str(cell)))
    except InvalidOperation:
        return cell
    if not found.is_finite():
        return str(cell)
    return int(found) if found == found.to_integral_value() and abs(found) < 10**15 else float(found)


def _truth(cell: Any) -> Any:
    text = _text(cell).lower()
    return True if text in _YES else False if text in _NO else text


def _dated(field: Field, cell: Any) -> str:
    subtype = field.component.attributes.get("subtype", "date")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if subtype == "date" else f"{cell:%Y-%m-%dT%H:%M}+08:00"
    if isinstance(cell, date | time):
        return cell.isoformat()[:10] if isinstance(cell, date) else f"{cell:%H:%M}"
    return _day(_text(cell)) if subtype == "date" else _text(cell)


def _day(text: str) -> str:
    """A day as people write it: 2026-1-5, 2026/1/5, 2026.1.5, 2026年1月5日."""
    parts: Iterable[str] = re.split(r"[-/.年月]", text.rstrip("日"))
    found = list(parts)
    if len(found) == 3 and all(part.strip().isdecimal() for part in found):
        year, month, day = (int(part) for part in found)
        return f"{year:04}-{month:02}-{day:02}"
    return text


def _text(cell: Any) -> str:
    """A cell as text; a number that a spreadsheet made of a code has no point."""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)
