"""String functions (DMN 1.5, 10.3.4.3). Lengths and positions count Unicode characters."""

from decimal import Decimal
from typing import Any

from app.feel.builtins.registry import builtin
from app.feel.errors import warn
from app.feel.limits import current_run
from app.feel.patterns import PatternError, compile_pattern, replacement_parts
from app.feel.values.kinds import Value


@builtin("substring(string: string, start position: number, length?: number)")
def substring(text: str, start: Decimal, length: Decimal | None = None) -> Value:
    """The characters from a position (from 1; negative from the end), to the end or so many."""
    first = int(start)
    if not 1 <= abs(first) <= len(text) or (length is not None and length < 1):
        return warn("起始位置或长度超出文字范围", "start or length is beyond the string")
    begin = first - 1 if first > 0 else len(text) + first
    return text[begin:] if length is None else text[begin : begin + int(length)]


@builtin("string length(string: string)")
def string_length(text: str) -> Decimal:
    """How many characters it has."""
    return Decimal(len(text))


@builtin("upper case(string: string)")
def upper_case(text: str) -> str:
    """In upper case."""
    return text.upper()


@builtin("lower case(string: string)")
def lower_case(text: str) -> str:
    """In lower case."""
    return text.lower()


@builtin("substring before(string: string, match: string)")
def substring_before(text: str, match: str) -> str:
    """What stands before the first match; empty without one."""
    return text.partition(match)[0] if match and match in text else ""


@builtin("substring after(string: string, match: string)")
def substring_after(text: str, match: str) -> str:
    """What stands after the first match; empty without one."""
    return text.partition(match)[2] if match else text


@builtin("contains(string: string, match: string)")
def contains(text: str, match: str) -> bool:
    """Whether it holds the match."""
    return match in text


@builtin("starts with(string: string, match: string)")
def starts_with(text: str, match: str) -> bool:
    """Whether it begins with the match."""
    return text.startswith(match)


@builtin("ends with(string: string, match: string)")
def ends_with(text: str, match: str) -> bool:
    """Whether it ends with the match."""
    return text.endswith(match)


@builtin("matches(input: string, pattern: string, flags?: string?)")
def matches(text: str, pattern: str, flags: str | None = None) -> Value:
    """Whether the pattern occurs in it (XPath syntax and flags; linear time)."""
    compiled = _compiled(pattern, flags)
    return None if compiled is None else compiled.search(text)


@builtin("replace(input: string, pattern: string, replacement: string, flags?: string?)")
def replace(text: str, pattern: str, replacement: str, flags: str | None = None) -> Value:
    """All matches replaced; `$1` is the first group, `$0` the match, `\\$` a dollar sign."""
    compiled = _compiled(pattern, flags)
    if compiled is None:
        return None
    if compiled.search(""):
        return warn("正则表达式不得匹配空文字", "the pattern must not match the empty string")
    parts = replacement_parts(replacement, compiled.groups, literal="q" in (flags or ""))
    if parts is None:
        return warn("替换文字的写法不对", "the replacement is malformed")
    return _checked("".join(compiled.replaced(text, parts)))


@builtin("split(string: string, delimiter: string)")
def split(text: str, delimiter: str) -> Value:
    """The pieces between matches of the delimiter, a pattern."""
    compiled = _compiled(delimiter, None)
    if compiled is None:
        return None
    pieces = compiled.pieces(text)
    current_run().items(len(pieces))
    return pieces


def _compiled(pattern: str, flags: str | None) -> Any:
    try:
        return compile_pattern(pattern, flags or "")
    except PatternError as error:
        return warn(error.zh, error.en)


@builtin("string join(list: list, delimiter?: string?)")
def string_join(items: list[Value], delimiter: str | None = None) -> Value:
    """The strings of a list, joined; nulls are left out."""
    texts = [item for item in items if item is not None]
    if not all(isinstance(text, str) for text in texts):
        return warn("列表中只能有文字", "the list must hold strings only")
    glue = delimiter or ""
    current_run().text(sum(map(len, texts)) + len(glue) * max(len(texts) - 1, 0))
    return glue.join(texts)


def _checked(text: str) -> str:
    current_run().text(len(text))
    return text
