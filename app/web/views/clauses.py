"""Clauses as pages: what carries each, and how often it was passed in the last year."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from flask import url_for
from sqlalchemy import select

from app.bundle.citations import Citation
from app.bundle.clauses import CARRIERS
from app.core.errors import NotFound
from app.db.context import Context
from app.identity.permissions import Permission
from app.reports.clauses import ClauseUse, Passed, clause_uses, passed_of
from app.repository.deployments import Deployed, current
from app.runtime.models import ProcessInstance
from app.web.language import gettext as _
from app.web.pages import Crumb, Link, Mark, Tab
from app.web.pages.clauses import CarrierRow, ClauseCell, ClausePage, ClauseRow, ClausesPage

LATELY = 12
# the carrier that says most of what a clause is: what runs before what is filled in or kept
_MAIN = ("process", "registry", "printout", "form", "decision", "report", "role")


class ClauseNotFound(NotFound):
    """本属地没有条款“{clause}”。"""

    code = "clause-not-found"


def clauses_page(ctx: Context, only_gaps: bool) -> ClausesPage:
    """All clauses; with `only_gaps` those that something is missing of, or that nobody has passed."""
    deployed = current(ctx, ctx.actor.jurisdiction or "")
    passed = passed_of(ctx, deployed.bundle.key)
    uses = clause_uses(deployed, passed)
    rows = [_row(use, passed, deployed) for use in uses]
    shown = [
        row for row, use in zip(rows, uses, strict=True) if not only_gaps or row.idle or use.carried.missing
    ]
    here = url_for("clauses.index")
    return ClausesPage(
        title=_("条款覆盖"),
        kinds=tuple(_kinds().values()),
        rows=tuple(shown),
        carried=sum(not use.carried.missing for use in uses),
        total=len(uses),
        subtitle=_("文件里的每一条要求，由系统里的什么来承担，最近一年走过几次。没有承担物的，就是缺口。"),
        jurisdiction=deployed.bundle.manifest.name,
        tabs=(
            Tab(text=_("全部"), href=here, count=len(rows), current=not only_gaps),
            Tab(text=_("只看缺口和没走过的"), href=f"{here}?gaps=1", current=only_gaps),
        ),
    )


def clause_page(ctx: Context, clause_id: str) -> ClausePage:
    """One clause."""
    deployed = current(ctx, ctx.actor.jurisdiction or "")
    passed = passed_of(ctx, deployed.bundle.key)
    use = next((one for one in clause_uses(deployed, passed) if one.carried.clause.id == clause_id), None)
    if use is None:
        raise ClauseNotFound(clause=clause_id)
    clause = use.carried.clause
    kinds = _kinds()
    return ClausePage(
        title=clause.id,
        must=clause.must,
        at=clause.at,
        rows=tuple(_carrier(citation, passed, deployed) for citation in use.carried.carriers),
        instances=_instances(ctx, use),
        missing="、".join(kinds[kind] for kind in use.carried.missing),
        crumbs=(Crumb(text=_("条款覆盖"), href=url_for("clauses.index")), Crumb(text=clause.id)),
    )


def _kinds() -> dict[str, str]:
    words = (_("流程"), _("决策"), _("表单"), _("文书"), _("台账"), _("报表"), _("角色"))
    return dict(
        zip(("process", "decision", "form", "printout", "registry", "report", "role"), words, strict=True)
    )


def _row(use: ClauseUse, passed: Passed, deployed: Deployed) -> ClauseRow:
    clause, found = use.carried.clause, {citation.carrier for citation in use.carried.carriers}
    used, idle = _used(use, passed)
    return ClauseRow(
        id=clause.id,
        href=url_for("clauses.clause", clause_id=clause.id),
        at=clause.at,
        must=clause.must,
        cells=tuple(
            ClauseCell(carried=kind in found, missing=kind in use.carried.missing) for kind in CARRIERS
        ),
        main=_main(use.carried.carriers, deployed),
        used=used,
        idle=idle,
    )


def _used(use: ClauseUse, passed: Passed) -> tuple[str, bool]:
    """How often a clause was passed, and whether nobody has: by its steps, else by what it is filled in or kept in."""
    carriers = use.carried.carriers
    if any(citation.carrier == "process" for citation in carriers):
        passes = len(use.instances)
        return (_("%(n)s 次", n=passes), False) if passes else (_("没走过"), True)
    counts = [count for citation in carriers if (count := passed.count(citation)) is not None]
    if counts:
        return (_("%(n)s 条", n=max(counts)), False) if max(counts) else (_("没走过"), True)
    return (_("常设"), False) if carriers else ("—", True)


def _main(carriers: Sequence[Citation], deployed: Deployed) -> str:
    """The carrier that says most; how many others there are of its kind."""
    for kind in _MAIN:
        names = list(dict.fromkeys(_named(one, deployed) for one in carriers if one.carrier == kind))
        if names:
            return names[0] if len(names) == 1 else _("%(name)s 等 %(n)s 处", name=names[0], n=len(names))
    return _("还没有")


def _named(citation: Citation, deployed: Deployed) -> str:
    """A carrier as people call it: forms and registers by their own name, steps by theirs."""
    if citation.carrier in ("form", "registry"):
        documents = deployed.bundle.registries if citation.carrier == "registry" else deployed.bundle.forms
        key = PurePosixPath(citation.file).stem
        said = (documents.get(key) or {}).get("properties")
        return (
            str(said.get("title", key)) if isinstance(said, dict) else f"{key} {citation.name or ''}".strip()
        )
    process = deployed.program.processes.get(citation.element or "")
    name = citation.name or (process.name if process else None)
    return (name or citation.element or PurePosixPath(citation.file).parent.name).replace("\n", "")


def _carrier(citation: Citation, passed: Passed, deployed: Deployed) -> CarrierRow:
    count = passed.count(citation)
    used = _("常设") if count is None else _("%(n)s 次", n=count)
    return CarrierRow(
        kind=_kinds()[citation.carrier],
        name=_named(citation, deployed),
        file=citation.file,
        element=" ".join(part for part in (citation.element, citation.name) if part),
        mark=Mark.NOT_YET if count == 0 else Mark.DONE,
        used=_("没走过") if count == 0 else used,
    )


def _instances(ctx: Context, use: ClauseUse) -> tuple[Link, ...]:
    """The instances that passed last, for readers who may see them."""
    if Permission.PROCESS_INSTANCE_READ.value not in ctx.actor.permissions:
        return ()
    i = ProcessInstance
    query = select(i).where(i.id.in_(sorted(use.instances)[-LATELY:])).order_by(i.started_at.desc())
    return tuple(
        Link(text=f"{found.number} {found.title}", href=url_for("emergencies.instance", instance_id=found.id))
        for found in ctx.session.scalars(query)
    )
