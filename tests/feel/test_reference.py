"""docs/reference/feel.md says what is so: its examples hold, and no function or bound is missing."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.feel import Limits
from app.feel.builtins import BUILTINS
from tests.feel.shown import shown

_PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "feel.md").read_text(encoding="utf-8")
_EXAMPLES = re.findall(r"^\| `(.+?)` \| `(.+?)` \|$", _PAGE, re.MULTILINE)
_BOUNDS = re.findall(r"^\| `([a-z_]+)` \| ([0-9,]+) \|", _PAGE, re.MULTILINE)


@pytest.mark.parametrize(("expression", "value"), _EXAMPLES)
def test_example_of_the_reference_holds(expression: str, value: str) -> None:
    assert shown(expression) == value


def test_every_function_has_an_example() -> None:
    shown_functions = {
        name for name in BUILTINS if any(f"{name}(" in expression for expression, _ in _EXAMPLES)
    }

    assert set(BUILTINS) - shown_functions == set()


def test_every_bound_is_listed_with_its_value() -> None:
    listed = {name: int(most.replace(",", "")) for name, most in _BOUNDS}

    assert listed == {field.name: field.default for field in fields(Limits)}
