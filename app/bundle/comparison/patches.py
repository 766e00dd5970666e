"""Two versions of a text, line by line."""

from difflib import unified_diff

_MOST_LINES = 300
_LONGEST = 300
_COMPARABLE = 6_000


def patch(old: bytes | None, new: bytes | None) -> tuple[tuple[str, ...], int]:
    """The lines of a unified difference without its head, and how many more there are; none for what is no text."""
    before, after = _lines(old), _lines(new)
    if before is None or after is None or len(before) + len(after) > _COMPARABLE:
        return (), 0
    found = [line[:_LONGEST] for line in unified_diff(before, after, n=2, lineterm="")][2:]
    return tuple(found[:_MOST_LINES]), max(0, len(found) - _MOST_LINES)


def _lines(data: bytes | None) -> list[str] | None:
    try:
        return (data or b"").decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return None
