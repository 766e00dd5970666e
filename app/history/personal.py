"""Personal values: the chain keeps a salted hash, a side table the value, which may lawfully be deleted."""

import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from app.core.canonical import canonical, digest
from app.db.context import Context
from app.history.models import PersonalValue

DELETED: Mapping[str, None] = {"personal": None}
"""What stands in place of a seal behind which there is nothing any more."""


def seal(ctx: Context, value: Any, jurisdiction: str | None = None) -> dict[str, str]:
    """Keep the value aside; return what may stand in the log: `{"personal": digest}`.

    `jurisdiction` is that of the entry, where it is not the actor's.
    """
    salt = secrets.token_hex(16)
    text = canonical(value)
    sealed = digest(f"{salt}{text}".encode())
    home = jurisdiction or ctx.actor.jurisdiction or "-"
    ctx.session.add(PersonalValue(digest=sealed, jurisdiction=home, salt=salt, value=text))
    return {"personal": sealed}


def open_seals(ctx: Context, told: Any) -> Any:
    """The same JSON with what was typed in place of each seal, or `DELETED`; one statement reads them all.

    What another jurisdiction sealed stays sealed.
    """
    sealed = set(_seals(told))
    if not sealed:
        return told
    p = PersonalValue
    found = ctx.session.execute(select(p.digest, p.jurisdiction, p.value).where(p.digest.in_(sealed)))
    values = {
        key: json.loads(text) if home == ctx.actor.jurisdiction else {"personal": key}
        for key, home, text in found
    }
    return _opened(told, values)


def _seal_of(told: Any) -> str | None:
    match told:
        case {"personal": str(sealed)} if len(told) == 1:
            return sealed
    return None


def _seals(told: Any) -> Iterator[str]:
    sealed = _seal_of(told)
    if sealed is not None:
        yield sealed
    elif isinstance(told, dict | list):
        for one in told.values() if isinstance(told, dict) else told:
            yield from _seals(one)


def _opened(told: Any, values: Mapping[str, Any]) -> Any:
    sealed = _seal_of(told)
    if sealed is not None:
        return values.get(sealed, DELETED)
    if isinstance(told, dict):
        return {key: _opened(one, values) for key, one in told.items()}
    return [_opened(one, values) for one in told] if isinstance(told, list) else told
