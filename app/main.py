"""The composition root: an installation becomes a Flask application."""

import secrets
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.cli.registry import register_commands
from app.config import Config
from app.core.logs import configure_logs
from app.web import asked, blueprints, errors, languages, security, sessions, templating, throttle
from app.worker.house import House, open_house
from app.worker.queue import Dbos

MAX_UPLOAD = 4 * 1024 * 1024


def create_app(config: Config | None = None, house: House | None = None) -> Flask:
    """The application. Tests pass a house of their own; `flask` and the server let it be made from the settings."""
    configure_logs()
    config = config or (house.config if house else Config.from_env())
    house = house or open_house(config, lambda: Dbos(config))
    app = Flask("app.web", root_path=str(Path(__file__).parent / "web"))
    app.config.update(
        SECRET_KEY=secret_key(config),
        MAX_CONTENT_LENGTH=MAX_UPLOAD,
        MAX_FORM_PARTS=500,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        TESTING=config.testing,
    )
    app.extensions["house"] = house
    for part in (asked, sessions, security, throttle, languages, errors, blueprints):
        part.init_app(app)
    templating.init_templates(app)
    register_commands(app)
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, config.trusted_proxies, config.trusted_proxies)  # type: ignore[method-assign]
    return app


def secret_key(config: Config) -> bytes:
    """The installation's own key: made at first start, readable by its owner only, never in the database."""
    path = config.data_dir / "secret.key"
    if not path.exists():
        config.data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()
