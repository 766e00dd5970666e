"""Runs of all scenarios of a draft's package: asked for once per content, told while they play, kept for the gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from app.bundle.bundle import Bundle
from app.bundle.ways import FLOW, RULE
from app.core.texts import kept, read_kept
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.repository.models import Draft, DraftSave
from app.runtime.jobs import enqueue
from app.worker.models import ScenarioRun
from app.worker.scenarios.played import Coverage, Played

PLAY = "scenarios.play"
RUNNING, DONE, DROPPED = "running", "done", "dropped"


@dataclass(frozen=True, slots=True)
class ScenarioVerdict:
    """What a run says of a package: the scenarios that fail (name, why), and the shares taken, from 0 to 1."""

    failed: tuple[tuple[str, str], ...]
    flows: float
    rules: float
    done: bool


def verdict(ctx: Context, bundle_digest: str) -> ScenarioVerdict | None:
    """The verdict on the package with that digest; None when its scenarios were not played, or not to the end."""
    run = ctx.session.get(ScenarioRun, bundle_digest)
    if run is None or run.status == DROPPED:
        return None
    share: Mapping[str, float] = (run.coverage or {}).get("share", {})
    return ScenarioVerdict(
        failed=tuple((one["name"], read_kept(one["why"])) for one in run.failures),
        flows=share.get("flows", 0.0),
        rules=share.get("rules", 0.0),
        done=run.status == DONE,
    )


def ask(ctx: Context, draft: Draft, bundle: Bundle) -> ScenarioRun:
    """The run of a draft's package: the one that plays or has played, or a new one."""
    run = ctx.session.get(ScenarioRun, bundle.digest, with_for_update=True)
    if run is None:
        fresh = _insert(ctx, draft, bundle)
        run = ctx.session.get_one(ScenarioRun, bundle.digest)
        if not fresh:
            return run
    elif run.status == DROPPED:
        _again(ctx, run, draft)
    else:
        return run
    details = {"digest": bundle.digest, "scenarios": len(bundle.scenarios)}
    record(ctx, Operation.SCENARIO_RUN, draft.id, details, jurisdiction=draft.jurisdiction)
    payload = {"draft": draft.id, "digest": bundle.digest}
    enqueue(ctx, PLAY, payload, key=f"{bundle.digest}:{run.attempt}")
    return run


def running(ctx: Context, digest: str) -> ScenarioRun | None:
    """The run if it is still to be played, emptied: what a crash left of it is played again."""
    run = ctx.session.get(ScenarioRun, digest, with_for_update=True)
    if run is None or run.status != RUNNING:
        return None
    run.done, run.failures = 0, []
    return run


def note(ctx: Context, digest: str, played: Sequence[Played]) -> None:
    """So far these were played."""
    run = ctx.session.get_one(ScenarioRun, digest)
    run.done = len(played)
    run.failures = [{"name": one.name, "step": one.step, "why": kept(one.why)} for one in played if one.why]


def finish(ctx: Context, digest: str, coverage: Coverage) -> None:
    """All were played."""
    run = ctx.session.get_one(ScenarioRun, digest)
    run.status, run.finished_at, run.coverage = DONE, ctx.now(), told(coverage)


def refuse(ctx: Context, digest: str, why: str) -> None:
    """None could be played: the package does not compile."""
    run = ctx.session.get_one(ScenarioRun, digest)
    run.status, run.finished_at = DONE, ctx.now()
    run.failures = [{"name": "", "step": 0, "why": kept(why)}]


def drop(ctx: Context, digest: str) -> None:
    """The draft has moved on: nobody waits for this run any more."""
    run = ctx.session.get_one(ScenarioRun, digest)
    run.status, run.finished_at = DROPPED, ctx.now()


def saves(ctx: Context, draft_id: str) -> int:
    """How often the draft was saved: while this stands still, so does its package."""
    query = select(func.count()).select_from(DraftSave).where(DraftSave.draft_id == draft_id)
    return ctx.session.scalar(query) or 0


def told(coverage: Coverage) -> dict[str, Any]:
    """A coverage as it is kept: whether each flow (by process) and each rule (by table) was taken, and the shares."""
    missed = {way.mark for way in coverage.missed}
    kept: dict[str, dict[str, dict[str, bool]]] = {FLOW: {}, RULE: {}}
    for way in coverage.ways:
        kept[way.kind].setdefault(way.owner, {})[way.key] = way.mark not in missed
    counts = {kind: coverage.share(kind) for kind in (FLOW, RULE)}
    share = {kind: taken / total if total else 1.0 for kind, (taken, total) in counts.items()}
    return {
        "flows": kept[FLOW],
        "rules": kept[RULE],
        "share": {"flows": share[FLOW], "rules": share[RULE]},
        "counts": {"flows": list(counts[FLOW]), "rules": list(counts[RULE])},
    }


def _insert(ctx: Context, draft: Draft, bundle: Bundle) -> bool:
    """Whether this is the run: of two that ask at once, the second finds the first's."""
    make = postgresql.insert if ctx.dialect.name == "postgresql" else sqlite.insert
    row = make(ScenarioRun).values(
        digest=bundle.digest,
        jurisdiction=draft.jurisdiction,
        draft_id=draft.id,
        status=RUNNING,
        attempt=1,
        done=0,
        total=len(bundle.scenarios),
        failures=[],
        started_at=ctx.now(),
    )
    return ctx.session.scalar(row.on_conflict_do_nothing().returning(ScenarioRun.digest)) is not None


def _again(ctx: Context, run: ScenarioRun, draft: Draft) -> None:
    run.status, run.attempt, run.draft_id = RUNNING, run.attempt + 1, draft.id
    run.done, run.failures, run.coverage = 0, [], None
    run.started_at, run.finished_at = ctx.now(), None
    ctx.session.flush()
