"""Characters that no font draws, found before a number is spent: a box on an order is worse than none."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.printouts.errors import FontsMissing, GlyphMissing
from app.printouts.fields import Field, value_at

INVISIBLE = frozenset("\u200b\u2060\ufeff\u00ad")
"""Characters that papers leave out."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_IN_EVERY_FONT = "gb2312"  # what the fonts of papers all have; only other characters are looked up


def require_drawable(fields: Sequence[Field], data: Mapping[str, Any]) -> None:
    """Refuse data with characters that the paper could not show.

    Raises GlyphMissing. Without fonts nothing is refused: rendering says what is missing and is tried again.
    """
    strange = {character for text in _printed(fields, data) for character in _strange(text)}
    if strange and (missing := _undrawable(strange)):
        raise GlyphMissing(missing)


def _printed(fields: Iterable[Field], data: Mapping[str, Any]) -> Iterator[str]:
    for field in fields:
        value = value_at(data, field.name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield one
            elif isinstance(one, Mapping):
                yield from _printed(field.items, one)


def _strange(text: str) -> Iterator[str]:
    yield from _CONTROL.findall(text)
    try:
        text.encode(_IN_EVERY_FONT)
    except UnicodeEncodeError:
        yield from (c for c in set(text) - INVISIBLE if not c.isspace() and not _is_common(c))


def _is_common(character: str) -> bool:
    try:
        return bool(character.encode(_IN_EVERY_FONT))
    except UnicodeEncodeError:
        return False


def _undrawable(characters: Iterable[str]) -> set[str]:
    from app.printouts.fonts import Role, faces  # noqa: PLC0415 - fontTools: not before a rare character comes

    try:
        found = faces()
    except FontsMissing:
        return set()
    return {one for one in characters if _CONTROL.match(one) or found.pick(Role.FANG, one) is None}
