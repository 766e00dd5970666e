"""Sample entries that come with a package: `registry/<register>.yaml` or `.csv`."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from app.forms.paths import put_at
from app.registries.cells import value_of
from app.registries.imports import columns_of
from app.registries.register import Register
from app.registries.sheets import read_sheet


def sample_rows(register: Register, ending: str, data: bytes) -> Iterator[Mapping[str, Any]]:
    """The entries as the form document is given them. Raises `SheetUnreadable` for a csv that is none."""
    if ending != "csv":
        rows = yaml.safe_load(data)
        yield from (row for row in rows or () if isinstance(row, Mapping))
        return
    head, *lines = read_sheet(data)
    columns = columns_of(register, [str(cell or "").strip() for cell in head])
    for line in lines:
        values: dict[str, Any] = {}
        for place, field in columns:
            put_at(values, field.path, value_of(field, line[place]) if place < len(line) else None)
        yield values
