"""Bounds on what is submitted, checked before anything looks at it."""

from collections.abc import Mapping
from typing import Any

from app.core.texts import Text
from app.forms.errors import FieldError, FormInvalid, SubmissionTooLarge
from app.forms.paths import Path, dotted
from app.forms.texts import storable

DEEPEST = 20
MOST_VALUES = 20_000
MOST_CHARACTERS = 1_000_000
LARGEST_NUMBER = 10**30


def check_bounds(submitted: Any, deepest: int = DEEPEST) -> None:
    """Raise `SubmissionTooLarge`, or `FormInvalid` for what is no JSON or cannot be stored.

    Python's reader takes NaN, infinities and lone surrogates; JSON, UTF-8 and databases do not.
    """
    values = characters = 0
    waiting: list[tuple[Path, Any]] = [((), submitted)]
    while waiting:
        path, value = waiting.pop()
        inner = _inside(path, value)
        values += 1
        characters += len(value) if isinstance(value, str) else 0
        if len(path) > deepest or values + len(inner) > MOST_VALUES or characters > MOST_CHARACTERS:
            raise SubmissionTooLarge
        waiting += inner


def _inside(path: Path, value: Any) -> list[tuple[Path, Any]]:
    if isinstance(value, Mapping):
        _refuse_unless(
            all(isinstance(key, str) and storable(key) for key in value), path, Text("有一项的名称不能保存")
        )
        return [((*path, key), inner) for key, inner in value.items()]
    if isinstance(value, list):
        return [((*path, index), inner) for index, inner in enumerate(value)]
    if isinstance(value, str):
        _refuse_unless(storable(value), path, Text("文字里有不能保存的字符，请删去后重填"))
    elif not isinstance(value, bool | int | float | None):
        raise SubmissionTooLarge("提交的内容不是 JSON，没有收下。请刷新页面后重填")
    elif isinstance(value, int | float):
        _refuse_unless(abs(value) < LARGEST_NUMBER, path, Text("数字太大，请改小"))
    return []


def _refuse_unless(fits: bool, path: Path, message: str) -> None:
    if not fits:
        raise FormInvalid((FieldError(dotted(path), "", (), (message,)),))
