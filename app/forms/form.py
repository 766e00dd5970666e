"""A compiled form: the server's truth about what may be submitted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from marshmallow import Schema, ValidationError

from app.core.canonical import canonical
from app.core.clock import SetClock
from app.core.errors import DomainError
from app.core.texts import Text
from app.feel import FeelBoundError, Limits, evaluation
from app.forms import checks, reader
from app.forms.bounds import check_bounds
from app.forms.changes import Change, changes
from app.forms.component import Component
from app.forms.entry import Bound, Here
from app.forms.errors import FieldError, FormInvalid, FormUnusable
from app.forms.filling import Filling
from app.forms.level import Level
from app.forms.paths import dotted, leaves, names_of
from app.forms.problems import Problem, Problems

LIMITS = Limits(steps=1_000_000)
"""Bounds of all expressions of one form together."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The values to keep, and how they differ from the stored ones."""

    values: dict[str, Any]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A form-js document, compiled. `bound` holds its inputs and lists by path without indexes."""

    document: Mapping[str, Any]
    components: tuple[Component, ...]
    level: Level
    bound: Mapping[tuple[str, ...], Bound]

    @property
    def schema(self) -> Schema:
        """The marshmallow schema; it is loaded through `load`, which gives it its place."""
        return self.level.schema

    def opened(self, context: Mapping[str, Any], stored: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        """All data that the page opens with: variables, stored values made fit, defaults, empty values."""
        variables = {**context, **stored}
        with evaluation(LIMITS, SetClock(now)):
            return self.level.opened(variables, variables)

    def load(
        self, submitted: Any, *, context: Mapping[str, Any], stored: Mapping[str, Any], now: datetime
    ) -> Loaded:
        """The values to keep of what was submitted, exactly those that form-js-viewer 2.0 would have submitted.

        `context` are the variables that expressions see, `stored` the stored values of the form's own fields.
        A list left empty is there as `[]`. Raises `FormInvalid` with what is wrong at each field, or
        `SubmissionTooLarge`; never anything else, whatever was submitted.
        """
        check_bounds(submitted)
        if not isinstance(submitted, Mapping):
            raise FormInvalid((FieldError("", "", (), (Text("没有收到填写的内容。请刷新页面后重填"),)),))
        try:
            values = self._loaded(submitted, context, stored, now)
            return Loaded(values, self.diff(stored, values, context, now))
        except ValidationError as error:
            raise FormInvalid(tuple(self._errors(error.messages))) from None
        except FeelBoundError as error:
            raise FormInvalid(
                (FieldError("", "", (), (Text("内容太多，表单算不过来：{message}", message=error.message),)),)
            ) from None

    def diff(
        self, before: Mapping[str, Any], after: Mapping[str, Any], variables: Mapping[str, Any], now: datetime
    ) -> tuple[Change, ...]:
        """What differs, in labels: rows that read `标签：旧 → 新`. `variables` give the options their labels."""
        with evaluation(LIMITS, SetClock(now)):
            return changes(self.level, variables, before, after)

    def _loaded(
        self,
        submitted: Mapping[str, Any],
        context: Mapping[str, Any],
        stored: Mapping[str, Any],
        now: datetime,
    ) -> dict[str, Any]:
        initial = self.opened(context, stored, now)
        with evaluation(LIMITS, SetClock(now)), Here(Filling(self.level, initial, submitted).place(now)):
            values: dict[str, Any] = self.schema.load(submitted)
            return values

    def _errors(self, messages: Any) -> list[FieldError]:
        found: dict[tuple[str | int, ...], list[str]] = {}
        for path, message in leaves(messages):
            found.setdefault(path, []).append(message)
        errors = []
        for path, texts in found.items():
            bound = self.bound.get(names_of(path))
            indexes = tuple(segment for segment in path if isinstance(segment, int))
            errors.append(
                FieldError(dotted(path), bound.component.id if bound else "", indexes, tuple(texts))
            )
        return errors


def compile_form(document: Mapping[str, Any]) -> Form:
    """The compiled form of a document; the same document is compiled once.

    Raises `FormUnusable` naming the first of its faults; `problems` names all of them.
    """
    beyond = _beyond_bounds(document)
    if beyond:
        raise FormUnusable(count=1, first=beyond)
    return _compiled(_Document(document))


def problems(document: Any) -> list[Problem]:
    """Everything that is wrong with a document, in the order of its components; empty when it can be deployed."""
    beyond = _beyond_bounds(document)
    return [Problem("form-shape", "", "", beyond, "请用表单设计器重新导出")] if beyond else _read(document)[1]


def _beyond_bounds(document: Any) -> str:
    try:
        check_bounds(document, deepest=4 * reader.DEEPEST)
    except DomainError as error:
        return error.message
    return ""


class _Document:
    """A document as cache key: equal by its canonical text."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._text = canonical(document)

    def __hash__(self) -> int:
        return hash(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Document) and self._text == other._text


@lru_cache(maxsize=512)
def _compiled(key: _Document) -> Form:
    components, found = _read(key.document)
    if found:
        raise FormUnusable(
            count=len(found),
            first=Text(
                "{name}：{message}", name=found[0].name or found[0].component, message=found[0].message
            ),
        )
    level = Level.of(components)
    return Form(key.document, components, level, dict(_by_path(level, ())))


def _read(document: Any) -> tuple[tuple[Component, ...], list[Problem]]:
    collected = Problems()
    components = reader.read(document, collected)
    checks.check(components, collected)
    return components, collected.found


def _by_path(level: Level, base: tuple[str, ...]) -> list[tuple[tuple[str, ...], Bound]]:
    found: list[tuple[tuple[str, ...], Bound]] = [(base + entry.at, entry) for entry in level.entries]
    for rows in level.lists:
        found += [(base + rows.at, rows), *_by_path(rows.level, base + rows.at)]
    return found
