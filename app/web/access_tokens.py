"""访问令牌: made and revoked on the reader's own page."""

from flask import Blueprint, Response, redirect, request, url_for

from app.core.errors import DomainError
from app.identity.permissions import Permission
from app.identity.tokens import create_token, revoke_token
from app.web.asked import whole
from app.web.person import my_page
from app.web.refusals import said
from app.web.security import requires
from app.web.sessions import actor, database

bp = Blueprint("access_tokens", __name__, url_prefix="/me/tokens")


@bp.post("")
@requires(Permission.DRAFT_WRITE)
def add() -> str | tuple[str, int]:
    """Make a token and show it, this once: it goes into no address, no session and no log."""
    days = request.form.get("days", "")
    try:
        with database().transaction(actor()) as ctx:
            _, secret = create_token(ctx, request.form.get("name", ""), whole(days))
    except DomainError as refusal:
        return my_page(failure=said(refusal)), refusal.status
    return my_page(made=secret)


@bp.post("/<token_id>/revoke")
@requires(Permission.DRAFT_WRITE)
def revoke(token_id: str) -> Response:
    """End a token at once."""
    with database().transaction(actor()) as ctx:
        revoke_token(ctx, token_id)
    return redirect(url_for("person.me"))  # type: ignore[return-value]
