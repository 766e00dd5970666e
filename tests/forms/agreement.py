"""The table of cases that browser and server must decide alike, and how their answers compare."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.core.clock import SHANGHAI
from app.forms.errors import FormInvalid
from app.forms.form import Form, compile_form
from app.forms.view import outcomes

NOW = datetime(2026, 11, 22, 2, 47, tzinfo=SHANGHAI)
FOLDER = Path(__file__).parent / "cases"
FORMS = Path(__file__).parents[2] / "forms"


@dataclass(frozen=True)
class Case:
    """One submission to one form."""

    name: str
    document: dict[str, Any]
    context: dict[str, Any]
    stored: dict[str, Any]
    data: Any
    accepted: bool = False
    errors: list[str] = field(default_factory=list)
    values: dict[str, Any] | None = None

    @property
    def form(self) -> Form:
        return compile_form(self.document)

    def decide(self) -> tuple[list[str], Any]:
        """The paths the server refuses and, when it refuses none, the values it keeps."""
        try:
            loaded = self.form.load(self.data, context=self.context, stored=self.stored, now=NOW)
        except FormInvalid as refused:
            return sorted(refused.by_path), None
        return [], loaded.values


@cache
def cases() -> tuple[Case, ...]:
    found = []
    for file in sorted(FOLDER.glob("*.yaml")):
        table = yaml.safe_load(file.read_text(encoding="utf-8"))
        common = {
            "document": table["document"],
            "context": table.get("context", {}),
            "stored": table.get("stored", {}),
        }
        found += [
            Case(name=f"{file.stem}: {row.pop('title')}", **common, **row)
            for row in map(dict, table["cases"])
        ]
    return tuple(found)


@cache
def shipped() -> tuple[Case, ...]:
    """Every form of the packages, sent back empty, and once with each answer of its outcome; no force is called yet."""
    found = []
    for file in sorted(FORMS.rglob("*.form")):
        document = json.loads(file.read_text(encoding="utf-8"))
        outcome = outcomes(compile_form(document))
        answers = [{}, *({outcome.key: option.value} for option in outcome.options)] if outcome else [{}]
        name = file.relative_to(FORMS).as_posix()
        found += [
            Case(f"{name}: {answer or 'nothing'}", document, {"forces": []}, {}, answer) for answer in answers
        ]
    return tuple(found)


_OTHERS = [None, "", " ", "x", "2026-11-22", 0, 1, -1.5, 10**6, True, False, [], ["x"], [None], {}, {"x": 1}]


def mutants(group: str, sample: int) -> list[Case]:
    """Accepted cases of a group with one value replaced or dropped, a reproducible sample of them."""
    found = []
    for case in cases():
        if case.accepted and case.name.startswith(f"{group}:"):
            found += [replace(case, data=data) for data in _damaged(case.data)]
    return random.Random(group).sample(found, min(sample, len(found)))


def _damaged(value: Any) -> Iterator[Any]:
    """The value with one part of it replaced by each of the others."""
    if isinstance(value, dict):
        for key in value:
            yield {name: inner for name, inner in value.items() if name != key}
            yield from ({**value, key: other} for other in [*_OTHERS, *_damaged(value[key])])
    elif isinstance(value, list):
        for index in range(len(value)):
            others = [*_OTHERS, *_damaged(value[index])]
            yield from ([*value[:index], other, *value[index + 1 :]] for other in others)
