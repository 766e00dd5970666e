"""Boxed expressions and decision tables from XML."""

from collections.abc import Callable

from lxml import etree

from app.core.texts import Text
from app.feel.dmn.element import Tags, name_of
from app.feel.dmn.model import (
    Box,
    BoxedContext,
    BoxedFilter,
    BoxedFunction,
    BoxedList,
    Conditional,
    ContextEntry,
    Invocation,
    Iteration,
    Literal,
    Relation,
    Variable,
)
from app.feel.dmn.tablereader import read_table

_Read = Callable[["BoxReader", etree._Element, str], Box]


class BoxReader:
    """Reads one file's expressions; `owner` is the name of the decision or knowledge model they belong to."""

    def __init__(self, tags: Tags) -> None:
        self.tags = tags

    def optional(self, parent: etree._Element, owner: str) -> Box | None:
        """The expression among an element's children, if there is one."""
        for child in self.tags.children(parent):
            read = _READERS.get(self.tags.local(child))
            if read is not None:
                self.tags.check_language(child, self.tags.place(child, owner))
                return read(self, child, owner)
        return None

    def required(self, parent: etree._Element, owner: str, tag: str | None = None) -> Box:
        """The expression among the children (of the child `tag`); an empty literal (null) where it is left out."""
        holder = parent if tag is None else self.tags.first(parent, tag)
        box = None if holder is None else self.optional(holder, owner)
        return box or Literal(self.tags.place(parent, owner), None, "")

    def function(self, element: etree._Element, owner: str) -> BoxedFunction:
        """A function definition, or the encapsulated logic of a knowledge model."""
        place = self.tags.place(element, owner)
        kind = element.get("kind") or _kind_of_dmn11(element)
        if kind not in {"FEEL", "F"}:
            self.tags.findings.add(
                "external-function",
                place,
                Text("函数种类是 {kind}，只运行 FEEL 函数，请改写成 FEEL", kind=kind[:20]),
            )
        parameters = tuple(self.variable(one) for one in self.tags.all(element, "formalParameter"))
        return BoxedFunction(place, self.tags.type_ref(element), parameters, self.optional(element, owner))

    def variable(self, element: etree._Element) -> Variable:
        """A variable or a parameter."""
        return Variable(name_of(element, ids=False), self.tags.type_ref(element))

    def literal(self, element: etree._Element, owner: str) -> Literal:
        """A literal expression."""
        place = self.tags.place(element, owner)
        text = self.tags.text(element) or ""
        self.tags.check_juel(text, place)
        return Literal(place, self.tags.type_ref(element), text)


def _kind_of_dmn11(element: etree._Element) -> str:
    """DMN 1.1 has no `kind`; its editors wrote one in a namespace of their own (`drools:kind`)."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}kind")), "FEEL")


def _context(reader: BoxReader, element: etree._Element, owner: str) -> BoxedContext:
    entries = []
    for entry in reader.tags.all(element, "contextEntry"):
        variable = reader.tags.first(entry, "variable")
        named = None if variable is None else reader.variable(variable)
        entries.append(ContextEntry(named, reader.required(entry, owner)))
    return BoxedContext(reader.tags.place(element, owner), reader.tags.type_ref(element), tuple(entries))


def _list(reader: BoxReader, element: etree._Element, owner: str) -> BoxedList:
    items = (read(reader, child, owner) for child, read in _expressions(reader, element))
    return BoxedList(reader.tags.place(element, owner), reader.tags.type_ref(element), tuple(items))


def _relation(reader: BoxReader, element: etree._Element, owner: str) -> Relation:
    columns = tuple(reader.variable(column) for column in reader.tags.all(element, "column"))
    rows = tuple(
        tuple(read(reader, child, owner) for child, read in _expressions(reader, row))
        for row in reader.tags.all(element, "row")
    )
    return Relation(reader.tags.place(element, owner), reader.tags.type_ref(element), columns, rows)


def _expressions(reader: BoxReader, element: etree._Element) -> list[tuple[etree._Element, _Read]]:
    children = ((child, _READERS.get(reader.tags.local(child))) for child in reader.tags.children(element))
    return [(child, read) for child, read in children if read is not None]


def _invocation(reader: BoxReader, element: etree._Element, owner: str) -> Invocation:
    bindings = []
    for binding in reader.tags.all(element, "binding"):
        parameter = reader.tags.first(binding, "parameter")
        if parameter is not None:
            bindings.append((reader.variable(parameter), reader.optional(binding, owner)))
    function = reader.required(element, owner)
    return Invocation(
        reader.tags.place(element, owner), reader.tags.type_ref(element), function, tuple(bindings)
    )


def _conditional(reader: BoxReader, element: etree._Element, owner: str) -> Conditional:
    condition, then, otherwise = (reader.required(element, owner, tag) for tag in ("if", "then", "else"))
    place = reader.tags.place(element, owner)
    return Conditional(place, reader.tags.type_ref(element), condition, then, otherwise)


def _filter(reader: BoxReader, element: etree._Element, owner: str) -> BoxedFilter:
    source, match = (reader.required(element, owner, tag) for tag in ("in", "match"))
    return BoxedFilter(reader.tags.place(element, owner), reader.tags.type_ref(element), source, match)


def _iteration(reader: BoxReader, element: etree._Element, owner: str) -> Iteration:
    kind = reader.tags.local(element)
    variable = Variable(" ".join(element.get("iteratorVariable", "").split()))
    source = reader.required(element, owner, "in")
    body = reader.required(element, owner, "return" if kind == "for" else "satisfies")
    place = reader.tags.place(element, owner)
    return Iteration(place, reader.tags.type_ref(element), kind, variable, source, body)


_READERS: dict[str, _Read] = {
    "literalExpression": BoxReader.literal,
    "decisionTable": lambda reader, element, owner: read_table(reader.tags, element, owner),
    "context": _context,
    "list": _list,
    "relation": _relation,
    "functionDefinition": BoxReader.function,
    "invocation": _invocation,
    "conditional": _conditional,
    "filter": _filter,
    "for": _iteration,
    "some": _iteration,
    "every": _iteration,
}
