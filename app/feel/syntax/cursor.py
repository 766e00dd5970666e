"""The parser's place in the tokens: looking, taking, expecting, nesting, reading names."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from app.feel.errors import FeelSyntaxError, FeelTextBoundError
from app.feel.limits import Limits
from app.feel.syntax.lexer import KEYWORDS, Token, syntax_error, tokens
from app.feel.syntax.names import Names, normalized
from app.feel.values.types import FeelType

_NAME_SYMBOLS = frozenset({".", "/", "-", "'", "+", "*", "**", ".."})


class Cursor:
    """Tokens of one text with the names in scope and the bounds of nesting."""

    def __init__(self, source: str, names: Names, types: Mapping[str, FeelType], limits: Limits) -> None:
        if len(source) > limits.text_length:
            raise FeelTextBoundError("text_length", limits.text_length)
        self.source = source
        self.names = names
        self.types = types
        self.limits = limits
        self.tokens = tokens(source)
        self.index = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.index]

    @property
    def symbol(self) -> str:
        """The text of the next token; a string's begins with its quote, so it is never taken for a symbol."""
        return self.tokens[self.index].text

    def following(self, offset: int = 1) -> Token:
        """The token after the next one."""
        return self.tokens[min(self.index + offset, len(self.tokens) - 1)]

    def accept(self, text: str) -> bool:
        """Take the next token if it is this symbol or keyword."""
        if self.tokens[self.index].text == text:
            self.index += 1
            return True
        return False

    def expect(self, text: str) -> None:
        """Take this symbol or keyword.

        Raises:
            FeelSyntaxError: when something else comes.
        """
        if not self.accept(text):
            raise self.error(text)

    def error(self, expected: str) -> FeelSyntaxError:
        """The error that the next token is not what was expected."""
        token = self.token
        return syntax_error(self.source, token.start, expected, token.text or "end of text")

    def deepen(self) -> None:
        """Enter a level; the caller leaves it by lowering `depth`.

        Raises:
            FeelTextBoundError: below the deepest level.
        """
        self.depth += 1
        if self.depth > self.limits.depth:
            raise FeelTextBoundError("depth", self.limits.depth)

    @contextmanager
    def scope(self) -> Iterator[Names]:
        """Names added inside the block are forgotten after it."""
        outer = self.names
        self.names = Names(outer)
        yield self.names
        self.names = outer

    def name(self) -> str:
        """A name: the longest one the scope knows, else the words up to the next keyword or symbol.

        Two words in a row mean nothing else in FEEL, so an unknown name with spaces is still one name.
        """
        known = self.names.longest(self.source, self.tokens, self.index)
        if known is not None:
            name, self.index = known
            return name
        if self.token.kind != "name":
            raise self.error("name")
        words = [self.token.text]
        self.index += 1
        while self.token.kind == "name" and self.token.text not in KEYWORDS:
            words.append(self.token.text)
            self.index += 1
        return " ".join(words)

    def key(self) -> str | None:
        """A name before a colon (a context's entry, a named argument), or null and nothing taken."""
        index = self.index
        if self.tokens[index].kind != "name":
            return None
        while self.tokens[index].kind in {"name", "number"} or self.tokens[index].text in _NAME_SYMBOLS:
            index += 1
        if self.tokens[index].text != ":":
            return None
        name = normalized(self.source[self.token.start : self.tokens[index - 1].end])
        self.index = index + 1
        return name
