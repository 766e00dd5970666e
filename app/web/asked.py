"""What addresses, forms and bodies bring, read so that nothing else can be meant by it."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request, url_for
from flask.json.provider import DefaultJSONProvider

from app.core.errors import Unreadable

_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_DIGITS = 9
"""Longer numbers fit no column of the database, and the longest Python itself refuses to read."""


class StorableJson(DefaultJSONProvider):
    """JSON whose texts any database takes: no half of a surrogate pair, no NUL, nothing nested without end."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """The value. Raises `ValueError` for everything else."""
        text = s if isinstance(s, str) else s.decode()
        try:
            found = super().loads(text, **kwargs)
            if _NUL.search(text):
                raise ValueError
            if "\\u" in text:
                json.dumps(found, ensure_ascii=False).encode()
        except RecursionError as error:
            raise ValueError from error
        return found


def init_app(app: Flask) -> None:
    """Refuse what no database takes before anybody looks at it."""
    app.json = StorableJson(app)
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    if "\0" in request.path or any("\0" in value for value in request.values.values()):
        raise Unreadable


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number from 0 on; `otherwise` for any other text."""
    return int(text) if len(text) <= _DIGITS and text.isdecimal() else otherwise


def inside(target: str) -> str:
    """A path of this house to go on to, else the first page: no other host, and nothing that a browser drops."""
    own = target.startswith("/") and target[1:2] not in ("/", "\\") and target.isprintable()
    return target if own else url_for("tasks.home")


def came_from() -> str:
    """The page of this house on which something was pressed; empty when it was none, or when nothing was pressed."""
    came = urlsplit(request.referrer or "")
    ways = current_app.create_url_adapter(request)
    here = request.method == "POST" and came.netloc == request.host
    if not here or ways is None or not ways.test(came.path, "GET"):
        return ""
    return inside(f"{came.path}?{came.query}" if came.query else came.path)
