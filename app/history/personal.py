"""Personal values: the chain keeps a salted hash, a side table the value, which may lawfully be deleted."""

import json
import secrets
from typing import Any

from app.core.canonical import canonical, digest
from app.db.context import Context
from app.history.models import PersonalValue


def seal(ctx: Context, value: Any) -> dict[str, str]:
    """Keep the value aside; return what may stand in the log: `{"personal": digest}`."""
    salt = secrets.token_hex(16)
    text = canonical(value)
    sealed = digest(f"{salt}{text}".encode())
    jurisdiction = ctx.actor.jurisdiction or "-"
    ctx.session.add(PersonalValue(digest=sealed, jurisdiction=jurisdiction, salt=salt, value=text))
    return {"personal": sealed}


def open_seal(ctx: Context, sealed: Any) -> Any:
    """The value behind a seal, or None when it was deleted; anything else comes back as it is."""
    if not (isinstance(sealed, dict) and set(sealed) == {"personal"}):
        return sealed
    found = ctx.session.get(PersonalValue, sealed["personal"])
    return json.loads(found.value) if found else None
