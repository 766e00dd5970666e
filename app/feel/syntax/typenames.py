"""Types as an expression writes them, after `instance of` and in function definitions (rules 51 to 53)."""

from app.feel.syntax.cursor import Cursor
from app.feel.values.types import NAMED_TYPES, ContextType, FeelType, FunctionType, ListType, RangeType

_LONG_NAMES = (
    ("date", "and", "time"),
    ("days", "and", "time", "duration"),
    ("years", "and", "months", "duration"),
)


class TypeParser(Cursor):
    """Reads types."""

    def type(self) -> FeelType:
        """One type.

        Raises:
            FeelSyntaxError: when the name is neither a type of FEEL nor one of the model.
        """
        read = _GENERICS.get(self.symbol)
        if read is None or self.following().text != "<":
            return self._named()
        self.index += 2
        self.deepen()
        found = read(self)
        self.depth -= 1
        return found

    def _list(self) -> FeelType:
        return ListType(self._item())

    def _range(self) -> FeelType:
        return RangeType(self._item())

    def _item(self) -> FeelType:
        item = self.type()
        self.expect(">")
        return item

    def _context(self) -> FeelType:
        fields: list[tuple[str, FeelType]] = []
        while not self.accept(">"):
            if fields:
                self.expect(",")
            name = self.key()
            if name is None:
                raise self.error("name")
            fields.append((name, self.type()))
        return ContextType(tuple(fields))

    def _function(self) -> FeelType:
        parameters: list[FeelType] = []
        while not self.accept(">"):
            if parameters:
                self.expect(",")
            parameters.append(self.type())
        self.expect("->")
        return FunctionType(tuple(parameters), self.type())

    def _named(self) -> FeelType:
        for words in _LONG_NAMES:
            if tuple(token.text for token in self.tokens[self.index : self.index + len(words)]) == words:
                self.index += len(words)
                return NAMED_TYPES[" ".join(words)]
        start = self.token
        name = self.name()
        while self.accept("."):
            name += "." + self.name()
        found = self.types.get(name) or NAMED_TYPES.get(name)
        if found is None or start.kind != "name":
            self.index = self.tokens.index(start)
            raise self.error("type")
        return found


_GENERICS = {
    "list": TypeParser._list,
    "range": TypeParser._range,
    "context": TypeParser._context,
    "function": TypeParser._function,
}
