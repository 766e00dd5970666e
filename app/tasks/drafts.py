"""Drafts: saved without validation, kept across a hand-over, never overwriting a newer one in silence."""

from typing import Any

from sqlalchemy import select

from app.core.clock import SHANGHAI
from app.db.context import Context
from app.runtime.worklist import OPEN, closed, find
from app.tasks.errors import DraftConflict
from app.tasks.models import FormDraft
from app.tasks.rules import may_work


def save(ctx: Context, task_id: str, data: dict[str, Any], version: int) -> FormDraft:
    """Keep what was typed. `version` is the one it was built on; an older one is refused."""
    task = find(ctx, task_id)
    if task.status != OPEN:
        raise closed(task)
    may_work(ctx, task)
    draft = ctx.session.get(FormDraft, (task_id, ctx.actor.id), with_for_update=True)
    if draft is None:
        draft = FormDraft(task_id=task_id, account_id=ctx.actor.id, version=0)
        ctx.session.add(draft)
    elif draft.version > version:
        raise DraftConflict(saved=draft.saved_at.astimezone(SHANGHAI).strftime("%H:%M:%S"))
    draft.data, draft.version, draft.saved_at = data, draft.version + 1, ctx.now()
    ctx.session.flush()
    return draft


def latest(ctx: Context, task_id: str) -> FormDraft | None:
    """One's own draft, or the newest of whoever had the task before."""
    query = select(FormDraft).where(FormDraft.task_id == task_id)
    own = FormDraft.account_id != ctx.actor.id
    return ctx.session.scalars(query.order_by(own, FormDraft.saved_at.desc())).first()
