"""Browsers that are known: a signed cookie names the accounts that have signed in there. It opens nothing by itself.

Only the sign-in page is sent it, and reads whose tries it counts apart (`app.identity.brakes`).
"""

import secrets
from datetime import timedelta

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

COOKIE = "device"
_KEPT = timedelta(days=180)
_MOST = 12
"""Accounts of one browser: the posts of a duty room."""


def device_of(login: str) -> str | None:
    """What this browser is called, if the login has signed in here before."""
    name, logins = _read()
    return name if login in logins else None


def remember(response: Response, login: str) -> None:
    """The login has just signed in here."""
    name, logins = _read()
    known = [login, *(other for other in logins if other != login)][:_MOST]
    response.set_cookie(
        COOKIE,
        _signer().dumps([name or secrets.token_urlsafe(9), *known]),
        max_age=_KEPT,
        path="/sign-in",
        httponly=True,
        samesite="Strict",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )


def _read() -> tuple[str | None, list[str]]:
    try:
        name, *logins = _signer().loads(request.cookies.get(COOKIE, ""), max_age=int(_KEPT.total_seconds()))
    except BadData:
        return None, []
    return name, logins


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=COOKIE)
