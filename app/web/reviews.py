"""送审与复核: a draft is submitted, sent back, or signed off and published."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from app.identity.permissions import Permission
from app.repository.drafts import draft_of
from app.web.language import gettext as _
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.review import review_page
from app.worker.drafts import publishing

bp = Blueprint("reviews", __name__, url_prefix="/drafts/<draft_id>")


@bp.get("/review")
@requires(Permission.DEPLOYMENT_READ)
def review(draft_id: str) -> str:
    """What the draft changes and how it stands, with the reader's acts."""
    with database().reading(actor()) as ctx:
        page = review_page(ctx, draft_of(ctx, draft_id))
    return render_template("review.html", shell=shell("drafts"), page=page)


@bp.post("/submit")
@requires(Permission.DRAFT_WRITE)
def submit(draft_id: str) -> Response:
    """Freeze the draft for review."""
    with database().transaction(actor()) as ctx:
        draft = publishing.submit(ctx, draft_id, request.form.get("note", ""))
    flash(_("第 %(n)s 版已送审，等另一位流程负责人复核", n=draft.number))
    return redirect(url_for("reviews.review", draft_id=draft_id))  # type: ignore[return-value]


@bp.post("/return")
@requires(Permission.DRAFT_WRITE)
def send_back(draft_id: str) -> Response:
    """Open it again for its writers, with the reason."""
    with database().transaction(actor()) as ctx:
        draft = publishing.send_back(ctx, draft_id, request.form.get("reason", ""))
    flash(_("第 %(n)s 版已退回", n=draft.number))
    return redirect(url_for("drafts.index"))  # type: ignore[return-value]


@bp.post("/publish")
@requires(Permission.DEPLOYMENT_CREATE)
def publish(draft_id: str) -> Response:
    """Deploy what was reviewed as the next version."""
    with database().transaction(actor()) as ctx:
        deployment = publishing.publish(ctx, draft_id, request.form.get("digest", ""))
    flash(_("第 %(n)s 版已发布", n=deployment.version))
    return redirect(url_for("deployments.index"))  # type: ignore[return-value]
