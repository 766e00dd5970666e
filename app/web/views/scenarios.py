"""The page of a draft's scenarios, and their state as JSON for the editors."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import url_for

from app.bundle.bundle import Bundle
from app.bundle.errors import BundleRefused
from app.bundle.resources import Kind
from app.bundle.ways import FLOW, RULE, Way, ways_of
from app.core.texts import read_kept
from app.db.context import Context
from app.engine.lint.facts import read_diagrams
from app.identity.permissions import Permission, may
from app.repository.drafts import bundle_of, own_path
from app.repository.models import Draft
from app.web.language import gettext as _
from app.web.language import told
from app.web.pages import Crumb, Fact, Mark, Note, Tab, Tone
from app.web.pages.scenarios import CoverageView, ScenarioRow, ScenariosPage
from app.web.refusals import said
from app.worker.models import ScenarioRun
from app.worker.scenarios.runs import DONE, DROPPED

NONE = "none"


def state_of(ctx: Context, draft: Draft) -> dict[str, Any]:
    """`run` (none, running, done), `done`, `total`, `failed` (name, title, step, message), `coverage`.

    `status` says the same as `run`, for readers to whom that word is not the answer's own.
    """
    state = _state(ctx, draft)
    return {**state, "run": state["status"]}


def _state(ctx: Context, draft: Draft) -> dict[str, Any]:
    try:
        bundle = bundle_of(ctx, draft)
    except BundleRefused as refusal:
        return {
            "status": NONE,
            "done": 0,
            "total": 0,
            "failed": [],
            "coverage": None,
            "message": said(refusal),
        }
    run = _run(ctx, bundle)
    if run is None:
        return {"status": NONE, "done": 0, "total": len(bundle.scenarios), "failed": [], "coverage": None}
    return {
        "status": run.status,
        "done": run.done,
        "total": run.total,
        "failed": [_failed(bundle, one) for one in run.failures],
        "coverage": run.coverage,
        "digest": run.digest,
    }


def scenarios_page(ctx: Context, draft: Draft, process: str) -> ScenariosPage:
    """The page; `process` is the diagram that is shown."""
    try:
        bundle = bundle_of(ctx, draft)
    except BundleRefused as refusal:
        return _page(
            draft, NONE, note=Note(tone=Tone.STOP, title=said(refusal)), may_run=False, may_try=False
        )
    run = _run(ctx, bundle)
    ways, names = ways_of(bundle), _names(bundle)
    writes = may(ctx.actor, Permission.DRAFT_WRITE)
    shown = list(_tabs(draft, names, run, process))
    current = next((tab.href.rpartition("=")[2] for tab in shown if tab.current), "")
    whole = run is not None and run.coverage is not None
    return _page(
        draft,
        run.status if run else NONE,
        done=run.done if run else 0,
        total=len(bundle.scenarios),
        figures=tuple(_figures(run, len(bundle.scenarios))) if run and run.status == DONE else (),
        rows=tuple(_row(draft, bundle, names, name, run) for name in bundle.scenarios),
        diagrams=tuple(shown) if whole else (),
        coverage=_coverage(draft, bundle, run, ways, current) if run and whole and current else None,
        rules=tuple(way.text for way in ways if way.kind == RULE and not _taken(run, way)) if whole else (),
        may_run=writes and run is None,
        may_try=writes,
        note=_compile_note(run),
    )


def _page(draft: Draft, run: str, **more: Any) -> ScenariosPage:
    return ScenariosPage(
        title=_("情景"),
        crumbs=(
            Crumb(text=_("流程"), href=url_for("drafts.index")),
            Crumb(text=_("草稿（第 %(n)s 版）", n=draft.number), href=url_for("drafts.index")),
            Crumb(text=_("情景")),
        ),
        subtitle=_("每个情景都在单独的地方用真的引擎重演一遍。有一个不过，或者覆盖不够，就不能发布。"),
        run=run,
        state_url=url_for("scenarios.state", draft_id=draft.id),
        run_url=url_for("scenarios.play", draft_id=draft.id),
        trial_url=url_for("trials.begin", draft_id=draft.id),
        **more,
    )


def _run(ctx: Context, bundle: Bundle) -> ScenarioRun | None:
    run = ctx.session.get(ScenarioRun, bundle.digest)
    return run if run is not None and run.status != DROPPED else None


def _failed(bundle: Bundle, one: Mapping[str, Any]) -> dict[str, Any]:
    title = _title(bundle, one["name"])
    return {"name": one["name"], "title": title, "step": one["step"], "message": _why(one)}


def _why(one: Mapping[str, Any]) -> str:
    """Why it fails; which scenario it is stands beside it."""
    return told(read_kept(one["why"]))


def _title(bundle: Bundle, name: str) -> str:
    document = bundle.scenarios.get(name)
    return str(document.get("name") or name) if isinstance(document, Mapping) else name


def _row(
    draft: Draft, bundle: Bundle, names: Mapping[str, str], name: str, run: ScenarioRun | None
) -> ScenarioRow:
    document = bundle.scenarios[name]
    failed = {one["name"]: one for one in run.failures} if run else {}
    played = run is not None and (run.status == DONE or list(bundle.scenarios).index(name) < run.done)
    path = next(one.path for one in bundle.of_kind(Kind.SCENARIO) if one.key == name)
    cases = not isinstance(document, Mapping) or "decisions" in document
    return ScenarioRow(
        name=name,
        title=_title(bundle, name),
        about=_about(names, document),
        mark=_mark(name in failed, played)[0],
        state=_mark(name in failed, played)[1],
        why=_why(failed[name]) if name in failed else "",
        edit_url=f"/drafts/{draft.id}/files/{own_path(draft, path)}",
        trial_url="" if cases else url_for("scenarios.rehearse", draft_id=draft.id, name=name),
    )


def _mark(failed: bool, played: bool) -> tuple[Mark, str]:
    if failed:
        return Mark.FAILED, _("不过")
    return (Mark.DONE, _("过")) if played else (Mark.NOT_YET, _("没演"))


def _about(names: Mapping[str, str], document: Any) -> str:
    if not isinstance(document, Mapping):
        return ""
    if "decisions" in document:
        return _("决策 %(n)s 例", n=len(document["decisions"]))
    process = document.get("process")
    named = names.get(process, process) if isinstance(process, str) else ""
    return _("%(process)s · %(n)s 步", process=named, n=len(document.get("steps") or ()))


def _figures(run: ScenarioRun, total: int) -> Iterator[Fact]:
    failed = len(run.failures)
    yield Fact(label=_("情景"), value=_("%(ok)s 过，%(bad)s 不过", ok=total - failed, bad=failed))
    for kind, label in (("flows", _("顺序流")), ("rules", _("决策规则"))):
        if run.coverage:
            taken, count = run.coverage["counts"][kind]
            yield Fact(label=label, value=_("走到 %(taken)s／%(all)s", taken=taken, all=count))


def _compile_note(run: ScenarioRun | None) -> Note | None:
    whole = next((one for one in run.failures if not one["name"]), None) if run else None
    return Note(tone=Tone.STOP, title=_("一个情景也演不了"), text=_why(whole)) if whole else None


def _tabs(draft: Draft, names: Mapping[str, str], run: ScenarioRun | None, process: str) -> Iterator[Tab]:
    """Diagrams, those with the most that nobody takes first."""
    flows: Mapping[str, Mapping[str, bool]] = (run.coverage or {}).get("flows", {}) if run else {}
    missed = {key: sum(not taken for taken in flows[key].values()) for key in flows if key in names}
    keys = sorted(missed, key=lambda key: (-missed[key], key))
    current = process if process in missed else next(iter(keys), "")
    for key in keys:
        href = url_for("scenarios.page", draft_id=draft.id, process=key)
        yield Tab(text=names[key], href=href, count=missed[key] or None, current=key == current)


def _coverage(
    draft: Draft, bundle: Bundle, run: ScenarioRun, ways: tuple[Way, ...], process: str
) -> CoverageView:
    flows = (run.coverage or {})["flows"][process]
    path = next(one.path for one in bundle.of_kind(Kind.DIAGRAM) if one.key == process)
    missed = (way for way in ways if way.kind == FLOW and way.owner == process and not flows.get(way.key))
    return CoverageView(
        xml_url=f"/drafts/{draft.id}/content/{own_path(draft, path)}",
        label=_("%(name)s的覆盖", name=_names(bundle)[process]),
        flows=flows,
        missed=tuple((way.key, way.text.partition("：")[2]) for way in missed),
    )


def _names(bundle: Bundle) -> Mapping[str, str]:
    """The processes that have a diagram of their own, as people call them."""
    drawn = read_diagrams(bundle.diagrams.values())
    return {p.id: p.name or p.id for one in drawn for p in one.processes if p.id and p.id in bundle.diagrams}


def _taken(run: ScenarioRun | None, way: Way) -> bool:
    kept = (run.coverage or {}).get("rules", {}) if run else {}
    return bool(kept.get(way.owner, {}).get(way.key))
