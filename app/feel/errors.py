"""What goes wrong with an expression: syntax, bounds, and warnings that explain a null."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from app.core.errors import DomainError
from app.core.texts import texts

_WORDS = texts(
    {
        "expression": "表达式",
        "unary test": "条件（单元测试）",
        "name": "名称",
        "type": "类型",
        "end of text": "结束",
    }
)
_BOUNDS = texts(
    {
        "text_length": "表达式长度（字符）",
        "depth": "嵌套层数",
        "steps": "计算步数",
        "items": "列表项数",
        "string_length": "文字长度（字符）",
    }
)


class FeelError(DomainError):
    """表达式有误。"""

    code = "feel"
    status = 422


class FeelSyntaxError(FeelError):
    """表达式第 {line} 行第 {column} 列有误：此处应为{wanted}，却是“{found_zh}”。"""

    code = "feel-syntax"

    def __init__(self, message: str | None = None, /, **details: object) -> None:
        """Details: `line` and `column` from 1, `expected` in English, `found` as written in the text."""
        wanted = _WORDS.get(str(details.get("expected", "")), details.get("expected", ""))
        found = _WORDS.get(str(details.get("found", "")), details.get("found", ""))
        super().__init__(message, wanted=wanted, found_zh=found, **details)

    @property
    def line(self) -> int:
        """Line of the mistake, from 1."""
        return int(self.details.get("line", 1))

    @property
    def column(self) -> int:
        """Column of the mistake in characters, from 1."""
        return int(self.details.get("column", 1))

    @property
    def expected(self) -> str:
        """What the grammar allows at that place, in English."""
        return str(self.details.get("expected", ""))

    @property
    def message_en(self) -> str:
        """The message in English."""
        reason = self.details.get("reason_en")
        if reason:
            return f"line {self.line}, column {self.column}: {reason}"
        return f"line {self.line}, column {self.column}: expected {self.expected}, found “{self.details['found']}”"


class FeelBoundError(FeelError):
    """表达式超出了允许的范围：{bound_zh}不得超过 {limit}。"""

    code = "feel-bound"

    def __init__(self, bound: str, limit: int, /, **details: object) -> None:
        self.bound = bound
        self.limit = limit
        template = (FeelBoundError.__doc__ or "").strip()
        super().__init__(template, bound=bound, bound_zh=_BOUNDS[bound], limit=limit, **details)

    @property
    def message_en(self) -> str:
        """The message in English."""
        return (
            f"the expression goes beyond its bound: {self.bound.replace('_', ' ')} is limited to {self.limit}"
        )


class FeelTextBoundError(FeelBoundError, FeelSyntaxError):
    """表达式太长或嵌套太深，没有解析。"""

    code = "feel-text-bound"

    def __init__(self, bound: str, limit: int, /) -> None:
        FeelBoundError.__init__(
            self, bound, limit, line=1, column=1, expected=f"{bound} ≤ {limit}", found="…"
        )


@dataclass(frozen=True, slots=True)
class FeelWarning:
    """Why a value became null, in Chinese and English; `position` is the offset in the text, where known."""

    message_zh: str
    message_en: str
    position: int | None = None


_COLLECTED: ContextVar[list[FeelWarning] | None] = ContextVar("feel_warnings", default=None)
_MOST_WARNINGS = 200


@contextmanager
def collect_warnings() -> Iterator[list[FeelWarning]]:
    """Collect the warnings of all evaluations inside the block, at most 200."""
    collected: list[FeelWarning] = []
    token = _COLLECTED.set(collected)
    try:
        yield collected
    finally:
        _COLLECTED.reset(token)


def warn(zh: str, en: str, position: int | None = None) -> Any:
    """Tell whoever collects why the value is null; returns null, so `return warn(…)` reads well."""
    collected = _COLLECTED.get()
    if collected is not None and len(collected) < _MOST_WARNINGS:
        collected.append(FeelWarning(zh, en, position))


def collected_count() -> int:
    """How many warnings were collected so far (0 when nobody collects)."""
    return len(_COLLECTED.get() or ())


def place_warnings(since: int, position: int) -> None:
    """Give the warnings collected after the first `since` their place in the text, where they have none."""
    collected = _COLLECTED.get()
    if collected is None:
        return
    for index in range(since, len(collected)):
        if collected[index].position is None:
            collected[index] = replace(collected[index], position=position)
