"""What is said about a draft's files and their elements: asked, answered, resolved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.core.errors import Invalid, NotFound
from app.core.ids import new_id
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.repository.draft_files import known_path, own_path
from app.repository.draft_life import DraftStatus, draft_of, require_open
from app.repository.models import Draft, DraftComment

LONGEST = 2_000
"""Characters of a comment."""

MOST = 1_000
"""Comments and replies on one file."""


class CommentRefused(Invalid):
    """批注没有写上：{why}。"""

    code = "draft-comment"


class CommentNotFound(NotFound):
    """没有这条批注。"""

    code = "draft-comment-not-found"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its replies, oldest first. Without an element it is about the file."""

    id: str
    element: str | None
    author: str
    author_name: str
    at: datetime
    text: str
    resolved_at: datetime | None
    resolved_by_name: str | None
    replies: tuple["Comment", ...] = ()


def add_comment(
    ctx: Context, draft_id: str, path: str, element: str | None, text: str, parent: str | None = None
) -> Comment:
    """Say something about a file or an element, or answer a comment; also while the draft is under review.

    Raises `CommentRefused`, `CommentNotFound`, `DraftClosed`.
    """
    draft = _written(ctx, draft_id)
    place, said = known_path(ctx, draft, path), text.strip()
    if not said or len(said) > LONGEST:
        raise CommentRefused(why=f"请写 1 到 {LONGEST} 个字")
    answered = _on_file(ctx, draft, parent, place) if parent else None
    if _count(ctx, draft, place) >= MOST:
        raise CommentRefused(why=f"一个文件最多 {MOST} 条")
    row = DraftComment(
        id=new_id(),
        draft_id=draft.id,
        path=place,
        element=answered.element if answered else (element or None),
        parent_id=answered.id if answered else None,
        author=ctx.actor.id,
        author_name=ctx.actor.name,
        text=said,
        at=ctx.now(),
    )
    ctx.session.add(row)
    ctx.session.flush()
    details = {"path": place, "element": row.element, "comment": row.id, "answers": row.parent_id}
    record(ctx, Operation.DRAFT_COMMENT, draft.id, details, jurisdiction=draft.jurisdiction)
    return _comment(row)


def resolve_comment(ctx: Context, draft_id: str, comment_id: str) -> Comment:
    """Mark a comment as dealt with; a second time changes nothing."""
    draft = _written(ctx, draft_id)
    row = _on_file(ctx, draft, comment_id)
    if row.resolved_at is None:
        row.resolved_at, row.resolved_by_name = ctx.now(), ctx.actor.name
        details = {"path": row.path, "element": row.element, "comment": row.id}
        record(ctx, Operation.DRAFT_RESOLVE, draft.id, details, jurisdiction=draft.jurisdiction)
    return _comment(row)


def comments_of(ctx: Context, draft: Draft, path: str) -> Sequence[Comment]:
    """The comments on a file with their replies, oldest first."""
    query = select(DraftComment).where(
        DraftComment.draft_id == draft.id, DraftComment.path == own_path(draft, path)
    )
    rows = ctx.session.scalars(query.order_by(DraftComment.at, DraftComment.id)).all()
    answers: dict[str, list[Comment]] = {}
    for row in rows:
        if row.parent_id is not None:
            answers.setdefault(row.parent_id, []).append(_comment(row))
    return [_comment(row, answers.get(row.id, [])) for row in rows if row.parent_id is None]


def open_comments(ctx: Context, draft: Draft) -> Mapping[str, int]:
    """How many comments on each file wait to be resolved."""
    query = (
        select(DraftComment.path, func.count())
        .where(DraftComment.draft_id == draft.id, DraftComment.parent_id.is_(None))
        .where(DraftComment.resolved_at.is_(None))
        .group_by(DraftComment.path)
    )
    return {row.path: row[1] for row in ctx.session.execute(query)}


def _written(ctx: Context, draft_id: str) -> Draft:
    """The draft, when it may be spoken about: while it is written or reviewed."""
    draft = draft_of(ctx, draft_id)
    if draft.status != DraftStatus.REVIEW:
        require_open(draft)
    return draft


def _on_file(ctx: Context, draft: Draft, comment_id: str, place: str | None = None) -> DraftComment:
    row = ctx.session.get(DraftComment, comment_id)
    strange = row is None or row.draft_id != draft.id or row.parent_id is not None
    if row is None or strange or (place is not None and row.path != place):
        raise CommentNotFound(comment=comment_id)
    return row


def _count(ctx: Context, draft: Draft, place: str) -> int:
    query = select(func.count()).where(DraftComment.draft_id == draft.id, DraftComment.path == place)
    return ctx.session.scalar(query) or 0


def _comment(row: DraftComment, replies: Sequence[Comment] = ()) -> Comment:
    return Comment(
        row.id,
        row.element,
        row.author,
        row.author_name,
        row.at,
        row.text,
        row.resolved_at,
        row.resolved_by_name,
        tuple(replies),
    )
