"""Previews of a draft's forms and papers, with what the editor holds and has not saved yet."""

import json
from base64 import b64encode
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, after_this_request, jsonify, render_template, request

from app.bundle.resources import Kind, kind_of
from app.core.errors import NotFound, Unreadable
from app.identity.permissions import Permission
from app.repository import drafts
from app.web.checks import spoken
from app.web.language import gettext as _
from app.web.security import FRAMED_BY_US, requires, with_policy
from app.web.sessions import actor, database, house
from app.web.shell import shell
from app.worker.drafts.previews import PreviewPool, preview_form, preview_paper

bp = Blueprint("previews", __name__, url_prefix="/drafts/<draft_id>")


class NoPreview(NotFound):
    """“{path}”不是表单，也不是文书，没有预览。"""

    code = "no-preview"


@bp.get("/preview/<path:path>")
@requires(Permission.DRAFT_WRITE)
def frame(draft_id: str, path: str) -> str:
    """The empty page in which the form editor draws the form as people will meet it; it can do nothing by itself."""
    if kind_of(path) not in (Kind.FORM, Kind.REGISTRY):
        raise NoPreview(path=path)
    with database().reading(actor()) as ctx:
        drafts.draft_of(ctx, draft_id)
    after_this_request(with_policy(FRAMED_BY_US))
    return render_template("preview_form.html", shell=shell("drafts"), title=_("表单预览"))


@bp.post("/preview/<path:path>")
@requires(Permission.DRAFT_WRITE)
def preview(draft_id: str, path: str) -> Response:
    """`{"text", "values"}`: the file as it is being written, and the values that a form reads."""
    asked: Any = request.get_json(silent=True)
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise Unreadable
    match kind_of(path):
        case Kind.FORM | Kind.REGISTRY:
            return _form(draft_id, path, asked)
        case Kind.PRINTOUT:
            return _paper(draft_id, path, asked["text"].encode())
    raise NoPreview(path=path)


def _form(draft_id: str, path: str, asked: dict[str, Any]) -> Response:
    values = asked.get("values")
    try:
        document = json.loads(asked["text"])
    except (ValueError, RecursionError):
        raise Unreadable from None
    with database().reading(actor()) as ctx:
        drafts.draft_of(ctx, draft_id)
        made = preview_form(document, path, values if isinstance(values, dict) else None, ctx.now())
    return jsonify({**asdict(made), "findings": [spoken(one) for one in made.findings]})


def _paper(draft_id: str, path: str, text: bytes) -> Response:
    """The folder counts as the package's own, whether it is shared still or not."""
    with database().reading(actor()) as ctx:
        draft = drafts.draft_of(ctx, draft_id)
        resources = drafts.resources_of(ctx, draft, {path: text})
        files = {drafts.own_path(draft, one.path): one.data for one in resources}
        jurisdiction = draft.jurisdiction
    pool: PreviewPool = house().shared.setdefault(PreviewPool, PreviewPool())
    with pool.taken() as renderer:
        made = preview_paper(renderer, files, jurisdiction, path.split("/")[2])
    pdf = b64encode(made.pdf).decode() if made.pdf else None
    return jsonify({"findings": [spoken(one) for one in made.findings], "pages": made.pages, "pdf": pdf})
