"""Two versions of the files that say who a package is: manifest, settings, clauses."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from app.bundle.clauses import CARRIERS, ClauseSchema
from app.bundle.comparison.datafacets import Label, facets_of, labelled
from app.bundle.comparison.facets import Facet
from app.bundle.comparison.names import Names
from app.bundle.comparison.records import Record
from app.bundle.durations import duration_text
from app.bundle.manifest import FORCES, ROLES, ManifestSchema
from app.bundle.settings import DEFAULT, SettingsSchema
from app.bundle.shape import labels_of
from app.core.texts import Joined, Text

_LABELS = labels_of(ManifestSchema, SettingsSchema, ClauseSchema)
_VALUE = Text("值")
_label = labelled(_LABELS)
_LISTS = {
    "units": (Text("单位"), "key"),
    "groups": (Text("候选组"), "key"),
    "people": (Text("岗位账号"), "login"),
}


def manifest_records(data: Any, known: Names) -> Iterator[Record]:
    """The jurisdiction itself, then units, groups, lanes, numbering, people, calendar."""
    given = data if isinstance(data, Mapping) else {}
    apart = {*_LISTS, "lanes", "numbering", "calendar"}
    yield Record(
        "", Text("属地"), "", tuple(facets_of({k: v for k, v in given.items() if k not in apart}, _label))
    )
    for section, (kind, key) in _LISTS.items():
        yield from listed(given.get(section), section, kind, key, known)
    for lane, groups in _items(given.get("lanes")):
        keys = groups if isinstance(groups, list) else [groups]
        parts = tuple(known.groups(",".join(str(one) for one in keys)))
        yield Record(
            f"lanes.{lane}",
            Text("泳道"),
            lane,
            (Facet(("groups",), Text("谁办"), " ".join(map(str, keys)), "", parts),),
        )
    for series, said in _items(given.get("numbering")):
        yield Record(f"numbering.{series}", Text("文号"), series, _worded(said, known))
    for name, days in _items(given.get("calendar")):
        yield Record(
            f"calendar.{name}", Text("工作日历"), _label(name), tuple(facets_of({name: days}, _label))
        )


def settings_records(data: Any, known: Names) -> Iterator[Record]:
    """Limits, figures, periods, and whatever else the file sets."""
    given = data if isinstance(data, Mapping) else {}
    for name, by_level in _items(given.get("limits")):
        yield Record(f"limits.{name}", Text("时限"), _used(name, known), tuple(_limit(by_level)))
    for name, value in _items(given.get("figures")):
        yield Record(f"figures.{name}", Text("参数"), name, tuple(facets_of({_VALUE: value}, _figure)))
    yield from listed(given.get("sensitive_periods"), "periods", Text("敏感时期"), "name", known)
    for name, value in given.items():
        if name not in ("limits", "figures", "sensitive_periods"):
            yield Record(name, Text("设置"), _label(name), tuple(facets_of({name: value}, _label)))


def clause_records(data: Any, known: Names) -> Iterator[Record]:
    """The obligations of the mechanism."""
    yield from listed(data, "clauses", Text("条款"), "id", known)


def listed(
    rows: Any, section: str, kind: str, key: str, known: Names, label: Label = _label
) -> Iterator[Record]:
    """A list of mappings as records, each under its key; one without, under its place."""
    seen: set[str] = set()
    for place, row in enumerate(rows if isinstance(rows, list) else (), 1):
        said = row if isinstance(row, Mapping) else {"": row}
        nameless = Text("第 {place} 条", place=place)
        id_ = f"{section}.{said.get(key, nameless)}"
        id_ = f"{id_}#{place}" if id_ in seen else id_
        seen.add(id_)
        name = said.get("name") or said.get(key)
        yield Record(id_, kind, str(name) if name else nameless, _worded(said, known, label))


def _worded(said: Any, known: Names, label: Label = _label) -> tuple[Facet, ...]:
    """The properties of a row; keys of units, groups, roles and clauses in words."""
    return tuple(_in_words(facet, known) for facet in facets_of(said, label))


def _in_words(facet: Facet, known: Names) -> Facet:
    name = facet.key[-1] if facet.key else ""
    if facet.parts is not None:
        tellers: Mapping[str, Callable[[str], str]] = {
            "groups": known.bundle.manifest.group_name,
            "roles": lambda key: ROLES.get(key, key),
            "clauses": known.clause,
            "carrier": lambda key: CARRIERS.get(key, key),
        }
        words = tellers.get(name)
        return (
            Facet(facet.key, facet.label, facet.raw, "", tuple(map(words, facet.parts))) if words else facet
        )
    if name in ("unit", "issuer", "parent"):
        return Facet(facet.key, facet.label, facet.raw, known.unit(facet.told))
    if name == "kind":
        return Facet(facet.key, facet.label, facet.raw, FORCES.get(facet.told, facet.told))
    return facet


def _limit(by_level: Any) -> Iterator[Facet]:
    """A limit by level; `default` holds for the levels that are not named."""
    for level, text in _items(by_level if isinstance(by_level, Mapping) else {DEFAULT: by_level}):
        label = Text("时限") if level == DEFAULT else Text("{level}时", level=level)
        yield Facet((level,), label, str(text), duration_text(str(text)))


def _figure(path: str) -> str:
    return _VALUE if path == _VALUE else path


def _used(name: str, known: Names) -> str:
    """A limit and the steps that have it."""
    steps = known.limited(name)
    if not steps:
        return name
    first = Joined("、", (Text("“{name}”", name=step) for step in steps[:3]))
    if len(steps) > 3:
        return Text("{limit}（用于{steps}等 {count} 处）", limit=name, steps=first, count=len(steps))
    return Text("{limit}（用于{steps}）", limit=name, steps=first)


def _items(given: Any) -> Iterable[tuple[str, Any]]:
    return given.items() if isinstance(given, Mapping) else ()
