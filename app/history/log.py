"""Writing the operation log: entries gather during the transaction and are chained just before it commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.actor import Actor
from app.core.canonical import Canonical, canonical
from app.core.errors import DomainError
from app.db.context import Context
from app.db.hot import Hot
from app.history.chain import GENESIS, link
from app.history.models import LogHead, OperationLog
from app.history.operations import Operation

NOWHERE = "-"  # the chain of what belongs to no jurisdiction: installation, command line
Head = tuple[int, str]  # the last entry's number and hash
_LONGEST = 500  # characters of a message
_COLUMNS = ("jurisdiction", "seq", "at", "operation", "actor", "instance_id", "body", "hash")

_head = LogHead.__table__.c
_read_head = Hot(
    select(_head.seq, _head.hash).where(_head.jurisdiction == bindparam("jurisdiction")).with_for_update()
)
_move_head = Hot(
    update(LogHead)
    .where(
        _head.jurisdiction == bindparam("of"), _head.seq == bindparam("was"), _head.hash == bindparam("last")
    )
    .values(seq=bindparam("to"), hash=bindparam("link"))
)
_append = Hot(insert(OperationLog), _COLUMNS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done. `entity` names what it was done to; `details` hold before and after, outcome, reason, why."""

    operation: Operation
    entity: str
    details: Mapping[str, Any]
    instance_id: str | None = None
    jurisdiction: str | None = None


def record(
    ctx: Context,
    operation: Operation,
    entity: str,
    details: Mapping[str, Any] | None = None,
    *,
    instance_id: str | None = None,
    jurisdiction: str | None = None,
) -> None:
    """Add an entry to this transaction. Values that are personal must have been sealed (`app.history.personal`)."""
    _pending(ctx).append(Entry(operation, entity, details or {}, instance_id, jurisdiction))


def next_place(ctx: Context) -> int:
    """Where this transaction's next entry stands: kept for a cause that is told in full only after its effects."""
    return len(_pending(ctx))


def record_at(ctx: Context, place: int, entry: Entry) -> None:
    """Add an entry at a place that was kept, before all that has been recorded since."""
    _pending(ctx).insert(place, entry)


def record_refusal(ctx: Context, error: Exception) -> None:
    """Record a refused attempt, once; called in a transaction of its own after the rollback."""
    if isinstance(error, DomainError) and ctx.actor.jurisdiction is not None and not error.recorded:
        error.recorded = True
        details = {"code": error.code, "message": error.message[:_LONGEST], "about": _plain(error.details)}
        record(ctx, Operation.REFUSED, error.code, details, instance_id=error.details.get("instance_id"))


def _pending(ctx: Context) -> list[Entry]:
    if Entry not in ctx.memo:
        ctx.memo[Entry] = []
        ctx.before_commit.append(lambda: _write(ctx))
    pending: list[Entry] = ctx.memo[Entry]
    return pending


def _plain(details: Mapping[str, Any]) -> dict[str, Any]:
    """Only short texts and numbers: what was typed may be personal and stays out of the chain."""
    return {k: v for k, v in details.items() if isinstance(v, str | int | bool) and len(str(v)) <= 200}


def _write(ctx: Context) -> None:
    entries: list[Entry] = ctx.memo.pop(Entry)
    chains: dict[str, list[Entry]] = {}
    for entry in entries:
        chains.setdefault(entry.jurisdiction or ctx.actor.jurisdiction or NOWHERE, []).append(entry)
    for jurisdiction in sorted(chains):  # one order for all writers: no deadlock between chains
        _extend(ctx, jurisdiction, chains[jurisdiction])


class LogHeads(dict[str, Head]):
    """The heads that this process wrote last. Nothing relies on them: a head is moved only from where it stands."""


def _extend(ctx: Context, jurisdiction: str, entries: list[Entry]) -> None:
    known = ctx.use(LogHeads)
    head = known.get(jurisdiction)
    if head is None or not (rows := _chain(ctx, jurisdiction, entries, head)):
        rows = _chain(ctx, jurisdiction, entries, _head_of(ctx, jurisdiction))
    assert rows
    _append.many(ctx, rows)
    moved = rows[-1]["seq"], rows[-1]["hash"]
    ctx.after_commit.append(lambda: known.update({jurisdiction: moved}))


def _chain(ctx: Context, jurisdiction: str, entries: list[Entry], head: Head) -> list[dict[str, Any]]:
    """The entries linked to a head, which is moved to the last of them; nothing when it does not stand there."""
    seq, last = head
    rows = []
    for entry in entries:
        seq += 1
        body = canonical(_body(ctx, jurisdiction, seq, entry))
        last = link(last, body)
        rows.append(_row(ctx, jurisdiction, seq, entry) | {"body": body, "hash": last})
    moved = {"of": jurisdiction, "was": head[0], "last": head[1], "to": seq, "link": last}
    return rows if _move_head.run(ctx, moved) == 1 else []


def _head_of(ctx: Context, jurisdiction: str) -> Head:
    """Where the chain stands; nobody else moves it until this transaction ends."""
    found = _read_head.first(ctx, {"jurisdiction": jurisdiction})
    if found is None:
        _begin(ctx, jurisdiction)
        found = _read_head.first(ctx, {"jurisdiction": jurisdiction})
    assert found is not None
    return found[0], found[1]


def _begin(ctx: Context, jurisdiction: str) -> None:
    """Two writers may begin a chain at once: the second waits for the first and goes on from its link."""
    make = postgresql.insert if ctx.dialect.name == "postgresql" else sqlite.insert
    row = make(LogHead).values(jurisdiction=jurisdiction, seq=0, hash=GENESIS)
    ctx.connection.execute(row.on_conflict_do_nothing())


def _row(ctx: Context, jurisdiction: str, seq: int, entry: Entry) -> dict[str, Any]:
    return {
        "jurisdiction": jurisdiction,
        "seq": seq,
        "at": ctx.at,
        "operation": entry.operation.value,
        "actor": ctx.actor.id,
        "instance_id": entry.instance_id,
    }


def _body(ctx: Context, jurisdiction: str, seq: int, entry: Entry) -> dict[str, Any]:
    return {
        "jurisdiction": jurisdiction,
        "seq": seq,
        "at": ctx.at,
        "operation": entry.operation.value,
        "entity": entry.entity,
        "instance": entry.instance_id,
        "actor": _who(ctx.actor),
        "details": entry.details,
    }


@lru_cache(maxsize=1024)
def _who(actor: Actor) -> Canonical:
    told = {
        "kind": actor.kind,
        "id": actor.id,
        "name": actor.name,
        "unit": actor.unit,
        "groups": sorted(actor.groups),
        "acting_for": actor.acting_for,
    }
    return Canonical(canonical(told))
