"""Word to those who must decide, and to those who waited for a decision: a notice to each, after the commit."""

from collections.abc import Iterable

from app.db.context import Context
from app.identity.accounts import holders_of
from app.identity.models import Account
from app.identity.permissions import Permission
from app.repository.drafts import DraftStatus, savers_of
from app.repository.models import Draft
from app.runtime.change_models import Migration, Modification
from app.runtime.migration import FAILED, MIGRATED, REFUSED, REVERTED, counts
from app.runtime.models import ProcessInstance
from app.runtime.modification import DONE
from app.worker.notices import queue, to_account

_WHERE = "请登录，在“待办”最前面的“待我复核”里处理。"


def modification_proposed(ctx: Context, made: Modification) -> None:
    """Whoever may approve it is told."""
    people = holders_of(ctx, made.jurisdiction, Permission.PROCESS_INSTANCE_MODIFY)
    words = ("请复核：改动走向", f"{made.proposed_by_name}提出改动，理由：{made.reason}。{_WHERE}")
    _tell_of(ctx, made, (one.id for one in people if one.id != made.proposed_by), words)


def modification_decided(ctx: Context, made: Modification) -> None:
    """Whoever proposed it learns what became of it, unless they took it back themselves."""
    if made.decided_by == made.proposed_by:
        return
    became = "已批准，流程已经改动" if made.status == DONE else f"没有同意：{made.decision_note}"
    words = ("您提出的改动走向", f"{made.decided_by_name}{became}。")
    _tell_of(ctx, made, (made.proposed_by,), words)


def signers_of(ctx: Context, draft: Draft, submitter: str | None) -> list[Account]:
    """Whoever may sign a draft off: with the right to, and without a part in it."""
    part = savers_of(ctx, draft) | {submitter}
    people = holders_of(ctx, draft.jurisdiction, Permission.DEPLOYMENT_CREATE)
    return [one for one in people if one.id not in part]


def draft_submitted(ctx: Context, draft: Draft) -> None:
    """Whoever may sign it off is told."""
    people = signers_of(ctx, draft, draft.submitted_by)
    subject = f"请复核：第 {draft.number} 版草稿"
    text = f"{draft.submitted_by_name}送审第 {draft.number} 版草稿。{_WHERE}"
    _tell(ctx, draft.jurisdiction, (one.id for one in people), (subject, text))


def draft_decided(ctx: Context, draft: Draft) -> None:
    """Whoever submitted it learns what became of it, unless they took it back themselves."""
    if draft.submitted_by in {None, draft.decided_by}:
        return
    published = draft.status == DraftStatus.PUBLISHED
    became = "已签发，已经发布" if published else f"退回了，原因：{draft.decision_note}"
    words = (f"您送审的第 {draft.number} 版草稿", f"{draft.decided_by_name}{became}。")
    _tell(ctx, draft.jurisdiction, (str(draft.submitted_by),), words)


def migration_paused(ctx: Context, made: Migration) -> None:
    """Whoever began it learns that another halted it."""
    if ctx.actor.id == made.started_by:
        return
    words = (
        "您发起的迁移已暂停",
        f"{ctx.actor.name}暂停了迁移（{made.reason}）。请登录，在“流程”的“迁移”里决定是否继续。",
    )
    _tell(ctx, made.jurisdiction, (made.started_by,), words)


def migration_ended(ctx: Context, made: Migration) -> None:
    """Whoever began it learns how it ended."""
    found = counts(ctx, made.id)
    stayed = found.get(FAILED, 0) + found.get(REFUSED, 0)
    ended = f"{found.get(MIGRATED, 0)} 件在新版上，{found.get(REVERTED, 0)} 件已退回，{stayed} 件没有迁成"
    words = (f"您发起的迁移：{ended}", f"{made.reason}：{ended}。逐件结果在“流程”的“迁移”里。")
    _tell(ctx, made.jurisdiction, (made.started_by,), words)


def _tell_of(ctx: Context, made: Modification, people: Iterable[str], words: tuple[str, str]) -> None:
    instance = ctx.session.get_one(ProcessInstance, made.instance_id)
    told = (f"{words[0]}：{instance.number} {instance.title}", words[1])
    _tell(ctx, made.jurisdiction, people, told, instance)


def _tell(
    ctx: Context,
    jurisdiction: str,
    people: Iterable[str],
    words: tuple[str, str],
    instance: ProcessInstance | None = None,
) -> None:
    where, drill = (instance.id, instance.drill) if instance else (None, False)
    for account in people:
        queue(ctx, jurisdiction, to_account(account), words, instance_id=where, drill=drill)
