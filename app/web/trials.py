"""试运行: a draft played with the real engine, as any of its posts; recorded as a scenario."""

from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for

from app.bundle.faults import Faults
from app.bundle.yamlfile import read_yaml
from app.core.clock import SHANGHAI
from app.core.errors import DomainError, Invalid, NotFound
from app.engine.elements import StartKind
from app.engine.xml import in_utf8
from app.identity.permissions import Permission
from app.repository.deployments import current
from app.web.asked import whole
from app.web.language import gettext as _
from app.web.refusals import said
from app.web.security import requires
from app.web.sessions import actor, house
from app.web.shell import shell
from app.web.tasks import body_values
from app.web.views.trial import trial_page
from app.web.views.trial_choice import Choice
from app.web.views.trial_forms import require_process, start_page, task_page
from app.web.views.trial_people import hands
from app.worker.scenarios.words import require_readable
from app.worker.trials import acts, recording, trials
from app.worker.trials.recording import Recording
from app.worker.trials.trials import Trial, opened

bp = Blueprint("trials", __name__)

_LONGEST = 20_000


class NoTrialDiagram(NotFound):
    """试运行里没有这张流程图。"""

    code = "no-trial-diagram"


class SamplesUnreadable(Invalid):
    """{what}看不懂：{why}。请写成 YAML，如 forces: [{{id: hazchem, status: 检修}}]。"""

    code = "samples-unreadable"


@bp.post("/drafts/<draft_id>/trials")
@requires(Permission.DRAFT_WRITE)
def begin(draft_id: str) -> Response:
    """Set a stage for the draft; `path` or `process` says where one comes from."""
    trial_id = trials.begin(house(), actor(), draft_id)
    stem, _dot, ending = request.form.get("path", "").rpartition("/")[2].rpartition(".")
    process = request.form.get("process", "") or (stem if ending == "bpmn" else "")
    return _go(url_for("trials.start", trial_id=trial_id, process=process[:128] or None))


@bp.get("/trials/<trial_id>")
@requires(Permission.DRAFT_WRITE)
def trial(trial_id: str) -> Response | str:
    """The trial as it stands; one that has not begun is asked where to begin."""
    with opened(house(), actor(), trial_id) as found:
        if not found.state.process:
            return _go(url_for("trials.start", trial_id=trial_id))
        return _render(found)


@bp.get("/trials/<trial_id>/start")
@requires(Permission.DRAFT_WRITE)
def start(trial_id: str) -> Response | str:
    """Where to begin, and the first form."""
    with opened(house(), actor(), trial_id) as found:
        if found.state.process:
            return _go(url_for("trials.trial", trial_id=trial_id))
        page = start_page(found, request.args.get("process", ""), request.args.get("event", ""))
    return render_template("trial_start.html", shell=shell("drafts"), page=page)


@bp.post("/trials/<trial_id>/start/<process>/<event>")
@requires(Permission.DRAFT_WRITE)
def begin_process(trial_id: str, process: str, event: str) -> Response:
    """Begin it with the first form's values, or with what its event brings."""
    values = body_values()
    body: dict[str, Any] = request.get_json()
    with opened(house(), actor(), trial_id) as found:
        by_hand = require_process(found, process, event).kind is StartKind.NONE
        given: dict[str, Any] = {
            "at": _instant(found, str(body.get("at") or "")),
            "case": {"drill": body.get("drill") is True},
            **({"registry": samples} if (samples := _yaml(body, "samples", _("台账的改动"))) else {}),
            "variables": values if by_hand else _yaml(body, "variables", _("带来的数据")),
        }
        given |= {"who": str(body["who"])} if by_hand and body.get("who") else {}
        given |= {} if by_hand else {"start": event}
        require_readable(_("试运行"), {"process": process, "given": given})
        acts.start(found, process, given)
    return jsonify({"location": url_for("trials.trial", trial_id=trial_id)})


