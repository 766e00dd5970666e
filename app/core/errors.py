"""Refusals. A class docstring is the Chinese sentence shown; `code` stands in docs/reference/errors.md."""

from typing import Any, ClassVar

from app.core.texts import Text


class DomainError(Exception):
    """没有办成。"""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400

    def __init__(self, message: str | None = None, /, **details: Any) -> None:
        self.details = details
        self.recorded = False  # in the log: a refusal inside a refusal is told once
        template = message or (type(self).__doc__ or "").strip().splitlines()[0]
        self.message: str = Text(template, **details)
        super().__init__(self.message)


class Invalid(DomainError):
    """填写的内容有误，没有产生任何变化。"""

    code = "invalid"
    status = 422


class Unreadable(DomainError):
    """请求看不懂，没有产生任何变化。"""

    code = "unreadable"
    status = 400


class Forbidden(DomainError):
    """您的岗位不能做这件事，没有产生任何变化。"""

    code = "forbidden"
    status = 403


class NotFound(DomainError):
    """没有找到。"""

    code = "not-found"
    status = 404


class Conflict(DomainError):
    """情况已经变了，您的操作没有生效。"""

    code = "conflict"
    status = 409


class TooMany(DomainError):
    """请求太频繁，请 {seconds} 秒后再试。"""

    code = "too-many"
    status = 429
