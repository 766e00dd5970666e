"""Parsing and evaluating: the public face of the language."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from app.feel.compiler.compile import Compiled, compile_tree
from app.feel.compiler.scope import Scope
from app.feel.errors import FeelBoundError
from app.feel.limits import DEFAULT, Limits, in_run
from app.feel.syntax.ast import Node
from app.feel.syntax.parser import parse_expression, parse_tests
from app.feel.values.host import NativeContext
from app.feel.values.kinds import Value
from app.feel.values.types import FeelType

_NOTHING: Mapping[str, Any] = NativeContext()


class Expression:
    """A compiled expression; call it with a context, from any thread, as often as you like."""

    __slots__ = ("_body", "_light", "_limits", "filter_names", "names", "source")

    def __init__(self, source: str, compiled: Compiled, limits: Limits) -> None:
        self.source = source
        self.names = compiled.names
        self.filter_names = compiled.filter_names
        self._body = compiled.body
        self._light = compiled.light
        self._limits = limits

    def __call__(self, context: Mapping[str, Any] = _NOTHING) -> Value:
        """The value in that context, whose values may be the host's own (int, float, datetime, list, dict).

        Null, with a warning, for whatever the standard gives no other value.

        Raises:
            FeelBoundError: when a bound of evaluation is hit.
        """
        scope = Scope(context)
        try:
            return self._body(scope) if self._light else in_run(self._limits, self._body, scope)
        except RecursionError:
            raise FeelBoundError("depth", self._limits.depth) from None

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"


def parse(
    text: str,
    *,
    names: Iterable[str] = (),
    types: Mapping[str, FeelType] | None = None,
    limits: Limits = DEFAULT,
) -> Expression:
    """Compile an expression. `names` are those of its scope that hold spaces or operators (others may come too).

    `types` are the model's own, for `instance of` and parameters.

    Raises:
        FeelSyntaxError: with line, column and what was expected; also when the text is too long or too deep.
    """
    if types:
        return _compiled(text, parse_expression(text, names, types, limits), limits)
    return _parsed(text, frozenset(names), limits)


@lru_cache(maxsize=4096)
def _parsed(text: str, names: frozenset[str], limits: Limits) -> Expression:
    return _compiled(text, parse_expression(text, names, {}, limits), limits)


def _compiled(text: str, tree: Node, limits: Limits) -> Expression:
    return Expression(text, compile_tree(tree, text, limits), limits)


def parse_unary_tests(
    text: str,
    *,
    names: Iterable[str] = (),
    types: Mapping[str, FeelType] | None = None,
    limits: Limits = DEFAULT,
) -> Expression:
    """Compile the unary tests of a decision table's cell; the context brings the tested value as `?`.

    The result is true, false or null. Errors as of `parse`.
    """
    if types:
        return _compiled(text, parse_tests(text, names, types, limits), limits)
    return _parsed_tests(text, frozenset(names), limits)


@lru_cache(maxsize=4096)
def _parsed_tests(text: str, names: frozenset[str], limits: Limits) -> Expression:
    return _compiled(text, parse_tests(text, names, {}, limits), limits)


def evaluate(text: str, context: Mapping[str, Any] = _NOTHING) -> Value:
    """The value of an expression in a context, whose keys are the names of its scope. Errors as of both steps."""
    return parse(text, names=_odd_names(context))(context)


def unary_test(text: str, value: Any, context: Mapping[str, Any] = _NOTHING) -> bool | None:
    """Whether the value meets the unary tests in a context; null when that cannot be said."""
    result = parse_unary_tests(text, names=_odd_names(context))({**context, "?": value})
    return result if isinstance(result, bool) else None


def _odd_names(context: Mapping[str, Any]) -> list[str]:
    """The keys an expression could not read without knowing them, inner contexts' included."""
    names: list[str] = []
    waiting: list[tuple[int, Any]] = [(0, context)]
    while waiting and len(names) < _MOST_NAMES:
        depth, value = waiting.pop()
        if isinstance(value, Mapping):
            names += [key for key in value if isinstance(key, str) and not key.isidentifier()]
            values = value.values()
        else:
            values = value[:1]
        if depth < _DEEPEST_NAMES:
            waiting += [(depth + 1, inner) for inner in values if isinstance(inner, Mapping | list)]
    return names


_MOST_NAMES = 1000
_DEEPEST_NAMES = 5
