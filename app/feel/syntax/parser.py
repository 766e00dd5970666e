"""Operators, postfixes and unary tests: text to syntax tree (DMN 1.5, 10.3.1.2)."""

from collections.abc import Callable, Iterable, Mapping

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
        return self._chain("or", self._conjunction)

    def _conjunction(self) -> Node:
        return self._chain("and", self._comparison)

    def _chain(self, word: str, operand: Callable[[], Node]) -> Node:
        first = operand()
        if self.symbol != word:
            return first
        operands = [first]
        while self.accept(word):
            operands.append(operand())
        return Logic(first.at, word, operands)

    def _comparison(self) -> Node:
        node = self.operand()
        before = self.depth
        while True:
            text = self.symbol
            if text in COMPARATORS:
                self.deepen()
                self.index += 1
                node = Comparison(node.at, text, node, self.operand())
            elif text == "between":
                self.deepen()
                node = self._between(node)
            elif text == "in":
                self.deepen()
                self.index += 1
                node = In(node.at, node, self._in_tests())
            else:
                self.depth = before
                return node

    def _between(self, value: Node) -> Node:
        self.index += 1
        low = self.operand()
        self.expect("and")
        return Between(value.at, value, low, self.operand())

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

    def operand(self) -> Node:
        """Sums, products, powers and what binds closer."""
        return self._arithmetic(1)

    def _arithmetic(self, level: int) -> Node:
        node = self._negation()
        before = self.depth
        while (binding := _BINDING.get(self.symbol, 0)) >= level:
            self.deepen()
            operator = self.symbol
            self.index += 1
            node = Arithmetic(node.at, operator, node, self._arithmetic(binding + 1))
        self.depth = before
        return node

    def _negation(self) -> Node:
        token = self.token
        if self._read_already is not None or not self.accept("-"):
            return self._postfix()
        self.deepen()
        node = Negation(token.start, self._negation())
        self.depth -= 1
        return node

    def _postfix(self) -> Node:
        node = self._read_already or self.primary()
        self._read_already = None
        before = self.depth
        while True:
            read = _POSTFIXES.get(self.symbol)
            if read is None or (self.symbol == "[" and self.closes_range()):
                self.depth = before
                return node
            self.deepen()
            node = read(self, node)

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
        if self.token.kind == "end":
            raise self.error("expression")
        node = read()
        if self.token.kind != "end":
            raise self.error("end of text")
        return node


_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}
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
