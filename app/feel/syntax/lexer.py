"""Text to tokens (DMN 1.5, 10.3.1.2, rules 22 to 64)."""

import re
from typing import NamedTuple

from app.feel.errors import FeelSyntaxError

_START = (
    r"?A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u167F\u1681-\u180D\u180F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFEFE\uFF00-\uFFFD\U00010000-\U000EFFFF"
)
_PART = _START + r"0-9\u00B7\u0300-\u036F\u203F-\u2040"
_TOKEN = re.compile(
    rf"""(?P<space>(?:[\s\u180E\u200B\uFEFF]|//[^\n\r]*|/\*[\s\S]*?\*/)+)
    |(?P<name>[{_START}][{_PART}]*)
    |(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<string>"(?:[^"\\]|\\[\s\S])*")
    |(?P<symbol>\*\*|\.\.|<=|>=|!=|->|[-+*/=<>(){{}}\[\],.:@'])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))"
)
_SHORT = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}

KEYWORDS = frozenset({
    "for", "return", "if", "then", "else", "some", "every", "satisfies", "and", "or", "between", "in", "instance",
    "function", "external", "true", "false", "null",
})  # fmt: skip
"""Words that end a name of several words."""


class Token(NamedTuple):
    """A token: `kind` is name, number, string, symbol or end; `text` as written; offsets in the source."""

    kind: str
    text: str
    start: int
    end: int


def tokens(source: str) -> list[Token]:
    """All tokens, with an `end` token last.

    Raises:
        FeelSyntaxError: at a character that begins no token.
    """
    found: list[Token] = []
    position = 0
    match = _TOKEN.match
    length = len(source)
    while position < length:
        token = match(source, position)
        if token is None:
            raise syntax_error(source, position, "expression", source[position])
        end = token.end()
        kind = token.lastgroup
        if token.group() == "/" and source.startswith("*", end):
            raise syntax_error(source, length, "*/", "end of text")
        if kind != "space":
            found.append(Token(kind or "", token.group(), position, end))
        position = end
    found.append(Token("end", "", length, length))
    return found


def syntax_error(source: str, at: int, expected: str, found: str) -> FeelSyntaxError:
    """The error at that offset, with line and column from 1."""
    line = source.count("\n", 0, at) + 1
    column = at - source.rfind("\n", 0, at)
    return FeelSyntaxError(line=line, column=column, expected=expected, found=found[:40])


def unescape(text: str) -> str:
    """The content of a string literal without its quotes; an unknown escape stays as written."""
    return _ESCAPE.sub(_unescaped, text[1:-1]) if "\\" in text else text[1:-1]


def _unescaped(match: re.Match[str]) -> str:
    high, low, unit, point, short = match.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))
    if unit or point:
        code = int(unit or point, 16)
        return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"
    return _SHORT.get(short, match.group())
