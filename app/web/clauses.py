"""条款: what carries each obligation, where it runs, how often it was passed; the gaps are seen."""

from flask import Blueprint, render_template, request

from app.identity.permissions import Permission
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views import clauses as views

bp = Blueprint("clauses", __name__, url_prefix="/clauses")


@bp.get("")
@requires(Permission.REPORT_READ)
def index() -> str:
    """All clauses of the jurisdiction."""
    with database().reading(actor()) as ctx:
        page = views.clauses_page(ctx, request.args.get("gaps") == "1")
    return render_template("clauses.html", shell=shell("clauses"), page=page)


@bp.get("/<clause_id>")
@requires(Permission.REPORT_READ)
def clause(clause_id: str) -> str:
    """One clause with its carriers."""
    with database().reading(actor()) as ctx:
        page = views.clause_page(ctx, clause_id[:40])
    return render_template("clause.html", shell=shell("clauses"), page=page)
