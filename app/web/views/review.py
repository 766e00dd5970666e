"""A draft as the person who submits or signs it sees it: what changed, what the check and the scenarios say."""

from collections.abc import Iterator
from dataclasses import replace

from flask import url_for

from app.bundle.comparison import FileChange, compare
from app.bundle.comparison.model import Act
from app.bundle.comparison.wording import heading, line, totals
from app.db.context import Context
from app.identity.permissions import Permission
from app.repository.drafts import DraftStatus
from app.repository.models import Deployment, Draft
from app.web.language import gettext as _
from app.web.language import told
from app.web.pages import Crumb, Fact, Note, Tone
from app.web.pages.drafts import ChangedFile, Consequences, DraftSteps, ReviewPage
from app.web.sessions import actor, may_write
from app.web.views.draft_gate import Gate, blocked, finding_rows, gate_of, gate_rows
from app.web.views.drafts import STEPS
from app.web.wording import moment
from app.worker.drafts.publishing import hindrance
from app.worker.summons import signers_of

_LINES = 24
"""Lines of one file's comparison that stand here; the comparison has all."""


def review_page(ctx: Context, draft: Draft) -> ReviewPage:
    """The page, with the acts that are the reader's."""
    gate = gate_of(ctx, draft)
    changes, summary = _changes(gate)
    page = ReviewPage(
        title=_("送审第 %(n)s 版", n=draft.number),
        crumbs=(Crumb(text=_("流程"), href=url_for("drafts.index")), Crumb(text=_("送审与复核"))),
        steps=DraftSteps(number=draft.number, step=STEPS.get(DraftStatus(draft.status), 0)),
        facts=tuple(_facts(ctx, draft, gate)),
        gate=gate_rows(gate),
        findings=finding_rows(gate),
        changes=changes,
        changes_summary=summary,
        compare_url=f"/drafts/{draft.id}/compare",
    )
    if draft.status == DraftStatus.OPEN:
        return _submitting(ctx, page, draft, gate)
    if draft.status == DraftStatus.REVIEW:
        return _deciding(ctx, page, draft, gate)
    return replace(page, title=_("第 %(n)s 版草稿", n=draft.number), notes=tuple(_ended(ctx, draft)))


def _submitting(ctx: Context, page: ReviewPage, draft: Draft, gate: Gate) -> ReviewPage:
    signers = signers_of(ctx, draft, actor().id)
    why = blocked(gate) or ("" if may_write() else _("送审由流程负责人做"))
    return replace(
        page,
        notes=() if signers else (_nobody(),),
        blocked=_("%(why)s，不能送审", why=why) if why else "",
        submit_url=url_for("reviews.submit", draft_id=draft.id) if may_write() else "",
        submit_text=_("送审 %(n)s 个文件", n=gate.changed),
        consequences=Consequences(
            title=_("按下送审："),
            items=(
                _("草稿冻结，谁都不能再改，退回后才能接着改"),
                _("由另一位流程负责人复核；送审的人和改过的人都不能签发"),
                *(
                    (_("通知能签发的人：%(who)s", who="、".join(one.name for one in signers)),)
                    if signers
                    else ()
                ),
                _("运行着的流程不受影响"),
            ),
        ),
    )


def _nobody() -> Note:
    return Note(
        tone=Tone.MIND,
        title=_("眼下没有人能签发"),
        text=_("流程负责人都改过这份草稿，或者只有您一位。请先让管理员再设一位，否则送审后只能退回。"),
    )


def _deciding(ctx: Context, page: ReviewPage, draft: Draft, gate: Gate) -> ReviewPage:
    may_publish = Permission.DEPLOYMENT_CREATE.value in actor().permissions
    why = blocked(gate)
    if hindrance(ctx, draft):
        part = _("送的审") if draft.submitted_by == actor().id else _("改过")
        why = _("这份草稿您%(part)s，要由另一位流程负责人签发", part=part)
    elif not may_publish:
        why = _("签发由流程负责人做")
    return replace(
        page,
        title=_("复核第 %(n)s 版", n=draft.number),
        blocked=why,
        publish_url=url_for("reviews.publish", draft_id=draft.id) if may_publish else "",
        publish_text=_("同意并发布第 %(n)s 版", n=draft.number),
        return_url=url_for("reviews.send_back", draft_id=draft.id) if may_write() else "",
        digest=draft.submitted_digest or "",
        consequences=Consequences(
            title=_("按下同意并发布，系统立即做三件事："),
            items=(
                _("把这份内容部署为第 %(n)s 版，新发起的流程用它", n=draft.number),
                _("正在运行的流程留在原来的版本，要迁移另外做"),
                _("把送审人、签发人和内容指纹记入操作记录"),
            ),
        ),
    )


def _ended(ctx: Context, draft: Draft) -> Iterator[Note]:
    at = moment(draft.decided_at, ctx.now()) if draft.decided_at else ""
    who = {"who": f"{draft.decided_by_name} ", "at": f" {at} "}
    if draft.status == DraftStatus.PUBLISHED:
        yield Note(tone=Tone.PROOF, title=_("%(who)s在%(at)s签发，已经发布", **who))
    else:
        yield Note(tone=Tone.FACT, title=_("%(who)s在%(at)s撤销", **who), text=draft.decision_note or "")


def _facts(ctx: Context, draft: Draft, gate: Gate) -> Iterator[Fact]:
    base = ctx.session.get_one(Deployment, draft.base_deployment_id)
    opened = _who(ctx, draft.opened_by_name, draft)
    yield Fact(label=_("草稿"), value=draft.title or _("没有写说明"), note=opened)
    yield Fact(label=_("底版"), value=_("第 %(n)s 版", n=base.version), note=base.digest[:12])
    if draft.submitted_at is not None and draft.status != DraftStatus.OPEN:
        at = moment(draft.submitted_at, ctx.now())
        yield Fact(label=_("送审"), value=draft.submitted_by_name or "", note=at)
    if gate.bundle is not None:
        yield Fact(label=_("内容指纹"), value=gate.bundle.digest[:12], note="SHA-256")


def _who(ctx: Context, name: str, draft: Draft) -> str:
    at = moment(draft.opened_at, ctx.now())
    return _("%(who)s在%(at)s打开", who=f"{name} ", at=f" {at} ")


def _changes(gate: Gate) -> tuple[tuple[ChangedFile, ...], str]:
    if gate.bundle is None:
        return (), _("有文件读不了，改好后才能比较")
    found = compare(gate.base, gate.bundle)
    return tuple(_changed(gate.draft, file) for file in found.files), told(totals(found))


def _changed(draft: Draft, file: FileChange) -> ChangedFile:
    lines = tuple(_lines(file))
    return ChangedFile(
        title=told(heading(file)),
        lines=lines[:_LINES],
        more=max(0, len(lines) - _LINES) + file.left,
        href=f"/drafts/{draft.id}/compare?path={file.path}",
    )


def _lines(file: FileChange) -> Iterator[str]:
    """What runs otherwise, one by one; what only stands elsewhere in the picture, as a number."""
    for item in (item for item in file.items if item.act is not Act.MOVED):
        yield told(line(item))
    yield from (told(line) for line in file.patch)
    moved = sum(item.act is Act.MOVED for item in file.items)
    if moved:
        yield _("%(mark)s 图上移位 %(n)s 处，不影响运行", mark=Act.MOVED.sign, n=moved)
