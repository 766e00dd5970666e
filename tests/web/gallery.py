"""A small application that shows every page with made-up content: for screenshots, axe and the browser tests.

Run it by hand: `.venv/bin/python -m tests.web.gallery`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app, jsonify, render_template, request
from flask_babel import Babel
from flask_wtf import CSRFProtect

from app.web import pages as p
from app.web.pages.errors import error_page
from app.web.templating import init_templates
from tests.web.samples import (
    drafts,
    forms,
    instance,
    order,
    others,
    places,
    registers,
    task,
    tasks,
    trace,
    verification,
)

ROOT = Path(__file__).resolve().parents[2]
DIAGRAM = ROOT / "processes/rongcheng/rongcheng-dispatch.bpmn"
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'"


@dataclass(frozen=True)
class Shown:
    """A page of the gallery: its template, its content, the place it belongs to."""

    template: str
    page: Callable[[], object]
    here: str = "tasks"
    shell: Callable[..., p.Shell] = tasks.shell


def signed_out(here: str, **more: Any) -> p.Shell:
    return tasks.shell(
        here, **{"places": (), "post": "", "other_language": p.Link(text="English", href="/en"), **more}
    )


def drill(here: str, **more: Any) -> p.Shell:
    toast = p.Toast(text="已下达 4 份指令，03:14:02", link=p.Link(text="看指令", href="/papers"))
    return tasks.shell(
        here, **{"drill": "桌面推演：文书带“演练”字样，单独编号，消息不发出本系统", "toast": toast, **more}
    )


WRONG = p.Note(tone=p.Tone.STOP, title="账号或口令不对", text="还能再试 3 次，之后停用 10 分钟。")
READER = p.Note(tone=p.Tone.MIND, title="这份方案是您拟定的，不能由您审批", text="拟定人不得自批。")
SLOW = forms.approval(blocked="“同意”要等排序到齐，确认您看到的就是要下达的。")
FAULTS = forms.approval(
    errors=(
        p.FieldError(
            field="arrive_by",
            label="要求到场时间",
            message="03:10 已经过了，现在是 03:16。请填 03:16 以后的时间",
        ),
    )
)
PAGES: dict[str, Shown] = {
    "sign-in": Shown("sign_in.html", others.sign_in, shell=signed_out),
    "sign-in-wrong": Shown("sign_in.html", lambda: others.sign_in(WRONG), shell=signed_out),
    "tasks": Shown("tasks.html", tasks.task_list),
    "tasks-empty": Shown("tasks.html", tasks.empty_list),
    "task": Shown("task.html", task.task),
    "task-errors": Shown("task.html", lambda: task.task(form=FAULTS)),
    "task-blocked": Shown("task.html", lambda: task.task(form=SLOW)),
    "task-reader": Shown("task.html", lambda: task.task(form=None, refusal=READER, actions=()), shell=drill),
    "instance": Shown("instance.html", instance.instance, "emergencies"),
    "instance-steps": Shown("instance.html", lambda: instance.instance(steps_only=True), "emergencies"),
    "instance-incident": Shown("instance.html", instance.incident_instance, "emergencies"),
    "trace": Shown("trace.html", trace.trace, "emergencies"),
    "trace-broken": Shown("trace.html", trace.broken_trace, "emergencies"),
    **{
        f"form-{file.split('/')[1]}": Shown(
            "start_form.html", partial(places.shipped_form, file, text), "emergencies"
        )
        for file, text in {
            "rongcheng/emergency-report": "报送并抄报 2 家",
            "rongcheng/dispatch-plan": "送审",
            "rongcheng/first-response": "送出研判",
            "common/force-arrival": "登记到场",
        }.items()
    },
    "order-answer": Shown("order.html", order.order, shell=signed_out),
    "order-departure": Shown("order.html", order.departure, shell=signed_out),
    "order-arrival": Shown("order.html", order.arrival, shell=signed_out),
    "order-times": Shown("order.html", order.shown_times, shell=signed_out),
    "order-closed": Shown("order.html", order.closed_order, shell=signed_out),
    "start": Shown("start.html", places.start, "emergencies"),
    "start-form": Shown("start_form.html", places.start_form, "emergencies"),
    "emergencies": Shown("emergencies.html", places.emergencies, "emergencies"),
    "emergencies-empty": Shown(
        "emergencies.html", lambda: replace(places.emergencies(), rows=()), "emergencies"
    ),
    "forces": Shown("forces.html", places.forces, "forces"),
    "forces-empty": Shown("forces.html", lambda: replace(places.forces(), rows=()), "forces"),
    "papers": Shown("papers.html", places.papers, "papers"),
    "papers-empty": Shown("papers.html", lambda: replace(places.papers(), rows=()), "papers"),
    "registers": Shown("registers.html", registers.registers, "registries"),
    "register": Shown("register.html", registers.register, "registries"),
    "register-empty": Shown("register.html", lambda: replace(registers.register(), rows=()), "registries"),
    "entry": Shown("entry.html", registers.entry, "registries"),
    "import": Shown("import.html", registers.import_sheet, "registries"),
    "outgoing": Shown("outgoing.html", registers.outgoing, "registries"),
    "reports": Shown("reports.html", registers.reports, "reports"),
    "report": Shown("report.html", registers.report, "reports"),
    "report-line": Shown("report.html", lambda: registers.report("line"), "reports"),
    "clauses": Shown("clauses.html", registers.clause_list, "clauses"),
    "clause": Shown("clause.html", registers.clause, "clauses"),
    "paper": Shown("paper.html", verification.paper, "papers"),
    "printouts": Shown("printouts.html", verification.samples, "papers"),
    "verification": Shown("verification.html", verification.genuine, shell=signed_out),
    "verification-replaced": Shown("verification.html", verification.replaced, shell=signed_out),
    "verification-ask": Shown("verification.html", verification.asking, shell=signed_out),
    "draft": Shown("drafts.html", drafts.draft, "drafts"),
    "draft-none": Shown("drafts.html", drafts.deployed, "drafts"),
    "draft-submit": Shown("review.html", drafts.before_submitting, "drafts"),
    "draft-review": Shown("review.html", drafts.under_review, "drafts"),
    "versions": Shown("versions.html", drafts.versions, "drafts"),
    "incident": Shown("incident.html", others.incident, "emergencies"),
    "me": Shown("me.html", places.me, "me"),
    "refused": Shown("error.html", others.refused),
    **{
        f"error-{status}": Shown(
            "error.html",
            lambda status=status: error_page(
                status, "没有办成。", home=p.Link(text="回到待办", href="/tasks")
            ),
        )
        for status in (400, 403, 404, 409, 422, 429, 500)
    },
}


def create_gallery() -> Flask:
    """The gallery, with the content policy and the CSRF check of the real application."""
    app = Flask("app.web")
    app.config.update(SECRET_KEY="gallery", BABEL_DEFAULT_TIMEZONE="Asia/Shanghai", WTF_CSRF_TIME_LIMIT=None)
    Babel(app, default_locale="zh_Hans_CN", locale_selector=lambda: request.args.get("lang", "zh"))
    CSRFProtect(app)
    init_templates(app)
    app.add_url_rule("/show/<name>", view_func=show)
    app.add_url_rule("/diagram.bpmn", view_func=diagram)
    app.add_url_rule("/tasks/poll", view_func=poll)
    app.add_url_rule("/tasks/<task_id>/preview", view_func=preview)
    app.add_url_rule("/tasks/<task_id>/complete", view_func=complete, methods=["POST"])
    app.add_url_rule("/tasks/<task_id>/draft", view_func=draft, methods=["POST"])
    app.after_request(restrict)
    app.config["SEEN"] = []
    return app


def shell_of(shown: Shown) -> p.Shell:
    return shown.shell(shown.here, language="en" if request.args.get("lang") == "en" else "zh")


def show(name: str) -> str:
    if name not in PAGES:
        abort(404)
    shown = PAGES[name]
    return render_template(shown.template, shell=shell_of(shown), page=shown.page())


def diagram() -> Response:
    return Response(DIAGRAM.read_bytes(), mimetype="application/xml")


def poll() -> Response:
    """A poll's answer: 304 for the tag already held, else the list with a new urgent row on top."""
    if request.headers.get("HX-PTag") == "second":
        return Response(status=304)
    page = tasks.task_list()
    first = page.groups[0]
    added = tasks.row(
        9, "核实新的接报", "好运角片区山火", p.Deadline(due=tasks.at("03:12")), urgent=True, fresh=True
    )
    page = replace(
        page, groups=(replace(first, rows=(added, *first.rows)), *page.groups[1:]), preview=tasks.PREVIEW
    )
    answer = Response(render_template("_task_poll.html", shell=tasks.shell(), page=page))
    answer.headers["HX-PTag"] = "second"
    return answer


