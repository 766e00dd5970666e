"""所有版本: who wrote each, who signed it off, when, under which digest."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy import select

from app.bundle.bundle import Bundle
from app.db.context import Context
from app.identity.permissions import Permission
from app.repository.deployments import current
from app.repository.drafts import DraftStatus, unfinished
from app.repository.models import Deployment, Draft
from app.web.language import gettext as _
from app.web.pages import Action, Crumb, Link, Note, Tone
from app.web.pages.drafts import DraftsPage, VersionRow, VersionsPage
from app.web.sessions import actor, may_write
from app.web.views.common import local
from app.web.views.draft_files import deployed_groups
from app.web.views.drafts import summary_of
from app.web.wording import day

PAGE = 50


def versions_page(ctx: Context, page: int) -> VersionsPage:
    """The versions of the reader's jurisdiction, newest first."""
    key = ctx.actor.jurisdiction or ""
    running = current(ctx, key)
    query = (
        select(Deployment, Draft)
        .outerjoin(Draft, (Draft.deployment_id == Deployment.id) & (Draft.status == DraftStatus.PUBLISHED))
        .where(Deployment.jurisdiction == key)
        .order_by(Deployment.version.desc())
    )
    found = ctx.session.execute(query.limit(PAGE + 1).offset(page * PAGE)).all()
    other = unfinished(ctx, key)
    more = Link(text=_("更早的"), href=url_for("deployments.index", page=page + 1))
    return VersionsPage(
        title=_("所有版本"),
        summary=summary_of(ctx, running),
        crumbs=(Crumb(text=_("流程"), href=url_for("drafts.index")), Crumb(text=_("所有版本"))),
        rows=tuple(_row(row, draft, running.id, may_return=other is None) for row, draft in found[:PAGE]),
        notes=tuple(_notes(other)),
        actions=tuple(_migrating()),
        next_page=more if len(found) > PAGE else None,
    )


def _row(row: Deployment, draft: Draft | None, running: str, *, may_return: bool) -> VersionRow:
    return VersionRow(
        number=row.version,
        at=local(row.deployed_at),
        by=(draft.submitted_by_name or "") if draft else row.deployed_by,
        signed=(draft.decided_by_name or "") if draft else "",
        digest=row.digest,
        current=row.id == running,
        title=draft.title if draft else _("从文件夹部署"),
        actions=tuple(_actions(row, running, may_return=may_return)),
    )


def _actions(row: Deployment, running: str, *, may_return: bool) -> Iterator[Action]:
    yield Action(text=_("看"), href=url_for("deployments.version", deployment_id=row.id))
    yield Action(text=_("下载"), href=url_for("exchange.deployed", deployment_id=row.id))
    if row.id == running:
        return
    yield Action(text=_("比较"), href=f"/deployments/{row.id}/compare/{running}")
    if may_write() and may_return:
        back = url_for("deployments.roll_back", deployment_id=row.id)
        yield Action(text=_("回到这一版"), href=back, post=True)


def _migrating() -> Iterator[Action]:
    if Permission.PROCESS_INSTANCE_MIGRATE.value in actor().permissions:
        yield Action(text=_("迁移在办的流程"), href=url_for("migrations.index"))


def _notes(other: Draft | None) -> Iterator[Note]:
    if other is not None and may_write():
        yield Note(
            tone=Tone.FACT,
            title=_("第 %(n)s 版草稿还没有完成", n=other.number),
            text=_("回到旧版也是一份草稿，同样要复核后发布；同时只能有一份。请先发布或撤销它。"),
            links=(Link(text=_("看草稿"), href=url_for("drafts.index")),),
        )


def version_page(row: Deployment, bundle: Bundle) -> DraftsPage:
    """The files of one version."""
    return DraftsPage(
        title=_("第 %(n)s 版", n=row.version),
        summary=_("%(at)s部署，%(who)s", at=f"{day(local(row.deployed_at))} ", who=f"{row.deployed_by}"),
        groups=deployed_groups(bundle),
        actions=(
            Action(text=_("所有版本"), href=url_for("deployments.index")),
            Action(text=_("下载"), href=url_for("exchange.deployed", deployment_id=row.id)),
        ),
    )
