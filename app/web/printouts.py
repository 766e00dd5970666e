"""文书样张: every kind of paper of the package, set with its sample; for those who draw and check them."""

from flask import Blueprint, Response, render_template, url_for

from app.bundle.bundle import Bundle
from app.db.context import Context
from app.identity.permissions import Permission
from app.printouts.folder import Printout, find, names
from app.repository.deployments import current
from app.web.language import gettext as _
from app.web.pages import Action, Crumb
from app.web.pages.papers import SampleRow, SamplesPage
from app.web.security import requires
from app.web.sessions import actor, database, house
from app.web.shell import shell
from app.web.views.common import clause_links
from app.worker.rendering import renderer

bp = Blueprint("printouts", __name__, url_prefix="/printouts")


@bp.get("")
@requires(Permission.DEPLOYMENT_READ)
def index() -> str:
    """All kinds, with the number each would get."""
    with database().reading(actor()) as ctx:
        bundle = _bundle(ctx)
    page = SamplesPage(
        title=_("文书样张"),
        summary=_("用样例数据排出的样子；缺的内容显示为红字。"),
        rows=tuple(_row(bundle, printout) for printout in _printouts(bundle)),
        crumbs=(Crumb(text=_("文书"), href=url_for("papers.index")), Crumb(text=_("文书样张"))),
        actions=(Action(text=_("流程手册"), href=url_for("handbook.file")),),
    )
    return render_template("printouts.html", shell=shell("papers"), page=page)


@bp.get("/<name>.pdf")
@requires(Permission.DEPLOYMENT_READ)
def sample(name: str) -> Response:
    """One kind with its sample, as a preview: nothing is issued, nothing is numbered."""
    with database().reading(actor()) as ctx:
        bundle = _bundle(ctx)
    printout = find(_files(bundle), bundle.key, name)
    with renderer(house()) as pool:
        pdf = pool.render(printout, printout.sample, preview=True).pdf
    return Response(pdf, mimetype="application/pdf")


def _bundle(ctx: Context) -> Bundle:
    return current(ctx, ctx.actor.jurisdiction or "").bundle


def _files(bundle: Bundle) -> dict[str, bytes]:
    return {path: resource.data for path, resource in bundle.resources.items()}


def _printouts(bundle: Bundle) -> list[Printout]:
    files = _files(bundle)
    return [find(files, bundle.key, name) for name in names(files, bundle.key)]


def _row(bundle: Bundle, printout: Printout) -> SampleRow:
    numbering = bundle.manifest.numbering.get(printout.series)
    return SampleRow(
        title=printout.title,
        href=url_for("printouts.sample", name=printout.name),
        number=f"{numbering.code}〔年〕号" if numbering else "",
        issuer=bundle.manifest.unit_name(bundle.manifest.issuer(printout.series, printout.issuer)),
        clauses=clause_links(bundle, printout.clauses),
    )
