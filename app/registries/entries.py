"""Entries of a register, found: one, all, by words, with their history."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from app.core.clock import SHANGHAI
from app.db.context import Context
from app.registries.errors import EntryNotFound
from app.registries.models import RegistryChange, RegistryEntry
from app.registries.register import Register

MOST_WORDS = 8
_ESCAPE = "\\"


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a register: the entries, and how many there are in all."""

    entries: Sequence[RegistryEntry]
    total: int


def entries(ctx: Context, jurisdiction: str, registry: str) -> Sequence[RegistryEntry]:
    """The active entries of a register, by name."""
    e = RegistryEntry
    where = (e.jurisdiction == jurisdiction, e.registry_key == registry, e.active)
    return ctx.session.scalars(select(e).where(*where).order_by(e.name, e.key)).all()


def find(ctx: Context, jurisdiction: str, registry: str, key: str) -> RegistryEntry | None:
    """One entry by its key, active or not."""
    e = RegistryEntry
    where = (e.jurisdiction == jurisdiction, e.registry_key == registry, e.key == key)
    return ctx.session.scalar(select(e).where(*where))


def get(ctx: Context, register: Register, entry_id: str, *, hold: bool = False) -> RegistryEntry:
    """One entry by its id; with `hold` nobody else changes it until the transaction ends. Raises `EntryNotFound`."""
    entry = ctx.session.get(RegistryEntry, entry_id, with_for_update=hold or None)
    if entry is None or (entry.jurisdiction, entry.registry_key) != (register.jurisdiction, register.key):
        raise EntryNotFound
    return entry


def search(
    ctx: Context, register: Register, words: str, *, active: bool = True, start: int = 0, most: int = 50
) -> Page:
    """The entries in which every word stands somewhere, by name. Words are apart by blanks; two characters do."""
    e = RegistryEntry
    where = [
        e.jurisdiction == register.jurisdiction,
        e.registry_key == register.key,
        e.active.is_(active),
        *_holding(words),
    ]
    rows = ctx.session.scalars(
        select(e).where(*where).order_by(e.name, e.key).limit(most).offset(start)
    ).all()
    return Page(rows, ctx.session.scalar(select(func.count()).select_from(e).where(*where)) or 0)


def stale(ctx: Context, register: Register) -> tuple[RegistryEntry, ...]:
    """The active entries that should have been confirmed by now."""
    if register.max_age is None:
        return ()
    found = entries(ctx, register.jurisdiction, register.key)
    return tuple(entry for entry in found if is_stale(ctx, register, entry))


def is_stale(ctx: Context, register: Register, entry: RegistryEntry) -> bool:
    """Whether an entry should have been confirmed by now."""
    due = register.due(entry.data, entry.confirmed_at.astimezone(SHANGHAI))
    return due is not None and due <= ctx.now()


def history(ctx: Context, entry: RegistryEntry) -> Sequence[RegistryChange]:
    """The changes of an entry, newest first."""
    c = RegistryChange
    return ctx.session.scalars(select(c).where(c.entry_id == entry.id).order_by(c.version.desc())).all()


def _holding(words: str) -> list[ColumnElement[bool]]:
    found = words.lower().split()[:MOST_WORDS]
    return [RegistryEntry.text.like(f"%{_literal(word)}%", escape=_ESCAPE) for word in found]


def _literal(word: str) -> str:
    """The word with what LIKE reads otherwise escaped."""
    for special in (_ESCAPE, "%", "_"):
        word = word.replace(special, _ESCAPE + special)
    return word
