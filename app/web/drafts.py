"""流程: the draft of the package, and the acts that open, move, copy in and give it up."""

import re
from collections.abc import Mapping

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for

from app.bundle.copying import COPYABLE, ENDINGS, blank_diagram, copied
from app.bundle.resources import Resource, kind_of
from app.bundle.schema import KEY
from app.core.errors import Conflict, Invalid
from app.db.context import Context
from app.identity.permissions import Permission
from app.repository import draft_base
from app.repository.drafts import (
    draft_of,
    files_of,
    go_back,
    name_milestone,
    open_draft,
    own_path,
    read_file,
    save_file,
)
from app.repository.models import Draft
from app.web.language import gettext as _
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.drafts import drafts_page
from app.worker.drafts import publishing

bp = Blueprint("drafts", __name__, url_prefix="/drafts")


class KeyTaken(Conflict):
    """草稿里已经有“{path}”。请换一个标识。"""

    code = "draft-key-taken"


class NotCopyable(Invalid):
    """“{key}”不能作标识，或这种文件不能另存。标识请用小写字母、数字和连字符，以字母开头。"""

    code = "draft-not-copyable"


@bp.get("")
@requires(Permission.DEPLOYMENT_READ)
def index() -> str:
    """The open draft, or what runs."""
    with database().reading(actor()) as ctx:
        page = drafts_page(ctx)
    return render_template("drafts.html", shell=shell("drafts"), page=page)


@bp.post("")
@requires(Permission.DRAFT_WRITE)
def begin() -> Response:
    """Open a draft over what runs, or go to the one that is open."""
    with database().transaction(actor()) as ctx:
        draft = open_draft(ctx, ctx.actor.jurisdiction or "")
    flash(_("草稿（第 %(n)s 版）已打开", n=draft.number))
    return _to_drafts()


@bp.post("/<draft_id>/discard")
@requires(Permission.DRAFT_WRITE)
def discard(draft_id: str) -> Response:
    """Give the draft up, with the reason."""
    with database().transaction(actor()) as ctx:
        draft = publishing.discard(ctx, draft_id, request.form.get("reason", ""))
    flash(_("第 %(n)s 版草稿已撤销", n=draft.number))
    return _to_drafts()


@bp.post("/<draft_id>/rebase")
@requires(Permission.DRAFT_WRITE)
def rebase(draft_id: str) -> Response:
    """Put the draft over what runs now."""
    with database().transaction(actor()) as ctx:
        both = draft_base.rebase(ctx, draft_id)
    if both:
        flash(_("已移到现在这一版上；%(n)s 个文件两边都改过，请选用哪一边", n=len(both)))
    else:
        flash(_("已移到现在这一版上"))
    return _to_drafts()


@bp.post("/<draft_id>/settle")
@requires(Permission.DRAFT_WRITE)
def settle(draft_id: str) -> Response:
    """Of a file that both sides changed take the newer version's content, or keep the draft's."""
    theirs = request.form.get("choice") == "theirs"
    with database().transaction(actor()) as ctx:
        draft_base.settle(ctx, draft_id, request.form.get("path", ""), theirs=theirs)
    flash(_("已用新版的") if theirs else _("已留草稿的"))
    return _to_drafts()


@bp.post("/<draft_id>/milestones")
@requires(Permission.DRAFT_WRITE)
def name(draft_id: str) -> Response:
    """Name how the draft stands now; an editor is answered as a script."""
    body = request.get_json(silent=True) if request.is_json else request.form
    given = body.get("name") if isinstance(body, Mapping) else None
    with database().transaction(actor()) as ctx:
        made = name_milestone(ctx, draft_id, given if isinstance(given, str) else "").name
    if request.is_json:
        return jsonify({"name": made})
    flash(_("已记下里程碑“%(name)s”", name=made))
    return _to_drafts()


@bp.post("/<draft_id>/milestones/<milestone_id>/back")
@requires(Permission.DRAFT_WRITE)
def back(draft_id: str, milestone_id: str) -> Response:
    """Give all files the content that they had at a milestone."""
    with database().transaction(actor()) as ctx:
        filled = go_back(ctx, draft_id, milestone_id)
    flash(_("已回到里程碑：存了 %(n)s 个文件，删了 %(m)s 个", n=len(filled.saved), m=len(filled.deleted)))
    return _to_drafts()


@bp.post("/<draft_id>/remove")
@requires(Permission.DRAFT_WRITE)
def remove(draft_id: str) -> Response:
    """Delete a file, or a paper with its folder."""
    with database().transaction(actor()) as ctx:
        gone = draft_base.remove(ctx, draft_id, request.form.get("path", ""))
    flash(_("已从草稿里删除 %(n)s 个文件", n=len(gone)))
    return _to_drafts()


@bp.post("/<draft_id>/restore")
@requires(Permission.DRAFT_WRITE)
def restore(draft_id: str) -> Response:
    """Give a file, or a paper with its folder, the content of the version below again."""
    with database().transaction(actor()) as ctx:
        back = draft_base.restore(ctx, draft_id, request.form.get("path", ""))
    flash(_("%(n)s 个文件已改回底版的样子", n=len(back)))
    return _to_drafts()


@bp.post("/<draft_id>/copy")
@requires(Permission.DRAFT_WRITE)
def copy(draft_id: str) -> Response:
    """A file of the draft under another key, or a new diagram; goes on to its editor."""
    source, key = request.form.get("source", ""), request.form.get("key", "").strip()
    with database().transaction(actor()) as ctx:
        draft = draft_of(ctx, draft_id)
        path = _copy(ctx, draft, source, key, request.form.get("name", "").strip()[:120])
    return redirect(f"/drafts/{draft_id}/files/{path}")  # type: ignore[return-value]


def _copy(ctx: Context, draft: Draft, source: str, key: str, name: str) -> str:
    kind = kind_of(source or "processes/new/new.bpmn")
    if kind not in COPYABLE or not re.fullmatch(KEY, key):
        raise NotCopyable(key=key[:64])
    if source:
        data, _version = read_file(ctx, draft, source)
        old = Resource(source, kind, b"", "").key
        folder = own_path(draft, source).rpartition("/")[0]
        content = copied(kind, data, old, key, name)
    else:
        folder, content = f"processes/{draft.jurisdiction}", blank_diagram(key, name)
    path = f"{folder}/{key}{ENDINGS[kind]}"
    entries = {own_path(draft, entry.path): entry for entry in files_of(ctx, draft).values()}
    known = entries.get(path)
    if known is not None and not known.deleted:
        raise KeyTaken(path=path)
    save_file(ctx, draft.id, path, content, known.version if known else 0)
    return path


def _to_drafts() -> Response:
    return redirect(url_for("drafts.index"))  # type: ignore[return-value]
