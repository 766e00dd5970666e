"""From a draft to the next version: submitted by one person, signed off by another, deployed."""

from sqlalchemy import update

from app.core.errors import Conflict, Forbidden, Invalid
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.identity.permissions import Permission, authorize
from app.repository.draft_life import UNFINISHED, hold_open
from app.repository.drafts import (
    DraftStatus,
    bundle_of,
    draft_of,
    files_of,
    savers_of,
)
from app.repository.models import Deployment, Draft
from app.worker import summons
from app.worker.drafts.readiness import require_ready
from app.worker.provisioning import install

SHORTEST = 2
"""Characters of a reason."""

LONGEST = 1_000


class FourEyes(Forbidden):
    """这份草稿您{part}，不能由您签发。请另一位流程负责人复核后发布。没有产生任何变化。"""

    code = "four-eyes"


class DraftNotInReview(Conflict):
    """这份草稿不在复核中，可能刚被退回、撤销或发布。请刷新后再看。"""

    code = "draft-not-in-review"


class DraftFinished(Conflict):
    """这份草稿已经发布或撤销，不能再动。"""

    code = "draft-finished"


class ReviewedOther(Conflict):
    """您看的内容和送审的不是同一份，没有发布。请刷新后重看。"""

    code = "reviewed-other"


class ReasonMissing(Invalid):
    """请写明原因，{shortest} 到 {longest} 个字。"""

    code = "draft-reason"


def submit(ctx: Context, draft_id: str, note: str = "") -> Draft:
    """Freeze the draft for review, under the digest of its package.

    Raises what `require_ready` raises, and `DraftClosed`.
    """
    authorize(ctx.actor, Permission.DRAFT_WRITE)
    draft = draft_of(ctx, draft_id)
    hold_open(ctx, draft)
    ready = require_ready(ctx, draft, bundle_of(ctx, draft))
    draft.status = DraftStatus.REVIEW
    draft.title = note.strip()[:200] or draft.title
    draft.submitted_at, draft.submitted_digest = ctx.now(), ready.bundle.digest
    draft.submitted_by, draft.submitted_by_name = ctx.actor.id, ctx.actor.name
    draft.decided_at = draft.decided_by = draft.decided_by_name = draft.decision_note = None
    details = {
        "digest": ready.bundle.digest,
        "changed": [path for path, entry in files_of(ctx, draft).items() if entry.changed],
        "warnings": len(ready.warnings),
        "coverage": {"flows": ready.played.flows, "rules": ready.played.rules},
        "note": draft.title,
    }
    record(ctx, Operation.DRAFT_SUBMIT, draft.id, details, jurisdiction=draft.jurisdiction)
    summons.draft_submitted(ctx, draft)
    return draft


def send_back(ctx: Context, draft_id: str, reason: str) -> Draft:
    """Open a draft under review again for its writers; also its submitter may take it back. Raises `ReasonMissing`."""
    authorize(ctx.actor, Permission.DRAFT_WRITE)
    draft = _in_review(ctx, draft_id)
    _decide(ctx, draft, DraftStatus.OPEN, _reason(reason))
    details = {"reason": draft.decision_note, "digest": draft.submitted_digest}
    record(ctx, Operation.DRAFT_RETURN, draft.id, details, jurisdiction=draft.jurisdiction)
    summons.draft_decided(ctx, draft)
    return draft


def publish(ctx: Context, draft_id: str, digest: str) -> Deployment:
    """Deploy a draft under review as the next version, signed off by somebody who neither wrote nor submitted it.

    `digest` is that of the package which the reviewer saw. Raises `FourEyes`, `DraftNotInReview`, `ReviewedOther` and
    what `require_ready` raises.
    """
    authorize(ctx.actor, Permission.DEPLOYMENT_CREATE)
    draft = _in_review(ctx, draft_id)
    _require_other_eyes(ctx, draft)
    bundle = bundle_of(ctx, draft)
    if not digest or {digest, draft.submitted_digest} != {bundle.digest}:
        raise ReviewedOther
    require_ready(ctx, draft, bundle)
    deployment = install(ctx, bundle)
    _decide(ctx, draft, DraftStatus.PUBLISHED, None)
    draft.deployment_id = deployment.id
    details = {
        "deployment": deployment.id,
        "version": deployment.version,
        "digest": deployment.digest,
        "submitted_by": draft.submitted_by_name,
        "published_by": ctx.actor.name,
    }
    record(ctx, Operation.DRAFT_PUBLISH, draft.id, details, jurisdiction=draft.jurisdiction)
    summons.draft_decided(ctx, draft)
    return deployment


def discard(ctx: Context, draft_id: str, reason: str) -> Draft:
    """Give an unfinished draft up; its saves stay for the record. Raises `ReasonMissing`, `DraftFinished`."""
    authorize(ctx.actor, Permission.DRAFT_WRITE)
    draft = draft_of(ctx, draft_id)
    if draft.status not in UNFINISHED:
        raise DraftFinished
    _decide(ctx, draft, DraftStatus.DISCARDED, _reason(reason))
    details = {"reason": draft.decision_note, "version": draft.number}
    record(ctx, Operation.DRAFT_DISCARD, draft.id, details, jurisdiction=draft.jurisdiction)
    return draft


def hindrance(ctx: Context, draft: Draft) -> str:
    """What the actor did to the draft that forbids them to sign it off, as words; empty when nothing does."""
    if ctx.actor.id == draft.submitted_by:
        return "送的审"
    return "改过" if ctx.actor.id in savers_of(ctx, draft) else ""


def _require_other_eyes(ctx: Context, draft: Draft) -> None:
    part = hindrance(ctx, draft)
    if part:
        raise FourEyes(part=part, draft=draft.id, digest=draft.submitted_digest)


def _in_review(ctx: Context, draft_id: str) -> Draft:
    draft = draft_of(ctx, draft_id)
    if draft.status != DraftStatus.REVIEW:
        raise DraftNotInReview
    return draft


def _decide(ctx: Context, draft: Draft, status: DraftStatus, note: str | None) -> None:
    """Of two who decide at once, the second finds the draft no longer as it was."""
    moved = ctx.session.execute(
        update(Draft)
        .where(Draft.id == draft.id, Draft.status == draft.status)
        .values(
            status=status,
            decided_at=ctx.now(),
            decided_by=ctx.actor.id,
            decided_by_name=ctx.actor.name,
            decision_note=note,
        )
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise DraftNotInReview
    ctx.session.refresh(draft)


def _reason(reason: str) -> str:
    told = reason.strip()
    if not SHORTEST <= len(told) <= LONGEST:
        raise ReasonMissing(shortest=SHORTEST, longest=LONGEST)
    return told
