"""Refusals of a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong at one place: `path` as `teams.0.name`, the component's id (empty for no component of the form),
    the row indexes from 0 that form-js keeps errors under, and the sentences to show.
    """

    path: str
    component: str
    indexes: tuple[int, ...]
    messages: tuple[str, ...]


class FormInvalid(Invalid):
    """有 {count} 处要改：{first}"""

    code = "form-invalid"

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        self.errors = errors
        first = errors[0].messages[0]
        super().__init__(count=len(errors), first=first, errors=self.by_path)

    @property
    def by_path(self) -> Mapping[str, list[str]]:
        """The messages by path, in the order of the form."""
        return {error.path: list(error.messages) for error in self.errors}

    @property
    def by_component(self) -> Mapping[str, Any]:
        """The messages as form-js keeps them: by component id, and by row indexes inside lists."""
        found: dict[Any, Any] = {}
        for error in filter(lambda error: error.component, self.errors):
            inner: dict[Any, Any] = found
            keys = (error.component, *error.indexes)
            for key in keys[:-1]:
                inner = inner.setdefault(key, {})
            inner[keys[-1]] = list(error.messages)
        return found


class FormUnusable(Invalid):
    """这张表单有 {count} 处错误，不能用：{first}"""

    code = "form-unusable"


class SubmissionTooLarge(Invalid):
    """提交的内容太大或嵌套太深，没有收下。请删减后再提交。"""

    code = "submission-too-large"
