"""A draft begins, is found, and says whether it may still be changed."""

from enum import StrEnum

from sqlalchemy import Select, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.errors import Conflict, NotFound
from app.core.ids import new_id
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.repository.deployments import NotDeployed
from app.repository.models import Draft, Jurisdiction


class DraftStatus(StrEnum):
    """Where a draft stands; the first two are unfinished."""

    OPEN = "open"
    REVIEW = "review"
    PUBLISHED = "published"
    DISCARDED = "discarded"


UNFINISHED = (DraftStatus.OPEN, DraftStatus.REVIEW)

_CLOSED = {
    DraftStatus.REVIEW: "已经送审，等他人复核",
    DraftStatus.PUBLISHED: "已经发布",
    DraftStatus.DISCARDED: "已经撤销",
}


class DraftNotFound(NotFound):
    """没有这份草稿。"""

    code = "draft-not-found"


class DraftClosed(Conflict):
    """第 {number} 版草稿{state}，不能再改。要改请先退回，或另开一份草稿。"""

    code = "draft-closed"


def open_draft(ctx: Context, jurisdiction: str, *, back_to: int | None = None) -> Draft:
    """The jurisdiction's unfinished draft; without one, a new one over what it runs now.

    `back_to` is the version that it is to bring back. Raises `NotDeployed` where nothing is deployed.
    """
    found = unfinished(ctx, jurisdiction)
    if found is not None:
        return found
    place = ctx.session.get(Jurisdiction, jurisdiction)
    if place is None or place.deployment_id is None:
        raise NotDeployed(jurisdiction=jurisdiction)
    draft_id = new_id()
    title = f"回到第 {back_to} 版" if back_to else ""
    if _insert(ctx, draft_id, place, title):
        details = {"base": place.deployment_id, "version": place.version + 1, "back_to": back_to}
        record(ctx, Operation.DRAFT_OPEN, draft_id, details, jurisdiction=jurisdiction)
    return ctx.session.scalars(_unfinished(jurisdiction)).one()


def unfinished(ctx: Context, jurisdiction: str) -> Draft | None:
    """The draft of a jurisdiction that is being written or reviewed."""
    return ctx.session.scalar(_unfinished(jurisdiction))


def draft_of(ctx: Context, draft_id: str) -> Draft:
    """A draft of the actor's jurisdiction; raises `DraftNotFound` for any other."""
    draft = ctx.session.get(Draft, draft_id)
    if draft is None or draft.jurisdiction != (ctx.actor.jurisdiction or draft.jurisdiction):
        raise DraftNotFound(draft=draft_id)
    return draft


def require_open(draft: Draft) -> None:
    """Let the change go on, or raise `DraftClosed` saying where the draft stands."""
    if draft.status != DraftStatus.OPEN:
        raise DraftClosed(number=draft.number, state=_CLOSED[DraftStatus(draft.status)])


def hold_open(ctx: Context, draft: Draft) -> None:
    """Keep the draft open until this transaction ends: nobody submits it between a save's check and its commit."""
    held = ctx.session.execute(
        update(Draft)
        .where(Draft.id == draft.id, Draft.status == DraftStatus.OPEN)
        .values(status=DraftStatus.OPEN)
        .execution_options(synchronize_session=False)
    )
    if held.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        ctx.session.refresh(draft)
        require_open(draft)


def _unfinished(jurisdiction: str) -> Select[Draft]:
    return select(Draft).where(Draft.jurisdiction == jurisdiction, Draft.status.in_(UNFINISHED))


def _insert(ctx: Context, draft_id: str, place: Jurisdiction, title: str) -> bool:
    """Whether this is the draft: of two that open one at once, the second finds the first's."""
    make = postgresql.insert if ctx.dialect.name == "postgresql" else sqlite.insert
    row = make(Draft).values(
        id=draft_id,
        jurisdiction=place.key,
        base_deployment_id=place.deployment_id,
        number=place.version + 1,
        status=DraftStatus.OPEN,
        title=title,
        opened_at=ctx.now(),
        opened_by=ctx.actor.id,
        opened_by_name=ctx.actor.name,
    )
    return ctx.session.scalar(row.on_conflict_do_nothing().returning(Draft.id)) is not None
