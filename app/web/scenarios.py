"""情景: the scenarios of a draft, played in the background, with their coverage; any of them opens as a trial."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for

from app.core.errors import NotFound
from app.identity.permissions import Permission
from app.repository.drafts import bundle_of, draft_of
from app.web.language import gettext as _
from app.web.security import requires
from app.web.sessions import actor, database, house
from app.web.shell import shell
from app.web.views.scenarios import scenarios_page, state_of
from app.worker.scenarios.runs import ask
from app.worker.scenarios.words import require_readable
from app.worker.trials import acts, trials

bp = Blueprint("scenarios", __name__, url_prefix="/drafts/<draft_id>/scenarios")


class NoSuchScenario(NotFound):
    """草稿里没有情景“{name}”，或者它只问决策、没有流程可走。"""

    code = "no-such-scenario"


@bp.get("")
@requires(Permission.DEPLOYMENT_READ)
def page(draft_id: str) -> str:
    """All scenarios, what the last run said of them, and what none of them takes."""
    with database().reading(actor()) as ctx:
        shown = scenarios_page(ctx, draft_of(ctx, draft_id), request.args.get("process", "")[:128])
    return render_template("scenarios.html", shell=shell("drafts"), page=shown)


@bp.post("")
@requires(Permission.DRAFT_WRITE)
def play(draft_id: str) -> Response:
    """Play all of them; the same content is not played twice."""
    with database().transaction(actor()) as ctx:
        draft = draft_of(ctx, draft_id)
        run = ask(ctx, draft, bundle_of(ctx, draft))
        told = {"status": run.status, "done": run.done, "total": run.total}
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return jsonify(told)
    flash(_("情景正在重演"))
    return redirect(url_for("scenarios.page", draft_id=draft_id), code=303)  # type: ignore[return-value]


@bp.get("/state")
@requires(Permission.DEPLOYMENT_READ)
def state(draft_id: str) -> Response:
    """How far the run of the draft as it is saved now has come, what fails, what is taken."""
    with database().reading(actor()) as ctx:
        return jsonify(state_of(ctx, draft_of(ctx, draft_id)))


@bp.post("/<name>/trial")
@requires(Permission.DRAFT_WRITE)
def rehearse(draft_id: str, name: str) -> Response:
    """A trial in which the scenario was played up to the step that fails, or to its end."""
    with database().reading(actor()) as ctx:
        scenario = bundle_of(ctx, draft_of(ctx, draft_id)).scenarios.get(name)
    if not isinstance(scenario, dict) or "decisions" in scenario:
        raise NoSuchScenario(name=name)
    require_readable(name, scenario)
    trial_id = trials.begin(house(), actor(), draft_id)
    with trials.opened(house(), actor(), trial_id) as trial:
        acts.rehearse(trial, scenario)
    return redirect(url_for("trials.trial", trial_id=trial_id), code=303)  # type: ignore[return-value]
