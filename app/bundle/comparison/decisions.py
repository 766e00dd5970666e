"""Two versions of a DMN file: inputs, outputs and rules cell by cell; all else property by property."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.bundle.comparison.facets import Facet
from app.bundle.comparison.model import Item
from app.bundle.comparison.records import Record, compare_records
from app.bundle.comparison.tables import Decisions, Table
from app.core.texts import Text
from app.engine.xml import read_xml

_NO_MODEL = b"<definitions/>"
_NO_TABLE = Table("", "", "", "", (), ())


def compare_decisions(old: bytes | None, new: bytes | None) -> tuple[Item, ...]:
    """What differs, decision by decision; raises `XmlRefused`. A file that is not there is one without elements."""
    before, after = Decisions(read_xml(old or _NO_MODEL)), Decisions(read_xml(new or _NO_MODEL))
    found = [item for item in _elements(before, after) if item.new or item.old or (old and new)]
    for id_ in dict.fromkeys((*after.tables, *before.tables)):
        found += _table(before, before.tables.get(id_), after, after.tables.get(id_))
    return tuple(found)


def _elements(before: Decisions, after: Decisions) -> tuple[Item, ...]:
    return compare_records(list(before.elements()), list(after.elements()))


def _table(before: Decisions, old: Table | None, after: Decisions, new: Table | None) -> Iterator[Item]:
    then = list(before.columns(old)) if old else []
    now = list(after.columns(new)) if new else []
    columns = paired(then, now)
    several = len(after.tables or before.tables) > 1
    table = (new or old or _NO_TABLE).name if several else ""
    for item in compare_records(then, now, columns, counter="第 {place} 列"):
        yield replace(item, name=_inside(Text("“{name}”", name=item.name), table))
    rules = [_under(rule, columns) for rule in before.rules(old)] if old else []
    ruled = list(after.rules(new)) if new else []
    names = {rule.id: rule.name for rule in rules}
    for item in compare_records(rules, ruled, paired(rules, ruled), counter="第 {place} 条"):
        stood = names.get(item.old or "")
        moved = item.new and stood and stood != item.name
        name = Text("{name}（原{old}）", name=item.name, old=stood) if moved else item.name
        yield replace(item, name=_inside(name, table))


def _inside(name: str, table: str) -> str:
    """The name of a column or a rule, with its table where there are several."""
    return Text("{name}（{table}）", name=name, table=table) if table else name


def _under(rule: Record, columns: Mapping[str, str]) -> Record:
    """A rule of the old version, its cells under the new ids of their columns."""
    facets = (_cell_under(facet, columns) for facet in rule.facets)
    return replace(rule, facets=tuple(facets))


def _cell_under(facet: Facet, columns: Mapping[str, str]) -> Facet:
    if facet.key[:1] != ("cell",) or facet.key[1] not in columns:
        return facet
    return replace(facet, key=("cell", columns[facet.key[1]]))


def paired(old: Sequence[Record], new: Sequence[Record]) -> dict[str, str]:
    """Old id → new id of records that say the same under another id."""
    known, kept = {record.id for record in old}, {record.id for record in new}
    gone = _by_content(record for record in old if record.id not in kept)
    come = _by_content(record for record in new if record.id not in known)
    return {
        one.id: other.id
        for content, records in gone.items()
        for one, other in zip(records, come.get(content, ()), strict=False)
    }


def _by_content(records: Iterable[Record]) -> dict[Hashable, list[Record]]:
    found: dict[Hashable, list[Record]] = {}
    for record in records:
        said = tuple((f.label, f.raw) for f in record.facets if f.key[-1:] != ("@id",))
        found.setdefault((record.kind, said), []).append(record)
    return found
