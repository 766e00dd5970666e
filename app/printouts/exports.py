"""The list of a paper as a workbook. Apart from its declaration, so that rendering needs none of the registers."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from app.core.clock import SHANGHAI
from app.printouts.fields import Field, FieldType, value_at
from app.printouts.listing import Listing
from app.registries.cells import guarded
from app.registries.sheets import Row, write_xlsx

_BETWEEN = re.compile(r"\s*[、，,；;\n]\s*")


def workbook(listing: Listing, title: str, data: Mapping[str, Any]) -> bytes:
    """The list of one paper as xlsx."""
    return write_xlsx(title, table(listing, data))


def table(listing: Listing, data: Mapping[str, Any]) -> Iterator[Row]:
    """The headings, the lines, and the note below; texts that a spreadsheet would take for formulas are guarded."""
    yield [guarded(column.heading) for column in listing.columns]
    for line in _lines(listing, data):
        yield [_cell(column.field, line if column.own else data) for column in listing.columns]
    if listing.note:
        yield []
        yield [guarded(listing.note)]


def _lines(listing: Listing, data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    entries = value_at(data, listing.rows)
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, Mapping):
            continue
        if listing.split is None:
            yield entry
            continue
        for part in _BETWEEN.split(str(entry.get(listing.split) or "")):
            yield {**entry, listing.split: part}


def _cell(field: Field, data: Mapping[str, Any]) -> str | int | float | None:
    value = value_at(data, field.name)
    if value is None or value == "" or isinstance(value, Mapping):
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list):
        return guarded("、".join(map(str, value)))
    return guarded(_moment(str(value)) if field.type is FieldType.DATE_TIME else str(value))


def _moment(text: str) -> str:
    """A date-time in the zone of the jurisdiction, to the minute."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{at.astimezone(SHANGHAI) if at.tzinfo else at:%Y-%m-%d %H:%M}"