@bp.get("/trials/<trial_id>/tasks/<task_id>")
@requires(Permission.DRAFT_WRITE)
def task(trial_id: str, task_id: str) -> str:
    """The form of a step as the post `?as=` sees it."""
    with opened(house(), actor(), trial_id) as found:
        page = task_page(found, task_id, request.args.get("as", "")[:64])
        with found.stage.database.reading(found.actor) as ctx:
            people = hands(ctx)
    return render_template("trial_form.html", shell=shell("drafts"), page=page, people=people)


@bp.post("/trials/<trial_id>/tasks/<task_id>")
@requires(Permission.DRAFT_WRITE)
def complete(trial_id: str, task_id: str) -> Response:
    """Hand the form in as the post `?as=`; what the form refuses is refused as in earnest."""
    values = body_values()
    keep = (request.get_json() or {}).get("keep_refusal") is True
    with opened(house(), actor(), trial_id) as found:
        name = acts.complete(found, request.args.get("as", ""), task_id, values, keep_refusal=keep)
    done = _("已办结：%(name)s", name=name)
    flash(done)
    return jsonify({"location": url_for("trials.trial", trial_id=trial_id), "toast": done})


@bp.post("/trials/<trial_id>/tasks/<task_id>/attempt")
@requires(Permission.DRAFT_WRITE)
def attempt(trial_id: str, task_id: str) -> Response | str:
    """Hand it in as a post that may not, to see it refused and to have that in the scenario."""
    login = request.form.get("as", "")

    def act(found: Trial) -> None:
        acts.complete(found, login, task_id, {}, keep_refusal=True)

    return _act(trial_id, act)


@bp.post("/trials/<trial_id>/declare")
@requires(Permission.DRAFT_WRITE)
def declare(trial_id: str) -> Response | str:
    """A post sends a message."""
    step = {"who": request.form.get("who", ""), "message": request.form.get("message", "")}
    return _act(trial_id, lambda found: acts.take(found, step))


@bp.post("/trials/<trial_id>/pass")
@requires(Permission.DRAFT_WRITE)
def pass_time(trial_id: str) -> Response | str:
    """Time passes: `for` an ISO 8601 duration, `amount` of a `unit`, or to what is due next."""
    given, amount = request.form.get("for", ""), request.form.get("amount", "")
    if amount:
        prefix, unit = ("P", "D") if request.form.get("unit") == "D" else ("PT", request.form.get("unit", ""))
        given = f"{prefix}{amount}{unit}"
    return _act(
        trial_id,
        lambda found: acts.pass_time(found, given) if given else acts.pass_to_next(found),
    )


@bp.post("/trials/<trial_id>/answer")
@requires(Permission.DRAFT_WRITE)
def answer(trial_id: str) -> Response | str:
    """From now on a connector answers otherwise, or as usual."""
    asked = request.form
    message = asked.get("message", "").strip()
    told = {
        "error": {"error": asked.get("code", "").strip(), "message": message or asked.get("code", "")},
        "failure": {"failure": message or _("没有应答")},
    }.get(asked.get("kind", ""))
    return _act(trial_id, lambda found: acts.order(found, asked.get("connector", ""), told), "connectors")


@bp.post("/trials/<trial_id>/retry")
@requires(Permission.DRAFT_WRITE)
def retry(trial_id: str) -> Response | str:
    """Try again what failed."""
    return _act(trial_id, lambda found: acts.take(found, {"retry": True}))


@bp.post("/trials/<trial_id>/undo")
@requires(Permission.DRAFT_WRITE)
def undo(trial_id: str) -> Response | str:
    """退一步。"""
    return _act(trial_id, acts.undo)


@bp.post("/trials/<trial_id>/restart")
@requires(Permission.DRAFT_WRITE)
def restart(trial_id: str) -> Response | str:
    """从头再来; with `anew` from another beginning."""
    anew = request.form.get("anew") == "1"
    return _act(trial_id, lambda found: acts.restart(found, anew=anew))


