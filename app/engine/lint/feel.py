"""The FEEL parser, asked only whether a text can be read."""

from functools import lru_cache

from app.feel import parse
from app.feel.errors import FeelSyntaxError


@lru_cache(maxsize=4_096)
def syntax_error(text: str) -> str | None:
    """What is wrong with an expression, in Chinese; None when it can be read."""
    try:
        parse(text)
    except FeelSyntaxError as error:
        return error.message.removeprefix("表达式")
    return None
