"""Compiled patterns: search, replace and split in linear time, counted against the run's steps."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import re2

from app.feel.limits import Run, current_run
from app.feel.patterns.errors import malformed
from app.feel.patterns.translate import translate

_MEMORY = 2 << 20
_REPLACEMENT = re.compile(r"\$([0-9]+)|\\([\\$])|([^\\$]+)")
_STEP_PER = 7
"""A step is worth 128 instructions times characters: what RE2 does in its worst case, when its automaton is too big."""
_SEARCH = 8


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    return options


class Pattern:
    """An RE2 program. Its cost is charged by the size of the program and the length of the text."""

    def __init__(self, program: Any) -> None:
        self._program = program
        self._size = int(program.programsize)
        self.cost = self._size
        self.groups = int(program.groups)

    def search(self, text: str) -> bool:
        """Whether it matches anywhere."""
        run = current_run()
        self._charge(run, len(text))
        return self._program.search(_encodable(text)) is not None

    def replaced(self, text: str, parts: list[str | int]) -> list[str]:
        """The pieces of the text with each match replaced by texts and groups (as their numbers)."""
        run = current_run()
        pieces: list[str] = []
        end = length = 0
        for match in self._matches(text):
            added = [part if isinstance(part, str) else match.group(part) or "" for part in parts]
            pieces += [text[end : match.start()], *added]
            end = match.end()
            length += sum(map(len, added))
            run.text(length)
        return [*pieces, text[end:]]

    def pieces(self, text: str) -> list[str]:
        """The text between the matches; an empty match splits nothing."""
        found: list[str] = []
        end = 0
        for match in self._matches(text):
            if match.end() > match.start():
                found.append(text[end : match.start()])
                end = match.end()
        return [*found, text[end:]]

    def _matches(self, text: str) -> Iterator[Any]:
        run = current_run()
        self._charge(run, len(text))
        for match in self._program.finditer(_encodable(text)):
            run.charge(_SEARCH)
            self._charge(run, len(text) - match.end())
            yield match

    def _charge(self, run: Run, length: int) -> None:
        run.charge(1 + (self._size * length >> _STEP_PER))


def _encodable(text: str) -> str:
    """The text without lone surrogates, which have no UTF-8; one character for one."""
    return text.encode("utf-8", "replace").decode()


@lru_cache(maxsize=512)
def compile_pattern(pattern: str, flags: str) -> Pattern:
    """The program of an XPath pattern.

    Raises:
        PatternError: when it is malformed, or `unsupported`.
    """
    try:
        compiled = Pattern(re2.compile(_encodable(translate(pattern, flags)), _options()))
    except re2.error:
        raise malformed(pattern) from None
    current_run().charge(compiled.cost)
    return compiled


def replacement_parts(replacement: str, groups: int, *, literal: bool) -> list[str | int] | None:
    """A replacement as texts and group numbers; null when a `$` or `\\` stands alone."""
    if literal:
        return [replacement]
    parts: list[str | int] = []
    position = 0
    while position < len(replacement):
        found = _REPLACEMENT.match(replacement, position)
        if found is None:
            return None
        position = found.end()
        digits, escaped, text = found.groups()
        parts += _group(digits, groups) if digits else [escaped or text]
    return parts


def _group(digits: str, groups: int) -> list[str | int]:
    """The longest number that is a group, the other digits as they are; a group that is not there is empty."""
    for length in range(len(digits), 0, -1):
        number = int(digits[:length])
        if number <= groups:
            return [number, digits[length:]]
    return [digits[1:]]
