"""Expressions and their results as text, so that a table of cases reads like the standard's own examples."""

from collections.abc import Mapping
from typing import Any

from app.feel import evaluate
from app.feel.values.text import text_of


def shown(expression: str, context: Mapping[str, Any] | None = None) -> str:
    """The result as FEEL writes it: `"a"`, `1.5`, `[1, 2]`, `null`."""
    return (text_of([evaluate(expression, context or {})]) or "")[1:-1]
