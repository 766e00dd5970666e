"""Messages between instances: thrown in a step, delivered after its commit, kept while nobody waits."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select

from app.core.canonical import canonical
from app.core.ids import new_id
from app.db.context import Context
from app.db.hot import Hot
from app.db.types import iso
from app.engine.step import MessageThrown, Subscription
from app.runtime.connectors import InstanceInfo
from app.runtime.jobs import Names, enqueue
from app.runtime.models import Message

KEPT = timedelta(days=7)
WAITING, TAKEN, EXPIRED = "waiting", "taken", "expired"

_c = Message.__table__.c
_COLUMNS = (
    "id", "jurisdiction", "name", "correlation_key", "payload", "drill", "status", "sent_by", "sent_at", "expires_at",
)  # fmt: skip
_add = Hot(insert(Message), _COLUMNS)
_waiting = Hot(
    select(_c.id, _c.correlation_key).where(
        _c.jurisdiction == bindparam("of"),
        _c.status == WAITING,
        _c.name == bindparam("named"),
        _c.drill == bindparam("practice"),
    )
)


def send(
    ctx: Context, name: str, key: str | None, payload: Mapping[str, Any], *, to: str, drill: bool
) -> str:
    """Post a message to a jurisdiction; returns its id. It is delivered after the commit."""
    return _post(ctx, to, drill, None, [(name, key, payload)])[0]


def send_thrown(ctx: Context, info: InstanceInfo, thrown: Iterable[MessageThrown]) -> None:
    """Post what a step threw beyond its instance."""
    _post(
        ctx, info.jurisdiction, info.drill, info.id, [(m.name, m.correlation_key, m.payload) for m in thrown]
    )


def wake_waiting(ctx: Context, info: InstanceInfo, armed: Iterable[Subscription]) -> None:
    """A catch was armed: messages of its name that came too early are delivered anew."""
    keys: dict[str, set[str | None]] = {}
    for catch in armed:
        keys.setdefault(catch.name, set()).add(catch.correlation_key)
    for name, wanted in sorted(keys.items()):
        for message, key in _waiting.all(
            ctx, {"of": info.jurisdiction, "named": name, "practice": info.drill}
        ):
            if key in wanted or None in wanted:
                enqueue(ctx, Names.DELIVER_MESSAGE, {"message": message})


def _post(
    ctx: Context,
    to: str,
    drill: bool,
    sender: str | None,
    messages: list[tuple[str, str | None, Mapping[str, Any]]],
) -> list[str]:
    now = ctx.now()
    rows = [
        {
            "id": new_id(),
            "jurisdiction": to,
            "name": name,
            "correlation_key": key,
            "payload": canonical(payload),
            "drill": drill,
            "status": WAITING,
            "sent_by": sender,
            "sent_at": iso(now),
            "expires_at": iso(now + KEPT),
        }
        for name, key, payload in messages
    ]
    _add.many(ctx, rows)
    for row in rows:
        enqueue(ctx, Names.DELIVER_MESSAGE, {"message": str(row["id"])}, key=str(row["id"]))
    return [str(row["id"]) for row in rows]
