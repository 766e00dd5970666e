"""Names of the scope, which may hold spaces and operators (DMN 1.5, 10.3.1.4)."""

import re
from collections.abc import Iterable
from functools import lru_cache

from app.feel.errors import FeelSyntaxError
from app.feel.syntax.lexer import Token, tokens

_SPACES = re.compile(r"\s+")
_WITH_KEYWORDS = ("date and time", "years and months duration")
"""The functions of the standard whose names hold keywords; all others are found as words in a row."""
_SIMPLE = re.compile(r"\w+\Z")


class Names:
    """Names of more than one token in one scope and those around it, found in a text by their first token."""

    __slots__ = ("_outer", "_own")

    def __init__(self, outer: "Names | None" = None) -> None:
        self._outer = outer
        self._own: dict[str, dict[int, set[str]]] = {}

    def add(self, name: str) -> None:
        """Bring a name into scope; one that is a plain word needs no help to be found."""
        if _SIMPLE.match(name):
            return
        name = normalized(name)
        try:
            parts = tokens(name)
        except FeelSyntaxError:
            return
        if len(parts) > 1:
            self._own.setdefault(parts[0].text, {}).setdefault(len(parts) - 1, set()).add(name)

    def longest(self, source: str, found: list[Token], index: int) -> tuple[str, int] | None:
        """The longest known name that begins at that token, and the index of the token after it."""
        first = found[index].text
        best: tuple[str, int] | None = None
        scope: Names | None = self
        while scope is not None:
            for count, names in scope._own.get(first, _NONE).items():
                after = index + count
                if after < len(found) and (best is None or after > best[1]):
                    text = normalized(source[found[index].start : found[after - 1].end])
                    best = (text, after) if text in names else best
            scope = scope._outer
        return best


_NONE: dict[int, set[str]] = {}


def normalized(name: str) -> str:
    """The name with single spaces."""
    return _SPACES.sub(" ", name.strip())


@lru_cache(maxsize=256)
def names_of(names: frozenset[str]) -> Names:
    """The scope of those names."""
    scope = Names()
    for name in (*_WITH_KEYWORDS, *names):
        scope.add(name)
    return scope


def scope_of(names: Iterable[str]) -> Names:
    """A scope to add to, around it those names."""
    return Names(names_of(frozenset(names)))
