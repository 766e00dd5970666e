"""The whole package as a zip: out of a deployment or a draft, into a draft."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for

from app.bundle.archive import LARGEST_ARCHIVE, ArchiveUnreadable, pack, unpack
from app.bundle.resources import Resource, overlay
from app.identity.permissions import Permission
from app.repository.deployments import NotDeployed, Programs
from app.repository.draft_base import bring_in as bring_package
from app.repository.drafts import draft_of, resources_of
from app.repository.models import Deployment
from app.web.language import gettext as _
from app.web.security import requires
from app.web.sessions import actor, database
from app.worker.drafts.desktop import take_file

bp = Blueprint("exchange", __name__)


@bp.url_value_preprocessor
def allow_archive(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let a zip be larger than other uploads; said before the form is read for its token."""
    if endpoint == "exchange.bring_in":
        request.max_content_length = LARGEST_ARCHIVE + 64 * 1024


@bp.get("/deployments/<deployment_id>/package.zip")
@requires(Permission.DEPLOYMENT_READ)
def deployed(deployment_id: str) -> Response:
    """A version of the reader's jurisdiction."""
    with database().reading(actor()) as ctx:
        row = ctx.session.get(Deployment, deployment_id)
        if row is None or row.jurisdiction != actor().jurisdiction:
            raise NotDeployed(jurisdiction=deployment_id)
        found = ctx.use(Programs).get(ctx, deployment_id)
    return _zip(found.bundle.resources.values(), f"{found.bundle.key}-{found.version}")


@bp.get("/drafts/<draft_id>/package.zip")
@requires(Permission.DEPLOYMENT_READ)
def draft(draft_id: str) -> Response:
    """The draft as it is saved, also while files of it are broken."""
    with database().reading(actor()) as ctx:
        found = draft_of(ctx, draft_id)
        resources = overlay(resources_of(ctx, found), found.jurisdiction)
        name = f"{found.jurisdiction}-{found.number}-draft"
    return _zip(resources.values(), name)


@bp.post("/drafts/<draft_id>/import")
@requires(Permission.DRAFT_WRITE)
def bring_in(draft_id: str) -> Response:
    """Read a zip into the draft, all of it or nothing; or one diagram, decision or form."""
    sent = request.files.get("package")
    if sent is None or not sent.filename:
        raise ArchiveUnreadable(why="没有选文件")
    data = sent.stream.read(LARGEST_ARCHIVE + 1)
    if not sent.filename.lower().endswith(".zip"):
        return _bring_file(draft_id, sent.filename, data)
    with database().attempt(actor()):
        files = unpack(data)
    with database().transaction(actor()) as ctx:
        filled = bring_package(ctx, draft_id, files)
    flash(_("已读入：改了 %(n)s 个文件，删了 %(m)s 个", n=len(filled.saved), m=len(filled.deleted)))
    return redirect(url_for("drafts.index"))  # type: ignore[return-value]


def _bring_file(draft_id: str, name: str, data: bytes) -> Response:
    with database().transaction(actor()) as ctx:
        path = take_file(ctx, draft_id, name, data)
    flash(_("已读入“%(name)s”，请看检查结果", name=name))
    address = url_for("editors.editor", draft_id=draft_id, path=path)
    return redirect(address)  # type: ignore[return-value]


def _zip(resources: Iterable[Resource], name: str) -> Response:
    response = Response(pack(resources), mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response
