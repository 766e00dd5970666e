"""Who is editing a file of a draft: a notice that lapses by itself, kept up while the editor is open."""

from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ColumnElement

from app.core.errors import Invalid
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.repository.draft_files import EditLock, known_path
from app.repository.draft_life import draft_of, require_open
from app.repository.models import Draft, DraftLock

LASTS = timedelta(seconds=60)
"""How long a notice stands unless it is kept up."""


class LockAct(StrEnum):
    """What an editor does with the notice."""

    TAKE = "take"
    KEEP = "keep"
    LEAVE = "leave"
    SEIZE = "seize"


class LockActUnknown(Invalid):
    """编辑提示没有“{act}”这一动作。"""

    code = "draft-lock-act"


def lock_file(ctx: Context, draft_id: str, path: str, act: str) -> EditLock | None:
    """Take, keep up, leave or seize the notice; returns whose it is now, None when nobody's.

    To take what another holds changes nothing; to seize it is recorded. Raises `DraftClosed`, `LockActUnknown`.
    """
    if act not in set(LockAct):
        raise LockActUnknown(act=act[:20])
    draft = draft_of(ctx, draft_id)
    place = known_path(ctx, draft, path)
    if act == LockAct.LEAVE:
        _leave(ctx, draft, place)
        return None
    require_open(draft)
    held = ctx.session.get(DraftLock, (draft.id, place))
    if act == LockAct.SEIZE:
        _seize(ctx, draft, place, held)
    else:
        free = (DraftLock.by == ctx.actor.id) | (DraftLock.until <= ctx.now())
        _put(ctx, draft, place, free)
    row = ctx.session.get_one(DraftLock, (draft.id, place), populate_existing=True)
    return EditLock(row.by, row.by_name, row.until)


def _seize(ctx: Context, draft: Draft, place: str, held: DraftLock | None) -> None:
    _put(ctx, draft, place, None)
    if held is not None and held.by != ctx.actor.id and held.until > ctx.now():
        details = {"path": place, "from": held.by_name}
        record(ctx, Operation.DRAFT_SEIZE, draft.id, details, jurisdiction=draft.jurisdiction)


def _leave(ctx: Context, draft: Draft, place: str) -> None:
    ctx.session.execute(
        delete(DraftLock)
        .where(DraftLock.draft_id == draft.id, DraftLock.path == place, DraftLock.by == ctx.actor.id)
        .execution_options(synchronize_session=False)
    )


def _put(ctx: Context, draft: Draft, place: str, only: ColumnElement[bool] | None) -> None:
    """Write the notice where there is none, or over the one that meets the condition."""
    make = postgresql.insert if ctx.dialect.name == "postgresql" else sqlite.insert
    told = {"by": ctx.actor.id, "by_name": ctx.actor.name, "until": ctx.now() + LASTS}
    row = make(DraftLock).values(draft_id=draft.id, path=place, **told)
    ctx.session.execute(row.on_conflict_do_update(index_elements=["draft_id", "path"], set_=told, where=only))
