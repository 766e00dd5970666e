"""The modeler's page on one diagram of a draft."""

from app.core.errors import NotFound
from app.db.context import Context
from app.engine.lint.facts import read_diagrams
from app.repository import drafts
from app.repository.drafts import DraftEntry
from app.repository.models import Draft
from app.web.pages.editing import ModelerPage
from app.web.views.editor_head import editor_head


def modeler_page(ctx: Context, draft: Draft, entry: DraftEntry) -> tuple[str, ModelerPage]:
    """The template and its content."""
    data, _ = drafts.read_file(ctx, draft, entry.path)
    name, key = _names(data, entry.path)
    head = editor_head(ctx, draft, entry, name, key)
    return "modeler.html", ModelerPage(title=name, head=head, base_elements=_before(ctx, draft, entry.path))


def _names(data: bytes, path: str) -> tuple[str, str]:
    """Name and id of the process that the file holds; the file's own where it cannot be read."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    for diagram in read_diagrams([data]):
        for process in diagram.processes:
            return process.name or process.id or stem, process.id or stem
    return stem, stem


def _before(ctx: Context, draft: Draft, path: str) -> tuple[str, ...] | None:
    """The ids that the base version of the file has; None for a file that the draft added."""
    try:
        data, _ = drafts.read_file(ctx, draft, path, 0)
    except NotFound:
        return None
    found = (element.get("id") for diagram in read_diagrams([data]) for element in diagram.root.iter())
    return tuple(dict.fromkeys(id_ for id_ in found if id_))
