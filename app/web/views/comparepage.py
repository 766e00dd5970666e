"""The page that compares a draft with a version, or two versions; and where its files come from."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import url_for

from app.bundle.comparison import Comparison, compare
from app.db.context import Context
from app.identity.permissions import Permission
from app.repository.drafts import DraftStatus, draft_of
from app.repository.models import Draft
from app.web.language import gettext as _
from app.web.pages.compare import ComparePage, Pick
from app.web.pages.parts import Action, Crumb, Icon, Link
from app.web.views.compare import Addresses, counts_of, kinds_of
from app.web.views.compare_sides import (
    SAVE,
    NoVersion,
    Side,
    deployed_side,
    deployment_of,
    picks_of,
    side_of,
)


class _Around(NamedTuple):
    """What leads away from the page: the path to it, other comparisons, the whole package."""

    crumbs: tuple[Crumb, ...]
    others: tuple[Link, ...]
    whole: str


def draft_comparison(ctx: Context, draft_id: str, to: str, at: str, path: str) -> ComparePage:
    """A draft against its base, or `at` against `to`, as `side_of` reads them; with a path that file alone."""
    draft = draft_of(ctx, draft_id)
    old = side_of(ctx, draft, to or draft.base_deployment_id, path)
    new = side_of(ctx, draft, at, path)
    whole: dict[str, Any] = {
        name: side for name, side in (("to", to), ("at", at)) if side and not side.startswith(SAVE)
    }  # a save is of one file
    current = _("草稿（第 %(n)s 版）", n=draft.number)
    around = _Around(
        (Crumb(text=_("流程"), href="/drafts"), Crumb(text=current), Crumb(text=_("比较"))),
        (),
        url_for("compare.draft", draft_id=draft.id, **whole),
    )
    page = _page(old, new, lambda file: "" if at else _editor(ctx, draft, file), path, around)
    picks = (Pick(value="", text=_("草稿现在的样子")), *picks_of(ctx, draft, path))
    return replace(page, picks=picks, to=to or draft.base_deployment_id, at=at, path=path)


def version_comparison(ctx: Context, old_id: str, new_id: str, path: str) -> ComparePage:
    """Two deployments, the first as the old one."""
    old, new = deployment_of(ctx, old_id), deployment_of(ctx, new_id)
    back = url_for("compare.versions", old_id=new.id, new_id=old.id)
    around = _Around(
        (Crumb(text=_("版本"), href="/deployments"), Crumb(text=_("比较"))),
        (Link(text=_("反过来比较"), href=back),),
        url_for("compare.versions", old_id=old.id, new_id=new.id),
    )
    return _page(deployed_side(ctx, old), deployed_side(ctx, new), lambda _file: "", path, around)


def deployed_file(ctx: Context, deployment_id: str, path: str) -> bytes:
    """The bytes of a file of a deployment of the actor's jurisdiction."""
    found = deployed_side(ctx, deployment_of(ctx, deployment_id))
    resource = found.bundle.resources.get(path)
    if resource is None:
        raise NoVersion
    return resource.data


def _page(old: Side, new: Side, edit: Callable[[str], str], path: str, around: _Around) -> ComparePage:
    comparison = compare(old.bundle, new.bundle)
    labels = {"old_label": old.version.title, "new_label": new.version.title}
    kinds = kinds_of(comparison, Addresses(old=old.file, new=new.file, edit=edit, **labels), path)
    everything = Link(text=_("看全部 %(n)s 个不同的文件", n=len(comparison.files)), href=around.whole)
    return ComparePage(
        title=_("%(old)s → %(new)s", old=old.version.title, new=new.version.title),
        crumbs=around.crumbs,
        old=old.version,
        new=new.version,
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


def _editor(ctx: Context, draft: Draft, path: str) -> str:
    may = Permission.DRAFT_WRITE.value in ctx.actor.permissions
    return f"/drafts/{draft.id}/files/{quote(path)}" if may and draft.status == DraftStatus.OPEN else ""
