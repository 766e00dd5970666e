"""The editor of each file of a draft, by its kind, and what the panels of the modeler ask for."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import PurePosixPath

from flask import Blueprint, Response, jsonify, render_template, request

from app.bundle.bundle import Bundle
from app.bundle.callers import variables_of_decision, variables_of_form
from app.bundle.errors import BundleRefused
from app.bundle.resources import Kind
from app.bundle.variables import variables_at
from app.bundle.vocabulary import vocabulary as vocabulary_of
from app.core.errors import NotFound, Unreadable
from app.db.context import Context
from app.feel import FeelSyntaxError, parse, parse_unary_tests
from app.identity.permissions import Permission
from app.repository import drafts
from app.repository.deployments import Programs
from app.repository.drafts import DraftEntry
from app.repository.models import Draft
from app.runtime.connectors import Connectors
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.editing import decision_page, fields_page, form_page, paper_page, sheet_page, text_page
from app.web.views.modeler import modeler_page

bp = Blueprint("editors", __name__, url_prefix="/drafts/<draft_id>")

Builder = Callable[[Context, Draft, DraftEntry], tuple[str, object]]
"""Gives the template and the page of a file's editor."""

BUILDERS: Mapping[Kind, Builder] = {
    Kind.DIAGRAM: modeler_page,
    Kind.DECISION: decision_page,
    Kind.FORM: form_page,
    Kind.REGISTRY: form_page,
    Kind.PRINTOUT: paper_page,
    Kind.SHEET: sheet_page,
    Kind.MANIFEST: fields_page,
    Kind.SETTINGS: fields_page,
    Kind.CLAUSES: fields_page,
    Kind.SCENARIO: text_page,
    Kind.REGISTRY_DATA: text_page,
    Kind.REPORT: text_page,
}


class NoEditor(NotFound):
    """草稿里没有“{path}”，或者没有它的编辑器。"""

    code = "no-editor"


@bp.get("/files/<path:path>")
@requires(Permission.DEPLOYMENT_READ)
def editor(draft_id: str, path: str) -> str:
    """A file of the draft in the editor of its kind; a shared file is found under the package's own path too."""
    with database().reading(actor()) as ctx:
        draft = drafts.draft_of(ctx, draft_id)
        entry = _entry(ctx, draft, path)
        template, page = BUILDERS[entry.kind](ctx, draft, entry)
    return render_template(template, shell=shell("drafts"), page=page)


@bp.get("/vocabulary")
@requires(Permission.DEPLOYMENT_READ)
def vocabulary(draft_id: str) -> Response:
    """What the package offers to be named in a diagram."""
    with database().reading(actor()) as ctx:
        bundle = _bundle(ctx, drafts.draft_of(ctx, draft_id))
        return jsonify(vocabulary_of(bundle, ctx.use(Connectors)))


@bp.post("/variables/<path:path>")
@requires(Permission.DRAFT_WRITE)
def variables(draft_id: str, path: str) -> Response:
    """What is known at an element of the diagram in the body, or where the form or the decision in it is asked for."""
    with database().reading(actor()) as ctx:
        draft = drafts.draft_of(ctx, draft_id)
        entry = _entry(ctx, draft, path)
        bundle = _bundle(ctx, draft)
    match entry.kind:
        case Kind.FORM:
            found = variables_of_form(PurePosixPath(path).stem, bundle)
        case Kind.DECISION:
            found = variables_of_decision(request.get_data(), bundle)
        case _:
            found = variables_at(request.get_data(), request.args.get("element", "")[:200], bundle)
    return jsonify([asdict(variable) for variable in found])


@bp.post("/feel")
@requires(Permission.DRAFT_WRITE)
def feel(draft_id: str) -> Response:
    """Whether a text is FEEL: an expression, or with kind `unary` the tests of a decision table's cell."""
    with database().reading(actor()) as ctx:
        drafts.draft_of(ctx, draft_id)
    asked = request.get_json(silent=True)
    if not isinstance(asked, dict) or not isinstance(text := asked.get("expression"), str):
        raise Unreadable
    read = parse_unary_tests if asked.get("kind") == "unary" else parse
    try:
        read(text)
    except FeelSyntaxError as wrong:
        message = wrong.message.removeprefix("表达式")
        return jsonify({"error": {"message": message, "line": wrong.line, "column": wrong.column}})
    return jsonify({"error": None})


def _entry(ctx: Context, draft: Draft, path: str) -> DraftEntry:
    wanted = drafts.own_path(draft, path)
    for entry in drafts.files_of(ctx, draft).values():
        if drafts.own_path(draft, entry.path) == wanted and not entry.deleted and entry.kind in BUILDERS:
            return entry
    raise NoEditor(path=path)


def _bundle(ctx: Context, draft: Draft) -> Bundle:
    """The draft's package; while a file of it cannot be read at all, that of its base."""
    try:
        return drafts.bundle_of(ctx, draft)
    except BundleRefused:
        return ctx.use(Programs).get(ctx, draft.base_deployment_id).bundle
