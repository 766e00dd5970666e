"""The page that compares a draft with a version, or two versions; and where its files come from."""

from typing import NamedTuple
from urllib.parse import quote

from flask import url_for
from sqlalchemy import select

from app.bundle.bundle import Bundle
from app.bundle.comparison import Comparison, compare
from app.bundle.errors import BundleRefused
from app.core.errors import Invalid, NotFound
from app.db.context import Context
from app.identity.permissions import Permission
from app.repository.deployments import Programs
from app.repository.drafts import DraftStatus, bundle_of, draft_of
from app.repository.models import Deployment, Draft
from app.web.language import gettext as _
from app.web.language import sentence
from app.web.pages.compare import ComparePage, Version
from app.web.pages.parts import Action, Crumb, Icon, Link
from app.web.views.compare import Addresses, counts_of, kinds_of

_MOST_OTHERS = 8


class _Around(NamedTuple):
    """What leads away from the page: the path to it, other comparisons, the whole package."""

    crumbs: tuple[Crumb, ...]
    others: tuple[Link, ...]
    whole: str


class DraftUnreadable(Invalid):
    """草稿里有 {count} 处读不了，还不能比较。先改好：{first}"""

    code = "draft-unreadable"


class NoVersion(NotFound):
    """没有这个版本。"""

    code = "no-version"


def draft_comparison(ctx: Context, draft_id: str, to: str, path: str) -> ComparePage:
    """A draft against its base, or against the deployment `to`; with a path that file alone."""
    draft = draft_of(ctx, draft_id)
    base = deployment_of(ctx, to or draft.base_deployment_id)
    old, new = _bundle(ctx, base), _drafted(ctx, draft)
    at = Addresses(
        old=lambda file: _deployed_file(base.id, file),
        new=lambda file: f"/drafts/{draft.id}/content/{quote(file)}",
        edit=lambda file: _editor(ctx, draft, file),
        old_label=_("第 %(n)s 版", n=base.version),
        new_label=_("草稿（第 %(n)s 版）", n=draft.number),
    )
    here = url_for("compare.draft", draft_id=draft.id)
    others = [one for one in _versions(ctx, draft.jurisdiction) if one.id != base.id]
    around = _Around(
        (Crumb(text=_("流程"), href="/drafts"), Crumb(text=at.new_label), Crumb(text=_("比较"))),
        tuple(Link(text=_("第 %(n)s 版", n=one.version), href=f"{here}?to={one.id}") for one in others),
        f"{here}?to={base.id}" if to else here,
    )
    return _page(compare(old, new), at, (_of_deployment(base), _of_draft(draft, new)), path, around)


def version_comparison(ctx: Context, old_id: str, new_id: str, path: str) -> ComparePage:
    """Two deployments, the first as the old one."""
    old, new = deployment_of(ctx, old_id), deployment_of(ctx, new_id)
    labels = _("第 %(n)s 版", n=old.version), _("第 %(n)s 版", n=new.version)
    at = Addresses(
        old=lambda file: _deployed_file(old.id, file),
        new=lambda file: _deployed_file(new.id, file),
        edit=lambda _file: "",
        old_label=labels[0],
        new_label=labels[1],
    )
    return _page(
        compare(_bundle(ctx, old), _bundle(ctx, new)),
        at,
        (_of_deployment(old), _of_deployment(new)),
        path,
        _Around(
            (Crumb(text=_("版本"), href="/deployments"), Crumb(text=_("比较"))),
            (Link(text=_("反过来比较"), href=url_for("compare.versions", old_id=new.id, new_id=old.id)),),
            url_for("compare.versions", old_id=old.id, new_id=new.id),
        ),
    )


def deployment_of(ctx: Context, deployment_id: str) -> Deployment:
    """A deployment of the actor's jurisdiction; raises `NoVersion` for any other."""
    found = ctx.session.get(Deployment, deployment_id)
    if found is None or found.jurisdiction != (ctx.actor.jurisdiction or found.jurisdiction):
        raise NoVersion
    return found


def deployed_file(ctx: Context, deployment_id: str, path: str) -> bytes:
    """The bytes of a file of a deployment of the actor's jurisdiction."""
    resource = _bundle(ctx, deployment_of(ctx, deployment_id)).resources.get(path)
    if resource is None:
        raise NoVersion
    return resource.data


def _page(
    comparison: Comparison,
    at: Addresses,
    versions: tuple[Version, Version],
    path: str,
    around: _Around,
) -> ComparePage:
    kinds = kinds_of(comparison, at, path)
    everything = Link(text=_("看全部 %(n)s 个不同的文件", n=len(comparison.files)), href=around.whole)
    return ComparePage(
        title=_("%(old)s → %(new)s", old=versions[0].title, new=versions[1].title),
        crumbs=around.crumbs,
        old=versions[0],
        new=versions[1],
        counts=counts_of(comparison.items()),
        kinds=kinds,
        summary=_("%(n)s 个文件不同，%(m)s 个未变", n=len(comparison.files), m=comparison.unchanged),
        actions=(Action(text=_("打印"), href="#print", icon=Icon.PRINT),),
        others=around.others,
        whole=everything if path and comparison.files else None,
        nothing=_nothing(comparison, path) if not kinds else "",
        signers=(_("送审人"), _("复核人")),
    )


def _nothing(comparison: Comparison, path: str) -> str:
    if comparison.files and path:
        return _("这个文件两版相同：%(path)s", path=path)
    return _("两版完全相同，没有一个文件不同。")


def _bundle(ctx: Context, deployment: Deployment) -> Bundle:
    return ctx.use(Programs).get(ctx, deployment.id).bundle


def _drafted(ctx: Context, draft: Draft) -> Bundle:
    """The draft's package; raises `DraftUnreadable` while a file of it cannot be read at all."""
    try:
        return bundle_of(ctx, draft)
    except BundleRefused as refused:
        found = refused.findings[0]
        first = f"{found.file}:{found.line} {sentence(found.message)}"
        raise DraftUnreadable(count=len(refused.findings), first=first) from refused


def _of_deployment(deployment: Deployment) -> Version:
    return Version(
        title=_("第 %(n)s 版", n=deployment.version),
        who=_("%(who)s发布", who=f"{deployment.deployed_by} "),
        at=deployment.deployed_at,
        digest=deployment.digest,
    )


def _of_draft(draft: Draft, bundle: Bundle) -> Version:
    submitted = draft.submitted_at is not None and draft.submitted_by_name
    who, at = (
        (draft.submitted_by_name, draft.submitted_at)
        if submitted
        else (draft.opened_by_name, draft.opened_at)
    )
    told = _("%(who)s送审", who=f"{who} ") if submitted else _("%(who)s起草", who=f"{who} ")
    return Version(
        title=_("草稿（第 %(n)s 版）", n=draft.number),
        who=told,
        at=at or draft.opened_at,
        digest=bundle.digest,
        note=draft.title,
    )


def _versions(ctx: Context, jurisdiction: str) -> list[Deployment]:
    query = select(Deployment).where(Deployment.jurisdiction == jurisdiction)
    return list(ctx.session.scalars(query.order_by(Deployment.version.desc()).limit(_MOST_OTHERS)))


def _deployed_file(deployment_id: str, path: str) -> str:
    return url_for("compare.file", deployment_id=deployment_id, path=path)


def _editor(ctx: Context, draft: Draft, path: str) -> str:
    may = Permission.DRAFT_WRITE.value in ctx.actor.permissions
    return f"/drafts/{draft.id}/files/{quote(path)}" if may and draft.status == DraftStatus.OPEN else ""
