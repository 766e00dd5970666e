"""Changing a register: every value through the form document, every change in the history and in the log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.core.actor import ActorKind
from app.core.clock import SHANGHAI
from app.core.ids import new_id
from app.db.context import Context
from app.forms import Change
from app.forms.paths import put_at
from app.history.log import record
from app.history.operations import Operation
from app.history.personal import seal
from app.registries.entries import entries, find
from app.registries.errors import EntryChanged, EntryExists, NotOwner
from app.registries.models import RegistryChange, RegistryEntry
from app.registries.register import Register

_LONGEST_TEXT = 8_000


@dataclass(frozen=True, slots=True)
class Cause:
    """What a change comes from: a person, a process (with its instance), an import, or the sample of a package."""

    kind: str = "person"
    instance_id: str | None = None


PERSON, IMPORT, SAMPLE = Cause(), Cause("import"), Cause("sample")


def require_owner(ctx: Context, register: Register) -> None:
    """Let only people of the owning groups go on. Raises `NotOwner`."""
    outsider = ctx.actor.kind is ActorKind.USER and not ctx.actor.groups.intersection(register.owners)
    if register.owners and outsider:
        raise NotOwner(title=register.title, owners="、".join(register.owners), registry=register.key)


def put(
    ctx: Context,
    register: Register,
    values: Mapping[str, Any],
    *,
    key: str | None = None,
    cause: Cause = PERSON,
) -> RegistryEntry:
    """Add the entry that the values tell, or change it; what is the same already changes nothing.

    Without a key in the document or as `key` every call adds one. Raises `FormInvalid`, `KeyMissing`.
    """
    wanted = key or register.key_of(values)
    entry = find(ctx, register.jurisdiction, register.key, wanted) if wanted else None
    checked = check(ctx, register, values, entry)
    if entry is None:
        return _add(ctx, register, checked, wanted or new_id(), cause)
    changes = register.form.diff(entry.data, checked, {}, ctx.now())
    if changes or not entry.active:
        _keep(ctx, register, entry, checked)
        _note(ctx, register, entry, "change" if entry.active else "reopen", changes, cause)
        entry.active = True
    return entry


def check(
    ctx: Context, register: Register, values: Mapping[str, Any], entry: RegistryEntry | None = None
) -> dict[str, Any]:
    """The values that the document lets through, over those that the entry has. Raises `FormInvalid`."""
    stored = dict(entry.data) if entry is not None else {}
    return register.form.load({**stored, **values}, context={}, stored=stored, now=ctx.now()).values


def add(ctx: Context, register: Register, values: Mapping[str, Any]) -> RegistryEntry:
    """A person adds an entry. Raises `NotOwner`, `FormInvalid`, `KeyMissing`, `EntryExists`."""
    require_owner(ctx, register)
    key = register.key_of(values)
    there = find(ctx, register.jurisdiction, register.key, key) if key else None
    if there is not None and there.active:
        raise EntryExists(title=register.title, key=key)
    return put(ctx, register, values)


def change(
    ctx: Context, register: Register, entry: RegistryEntry, values: Mapping[str, Any], seen: int
) -> RegistryEntry:
    """A person changes an entry that they saw in version `seen`. Raises what `add` does, and `EntryChanged`."""
    require_owner(ctx, register)
    if entry.version != seen:
        raise EntryChanged(who=entry.changed_by)
    checked = check(ctx, register, values, entry)
    key = register.key_of(checked) or entry.key
    if key != entry.key and find(ctx, register.jurisdiction, register.key, key) is not None:
        raise EntryExists(title=register.title, key=key)
    changes = register.form.diff(entry.data, checked, {}, ctx.now())
    if changes:
        entry.key = key
        _keep(ctx, register, entry, checked)
        _note(ctx, register, entry, "change", changes, PERSON)
    return entry


def confirm(ctx: Context, register: Register, entry: RegistryEntry) -> None:
    """已核实，无变化: the entry is fresh again; the date that its freshness counts from is today."""
    require_owner(ctx, register)
    entry.confirmed_at, entry.confirmed_by = ctx.now(), ctx.actor.name
    changes: tuple[Change, ...] = ()
    if register.aged_from is not None:
        data = dict(entry.data)
        put_at(data, register.aged_from.path, ctx.now().astimezone(SHANGHAI).date().isoformat())
        changes = register.form.diff(entry.data, data, {}, ctx.now())
        entry.data = data
    entry.version += 1
    _note(ctx, register, entry, "confirm", changes, PERSON)


def close(ctx: Context, register: Register, entry: RegistryEntry, reason: str) -> None:
    """停用: the entry stays with its history and is found no more."""
    require_owner(ctx, register)
    entry.active, entry.version = False, entry.version + 1
    entry.changed_at, entry.changed_by = ctx.now(), ctx.actor.name
    _note(ctx, register, entry, "close", (Change("", "停用原因", "", reason[:500]),), PERSON)


def seed(ctx: Context, register: Register, rows: Iterable[Mapping[str, Any]]) -> int:
    """Fill an empty register with a package's sample rows; one that has entries is left alone."""
    if entries(ctx, register.jurisdiction, register.key):
        return 0
    return len([put(ctx, register, row, cause=SAMPLE) for row in rows])


