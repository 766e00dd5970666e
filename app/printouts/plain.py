"""Plain data: the only thing a template sees. JSON values, bounded, each mapping knowing its own path."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.printouts.errors import PaperInvalid, PaperTooLarge

_MAX_DEPTH = 12
_MAX_VALUES = 20_000
_MAX_TEXT = 20_000
_MAX_NUMBER = 10**15


class Plain(dict[str, Any]):
    """A mapping of the data that knows where it stands, so that a missing name can be told in full."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path

    def below(self, name: object) -> str:
        """The path of one of its names."""
        return f"{self.path}.{name}" if self.path else str(name)


def plain(data: Mapping[str, Any]) -> Plain:
    """A private copy of the data without its nulls (null and absent mean the same to a paper).

    Raises PaperInvalid for anything but JSON values, PaperTooLarge beyond 20 000 values or 20 000 characters a text.
    """
    copied = _Copy().value(data, "", 0)
    if not isinstance(copied, Plain):
        raise PaperInvalid(reason="文书数据须是键值对")
    return copied


class _Copy:
    def __init__(self) -> None:
        self._left = _MAX_VALUES

    def value(self, value: Any, path: str, depth: int) -> Any:
        self._left -= 1
        if self._left < 0:
            raise PaperTooLarge(reason=f"数据超过 {_MAX_VALUES} 项")
        if depth > _MAX_DEPTH:
            raise PaperTooLarge(reason=f"{path} 的层次超过 {_MAX_DEPTH} 层")
        if isinstance(value, Mapping):
            return self._mapping(value, path, depth)
        if isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray):
            return [self.value(item, f"{path}[{i}]", depth + 1) for i, item in enumerate(value)]
        return _scalar(value, path)

    def _mapping(self, value: Mapping[Any, Any], path: str, depth: int) -> Plain:
        copied = Plain(path)
        for name, item in value.items():
            if item is not None:
                copied[str(name)] = self.value(item, copied.below(name), depth + 1)
        return copied


def _scalar(value: Any, path: str) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, path)
    if isinstance(value, int | float | Decimal):
        if not -_MAX_NUMBER < value < _MAX_NUMBER:
            raise PaperInvalid(reason=f"{path} 的数字太大")
        return value
    raise PaperInvalid(reason=f"{path} 不是文字、数字、是否、列表或键值对")


def _text(value: str, path: str) -> str:
    if len(value) > _MAX_TEXT:
        raise PaperTooLarge(reason=f"{path} 超过 {_MAX_TEXT} 字")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise PaperInvalid(reason=f"{path} 含有不成字的编码") from None
    return str(value)
