"""The files of a draft for the editors: content by version, who edits, saves, comments; as JSON or bytes."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from app.core.errors import DomainError, Unreadable
from app.engine.xml import in_utf8
from app.identity.permissions import Permission
from app.repository.draft_comments import Comment
from app.repository.drafts import (
    DraftMoved,
    add_comment,
    comments_of,
    draft_of,
    lock_file,
    names_of,
    read_file,
    read_then,
    resolve_comment,
    save_file,
    saves_of,
)
from app.web.asked import whole
from app.web.errors import problem
from app.web.refusals import said
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.templating import iso

bp = Blueprint("draft_content", __name__, url_prefix="/drafts/<draft_id>")


@bp.get("/content/<path:path>")
@requires(Permission.DEPLOYMENT_READ)
def content(draft_id: str, path: str) -> Response:
    """A file as it is now, as saved under `?version=` (0 is the base deployment's), or as at a `?milestone=`."""
    asked, then = request.args.get("version", ""), request.args.get("milestone", "")
    wanted = whole(asked, -1) if asked else None
    if wanted == -1:
        raise Unreadable
    with database().reading(actor()) as ctx:
        draft = draft_of(ctx, draft_id)
        data, version = read_then(ctx, draft, path, then) if then else read_file(ctx, draft, path, wanted)
    if path.endswith((".bpmn", ".dmn")):
        data = in_utf8(data)
    response = Response(
        data, mimetype="application/octet-stream"
    )  # a paper's template must not run as a page
    response.headers["X-Version"] = str(version)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/content/<path:path>")
@requires(Permission.DRAFT_WRITE)
def save(draft_id: str, path: str) -> Response:
    """Save the body over `X-Base-Version`; `X-Delete: 1` deletes."""
    seen = whole(request.headers.get("X-Base-Version", ""), -1)
    if seen < 0:
        raise Unreadable
    data = None if request.headers.get("X-Delete") == "1" else request.get_data()
    with database().transaction(actor()) as ctx:
        version = save_file(ctx, draft_id, path, data, seen)
        saved = {"version": version, "saved_at": iso(ctx.now()), "by": ctx.actor.name}
    return jsonify(saved)


@bp.post("/lock/<path:path>")
@requires(Permission.DRAFT_WRITE)
def lock(draft_id: str, path: str) -> Response:
    """Take, keep up, leave or seize the notice that one edits the file."""
    with database().transaction(actor()) as ctx:
        held = lock_file(ctx, draft_id, path, _text(_body(), "act"))
    if held is None:
        return jsonify({"mine": False, "by": None, "until": None})
    return jsonify({"mine": held.by == actor().id, "by": held.by_name, "until": iso(held.until)})


@bp.get("/saves/<path:path>")
@requires(Permission.DEPLOYMENT_READ)
def saves(draft_id: str, path: str) -> Response:
    """The saves of a file, newest first, with the milestones at which each was the latest; last what is deployed."""
    with database().reading(actor()) as ctx:
        draft = draft_of(ctx, draft_id)
        found, names = saves_of(ctx, draft, path), names_of(ctx, draft, path)
    told: list[dict[str, Any]] = [
        {"version": s.version, "at": iso(s.at), "by": s.by_name, "bytes": s.size} for s in found
    ]
    told += [{"version": 0, "at": None, "by": None, "bytes": None}] if told else []
    return jsonify([{**one, "milestones": names.get(one["version"], [])} for one in told])


@bp.get("/comments/<path:path>")
@requires(Permission.DEPLOYMENT_READ)
def comments(draft_id: str, path: str) -> Response:
    """The comments on a file with their replies."""
    with database().reading(actor()) as ctx:
        found = comments_of(ctx, draft_of(ctx, draft_id), path)
    return jsonify([_comment(comment) for comment in found])


@bp.post("/comments/<path:path>")
@requires(Permission.DRAFT_WRITE)
def comment(draft_id: str, path: str) -> Response:
    """Say something about the file or an element of it, or answer."""
    body = _body()
    with database().transaction(actor()) as ctx:
        said_now = add_comment(
            ctx,
            draft_id,
            path,
            _text(body, "element")[:128] or None,
            _text(body, "text"),
            _text(body, "parent") or None,
        )
    return jsonify(_comment(said_now))


@bp.post("/resolve/<comment_id>")
@requires(Permission.DRAFT_WRITE)
def resolve(draft_id: str, comment_id: str) -> Response:
    """Mark a comment as dealt with."""
    with database().transaction(actor()) as ctx:
        done = resolve_comment(ctx, draft_id, comment_id)
    return jsonify(_comment(done))


@bp.errorhandler(DomainError)
def refused(error: DomainError) -> Response:
    """Editors are scripts: they hear why as data; of a lost race also who saved, when, and as which version."""
    more = {name: error.details[name] for name in ("version", "by", "at")} if _lost(error) else {}
    return problem(error.status, said(error), error.code, **more)


def _lost(error: DomainError) -> bool:
    return isinstance(error, DraftMoved)


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise Unreadable
    return body


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise Unreadable
    return value or ""


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "element": comment.element,
        "author": comment.author_name,
        "at": iso(comment.at),
        "text": comment.text,
        "resolved_at": iso(comment.resolved_at) if comment.resolved_at else None,
        "resolved_by": comment.resolved_by_name,
        "mine": comment.author == actor().id,
        "replies": [
            {"id": reply.id, "author": reply.author_name, "at": iso(reply.at), "text": reply.text}
            for reply in comment.replies
        ],
    }