def _add(ctx: Context, register: Register, data: dict[str, Any], key: str, cause: Cause) -> RegistryEntry:
    entry = RegistryEntry(
        id=new_id(),
        jurisdiction=register.jurisdiction,
        registry_key=register.key,
        key=key[:64],
        version=0,
        active=True,
    )
    _keep(ctx, register, entry, data)
    try:
        with ctx.session.begin_nested():
            ctx.session.add(entry)
    except IntegrityError as error:
        raise EntryExists(title=register.title, key=key) from error
    _note(ctx, register, entry, "add", register.form.diff({}, data, {}, ctx.now()), cause)
    return entry


def _keep(ctx: Context, register: Register, entry: RegistryEntry, data: dict[str, Any]) -> None:
    entry.data, entry.name = data, register.name_of(data, entry.key)
    shown = (field.shown(data) for field in register.fields)
    entry.text = " ".join((entry.key, *filter(None, shown))).lower()[:_LONGEST_TEXT]
    entry.version += 1
    entry.changed_at = entry.confirmed_at = ctx.now()
    entry.changed_by = entry.confirmed_by = ctx.actor.name


def _note(
    ctx: Context,
    register: Register,
    entry: RegistryEntry,
    act: str,
    changes: Iterable[Change],
    cause: Cause,
) -> None:
    """One row of the history and one entry of the log, in which personal values are sealed."""
    rows = [
        {"field": c.path, "label": c.label, "before": c.before or None, "after": c.after or None}
        for c in changes
    ]
    ctx.session.add(
        RegistryChange(
            entry_id=entry.id,
            version=entry.version,
            act=act,
            cause=cause.kind,
            at=ctx.now(),
            by=ctx.actor.name,
            instance_id=cause.instance_id,
            changes=rows,
        )
    )
    personal = {field.key for field in register.fields if field.personal}
    told = [_sealed(ctx, register, row) if row["field"] in personal else row for row in rows]
    details = {
        "registry": register.key,
        "key": entry.key,
        "act": act,
        "cause": cause.kind,
        "version": entry.version,
        "changes": told,
    }
    operation = Operation.REGISTRY_CONFIRM if act == "confirm" else Operation.REGISTRY_CHANGE
    where = {"instance_id": cause.instance_id, "jurisdiction": register.jurisdiction}
    record(ctx, operation, entry.id, details, **where)


def _sealed(ctx: Context, register: Register, row: Mapping[str, Any]) -> dict[str, Any]:
    sides = {side: row[side] for side in ("before", "after")}
    return {
        **row,
        **{k: seal(ctx, value, register.jurisdiction) if value else None for k, value in sides.items()},
    }
