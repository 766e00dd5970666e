"""Entries of a register: found, written, seeded. Each change is in the log with before and after."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.core.ids import new_id
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.registries.models import RegistryEntry


def entries(ctx: Context, jurisdiction: str, registry: str) -> Sequence[RegistryEntry]:
    """The active entries of a register, by name."""
    e = RegistryEntry
    query = (
        select(e).where(e.jurisdiction == jurisdiction, e.registry_key == registry, e.active).order_by(e.name)
    )
    return ctx.session.scalars(query).all()


def find(ctx: Context, jurisdiction: str, registry: str, key: str) -> RegistryEntry | None:
    """One entry by its key."""
    e = RegistryEntry
    where = (e.jurisdiction == jurisdiction, e.registry_key == registry, e.key == key)
    return ctx.session.scalar(select(e).where(*where))


def write(ctx: Context, jurisdiction: str, registry: str, key: str, data: Mapping[str, Any]) -> RegistryEntry:
    """Add an entry or change it; what is the same already changes nothing."""
    entry = find(ctx, jurisdiction, registry, key)
    before = dict(entry.data) if entry is not None else None
    after = {**(before or {}), **data}
    if entry is not None and before == after:
        return entry
    if entry is None:
        entry = RegistryEntry(
            id=new_id(), jurisdiction=jurisdiction, registry_key=registry, key=key, version=0
        )
        ctx.session.add(entry)
    entry.data, entry.name = after, str(after.get("name") or key)[:128]
    entry.version, entry.active = entry.version + 1, True
    entry.changed_at, entry.changed_by = ctx.now(), ctx.actor.name
    changes = {
        k: {"before": (before or {}).get(k), "after": v}
        for k, v in data.items()
        if (before or {}).get(k) != v
    }
    details = {"registry": registry, "key": key, "changes": changes}
    record(ctx, Operation.REGISTRY_CHANGE, entry.id, details, jurisdiction=jurisdiction)
    return entry


def seed(ctx: Context, jurisdiction: str, registry: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Fill an empty register with a package's sample rows; one that has entries is left alone."""
    if entries(ctx, jurisdiction, registry):
        return 0
    return len(
        [write(ctx, jurisdiction, registry, str(row.get("id") or n), row) for n, row in enumerate(rows, 1)]
    )
