"""What stands between a draft and its publishing: check, scenarios, coverage, open comments, the version below."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from flask import url_for

from app.bundle.bundle import Bundle
from app.bundle.errors import BundleRefused
from app.db.context import Context
from app.engine.lint.finding import Finding, Severity
from app.repository.deployments import Programs
from app.repository.draft_base import forks_of, is_behind
from app.repository.drafts import bundle_of, files_of, open_comments
from app.repository.models import Draft
from app.web.language import gettext as _
from app.web.language import sentence
from app.web.pages import Action, Link, Mark
from app.web.pages.drafts import FindingRow, GateRow
from app.web.sessions import may_write
from app.worker.drafts.checks import check_draft
from app.worker.models import ScenarioRun
from app.worker.scenarios.runs import DROPPED, verdict

_MOST = 100
"""Findings that a page shows."""


@dataclass(frozen=True)
class Gate:
    """How a draft stands. Without a bundle some file cannot be read at all."""

    draft: Draft
    bundle: Bundle | None
    base: Bundle
    findings: tuple[Finding, ...]
    run: ScenarioRun | None
    failed: tuple[tuple[str, str], ...]
    shares: tuple[float, float]
    comments: int
    changed: int
    behind: bool
    forks: int

    @property
    def errors(self) -> int:
        """Findings that refuse."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def names(self) -> Bundle:
        """Where names are looked up: the draft's package, or the deployed one while it cannot be read."""
        return self.bundle or self.base


def gate_of(ctx: Context, draft: Draft) -> Gate:
    """How the draft stands now."""
    bundle = _bundle(ctx, draft)
    told = verdict(ctx, bundle.digest) if bundle else None
    run = ctx.session.get(ScenarioRun, bundle.digest) if bundle else None
    return Gate(
        draft=draft,
        bundle=bundle,
        base=ctx.use(Programs).get(ctx, draft.base_deployment_id).bundle,
        findings=check_draft(ctx, draft.id),
        run=run if run is not None and run.status != DROPPED else None,
        failed=told.failed if told else (),
        shares=(told.flows, told.rules) if told else (0.0, 0.0),
        comments=sum(open_comments(ctx, draft).values()),
        changed=sum(entry.changed for entry in files_of(ctx, draft).values()),
        behind=is_behind(ctx, draft),
        forks=len(forks_of(ctx, draft)),
    )


def gate_rows(gate: Gate) -> tuple[GateRow, ...]:
    """The gate line by line."""
    return (_changes(gate), *_forks(gate), _check(gate), *_scenarios(gate), _comments(gate))


def blocked(gate: Gate) -> str:
    """Why the draft cannot go on, in one phrase; empty when it can."""
    reasons = [*_faults(gate), *_unplayed(gate)]
    if gate.behind:
        reasons.insert(0, _("现在运行的已经是另一版"))
    elif not gate.changed:
        reasons = [_("还没有改动")]
    return "、".join(reasons)


def finding_rows(gate: Gate) -> tuple[FindingRow, ...]:
    """The findings, errors first, each with the way to its file's editor."""
    ordered = sorted(gate.findings, key=lambda finding: finding.severity is not Severity.ERROR)
    return tuple(
        FindingRow(
            severe=finding.severity is Severity.ERROR,
            code=finding.code,
            name=finding.name or finding.element or "",
            message=sentence(finding.message),
            mend=sentence(finding.mend),
            file=finding.file or "",
            href=_place(gate.draft, finding) if gate.draft.status == "open" else "",
        )
        for finding in ordered[:_MOST]
    )


def _place(draft: Draft, finding: Finding) -> str:
    address = f"/drafts/{draft.id}/files/{quote(finding.file or '')}"
    return f"{address}#{quote(finding.element)}" if finding.element else address


def _bundle(ctx: Context, draft: Draft) -> Bundle | None:
    try:
        return bundle_of(ctx, draft)
    except BundleRefused:
        return None


