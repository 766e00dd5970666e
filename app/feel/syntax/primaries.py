"""What expressions are made of: literals, names, brackets, `for`, `if`, `some`, `every`, `function`."""

from abc import abstractmethod
from collections.abc import Generator
from contextlib import contextmanager
from decimal import Overflow

from app.feel.syntax.ast import (
    ClosedRange,
    ContextLiteral,
    For,
    FunctionDefinition,
    If,
    Iterator,
    ListLiteral,
    Literal,
    Name,
    Node,
    OpenRange,
    Quantified,
)
from app.feel.syntax.lexer import KEYWORDS, unescape
from app.feel.syntax.typenames import TypeParser
from app.feel.values.kinds import DIGITS
from app.feel.values.literals import at_literal
from app.feel.values.types import FeelType

COMPARATORS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_CONSTANTS = {"true": True, "false": False, "null": None}
_AFTER_OPEN_END = frozenset({".", ",", ")", "]", "}", "=", "!=", ":", ""}) | (
    KEYWORDS - {"if", "for", "some", "every"}
)


class PrimaryParser(TypeParser):
    """Reads primaries. What combines them is read by the subclass."""

    @abstractmethod
    def expression(self) -> Node:
        """Any expression."""

    @abstractmethod
    def operand(self) -> Node:
        """An expression that binds closer than a comparison."""

    def primary(self) -> Node:
        """One primary."""
        token = self.token
        reader = _BY_KIND.get(token.kind) or _BY_SYMBOL.get(token.text)
        if reader is None:
            raise self.error("expression")
        self.deepen()
        node = reader(self)
        self.depth -= 1
        return node

    def _number(self) -> Node:
        token = self.token
        self.index += 1
        try:
            return Literal(token.start, DIGITS.create_decimal(token.text))
        except Overflow:
            return Literal(token.start, None)

    def _string(self) -> Node:
        token = self.token
        self.index += 1
        return Literal(token.start, unescape(token.text))

    def _word(self) -> Node:
        token = self.token
        if self.names.longest(self.source, self.tokens, self.index) is None:
            if token.text in _CONSTANTS:
                self.index += 1
                return Literal(token.start, _CONSTANTS[token.text])
            structure = _STRUCTURES.get(token.text)
            if structure is not None:
                self.index += 1
                return structure(self, token.start)
            if token.text in KEYWORDS:
                raise self.error("expression")
        return Name(token.start, self.name())

    def _at(self) -> Node:
        start = self.token.start
        self.index += 1
        if self.token.kind != "string":
            raise self.error("string")
        text = unescape(self.token.text)
        self.index += 1
        return Literal(start, at_literal(text))

    def _if(self, at: int) -> Node:
        condition = self.expression()
        self.expect("then")
        yes = self.expression()
        self.expect("else")
        return If(at, condition, yes, self.expression())

    def _for(self, at: int) -> Node:
        with self.scope():
            iterators = self._iterators()
            self.expect("return")
            return For(at, iterators, self.expression())

    def _some(self, at: int) -> Node:
        return self._quantified(at, every=False)

    def _every(self, at: int) -> Node:
        return self._quantified(at, every=True)

    def _quantified(self, at: int, *, every: bool) -> Node:
        with self.scope():
            iterators = self._iterators()
            self.expect("satisfies")
            return Quantified(at, every, iterators, self.expression())

    def _iterators(self) -> list[Iterator]:
        iterators: list[Iterator] = []
        while not iterators or self.accept(","):
            start = self.token.start
            name = self._variable_before("in")
            source = self.expression()
            last = self.expression() if self.accept("..") else None
            iterators.append(Iterator(start, name, source, last))
            self.names.add(name)
        return iterators

    def _variable_before(self, keyword: str) -> str:
        name = self.name()
        self.expect(keyword)
        return name

    def _definition(self, at: int) -> Node:
        with self.scope() as names:
            self.expect("(")
            parameters: list[tuple[str, FeelType | None]] = []
            while not self.accept(")"):
                if parameters:
                    self.expect(",")
                parameters.append(self._parameter())
                names.add(parameters[-1][0])
            external = self.accept("external")
            return FunctionDefinition(at, parameters, self.expression(), external)

    def _parameter(self) -> tuple[str, FeelType | None]:
        typed = self.key()
        return (typed, self.type()) if typed is not None else (self.name(), None)

    def _parenthesis(self) -> Node:
        at = self.token.start
        with self.bracketed():
            inner = self.item()
        if self.symbol == ".." and not isinstance(inner, OpenRange):
            return self.range_from(at, inner, included=False)
        self.expect(")")
        return inner

    def open_range(self) -> Node:
        """`< 5` and the like."""
        token = self.token
        self.index += 1
        return OpenRange(token.start, token.text, self.operand())

    def _bracket(self) -> Node:
        at = self.token.start
        items: list[Node] = []
        with self.bracketed():
            while not self.accept("]"):
                if items:
                    self.expect(",")
                items.append(self.item())
                if len(items) == 1 and self.symbol == "..":
                    break
            else:
                return ListLiteral(at, items)
        return self.range_from(at, items[0], included=True)

    def item(self) -> Node:
        """An expression or a unary comparison."""
        return self.open_range() if self.symbol in COMPARATORS else self.expression()

    def _open_bracket(self) -> Node:
        at = self.token.start
        with self.bracketed():
            start = self.expression()
        return self.range_from(at, start, included=False)

    def range_from(self, at: int, start: Node, *, included: bool) -> Node:
        """The rest of a range after its start."""
        self.expect("..")
        outer, self.in_range_end = self.in_range_end, True
        end = self.expression()
        self.in_range_end = outer
        if self.symbol not in {"]", ")", "["}:
            raise self.error("]")
        self.index += 1
        return ClosedRange(at, start, end, included, self.tokens[self.index - 1].text == "]")

    in_range_end = False

    @contextmanager
    def bracketed(self) -> Generator[None]:
        """Take an opening bracket; inside of it no `[` closes a range."""
        outer, self.in_range_end = self.in_range_end, False
        self.index += 1
        yield
        self.in_range_end = outer

    def closes_range(self) -> bool:
        """Whether the `[` that comes closes an open range (`[1..5[`) and does not begin a filter."""
        return self.in_range_end and self.following().text in _AFTER_OPEN_END

    def _brace(self) -> Node:
        at = self.token.start
        with self.bracketed(), self.scope():
            entries: list[tuple[str, Node]] = []
            while not self.accept("}"):
                if entries:
                    self.expect(",")
                entries.append(self._entry())
                self.names.add(entries[-1][0])
        for name, _ in entries:
            self.names.add(name)
        return ContextLiteral(at, entries)

    def _entry(self) -> tuple[str, Node]:
        if self.token.kind == "string":
            name = unescape(self.token.text)
            self.index += 1
            self.expect(":")
            return name, self.expression()
        key = self.key()
        if key is None:
            raise self.error("name")
        return key, self.expression()


_BY_KIND = {"number": PrimaryParser._number, "string": PrimaryParser._string, "name": PrimaryParser._word}
_BY_SYMBOL = {
    "(": PrimaryParser._parenthesis,
    "[": PrimaryParser._bracket,
    "]": PrimaryParser._open_bracket,
    "{": PrimaryParser._brace,
    "@": PrimaryParser._at,
}
_STRUCTURES = {
    "if": PrimaryParser._if,
    "for": PrimaryParser._for,
    "some": PrimaryParser._some,
    "every": PrimaryParser._every,
    "function": PrimaryParser._definition,
}
