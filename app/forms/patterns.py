"""Patterns of form-js, which are ECMAScript's, on RE2: searched anywhere in the text, in linear time.

What RE2 cannot express (look-around, back references) or reads differently (`\\p`, case flags) is refused when the
form is deployed. Blanks and `.` are rewritten, since ECMAScript's sets are wider or narrower than RE2's.
"""

import re
from typing import Any

import re2

from app.core.errors import Invalid
from app.core.texts import Text
from app.forms.texts import storable

LONGEST = 2_000
_BLANK = r"\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"
_ANY_BUT_LINE_END = r"[^\n\r\x{2028}\x{2029}]"

_TOKEN = re.compile(
    r"""(?P<unicode>\\u(?P<hex>[0-9a-fA-F]{4}))
      | (?P<escape>\\.)
      | (?P<group>\(\?(?:<(?=[=!])|<(?P<name>[^>]*)>|.)?)
      | (?P<class>\[\^?\]?)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN_ESCAPES = frozenset("dDwWbBtnrvf\\^$.*+?()[]{}|/-")


class PatternUnsupported(Invalid):
    """{reason}"""

    code = "pattern-unsupported"


class Pattern:
    """A compiled pattern; `source` is as the form has it."""

    __slots__ = ("_compiled", "source")

    def __init__(self, source: str) -> None:
        """Raise `PatternUnsupported` with the reason in Chinese when the pattern cannot be kept exactly."""
        if len(source) > LONGEST or not storable(source):
            raise PatternUnsupported(
                reason=Text("模式超过 {longest} 个字符，或含有不能保存的字符", longest=LONGEST)
            )
        self.source = source
        self._compiled = _compiled(translated(source))

    def found_in(self, text: str) -> bool:
        """Whether the pattern occurs anywhere in the text."""
        return self._compiled.search(text) is not None


def _compiled(expression: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(expression, options)
    except re2.error as error:
        reason = error.args[0].decode(errors="replace") if isinstance(error.args[0], bytes) else str(error)
        raise PatternUnsupported(reason=Text("模式写错了（{reason}）", reason=reason)) from None


def translated(source: str) -> str:
    """The RE2 text of an ECMAScript pattern without flags; raises `PatternUnsupported`."""
    parts, position = [], 0
    while position < len(source):
        token = _TOKEN.match(source, position)
        if token is None:  # the last alternative takes any character
            raise PatternUnsupported(reason=Text("模式写错了"))
        position = token.end()
        if token["class"]:
            text, position = _class(source, token)
            parts.append(text)
        else:
            parts.append(_outside(token))
    return "".join(parts)


def _outside(token: re.Match[str]) -> str:
    if token["unicode"]:
        return rf"\x{{{token['hex']}}}"
    if token["escape"]:
        return {r"\s": f"[{_BLANK}]", r"\S": f"[^{_BLANK}]"}.get(token["escape"]) or _escape(token["escape"])
    if token["group"]:
        return _group(token)
    return _ANY_BUT_LINE_END if token["other"] == "." else token["other"]


def _group(token: re.Match[str]) -> str:
    if token["group"] == "(?:":
        return "(?:"
    if token["name"]:
        return "("  # names are never asked for
    raise PatternUnsupported(
        reason=Text("模式里的 {group} 不支持，请改写成不用前后断言和开关的模式", group=token["group"])
    )


def _escape(text: str) -> str:
    if text[1] in _PLAIN_ESCAPES:
        return text
    raise PatternUnsupported(reason=Text("模式里的 {text} 不支持，请换一种写法", text=text))


def _class(source: str, opening: re.Match[str]) -> tuple[str, int]:
    """A character class from its bracket on: the RE2 text and where the class ends."""
    if opening["class"] in {"[]", "[^]"}:  # matches nothing, matches anything
        return (r"[^\x00-\x{10ffff}]", r"(?s:.)")[opening["class"] == "[^]"], opening.end()
    parts, position = [opening["class"]], opening.end()
    while position < len(source):
        token = _TOKEN.match(source, position)
        if token is None or source[position] == "]":
            break
        position = _member(parts, source, position, token)
    if position >= len(source):
        raise PatternUnsupported(reason=Text("模式里有一个 [ 没有对应的 ]"))
    return "".join([*parts, "]"]), position + 1


def _member(parts: list[str], source: str, position: int, token: re.Match[str]) -> int:
    if token["unicode"]:
        parts.append(rf"\x{{{token['hex']}}}")
    elif token["escape"]:
        parts.append(_class_escape(token["escape"]))
    else:
        parts.append(r"\[" if source[position] == "[" else source[position])
        return position + 1
    return token.end()


def _class_escape(text: str) -> str:
    if text == r"\s":
        return _BLANK
    if text == r"\b":
        return r"\x08"
    if text in {r"\S", r"\B"}:
        raise PatternUnsupported(reason=Text("方括号里的 {text} 不支持，请换一种写法", text=text))
    return _escape(text)
