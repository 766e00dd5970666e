"""What addresses and forms bring, read so that nothing else can be meant by it."""

from flask import url_for

_DIGITS = 9
"""Longer numbers fit no column of the database, and the longest Python itself refuses to read."""


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number from 0 on; `otherwise` for any other text."""
    return int(text) if len(text) <= _DIGITS and text.isdecimal() else otherwise


def inside(target: str) -> str:
    """A path of this house to go on to, else the first page: no other host, and nothing that a browser drops."""
    own = target.startswith("/") and target[1:2] not in ("/", "\\") and target.isprintable()
    return target if own else url_for("tasks.home")