def _changes(gate: Gate) -> GateRow:
    link = Link(text=_("比较"), href=f"/drafts/{gate.draft.id}/compare")
    if gate.behind:
        return GateRow(label=_("底版"), mark=Mark.LATE, text=_("现在运行的已经是另一版"))
    if not gate.changed:
        return GateRow(label=_("改动"), mark=Mark.NOT_YET, text=_("还没有改动"))
    return GateRow(label=_("改动"), mark=Mark.DONE, text=_("%(n)s 个文件", n=gate.changed), link=link)


def _forks(gate: Gate) -> Iterator[GateRow]:
    """Files that a newer version changed, too, as long as nobody has chosen."""
    if gate.forks:
        link = Link(text=_("逐个选"), href=f"{url_for('drafts.index')}#forks")
        text = _("%(n)s 个文件没有选", n=gate.forks)
        yield GateRow(label=_("两边都改过"), mark=Mark.DUE, text=text, link=link)


def _check(gate: Gate) -> GateRow:
    link = Link(text=_("看检查"), href=f"/drafts/{gate.draft.id}/review#findings")
    warnings = len(gate.findings) - gate.errors
    if gate.errors:
        text = _("%(n)s 处错误，%(m)s 处提醒", n=gate.errors, m=warnings)
        return GateRow(label=_("检查"), mark=Mark.LATE, text=text, link=link)
    if warnings:
        text = _("没有错误，%(m)s 处提醒", m=warnings)
        return GateRow(label=_("检查"), mark=Mark.DUE, text=text, link=link)
    return GateRow(label=_("检查"), mark=Mark.DONE, text=_("没有错误"))


def _scenarios(gate: Gate) -> Iterator[GateRow]:
    place = f"/drafts/{gate.draft.id}/scenarios"
    link = Link(text=_("看情景"), href=place) if may_write() else None
    label, run = _("情景"), gate.run
    if run is None:
        text = _("还没有重演") if gate.bundle else _("有文件读不了，不能重演")
        play = Action(text=_("重演情景"), href=place, post=True) if may_write() and gate.bundle else None
        yield GateRow(label=label, mark=Mark.NOT_YET, text=text, link=link, action=play)
        return
    if run.status != "done":
        text = _("正在重演：%(n)s／%(m)s", n=run.done, m=run.total)
        yield GateRow(label=label, mark=Mark.RUNNING, text=text, link=link)
        return
    passed = run.total - len(gate.failed)
    if gate.failed:
        text = _("%(n)s 过，%(m)s 不过", n=passed, m=len(gate.failed))
        yield GateRow(label=label, mark=Mark.LATE, text=text, link=link)
    else:
        yield GateRow(label=label, mark=Mark.DONE, text=_("%(n)s 个都过", n=passed), link=link)
    yield _coverage(gate, link)


def _coverage(gate: Gate, link: Link | None) -> GateRow:
    flows, rules = gate.shares
    text = _("顺序流 %(flows)s，决策规则 %(rules)s", flows=f"{flows:.0%}", rules=f"{rules:.0%}")
    mark = Mark.LATE if _below(gate) else Mark.DONE
    return GateRow(label=_("覆盖"), mark=mark, text=text, link=link if _below(gate) else None)


def _below(gate: Gate) -> bool:
    bar = gate.names.settings.coverage
    return gate.shares[0] < bar.flows or gate.shares[1] < bar.rules


def _comments(gate: Gate) -> GateRow:
    if gate.comments:
        return GateRow(label=_("批注"), mark=Mark.DUE, text=_("%(n)s 条未了", n=gate.comments))
    return GateRow(label=_("批注"), mark=Mark.DONE, text=_("都已了结"))


def _faults(gate: Gate) -> Iterator[str]:
    if gate.errors:
        yield _("有 %(n)s 处错误", n=gate.errors)


def _unplayed(gate: Gate) -> Iterator[str]:
    if gate.run is None or gate.run.status != "done":
        yield _("情景还没有重演完")
    elif gate.failed:
        yield _("%(n)s 个情景不过", n=len(gate.failed))
    elif _below(gate):
        yield _("覆盖不够")