@bp.post("/trials/<trial_id>/renew")
@requires(Permission.DRAFT_WRITE)
def renew(trial_id: str) -> Response | str:
    """照原样再走一遍: the same beginning and acts in a new trial of the draft as it is saved now."""
    with opened(house(), actor(), trial_id) as found:
        try:
            again = trials.begin(house(), actor(), found.state.draft_id)
            with opened(house(), actor(), again) as renewed:
                acts.rehearse(renewed, acts.done(found))
        except DomainError as refusal:
            return _render(found, said(refusal)), refusal.status  # type: ignore[return-value]
    return _go(url_for("trials.trial", trial_id=again))


@bp.post("/trials/<trial_id>/record")
@requires(Permission.DRAFT_WRITE)
def record(trial_id: str) -> Response | str:
    """存为情景: into the draft, once it has been played again."""
    asked = request.form
    with opened(house(), actor(), trial_id) as found:
        kept = {whole(place, -1) for place in asked.getlist("keep")}
        refused = {place for place, act in enumerate(found.state.acts) if act.refusal}
        wanted = Recording(
            asked.get("name", ""), asked.get("title", ""), refused - kept, asked.get("replace") == "1"
        )
        try:
            recording.save(house(), actor(), found, wanted)
        except DomainError as refusal:
            return _render(found, said(refusal)), refusal.status  # type: ignore[return-value]
        draft_id = found.state.draft_id
    flash(_("已存为情景：%(name)s", name=wanted.name))
    return _go(url_for("scenarios.page", draft_id=draft_id))


@bp.get("/trials/<trial_id>/<process>.bpmn")
@requires(Permission.DRAFT_WRITE)
def diagram(trial_id: str, process: str) -> Response:
    """A diagram as the trial runs it."""
    with opened(house(), actor(), trial_id) as found, found.stage.database.reading(found.actor) as ctx:
        deployed = current(ctx, found.state.jurisdiction)
        known = deployed.program.processes.get(process)
        if known is None:
            raise NoTrialDiagram
        response = Response(in_utf8(deployed.bundle.diagrams[known.file]), mimetype="application/xml")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _act(trial_id: str, act: Any, panel: str = "") -> Response | str:
    """Act and look again. A refusal that became a step is told by the page; any other stands at its top."""
    with opened(house(), actor(), trial_id) as found:
        before = len(found.state.acts)
        try:
            act(found)
        except DomainError as refusal:
            if len(found.state.acts) == before:
                return _render(found, said(refusal)), refusal.status  # type: ignore[return-value]
    return _go(url_for("trials.trial", trial_id=trial_id, panel=panel or None))


def _render(found: Trial, problem: str = "") -> str:
    with house().database.reading(actor()) as ctx:
        saved = trials.saved_since(ctx, found.state)
    page = trial_page(found, Choice.of(found.state.id, request.args), problem, saved)
    return render_template("trial.html", shell=shell("drafts"), page=page)


def _go(href: str) -> Response:
    return redirect(href, code=303)  # type: ignore[return-value]  # werkzeug's own response


def _instant(found: Trial, text: str) -> str:
    """The instant of a `datetime-local` input, in the jurisdiction's zone; without one the stage's own."""
    if len(text) == len("2026-11-22T02:47"):
        text += ":00"
    zone = found.clock.at.astimezone(SHANGHAI).strftime("%z")
    return f"{text}{zone[:3]}:{zone[3:]}" if text else found.state.at


def _yaml(body: dict[str, Any], word: str, what: str) -> Any:
    """What was typed as YAML. Raises `SamplesUnreadable`."""
    text = body.get(word) or ""
    faults = Faults(word)
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise SamplesUnreadable(what=what, why=_("太长"))
    source = read_yaml(text.encode(), faults)
    if source is None:
        raise SamplesUnreadable(what=what, why=next(iter(faults)).message)
    return source.data or {}
