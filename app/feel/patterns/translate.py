"""XPath regular expressions to the syntax of RE2 (XPath functions 3.1, 5.6.1)."""

import re

from app.feel.patterns.classes import ClassReader
from app.feel.patterns.errors import malformed, unsupported

_FLAGS = frozenset("smixq")
_LONGEST = 1000
_MOST_REPEATS = 1000
_COUNTS = re.compile(r"[0-9]{1,4}(?:,[0-9]{0,4})?")
_BLANKS = frozenset(" \t\n\r")
_QUOTED = frozenset("\\.+*?()|[]{}^$")


def translate(pattern: str, flags: str) -> str:
    """The RE2 text of a pattern under the flags s, m, i, x and q.

    Raises:
        PatternError: when the pattern or the flags are malformed, or it needs more than linear time allows.
    """
    if not _FLAGS.issuperset(flags):
        raise malformed(f"flags “{flags}”")
    if len(pattern) > _LONGEST:
        raise malformed(pattern)
    prefix = "".join(f"(?{flag})" for flag in "smi" if flag in flags)
    if "q" in flags:
        return prefix.replace("(?s)", "").replace("(?m)", "") + "".join(map(_quoted, pattern))
    if "x" in flags:
        pattern = _without_blanks(pattern)
    return prefix + _Translator(pattern, flags).text()


def _without_blanks(pattern: str) -> str:
    """The pattern without blanks outside of character classes (even one behind a backslash)."""
    kept: list[str] = []
    depth = 0
    escaped = False
    for character in pattern:
        if character in _BLANKS and not depth:
            continue
        kept.append(character)
        if not escaped:
            depth += (character == "[") - (character == "]" and depth > 0)
        escaped = character == "\\" and not escaped
    return "".join(kept)


def _quoted(character: str) -> str:
    return f"\\{character}" if character in _QUOTED else character


class _Translator(ClassReader):
    def __init__(self, pattern: str, flags: str) -> None:
        super().__init__(pattern)
        self._repeats = 0
        self._any = "." if "s" in flags else r"[^\n\r]"

    def text(self) -> str:
        """The translated pattern."""
        parts: list[str] = []
        while self.position < len(self.pattern):
            parts.append(self._next())
        return "".join(parts)

    def _next(self) -> str:
        mark = self.take()
        if mark == "\\":
            return self._escaped()
        if mark == "[":
            return self.group().text()
        if mark == ".":
            return self._any
        if mark == "(":
            return self._parenthesis()
        if mark == "{":
            return "{" + self._count()
        if mark in "]}":
            raise self.fail()
        return mark

    def _escaped(self) -> str:
        if self.looking_at("w"):  # as the complement of few categories it makes a far smaller program
            self.position += 1
            return r"[^\p{P}\p{Z}\p{C}]"
        found = self.escape()
        return (
            f"(?-i:{found.text()})" if found.categories else found.text()
        )  # the flag i leaves categories alone

    def _parenthesis(self) -> str:
        if not self.looking_at("?"):
            return "("
        if not self.looking_at("?:"):
            raise unsupported(self.pattern[self.position - 1 : self.position + 3])
        self.position += 2
        return "(?:"

    def _count(self) -> str:
        end = self.pattern.find("}", self.position)
        counts = self.pattern[self.position : max(end, self.position)]
        if not _COUNTS.fullmatch(counts):
            raise self.fail()
        self._repeats += max(int(count or 0) for count in counts.split(","))
        if self._repeats > _MOST_REPEATS:
            raise self.fail()
        self.position = end + 1
        return f"{counts}}}"
