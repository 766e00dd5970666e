"""CSRF, security headers, and the check that stands before each view."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, Response, current_app, request
from flask_login import login_required
from flask_wtf import CSRFProtect

from app.core.errors import DomainError, TooMany
from app.identity.permissions import Permission, authorize
from app.web.sessions import actor, house
from app.web.throttle import Throttle

P = ParamSpec("P")
R = TypeVar("R")

# bpmn-js and form-js set style attributes; scripts come from our own files only
CONTENT_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
FRAMES_PICTURES = CONTENT_POLICY.replace("object-src", "frame-src 'self' blob:; object-src")
"""For a page that shows a PDF which it was just given: in a frame, whose content is its own blob."""
FRAMED_BY_US = CONTENT_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""For a page without acts of its own that one of our pages shows in a frame."""
SEALED = "default-src 'none'; sandbox"
"""For what scripts fetch and a browser would draw as a page if somebody opened it: somebody else's XML."""
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
}


READINGS, READINGS_SECONDS = 100, 600
"""How many refused readings of an account the log is told of in that time, each address once."""


def init_app(app: Flask) -> None:
    """Attach CSRF protection and headers."""
    CSRFProtect().init_app(app)
    app.after_request(_harden)
    app.extensions["refused_readings"] = Throttle(1, READINGS_SECONDS), Throttle(READINGS, READINGS_SECONDS)


def with_policy(policy: str) -> Callable[[Response], Response]:
    """For `after_this_request`: this response alone carries another content policy than the house's."""

    def change(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        return response

    return change


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let only signed-in accounts with the permission reach the view; what is refused to them is recorded."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            with _told():
                authorize(actor(), permission)
                return view(*args, **kwargs)

        guarded: Callable[P, R] = login_required(checked)
        guarded.permission = permission  # type: ignore[attr-defined]  # read by the access matrix
        return guarded

    return decorate


@contextmanager
def _told() -> Iterator[None]:
    """Tell the log who asks for what they may not or what is not theirs; of reading, not again and again."""
    try:
        yield
    except DomainError as refusal:
        if refusal.status not in (403, 404) or (request.method != "POST" and not _worth_telling(actor().id)):
            raise
        refusal.details.setdefault("page", request.path)
        with house().database.attempt(actor()):
            raise


def _worth_telling(account_id: str) -> bool:
    """Whether the log does not know it yet: a page that is asked for every second would fill it."""
    same, much = current_app.extensions["refused_readings"]
    try:
        same.pass_or_refuse(f"{account_id} {request.path}")
        much.pass_or_refuse(account_id)
    except TooMany:
        return False
    return True


def _harden(response: Response) -> Response:
    if response.mimetype == "application/xml":
        response.headers["Content-Security-Policy"] = SEALED
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("Cache-Control", "private")  # papers and answers for scripts: no proxy's
    if house().config.secure_cookies:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
