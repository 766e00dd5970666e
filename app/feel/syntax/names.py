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
    """Names of more than one token, found again in a text by their first token, the longest first."""

    __slots__ = ("_by_first", "_shared")

    def __init__(self, by_first: dict[str, list[tuple[int, str]]]) -> None:
        self._by_first = by_first
        self._shared = True

    def add(self, name: str) -> None:
        """Bring a name into scope; one that is a plain word needs no help to be found."""
        name = normalized(name)
        if _SIMPLE.match(name):
            return
        if self._shared:
            self._by_first = {first: list(known) for first, known in self._by_first.items()}
            self._shared = False
        _insert(self._by_first, name)

    def longest(self, source: str, found: list[Token], index: int) -> tuple[str, int] | None:
        """The longest known name that begins at that token, and the index of the token after it."""
        known = self._by_first.get(found[index].text)
        if known is None:
            return None
        start = found[index].start
        for count, name in known:
            last = index + count - 1
            if last < len(found) - 1 and normalized(source[start : found[last].end]) == name:
                return name, last + 1
        return None

    def copy(self) -> "Names":
        """The same names; additions to one do not show in the other."""
        self._shared = True
        return Names(self._by_first)


def normalized(name: str) -> str:
    """The name with single spaces."""
    return _SPACES.sub(" ", name.strip())


def _insert(by_first: dict[str, list[tuple[int, str]]], name: str) -> None:
    try:
        parts = tokens(name)
    except FeelSyntaxError:
        return
    if len(parts) > 1:
        known = by_first.setdefault(parts[0].text, [])
        known.append((len(parts) - 1, name))
        known.sort(reverse=True)


@lru_cache(maxsize=256)
def names_of(names: frozenset[str]) -> Names:
    """The scope of those names. Take a `copy` before adding to it."""
    scope = Names({})
    for name in (*_WITH_KEYWORDS, *names):
        scope.add(name)
    return scope


def scope_of(names: Iterable[str]) -> Names:
    """A scope of those names to add to."""
    return names_of(frozenset(names)).copy()
