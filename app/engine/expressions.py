"""Expressions of a diagram: FEEL, or literal text where BPMN does not mean an expression."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.core.errors import DomainError
from app.engine.errors import DiagramRefused
from app.engine.values import NotStorable, plain
from app.feel import Expression, parse
from app.feel.values.host import NativeContext

MISSING: Final = object()
"""What a `Reader` gives for a name that nobody has set; an expression sees null."""

Reader = Callable[[str], Any]
"""Gives the value of a name, or `MISSING`."""


@dataclass(frozen=True, slots=True)
class Feel:
    """A parsed expression, which reads only the names it needs.

    `variable` is the name, when the expression is nothing but one: it is then read as it is, however large.
    """

    source: str
    expression: Expression
    names: tuple[str, ...]
    variable: str | None = None

    def inputs(self, read: Reader) -> dict[str, Any]:
        """The values it reads, without the names nobody has set."""
        found = ((name, read(name)) for name in self.names)
        return {name: value for name, value in found if value is not MISSING}

    def __call__(self, read: Reader) -> Any:
        """The value as JSON. Raises `FeelBoundError`, and `NotStorable` for a function or a range."""
        if self.variable is not None:
            value = read(self.variable)
            return None if value is MISSING else shown(value)
        return plain(self.expression(self.inputs(read)))


_WORDS = frozenset({"true", "false", "null"})

Text = str | Feel | None
"""Literal text, or the expression that gives it."""


def feel(text: str, element: str | None) -> Feel:
    """Where BPMN means an expression: FEEL with or without a leading `=`."""
    source = text.strip().removeprefix("=").strip()
    try:
        expression = parse(source)
    except DomainError as error:
        raise DiagramRefused(element, error.message, expression=source) from error
    names = tuple(sorted(expression.names | expression.filter_names))
    if (
        source.isidentifier() and source not in _WORDS
    ):  # also where it is the name of a built-in, such as `number`
        return Feel(source, expression, (source,), source)
    return Feel(source, expression, names)


def shown(value: Any) -> Any:
    """A value that an expression read, as JSON: the limits are durations, everything else is JSON already."""
    return plain(value) if isinstance(value, NativeContext) else value


def literal_or_feel(text: str | None, element: str | None) -> Text:
    """Elsewhere: literal text, unless it begins with `=`."""
    if text is None or not text.strip():
        return None
    return feel(text, element) if text.lstrip().startswith("=") else text.strip()


def value_of(text: Text, read: Reader) -> Any:
    """The value of a literal or an expression."""
    return text(read) if isinstance(text, Feel) else text


def text_value(text: Text, read: Reader) -> str | None:
    """The value as text; numbers as they are written, null as None. Raises `NotStorable` for a list or context."""
    value = value_of(text, read)
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, Mapping | list):
        raise NotStorable("a list or context where text is meant")
    return str(value).lower() if isinstance(value, bool) else str(value)


def list_value(text: Text, read: Reader) -> tuple[str, ...]:
    """A comma list, or an expression giving such a text or a list of texts; without repetitions."""
    return words(value_of(text, read))


def words(value: Any) -> tuple[str, ...]:
    """The parts of a comma list or of a list, without blanks and repetitions; nothing for null."""
    if value is None:
        return ()
    parts = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(str(part).strip() for part in parts if part is not None and str(part).strip()))
