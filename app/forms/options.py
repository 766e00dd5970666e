"""The options of a choice: read from the form, from input data or by FEEL, and made uniform as form-js does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.forms.component import Component
from app.forms.expressions import Context
from app.forms.texts import number_text

SOURCES = ("values", "valuesKey", "valuesExpression")
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen and the label shown for it."""

    value: Any
    label: str


def same(one: Any, other: Any) -> bool:
    """Deep equality as the browser sees it: a number is never a boolean."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def among(value: Any, options: Iterable[Option]) -> Option | None:
    """The option with that value."""
    return next((option for option in options if same(option.value, value)), None)


def normalised(raw: Any) -> tuple[Option, ...]:
    """The usable ones of a list of options: bare values, or `{label, value}`; anything else is dropped."""
    found = (_option(item) for item in raw[:MOST]) if isinstance(raw, list) else ()
    return tuple(option for option in found if option is not None)


def _option(item: Any) -> Option | None:
    if _primitive(item):
        return Option(item, _text(item))
    if not isinstance(item, Mapping):
        return None
    label, value = item.get("label"), item.get("value")
    if isinstance(label, str) and label:
        return Option(value, label) if _primitive(value) or (isinstance(value, Mapping) and value) else None
    return Option(value, _text(value)) if _primitive(value) else None


def _primitive(value: Any) -> bool:
    return isinstance(value, bool | int | float) or (isinstance(value, str) and value != "")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else number_text(value)


@lru_cache(maxsize=8192)
def static_options(component: Component) -> tuple[Option, ...]:
    """Those written in the form; none when they come from elsewhere."""
    return normalised(component.attributes.get("values"))


def known_options(component: Component, variables: Mapping[str, Any]) -> tuple[Option, ...] | None:
    """Those that stand before anything is filled in; null when an expression gives them."""
    if "valuesExpression" in component.formulas:
        return None
    key = component.attributes.get("valuesKey")
    return static_options(component) if key is None else normalised(variables.get(key))


def options_of(component: Component, initial: Mapping[str, Any], context: Context) -> tuple[Option, ...]:
    """Those that the page shows now."""
    known = known_options(component, initial)
    return normalised(component.formulas["valuesExpression"](context)) if known is None else known
