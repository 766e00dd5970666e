"""One paper for those who work with it."""

from flask import url_for

from app.db.context import Context
from app.identity.permissions import Permission, may
from app.printouts import papers
from app.printouts.folder import find
from app.printouts.listing import Listing
from app.printouts.models import Paper
from app.repository.deployments import Programs
from app.runtime.models import ProcessInstance
from app.web.language import gettext as _
from app.web.pages.papers import PaperPage
from app.web.pages.parts import Action, Crumb, Fact, Icon, Link, Note, Tone
from app.web.sessions import actor
from app.web.views.common import local
from app.web.views.instance import paper_row


def paper_page(ctx: Context, paper: Paper) -> PaperPage:
    """Facts, file, verification page; the form to withdraw it for who may."""
    row = paper_row(paper)
    may_end = may(actor(), Permission.PRINTOUT_WITHDRAW) and papers.may_withdraw(actor(), paper)
    return PaperPage(
        title=paper.title,
        number=paper.number,
        mark=row.mark,
        state=row.state,
        facts=tuple(_facts(paper)),
        crumbs=(Crumb(text=_("文书"), href=url_for("papers.index")), Crumb(text=paper.number)),
        drill=paper.drill,
        note=_end(ctx, paper),
        actions=tuple(_actions(ctx, paper, row.href)),
        withdraw_url=url_for("papers.withdraw", paper_id=paper.id) if may_end else "",
    )


def _facts(paper: Paper) -> list[Fact]:
    moments = (
        (_("签发时间"), paper.issued_at),
        (_("送达时间"), paper.delivered_at),
        (_("确认时间"), paper.acknowledged_at),
    )
    told = [
        (_("签发单位"), papers.issuer_of(paper)),
        (_("下达给"), paper.recipient or ""),
        *((label, local(at).strftime("%Y-%m-%d %H:%M:%S")) for label, at in moments if at),
        (_("文书指纹"), paper.fingerprint),
    ]
    return [Fact(label=label, value=value) for label, value in told if value]


def _end(ctx: Context, paper: Paper) -> Note | None:
    if paper.ended_at is None:
        return None
    at = local(paper.ended_at).strftime("%Y-%m-%d %H:%M:%S")
    told = {"who": paper.ended_by or "", "at": at, "why": paper.reason or ""}
    if paper.replaced_by is None:
        return Note(tone=Tone.STOP, title=_("%(who)s于 %(at)s 撤回：%(why)s", **told))
    other = papers.find(ctx, paper.replaced_by)
    link = Link(text=other.number, href=url_for("papers.paper", paper_id=other.id))
    return Note(tone=Tone.MIND, title=_("%(who)s于 %(at)s 替换：%(why)s", **told), links=(link,))


def listing_of(ctx: Context, paper: Paper) -> Listing | None:
    """The list that a paper's kind declares in the deployment that issued it."""
    instance = ctx.session.get_one(ProcessInstance, paper.instance_id)
    bundle = ctx.use(Programs).get(ctx, instance.deployment_id).bundle
    files = {path: resource.data for path, resource in bundle.resources.items()}
    return find(files, paper.jurisdiction, paper.kind).listing


def _actions(ctx: Context, paper: Paper, file: str) -> list[Action]:
    actions = [Action(text=_("核验页"), href=url_for("verification.show", code=paper.code))]
    if file:
        actions.append(Action(text=_("打开 PDF"), href=file, icon=Icon.FILE))
    if listing_of(ctx, paper) is not None:
        actions.append(Action(text=_("名单（xlsx）"), href=url_for("papers.listing", paper_id=paper.id)))
    return actions
