"""The FEEL parser, asked whether a text can be read, and what it says where it asks for nothing."""

from functools import lru_cache

from app.core.errors import DomainError
from app.core.texts import Text
from app.engine.expressions import MISSING, feel, text_value
from app.engine.values import NotStorable
from app.feel import parse
from app.feel.errors import FeelSyntaxError
from app.feel.limits import Limits, evaluation

_PLACED = "第 {line} 行第 {column} 列有误：此处应为{wanted}，却是“{found_zh}”"
_BRIEFLY = Limits(steps=1_000, items=100, string_length=1_000)


@lru_cache(maxsize=4_096)
def syntax_error(text: str) -> str | None:
    """What is wrong with an expression, in Chinese; None when it can be read."""
    try:
        parse(text)
    except FeelSyntaxError as error:
        told = Text(_PLACED, **error.details)
        return told if told == error.message.removeprefix("表达式").rstrip("。") else error.message
    return None


@lru_cache(maxsize=4_096)
def names_read(text: str) -> frozenset[str]:
    """The names whose values an expression asks for; none of one that cannot be read."""
    try:
        return frozenset(parse(text).names)
    except FeelSyntaxError:
        return frozenset()


@lru_cache(maxsize=1_024)
def constant(text: str) -> str | None:
    """The value of an expression that reads no name, as text; None for all others, for no value and for long work."""
    try:
        found = feel(text, None)
        with evaluation(_BRIEFLY):
            return None if found.names else text_value(found, lambda _: MISSING)
    except (DomainError, NotStorable):
        return None
