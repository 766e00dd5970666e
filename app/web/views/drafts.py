"""流程: the open draft of the package, or what runs while nobody writes."""

from collections.abc import Iterable, Iterator

from flask import url_for

from app.bundle.bundle import Bundle
from app.bundle.copying import COPYABLE
from app.bundle.resources import kind_of
from app.db.context import Context
from app.repository.deployments import Deployed, current
from app.repository.draft_base import forks_of
from app.repository.drafts import DraftEntry, DraftStatus, files_of, milestones_of, unfinished
from app.repository.models import Deployment, Draft
from app.web.language import gettext as _
from app.web.pages import Action, Link, Note, Tone
from app.web.pages.drafts import (
    DraftsPage,
    DraftSteps,
    FileChoice,
    FileGroup,
    ForkedFile,
    MilestoneRow,
)
from app.web.sessions import may_write
from app.web.views.compare_sides import MILESTONE
from app.web.views.draft_files import deployed_groups, draft_groups
from app.web.views.draft_gate import gate_of, gate_rows
from app.web.views.file_names import FileNames
from app.web.wording import day, local, moment

STEPS = {DraftStatus.OPEN: 0, DraftStatus.REVIEW: 2, DraftStatus.PUBLISHED: 3}


def drafts_page(ctx: Context) -> DraftsPage:
    """The page for who reads: with a draft its files and how it stands, else what runs."""
    running = current(ctx, ctx.actor.jurisdiction or "")
    draft = unfinished(ctx, running.bundle.key)
    return _of_draft(ctx, draft, running) if draft is not None else _of_deployed(ctx, running)


def summary_of(ctx: Context, running: Deployed) -> str:
    """Which version runs, since when."""
    row = ctx.session.get_one(Deployment, running.id)
    since = day(local(row.deployed_at))
    return _(
        "第 %(n)s 版在运行，%(day)s由%(who)s发布", n=row.version, day=f"{since} ", who=f" {row.deployed_by} "
    )


def _of_deployed(ctx: Context, running: Deployed) -> DraftsPage:
    actions = [
        Action(text=_("所有版本"), href=url_for("deployments.index")),
        Action(text=_("导出"), href=url_for("exchange.deployed", deployment_id=running.id)),
    ]
    if may_write():
        actions.append(Action(text=_("开始改"), href=url_for("drafts.begin"), post=True, primary=True))
    return DraftsPage(
        title=_("流程"),
        summary=summary_of(ctx, running),
        groups=deployed_groups(running.bundle),
        actions=tuple(actions),
    )


def _of_draft(ctx: Context, draft: Draft, running: Deployed) -> DraftsPage:
    gate, entries = gate_of(ctx, draft), files_of(ctx, draft)
    writing = may_write() and draft.status == DraftStatus.OPEN
    groups = draft_groups(ctx, draft, entries, gate.names)
    return DraftsPage(
        title=_("流程"),
        summary=summary_of(ctx, running),
        steps=DraftSteps(number=draft.number, step=STEPS[DraftStatus(draft.status)]),
        groups=groups,
        gate=gate_rows(gate),
        notes=tuple(_notes(ctx, draft, behind=gate.behind)),
        actions=tuple(_actions(draft, running)),
        discard_url=url_for("drafts.discard", draft_id=draft.id) if may_write() else "",
        import_url=url_for("exchange.bring_in", draft_id=draft.id) if writing else "",
        copy_url=url_for("drafts.copy", draft_id=draft.id) if writing else "",
        copies=tuple(_copies(entries.values(), gate.names)) if writing else (),
        remove_url=url_for("drafts.remove", draft_id=draft.id) if writing else "",
        removable=tuple(_removable(groups)) if writing else (),
        restore_url=url_for("drafts.restore", draft_id=draft.id) if writing else "",
        milestones=tuple(_milestones(ctx, draft, writing=writing)),
        name_url=url_for("drafts.name", draft_id=draft.id) if writing else "",
        forks=tuple(_forks(ctx, draft, gate.names)),
        settle_url=url_for("drafts.settle", draft_id=draft.id) if writing else "",
    )


