"""Two versions of a text, line by line."""

import re
from difflib import unified_diff

from app.core.texts import Text

_MOST_LINES = 300
_LONGEST = 300
_COMPARABLE = 6_000
_PLACE = re.compile(r"@@ -(\d+)\S* \+(\d+)\S* @@$")


def patch(old: bytes | None, new: bytes | None) -> tuple[tuple[str, ...], int]:
    """The lines of a unified difference without its head, and how many more there are; none for what is no text.

    A line begins with `+`, `-` or a blank; where a part begins is said in words instead of `@@`.
    """
    before, after = _lines(old), _lines(new)
    if before is None or after is None or len(before) + len(after) > _COMPARABLE:
        return (), 0
    found = [_said(line) for line in unified_diff(before, after, n=2, lineterm="")][2:]
    return tuple(found[:_MOST_LINES]), max(0, len(found) - _MOST_LINES)


def _said(line: str) -> str:
    if place := _PLACE.match(line):
        return Text("旧版第 {old} 行、新版第 {new} 行起：", old=place[1], new=place[2])
    return line[:_LONGEST]


def _lines(data: bytes | None) -> list[str] | None:
    try:
        return (data or b"").decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return None
