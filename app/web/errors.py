"""Refusals as pages for people and problem+json (RFC 9457) for scripts. Nothing else of an error leaves the house."""

from urllib.parse import urlsplit

import structlog
from flask import (
    Flask,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.bundle.safety import FileTooLarge
from app.core.errors import DomainError
from app.core.ids import new_id
from app.forms import FieldError, FormInvalid
from app.web.asked import came_from
from app.web.language import gettext as _
from app.web.language import told
from app.web.pages import Link, Shell
from app.web.pages.errors import error_page
from app.web.refusals import said
from app.web.shell import shell

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Attach the handlers."""
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failed)
    app.login_manager.unauthorized_handler(_signed_out)  # type: ignore[attr-defined]  # Flask-Login's attribute


def _refused(error: DomainError) -> Response:
    fields = [
        {"field": e.path, "label": "", "message": _("；").join(map(told, e.messages))} for e in _faults(error)
    ]
    return _answer(error.status, said(error), error.code, fields=fields)


def _faults(error: DomainError) -> tuple[FieldError, ...]:
    return error.errors if isinstance(error, FormInvalid) else ()


def _signed_out() -> Response:
    """To sign in and back to the page; a script that sent something is told, and keeps what it had."""
    there = url_for("signin.sign_in", next=_shown())
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": there})
    if _wants_json():
        return problem(401, _("登录已过期，请重新登录。没有产生任何变化。"), "signed-out", location=there)
    return redirect(there)  # type: ignore[return-value]


def _shown() -> str:
    """The page that the reader sees: a form's own address cannot be opened after signing in."""
    shown = request.headers.get("HX-Current-URL") or (
        request.referrer if request.method == "POST" else request.url
    )
    parts = urlsplit(shown or "")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _stale(_error: CSRFError) -> Response:
    if not current_user.is_authenticated and request.endpoint != "signin.enter":
        return _signed_out()
    return _answer(400, _("这一页放得太久了。请刷新后再做一次，没有产生任何变化。"), "stale-page")


def _http(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:
        return error.get_response()  # type: ignore[return-value]  # a redirect
    status = error.code or 500
    response = _answer(status, plain(status), _CODES.get(status, f"http-{status}"))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


_CODES = {413: FileTooLarge.code}  # beyond the server's own bound, before anybody has looked at the file


def plain(status: int) -> str:
    """What a person is told where only the status is known."""
    return {
        400: _("请求看不懂，没有产生任何变化。"),
        404: _("没有这一页。"),
        405: _("这个地址不接受这样的请求。"),
        413: _("内容太大，没有收下。"),
        415: _("内容的格式不对，没有收下。"),
    }.get(status, _("没有办成。"))


def _failed(error: Exception) -> Response:
    reference = new_id()
    log.error("request failed", reference=reference, path=request.path, exc_info=error)
    return _answer(
        500, _("系统内部出错，没有产生任何变化。急件请先打电话。"), "internal", reference=reference
    )


def _answer(
    status: int, message: str, code: str, *, reference: str = "", fields: list[dict[str, str]] | None = None
) -> Response:
    if _wants_json():
        more = {**({"errors": fields} if fields else {}), **({"instance": reference} if reference else {})}
        response = problem(status, message, code, **more)
    else:
        frame = shell()
        page = error_page(status, message, home=_home(frame), reference=reference or code)
        response = make_response(render_template("error.html", shell=frame, page=page))
    response.status_code = status
    return response


def _home(frame: Shell) -> Link:
    """Where the reader goes on: the page whose act was refused, the place that they were in, or their first."""
    if before := came_from():
        return Link(text=_("回到刚才那一页"), href=before)
    here = [place for place in frame.places if request.path.startswith(place.href)]
    place = next(iter([*here, *frame.places]), None)
    if place is None:
        return Link(text=_("去登录"), href=url_for("signin.sign_in"))
    return Link(text=_("回到%(place)s", place=place.text), href=place.href)


def problem(status: int, message: str, code: str, **more: object) -> Response:
    """A refusal for scripts as problem+json (RFC 9457)."""
    response = jsonify({"type": f"/errors#{code}", "title": message, "status": status, "code": code, **more})
    response.mimetype = "application/problem+json"
    response.status_code = status
    return response


def _wants_json() -> bool:
    accepted = request.accept_mimetypes
    return request.is_json or accepted.best_match(["text/html", "application/json"]) == "application/json"
