"""Whether a draft may be submitted and published: what the check says, and what its scenarios came to."""

from dataclasses import dataclass

from app.bundle.bundle import Bundle
from app.bundle.check import require_sound
from app.core.errors import Conflict
from app.db.context import Context
from app.engine.lint.finding import Finding
from app.repository.draft_base import is_behind
from app.repository.models import Deployment, Draft, Jurisdiction
from app.worker.drafts.checks import surroundings
from app.worker.scenarios.runs import ScenarioVerdict, verdict
from app.worker.soundness import check_package


class DraftUnchanged(Conflict):
    """草稿和第 {version} 版一样，没有要发布的。"""

    code = "draft-unchanged"


class DraftBaseMoved(Conflict):
    """{by}部署了第 {version} 版，这份草稿还以旧版为底，没有发布。请把草稿移到新版上，看过两边都改的文件再送审。"""

    code = "draft-base-moved"


class ScenariosNotPlayed(Conflict):
    """这份草稿的情景还没有全部重演过，不能送审。请先重演情景。"""

    code = "scenarios-not-played"


class ScenariosFailed(Conflict):
    """{count} 个情景不过（{names}），不能送审。请改流程，或改情景里期望的结果。"""

    code = "scenarios-failed"


class CoverageTooLow(Conflict):
    """情景只走到 {share} 的{what}，这个属地包要求 {bar}，不能送审。请为没走到的补录情景。"""

    code = "coverage-too-low"


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft's package that may go on, with the findings that only warn, and what its scenarios came to."""

    bundle: Bundle
    warnings: tuple[Finding, ...]
    played: ScenarioVerdict


def require_ready(ctx: Context, draft: Draft, bundle: Bundle) -> Ready:
    """The package, when nothing stands against it.

    Raises `DraftBaseMoved`, `DraftUnchanged`, `BundleRefused`, `ScenariosNotPlayed`, `ScenariosFailed` or
    `CoverageTooLow`.
    """
    _require_news(ctx, draft, bundle)
    findings = check_package(bundle, **surroundings(ctx, bundle))
    require_sound(bundle, findings)
    return Ready(bundle, findings, require_played(bundle, verdict(ctx, bundle.digest)))


def _require_news(ctx: Context, draft: Draft, bundle: Bundle) -> None:
    place = ctx.session.get_one(Jurisdiction, draft.jurisdiction, populate_existing=True)
    running = ctx.session.get_one(Deployment, place.deployment_id)
    if is_behind(ctx, draft):
        raise DraftBaseMoved(by=running.deployed_by, version=running.version)
    if running.digest == bundle.digest:
        raise DraftUnchanged(version=running.version)


def require_played(bundle: Bundle, played: ScenarioVerdict | None) -> ScenarioVerdict:
    """What the scenarios came to, when it is enough.

    Raises `ScenariosNotPlayed`, `ScenariosFailed` or `CoverageTooLow`.
    """
    if played is None or not played.done:
        raise ScenariosNotPlayed
    if played.failed:
        names = "、".join(name for name, _ in played.failed[:5])
        raise ScenariosFailed(count=len(played.failed), names=names)
    bar = bundle.settings.coverage
    for what, share, least in (("顺序流", played.flows, bar.flows), ("决策规则", played.rules, bar.rules)):
        if share < least:
            raise CoverageTooLow(what=what, share=f"{share:.1%}", bar=f"{least:.1%}")
    return played