def preview(task_id: str) -> str:
    shown = replace(tasks.PREVIEW, id=task_id, name=f"待办 {task_id}")
    return render_template(
        "_task_preview.html", shell=tasks.shell(), page=replace(tasks.task_list(), preview=shown)
    )


def complete(task_id: str) -> tuple[Response, int] | Response:
    """Refuses as the values ask, so that tests can see each answer."""
    body = request.get_json()
    current_app.config["SEEN"].append({**body, "key": request.headers.get("X-Request-Id")})
    values = body["values"]
    if values.get("arrive_by") == "03:10":
        error = {
            "field": "arrive_by",
            "label": "要求到场时间",
            "message": "03:10 已经过了，请填 03:16 以后的时间",
        }
        return jsonify(title="没有送出，有 1 处要改", errors=[error]), 422
    if values.get("arrive_by") == "09:09":
        return jsonify(title="03:13:58 已由 应急管理局 值班员 同意，您的“退回”没有生效"), 409
    if values.get("arrive_by") == "00:00":
        return jsonify(title="登录已过期", location="/show/sign-in"), 401
    return jsonify(location="/show/tasks")


def draft(task_id: str) -> Response:
    current_app.config["SEEN"].append({"draft": request.get_json()["values"]})
    return jsonify(saved_at="2026-11-22T03:14:00+08:00", version=1)


def restrict(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = POLICY
    answer.date = tasks.NOW
    return answer


if __name__ == "__main__":
    create_gallery().run(port=8765)
