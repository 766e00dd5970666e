"""One version of a DMN file: its elements as records, its tables as they are shown."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from app.bundle.comparison.drawn import drawing, owner
from app.bundle.comparison.facets import Facet
from app.bundle.comparison.records import Record
from app.bundle.comparison.tablewords import KINDS, cell_text, column_name, column_text, label_of, shown
from app.bundle.comparison.xmlwalk import Said, Walk
from app.core.texts import Text
from app.engine.lint.model import local

INPUT, OUTPUT, NOTE, RULE = "input", "output", "annotation", "rule"
_ELEMENTS = frozenset(
    {
        "decision",
        "businessKnowledgeModel",
        "decisionService",
        "inputData",
        "itemDefinition",
        "knowledgeSource",
        "import",
    }
)
_APART = _ELEMENTS | {INPUT, OUTPUT, NOTE, RULE}
_ENTRIES = {INPUT: "inputEntry", OUTPUT: "outputEntry", NOTE: "annotationEntry"}
_UNIQUE = "UNIQUE"
_SILENT = frozenset({"DMNDI:DMNDI", "DMNDI"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: id, its sort (input, output, annotation), what it is called, its expression or name."""

    id: str
    sort: str
    name: str
    text: str
    xml: etree._Element


@dataclass(frozen=True, slots=True)
class Row:
    """A rule: id and the texts of its cells by column."""

    id: str
    cells: Mapping[str, str]
    xml: etree._Element


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table; `owner` is the id of the decision whose logic it is."""

    id: str
    owner: str
    name: str
    policy: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Decisions:
    """One version of a DMN file."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        space = etree.QName(root).namespace or ""
        self.walk = Walk(_is_apart, _SILENT, space)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The decision tables by id, in the order of the file."""
        found: dict[str, Table] = {}
        for element in self.root.iter("{*}decisionTable"):
            table = _table(element)
            found[_unused(table.id, found)] = table
        return found

    def elements(self) -> Iterator[Record]:
        """Decisions, inputs, types and the file itself, without the columns and rules of tables."""
        drawn = self._drawn()
        own = Facet(("@id",), Text("编号"), self.root.get("id", ""), quiet=True)
        yield Record(
            "", Text("决策文件"), self.root.get("name", ""), (own, *self._told(self.root), *drawn.pop("", ()))
        )
        for found in self.root.iter():
            tag = local(found) if isinstance(found.tag, str) else ""
            if tag in _ELEMENTS:
                id_ = found.get("id") or found.get("name") or ""
                facets = (*self._told(found), *drawn.get(id_, ()))
                yield Record(id_, KINDS.get(tag, tag), found.get("name") or id_, facets)

    def columns(self, table: Table) -> Iterator[Record]:
        """The columns of a table."""
        for column in table.columns:
            yield Record(column.id, KINDS[column.sort], column.name, tuple(self._told(column.xml)))

    def rules(self, table: Table) -> Iterator[Record]:
        """The rules of a table with their cells."""
        names = {column.id: column for column in table.columns}
        for place, row in enumerate(table.rows, 1):
            cells = (_cell(id_, names.get(id_), text) for id_, text in row.cells.items())
            others = (facet for facet in self._told(row.xml) if not _is_cell(facet.key))
            yield Record(row.id, Text("规则"), Text("第 {place} 条", place=place), (*cells, *others))

    def _told(self, element: etree._Element) -> Iterator[Facet]:
        for said in (*self.walk.says(element), *_unsaid(element)):
            quiet = said.path[-1:] in (("@id",), ("@name",), ("@label",))
            yield Facet(said.path, label_of(said.path), said.value, shown(said.path, said.value), quiet=quiet)

    def _drawn(self) -> dict[str, list[Facet]]:
        known = {
            found.get("id")
            for found in self.root.iter("{*}decision", "{*}inputData", "{*}businessKnowledgeModel")
        }
        found: dict[str, list[Facet]] = {}
        for shape in self.root.iter("{*}DMNShape", "{*}DMNEdge"):
            id_ = owner(shape) or ""
            found.setdefault(id_ if id_ in known else "", []).extend(drawing(shape, self.walk, id_ in known))
        return found


def _table(element: etree._Element) -> Table:
    decision = element.getparent()
    columns = tuple(_columns(element))
    rows = tuple(_row(rule, place, columns) for place, rule in enumerate(element.iterfind("{*}rule"), 1))
    holder = decision.get("id", "") if decision is not None else ""
    name = decision.get("name", "") if decision is not None else ""
    return Table(_table_id(element), holder, name or holder, element.get("hitPolicy", _UNIQUE), columns, rows)


def _table_id(element: etree._Element) -> str:
    holder = element.getparent()
    return element.get("id") or f"{holder.get('id', '') if holder is not None else ''}:table"


def _columns(table: etree._Element) -> Iterator[Column]:
    """The columns; one without an id, or with one given before, is known by its sort and place."""
    seen: dict[str, None] = {}
    for sort in _ENTRIES:
        for place, found in enumerate(table.iterfind(f"{{*}}{sort}"), 1):
            id_ = _unused(_id(found, f"{sort} {place}"), seen)
            seen[id_] = None
            yield Column(id_, sort, column_name(found, f"{sort} {place}"), column_text(found), found)


def _unused(id_: str, seen: Container[str]) -> str:
    """The id, or where it is given twice one that tells the second apart."""
    while id_ in seen:
        id_ = Text("{id}（重复）", id=id_)
    return id_


def _row(rule: etree._Element, place: int, columns: tuple[Column, ...]) -> Row:
    cells: dict[str, str] = {}
    for sort, tag in _ENTRIES.items():
        ids = [column.id for column in columns if column.sort == sort]
        for index, entry in enumerate(rule.iterfind(f"{{*}}{tag}")):
            cells[ids[index] if index < len(ids) else f"{sort} {index + 1}"] = cell_text(entry, sort == INPUT)
    return Row(_id(rule, f"rule {place}"), cells, rule)


def _cell(id_: str, column: Column | None, text: str) -> Facet:
    """A cell under its column; one that no column stands over, under its place."""
    if column is None:
        return Facet(("cell", id_), Text("多出的一格（{id}）", id=id_), text)
    nothing = Text("任意") if column.sort == INPUT else Text("（空）")
    return Facet(("cell", id_), column.name, text, nothing if text in ("", "-") else text)


def _unsaid(element: etree._Element) -> Iterator[Said]:
    """What holds because it is not written (DMN 1.5, 8.2.11)."""
    table = element.find("{*}decisionTable")
    if table is not None and table.get("hitPolicy") is None:
        yield Said(("decisionTable", "@hitPolicy"), _UNIQUE)


def _is_cell(path: tuple[str, ...]) -> bool:
    """Whether a path leads to the text of a cell, which is told under its column, or to its id."""
    return path[0].partition("#")[0] in _ENTRIES.values() and (len(path) == 1 or path[-1] in ("text", "@id"))


def _id(element: etree._Element, place: str) -> str:
    return element.get("id") or place


def _is_apart(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and local(element) in _APART