def _notes(ctx: Context, draft: Draft, *, behind: bool) -> Iterator[Note]:
    if behind and may_write():
        rebase = Action(
            text=_("移到现在这一版上"), href=url_for("drafts.rebase", draft_id=draft.id), post=True
        )
        yield Note(
            tone=Tone.MIND,
            title=_("草稿打开以后，又部署了新的一版"),
            text=_("没有改过的文件跟新版走；两边都改过的先留草稿的，由您逐个看过再选，不自动合并。"),
            actions=(rebase,),
        )
    if draft.status == DraftStatus.REVIEW and draft.submitted_at is not None:
        review = Link(text=_("看复核"), href=url_for("reviews.review", draft_id=draft.id))
        at = moment(draft.submitted_at, ctx.now())
        title = _(
            "%(who)s在%(at)s送审，等另一位流程负责人复核", who=f"{draft.submitted_by_name} ", at=f" {at} "
        )
        yield Note(tone=Tone.FACT, title=title, text=_("复核期间不能改；退回后可以接着改。"), links=(review,))
    elif draft.decision_note and draft.decided_at is not None:
        at = moment(draft.decided_at, ctx.now())
        title = _("%(who)s在%(at)s退回", who=f"{draft.decided_by_name} ", at=f" {at} ")
        yield Note(tone=Tone.MIND, title=title, text=draft.decision_note)


def _milestones(ctx: Context, draft: Draft, *, writing: bool) -> Iterator[MilestoneRow]:
    for one in milestones_of(ctx, draft):
        back = url_for("drafts.back", draft_id=draft.id, milestone_id=one.id)
        yield MilestoneRow(
            name=one.name,
            at=one.at,
            by=one.by_name,
            compare_url=url_for("compare.draft", draft_id=draft.id, to=f"{MILESTONE}{one.id}"),
            back_url=back if writing else "",
        )


def _forks(ctx: Context, draft: Draft, bundle: Bundle) -> Iterator[ForkedFile]:
    """Three comparisons of each file that both changed: theirs, mine, and one with the other."""
    names, base = FileNames(bundle), draft.base_deployment_id
    for path, older in forks_of(ctx, draft).items():
        theirs = url_for("compare.versions", old_id=older, new_id=base, path=path)
        mine, both = (url_for("compare.draft", draft_id=draft.id, to=to, path=path) for to in (older, base))
        kind = kind_of(path)
        yield ForkedFile(
            title=names.title(kind, path) if kind else path,
            path=path,
            links=(
                Link(text=_("新版改了什么"), href=theirs),
                Link(text=_("草稿改了什么"), href=mine),
                Link(text=_("新版和草稿差在哪里"), href=both),
            ),
        )


def _actions(draft: Draft, running: Deployed) -> Iterator[Action]:
    yield Action(text=_("所有版本"), href=url_for("deployments.index"))
    yield Action(text=_("导出"), href=url_for("exchange.draft", draft_id=draft.id))
    yield Action(text=_("情景"), href=f"/drafts/{draft.id}/scenarios")
    yield Action(text=_("与第 %(n)s 版比较", n=running.version), href=f"/drafts/{draft.id}/compare")
    words = _("送审") if draft.status == DraftStatus.OPEN else _("看复核")
    yield Action(text=words, href=url_for("reviews.review", draft_id=draft.id), primary=True)


def _removable(groups: Iterable[FileGroup]) -> Iterator[FileChoice]:
    """The package's own files, but those that every package has."""
    for group in groups:
        for row in group.rows:
            if not row.shared and row.change != "deleted" and not row.path.endswith("/jurisdiction.yaml"):
                yield FileChoice(path=row.path, text=f"{group.title} · {row.title}")


def _copies(entries: Iterable[DraftEntry], bundle: Bundle) -> Iterator[FileChoice]:
    names, words = FileNames(bundle), (_("流程"), _("决策"), _("表单"), _("情景"))
    for kind, word in zip(COPYABLE, words, strict=True):
        for entry in entries:
            if entry.kind is kind and not entry.deleted:
                title = names.title(kind, entry.path)
                yield FileChoice(path=entry.path, text=f"{word} · {title}")
