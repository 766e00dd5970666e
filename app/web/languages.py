"""The switch between Chinese and English."""

from flask import Blueprint, Flask, Response, redirect, request, session
from flask_babel import Babel

from app.web.asked import inside

LANGUAGES = ("zh", "en")
bp = Blueprint("language", __name__)


def init_app(app: Flask) -> None:
    """Attach Babel: the session's language, Chinese otherwise; times are the jurisdiction's."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, default_locale="zh", locale_selector=_locale, timezone_selector=lambda: "Asia/Shanghai")


@bp.get("/language/<language>")
def switch(language: str) -> Response:
    """Remember the language and go back to where the reader was."""
    if language in LANGUAGES:
        session["language"] = language
    return redirect(inside(request.args.get("next", "")))  # type: ignore[return-value]


def _locale() -> str:
    return str(session.get("language", "zh"))
