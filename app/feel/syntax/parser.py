"""Operators, postfixes and unary tests: text to syntax tree (DMN 1.5, 10.3.1.2)."""

from collections.abc import Callable, Iterable, Mapping

from app.feel.errors import FeelTextBoundError
from app.feel.limits import DEFAULT, Limits
from app.feel.syntax.ast import (
    Arithmetic,
    Between,
    Call,
    Comparison,
    Filter,
    In,
    InstanceOf,
    Logic,
    Negation,
    Node,
    OpenRange,
    Path,
    Tests,
)
from app.feel.syntax.names import scope_of
from app.feel.syntax.primaries import COMPARATORS, PrimaryParser
from app.feel.values.types import FeelType

_NO_TYPES: Mapping[str, FeelType] = {}


class Parser(PrimaryParser):
    """Reads expressions: or, and, comparison, + -, * /, **, -x, then postfixes, each binding closer."""

    def expression(self) -> Node:
        """Any expression."""
        return self._combined(1)

    def operand(self) -> Node:
        """Sums, products, powers and what binds closer."""
        return self._combined(_SUM)

    def _combined(self, level: int) -> Node:
        """Operands joined by operators that bind at least so close, from left to right."""
        node = self._unary()
        before = self.depth
        while (binding := _BINDING.get(self.symbol, 0)) >= level:
            self.deepen()
            node = _READERS.get(self.symbol, Parser._arithmetic)(self, node, binding)
        self.depth = before
        return node

    def _arithmetic(self, left: Node, binding: int) -> Node:
        operator = self.symbol
        self.index += 1
        return Arithmetic(left.at, operator, left, self._combined(binding + 1))

    def _logic(self, first: Node, binding: int) -> Node:
        operator = self.symbol
        operands = [first]
        while self.accept(operator):
            operands.append(self._combined(binding + 1))
        return Logic(first.at, operator, operands)

    def _comparison(self, left: Node, _: int) -> Node:
        operator = self.symbol
        self.index += 1
        return Comparison(left.at, operator, left, self.operand())

    def _between(self, value: Node, _: int) -> Node:
        self.index += 1
        low = self.operand()
        self.expect("and")
        return Between(value.at, value, low, self.operand())

    def _in(self, value: Node, _: int) -> Node:
        self.index += 1
        return In(value.at, value, self._in_tests())

    def _in_tests(self) -> list[Node]:
        if self.symbol != "(":
            return [self.open_range() if self.symbol in COMPARATORS else self.operand()]
        at = self.token.start
        self.deepen()
        with self.bracketed():
            tests = self._list_of_tests()
        self.depth -= 1
        if len(tests) > 1 or isinstance(tests[0], OpenRange):
            self.expect(")")
            return tests
        if self.symbol == "..":
            self._read_already = self.range_from(at, tests[0], included=False)
        else:
            self.expect(")")
            self._read_already = tests[0]
        return [self.operand()]

    _read_already: Node | None = None
    """A parenthesis read before it was known to begin an operand."""

    def _unary(self) -> Node:
        token = self.token
        if token.text == "-" and self._read_already is None:
            self.deepen()
            self.index += 1
            operand = self._unary()
            self.depth -= 1
            return Negation(token.start, operand)
        node = self._read_already or self.primary()
        self._read_already = None
        before = self.depth
        while (read := _POSTFIXES.get(self.symbol)) is not None and not (
            self.symbol == "[" and self.closes_range()
        ):
            self.deepen()
            node = read(self, node)
        self.depth = before
        return node

    def _path(self, base: Node) -> Node:
        self.index += 1
        return Path(base.at, base, self.name())

    def _filter(self, base: Node) -> Node:
        with self.bracketed():
            condition = self.expression()
        self.expect("]")
        return Filter(base.at, base, condition)

    def _call(self, function: Node) -> Node:
        arguments: list[Node] = []
        names: list[str] = []
        with self.bracketed():
            while not self.accept(")"):
                if arguments:
                    self.expect(",")
                name = self.key()
                if arguments and (name is None) != (not names):
                    raise self.error("name" if names else "expression")
                if name is not None:
                    names.append(name)
                arguments.append(self.item())
        return Call(function.at, function, arguments, names)

    def _instance_of(self, value: Node) -> Node:
        self.index += 1
        self.expect("of")
        return InstanceOf(value.at, value, self.type())

    def _list_of_tests(self) -> list[Node]:
        tests = [self.item()]
        while self.accept(","):
            tests.append(self.item())
        return tests

    def unary_tests(self) -> Node:
        """`-`, tests, or `not(tests)`."""
        if self.symbol == "-" and self.following().kind == "end":
            self.index += 1
            return Tests(0, [], negated=False)
        start = self.index
        if self.accept("not") and self.accept("("):
            tests = self._list_of_tests()
            if self.accept(")") and self.token.kind == "end":
                return Tests(0, tests, negated=True)
            self.index = start
        return Tests(0, self._list_of_tests(), negated=False)

    def whole(self, read: Callable[[], Node]) -> Node:
        """What `read` reads, to the end of the text."""
        try:
            node = read()
        except RecursionError:
            raise FeelTextBoundError("depth", self.limits.depth) from None
        if self.token.kind != "end":
            raise self.error("end of text")
        return node


_SUM = 4
_BINDING = {
    "or": 1,
    "and": 2,
    **dict.fromkeys((*COMPARATORS, "between", "in"), 3),
    **dict.fromkeys("+-", _SUM),
    **dict.fromkeys("*/", 5),
    "**": 6,
}
"""How close each operator binds; a leading minus binds closer than all of them (rules 4 and 2.h)."""
_READERS: dict[str, Callable[[Parser, Node, int], Node]] = {
    **dict.fromkeys(("or", "and"), Parser._logic),
    **dict.fromkeys(COMPARATORS, Parser._comparison),
    "between": Parser._between,
    "in": Parser._in,
}
_POSTFIXES: dict[str, Callable[[Parser, Node], Node]] = {
    ".": Parser._path,
    "[": Parser._filter,
    "(": Parser._call,
    "instance": Parser._instance_of,
}


def parse_expression(
    source: str,
    names: Iterable[str] = (),
    types: Mapping[str, FeelType] = _NO_TYPES,
    limits: Limits = DEFAULT,
) -> Node:
    """The tree of an expression.

    Raises:
        FeelSyntaxError: when the text is no expression; `FeelTextBoundError` when it is too long or too deep.
    """
    parser = Parser(source, scope_of(names), types, limits)
    return parser.whole(parser.expression)


def parse_tests(
    source: str,
    names: Iterable[str] = (),
    types: Mapping[str, FeelType] = _NO_TYPES,
    limits: Limits = DEFAULT,
) -> Node:
    """The tree of unary tests, as `Tests`. Errors as of `parse_expression`."""
    parser = Parser(source, scope_of(names), types, limits)
    return parser.whole(parser.unary_tests)
