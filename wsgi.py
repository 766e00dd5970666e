"""Where servers and the `flask` command find the application (`gunicorn "wsgi:create_app()"`)."""

from app.main import create_app

__all__ = ["create_app"]
