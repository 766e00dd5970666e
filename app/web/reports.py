"""报表: figures as a page, a workbook and a printed sheet."""

from datetime import date, timedelta

from flask import Blueprint, Response, render_template, request

from app.core.clock import SHANGHAI
from app.core.errors import NotFound
from app.db.context import Context
from app.identity.permissions import Permission
from app.registries.exports import FORMATS
from app.reports.definition import report_of
from app.reports.figures import Figures, figures
from app.reports.paper import sheet_of
from app.reports.sheets import workbook
from app.reports.sources import Asked
from app.repository.deployments import current
from app.web.security import requires
from app.web.sessions import account, actor, database, house
from app.web.shell import shell
from app.web.views import reports as views
from app.worker.rendering import renderer

bp = Blueprint("reports", __name__, url_prefix="/reports")
YEAR = timedelta(days=365)


@bp.get("")
@requires(Permission.REPORT_READ)
def index() -> str:
    """All reports."""
    with database().reading(actor()) as ctx:
        page = views.reports_page(ctx)
    return render_template("reports.html", shell=shell("reports"), page=page)


@bp.get("/<key>")
@requires(Permission.REPORT_READ)
def report(key: str) -> str:
    """One report."""
    with database().reading(actor()) as ctx:
        page = views.report_page(ctx, _figures(ctx, key))
    return render_template("report.html", shell=shell("reports"), page=page)


@bp.get("/<key>/report.<ending>")
@requires(Permission.REPORT_READ)
def file(key: str, ending: str) -> Response:
    """The same as a workbook or a printed sheet."""
    if ending not in ("xlsx", "pdf"):
        raise NotFound
    with database().reading(actor()) as ctx:
        found = _figures(ctx, key)
        bundle = current(ctx, ctx.actor.jurisdiction or "").bundle
        at = ctx.now().astimezone(SHANGHAI)
    if ending == "xlsx":
        data, kind = workbook(found), FORMATS["xlsx"]
    else:
        with renderer(house()) as pool:
            data, kind = pool.render(*sheet_of(bundle, found, at, account().name)).pdf, "application/pdf"
    response = Response(data, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{key}.{ending}"'
    return response


def _figures(ctx: Context, key: str) -> Figures:
    """The report over the days that were asked for; else over the last year."""
    deployed = current(ctx, ctx.actor.jurisdiction or "")
    wanted = report_of(deployed.bundle, key)
    if wanted.period is None:
        return figures(ctx, wanted, Asked(deployed))
    last = _day("last") or ctx.now().astimezone(SHANGHAI).date()
    first = _day("first") or last - YEAR
    return figures(ctx, wanted, Asked(deployed, min(first, last), max(first, last)))


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, "")[:10])
    except ValueError:
        return None
