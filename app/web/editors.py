"""The editor of each file of a draft, by its kind, and what the panels of the modeler ask for."""

from collections.abc import Callable, Mapping

from flask import Blueprint, render_template

from app.bundle.resources import Kind
from app.core.errors import NotFound
from app.db.context import Context
from app.identity.permissions import Permission
from app.repository import drafts
from app.repository.drafts import DraftEntry
from app.repository.models import Draft
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.modeler import modeler_page

bp = Blueprint("editors", __name__, url_prefix="/drafts/<draft_id>")

Builder = Callable[[Context, Draft, DraftEntry], tuple[str, object]]
"""Gives the template and the page of a file's editor."""

BUILDERS: Mapping[Kind, Builder] = {
    Kind.DIAGRAM: modeler_page,
}


class NoEditor(NotFound):
    """草稿里没有“{path}”，或者没有它的编辑器。"""

    code = "no-editor"


@bp.get("/files/<path:path>")
@requires(Permission.DRAFT_WRITE)
def editor(draft_id: str, path: str) -> str:
    """A file of the draft in the editor of its kind."""
    with database().reading(actor()) as ctx:
        draft = drafts.draft_of(ctx, draft_id)
        entry = drafts.files_of(ctx, draft).get(path)
        if entry is None or entry.deleted or entry.kind not in BUILDERS:
            raise NoEditor(path=path)
        template, page = BUILDERS[entry.kind](ctx, draft, entry)
    return render_template(template, shell=shell("drafts"), page=page)
