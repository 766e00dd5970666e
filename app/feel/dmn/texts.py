"""FEEL texts of a model to evaluators. A text that is no FEEL is a finding, and null with a warning when evaluated."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.feel.compiler.expression import parse, parse_unary_tests
from app.feel.dmn.problems import Findings, Place
from app.feel.dmn.trace import Scope
from app.feel.errors import FeelError, FeelSyntaxError, warn
from app.feel.values.host import NativeContext
from app.feel.values.kinds import Value
from app.feel.values.types import ANY, FeelType, RestrictedType

Evaluator = Callable[[Scope], Value]
"""Computes a value from the names in scope; may warn, and raises nothing but `FeelBoundError`."""

INPUT = "?"
"""The name under which unary tests find the value they test."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names expressions of one place may use. `reads` gathers those read from outside, `own` are not."""

    known: frozenset[str]
    reads: set[str] = field(default_factory=set)
    own: frozenset[str] = frozenset()

    def plus(self, names: Iterable[str]) -> "Names":
        """With more names, which are defined there: entries, parameters, iterators."""
        more = frozenset(names)
        return Names(self.known | more, self.reads, self.own | more)

    def note(self, read: Iterable[str]) -> None:
        """Remember the names an expression reads."""
        self.reads.update(frozenset(read) - self.own)


class Texts:
    """Compiles the texts of one model."""

    def __init__(self, types: Mapping[str, FeelType], findings: Findings) -> None:
        self._types = types
        self._findings = findings

    def expression(self, text: str, place: Place, names: Names) -> Evaluator:
        """An evaluator of an expression; null for an empty one."""
        stripped = _without_equals(text)
        if not stripped:
            return _null
        try:
            found = parse(stripped, names=names.known, types=self._types)
        except FeelSyntaxError as error:
            return self._broken(error, place)
        names.note(found.names | found.filter_names)
        return found

    def tests(self, text: str, place: Place, names: Names) -> Evaluator:
        """An evaluator of unary tests on the value under the name `?`."""
        try:
            found = parse_unary_tests(_without_equals(text), names=names.known, types=self._types)
        except FeelSyntaxError as error:
            return self._broken(error, place)
        names.note((found.names | found.filter_names) - {INPUT})
        return found

    def predicate(self, text: str, place: Place) -> Callable[[Value], bool]:
        """Unary tests that see nothing but the value: allowed values of a type or of a column."""
        tests: Callable[[NativeContext], Value] = self.tests(text, place, Names(frozenset()))  # type: ignore[assignment]  # reads no case
        return lambda value: tests(NativeContext({INPUT: value})) is True

    def members(self, text: str, place: Place, names: Names) -> Evaluator:
        """An evaluator of what a boxed iterator goes through: a list; null where there is nothing to go through."""
        try:
            parse(text, names=names.known, types=self._types)
        except FeelSyntaxError:
            try:
                found = parse(f"for item in {text} return item", names=names.known, types=self._types)
            except FeelSyntaxError:
                return self.expression(text, place, names)
            names.note(found.names | found.filter_names)
            return found
        return each(self.expression(text, place, names))

    def allowed(self, text: str, place: Place) -> FeelType:
        """The type of the values that meet unary tests."""
        return RestrictedType(ANY, self.predicate(text, place))

    def listed(self, text: str) -> Value:
        """The values written between commas; null where the text is no list of expressions."""
        try:
            return parse(f"[{text}]", types=self._types)({})
        except FeelError:
            return None

    def _broken(self, error: FeelSyntaxError, place: Place) -> Evaluator:
        self._findings.add("syntax", place, error.message)
        zh, en = f"{place}：{error.message}", f"{place}: {error.message_en}"
        return lambda _: warn(zh, en)


_EACH = parse("for item in items return item")


def each(evaluator: Evaluator) -> Evaluator:
    """The evaluator's value as the list FEEL's `for` would go through."""
    return lambda scope: _EACH(NativeContext({"items": evaluator(scope)}))


def _without_equals(text: str) -> str:
    """FEEL with or without the `=` that some editors put in front."""
    stripped = text.strip()
    return stripped[1:].strip() if stripped.startswith("=") else stripped


def _null(_: Scope) -> Value:
    return None
