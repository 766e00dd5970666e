"""A register as a sheet."""

from collections.abc import Iterable, Iterator

from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.registries.cells import cell_of, guarded
from app.registries.entries import entries
from app.registries.models import RegistryEntry
from app.registries.register import Register
from app.registries.sheets import Row, write_csv, write_xlsx

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
"""The endings that an export may have, with their media types."""


def export(ctx: Context, register: Register, ending: str) -> bytes:
    """All active entries in the format of that ending; who took them is in the log."""
    found = entries(ctx, register.jurisdiction, register.key)
    details = {"registry": register.key, "entries": len(found), "format": ending}
    record(ctx, Operation.REGISTRY_EXPORT, register.key, details, jurisdiction=register.jurisdiction)
    rows = rows_of(register, found)
    return write_xlsx(register.title, rows) if ending == "xlsx" else write_csv(rows)


def template(register: Register) -> bytes:
    """An empty sheet with the headings, to be filled in and imported."""
    return write_xlsx(register.title, rows_of(register, ()))


def rows_of(register: Register, found: Iterable[RegistryEntry]) -> Iterator[Row]:
    """The headings, then a row for each entry; an import of the same rows changes nothing."""
    fields = [field for field in register.fields if field.exchanged]
    yield [guarded(field.heading) for field in fields]
    for entry in found:
        yield [cell_of(field, field.value(entry.data)) for field in fields]
