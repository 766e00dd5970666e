"""文书: the list, and the bytes as issued."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from sqlalchemy import or_, select

from app.core.errors import NotFound
from app.db.context import Context
from app.identity.permissions import Permission
from app.printouts import papers
from app.printouts.exports import workbook
from app.printouts.models import Paper
from app.registries.exports import FORMATS
from app.runtime.models import ProcessInstance
from app.web.asked import whole
from app.web.language import gettext as _
from app.web.pages import Link, PapersPage
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.instance import paper_row
from app.web.views.paper import listing_of, paper_page


class NoList(NotFound):
    """{number} 这种文书没有名单。"""

    code = "paper-without-list"


bp = Blueprint("papers", __name__, url_prefix="/papers")
PAGE = 50


@bp.get("")
@requires(Permission.PRINTOUT_READ)
def index() -> str:
    """The papers the reader may see, newest first."""
    page = request.args.get("page", "0")
    with database().reading(actor()) as ctx:
        shown = _page(ctx, request.args.get("q", "")[:100], whole(page))
    return render_template("papers.html", shell=shell("papers"), page=shown)


@bp.get("/<paper_id>.pdf")
@requires(Permission.PRINTOUT_READ)
def file(paper_id: str) -> Response:
    """The issued PDF; a force's contact sees only the papers of their own force."""
    with database().reading(actor()) as ctx:
        paper = _visible(ctx, paper_id)
        data = papers.file_of(ctx, paper)
    response = Response(data, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{paper.id}.pdf"'
    return response


@bp.get("/<paper_id>")
@requires(Permission.PRINTOUT_READ)
def paper(paper_id: str) -> str:
    """One paper and where it stands."""
    with database().reading(actor()) as ctx:
        page = paper_page(ctx, _visible(ctx, paper_id))
    return render_template("paper.html", shell=shell("papers", drill=page.drill), page=page)


@bp.get("/<paper_id>/list.xlsx")
@requires(Permission.PRINTOUT_READ)
def listing(paper_id: str) -> Response:
    """The list of a paper as a workbook, from the data as they were issued."""
    with database().reading(actor()) as ctx:
        paper = _visible(ctx, paper_id)
        declared = listing_of(ctx, paper)
    if declared is None:
        raise NoList(number=paper.number)
    response = Response(workbook(declared, paper.title, paper.data), mimetype=FORMATS["xlsx"])
    response.headers["Content-Disposition"] = f'attachment; filename="{paper.id}.xlsx"'
    return response


@bp.post("/<paper_id>/withdraw")
@requires(Permission.PRINTOUT_WITHDRAW)
def withdraw(paper_id: str) -> Response:
    """撤回, with its reason, by the issuing unit."""
    with database().transaction(actor()) as ctx:
        papers.withdraw(ctx, paper_id, request.form.get("reason", ""))
    flash(_("已撤回"))
    return redirect(url_for("papers.paper", paper_id=paper_id))  # type: ignore[return-value]


def _visible(ctx: Context, paper_id: str) -> Paper:
    found = papers.find(ctx, paper_id)
    if not _may_see(found):
        raise papers.PaperNotFound
    return found


def _may_see(paper: Paper) -> bool:
    staff = Permission.PROCESS_INSTANCE_READ.value in actor().permissions
    return staff or (paper.force is not None and f"force-{paper.force}" in actor().groups)


def _page(ctx: Context, search: str, page: int) -> PapersPage:
    query = select(Paper, ProcessInstance).join(ProcessInstance, ProcessInstance.id == Paper.instance_id)
    query = query.where(Paper.jurisdiction == actor().jurisdiction)
    if Permission.PROCESS_INSTANCE_READ.value not in actor().permissions:
        forces = [group.removeprefix("force-") for group in actor().groups if group.startswith("force-")]
        query = query.where(Paper.force.in_(forces))
    if search:
        text = f"%{search.replace('%', '').replace('_', '')}%"
        query = query.where(or_(Paper.number.like(text), Paper.title.like(text), Paper.recipient.like(text)))
    rows = ctx.session.execute(
        query.order_by(Paper.issued_at.desc()).limit(PAGE + 1).offset(page * PAGE)
    ).all()
    more = url_for("papers.index", q=search, page=page + 1) if len(rows) > PAGE else ""
    return PapersPage(
        title=_("文书"),
        rows=tuple(paper_row(paper, _emergency(instance)) for paper, instance in rows[:PAGE]),
        search_url=url_for("papers.index"),
        query=search,
        samples=_samples(),
        next_page=Link(text=_("更早的"), href=more) if more else None,
    )


def _samples() -> Link | None:
    allowed = Permission.DEPLOYMENT_READ.value in actor().permissions
    return Link(text=_("文书样张"), href=url_for("printouts.index")) if allowed else None


def _emergency(instance: ProcessInstance) -> Link | None:
    if Permission.PROCESS_INSTANCE_READ.value not in actor().permissions:
        return None
    return Link(text=instance.title, href=url_for("emergencies.instance", instance_id=instance.id))
