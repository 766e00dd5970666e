"""Whether the house stands: for supervisors, without a session."""

from flask import Blueprint, Response, jsonify
from sqlalchemy import text

from app.core.actor import system
from app.web.sessions import database

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    """200 when the database answers."""
    with database().reading(system()) as ctx:
        ctx.session.execute(text("SELECT 1"))
    return jsonify({"status": "ok"})
