"""Two versions of a package, file by file."""

import json
from collections.abc import Mapping
from typing import Any

from app.bundle.bundle import Bundle
from app.bundle.comparison.decisions import compare_decisions
from app.bundle.comparison.diagrams import compare_diagrams
from app.bundle.comparison.documents import compare_documents
from app.bundle.comparison.forms import compare_forms
from app.bundle.comparison.model import Act, Change, Comparison, FileChange, Item
from app.bundle.comparison.names import Names
from app.bundle.comparison.patches import patch
from app.bundle.comparison.titles import called, title
from app.bundle.faults import Faults
from app.bundle.resources import COMMON, Kind, Resource
from app.bundle.yamlfile import read_yaml
from app.core.texts import Text
from app.engine.xml import XmlRefused

_ORDER = (Kind.DIAGRAM, Kind.DECISION, Kind.FORM, Kind.PRINTOUT, Kind.SETTINGS, Kind.MANIFEST, Kind.CLAUSES,
          Kind.REGISTRY, Kind.REGISTRY_DATA, Kind.REPORT, Kind.SCENARIO, Kind.SHEET)  # fmt: skip
_FORMATTED = Item(Act.FORMATTED, Text("文件"), "", "", "")

Sides = tuple[Resource | None, Resource | None]


def compare(old: Bundle, new: Bundle) -> Comparison:
    """What differs from the old package to the new one. Files with the same bytes are not read."""
    sides = (Names(old), Names(new))
    pairs = _renamed(_pairs(old.resources, new.resources))
    changed = [
        pair for pair in pairs if _digest(pair[0]) != _digest(pair[1]) or _path(pair[0]) != _path(pair[1])
    ]
    files = sorted((_file(pair, sides) for pair in changed), key=_place)
    return Comparison(old, new, tuple(files), len(pairs) - len(changed))


def _pairs(old: Mapping[str, Resource], new: Mapping[str, Resource]) -> list[Sides]:
    """Files by their place: a package's own file stands for the shared one that it hides."""
    before = {resource.place: resource for resource in old.values()}
    after = {resource.place: resource for resource in new.values()}
    return [(before.get(place), after.get(place)) for place in dict.fromkeys((*after, *before))]


def _renamed(pairs: list[Sides]) -> list[Sides]:
    """Bring together a file that went and one of the same content that came."""
    gone = {one.digest: one for one, other in pairs if one and not other}
    found: list[Sides] = []
    for one, other in pairs:
        if one is None and other and other.digest in gone:
            found.append((gone.pop(other.digest), other))
        else:
            found.append((one, other))
    moved = {one.path for one, other in found if one and other and one.place != other.place}
    return [pair for pair in found if pair[1] or (pair[0] and pair[0].path not in moved)]


def _file(pair: Sides, sides: tuple[Names, Names]) -> FileChange:
    old, new = pair
    act = Act.ADDED if old is None else Act.REMOVED if new is None else Act.CHANGED
    names, note = (title(pair, sides), called(pair, sides)), _note(old, new)
    if old and new and old.digest == new.digest:
        return FileChange(Act.MOVED, *names, old, new, note=note)
    if old and not new and old.kind is Kind.DIAGRAM and old.owner == COMMON:
        gone = Item(Act.REMOVED, Text("公共流程"), sides[0].process(old.key), None, None)
        return FileChange(act, *names, old, None, (gone,), note=Text("不再有流程调用它，公共的还在"))
    items, readable = _items(old, new, sides)
    if items:
        return FileChange(act, *names, old, new, items, note=note)
    lines, left = patch(_data(old), _data(new))
    if not readable:
        return FileChange(act, *names, old, new, (_whole(act, old, new, lines),), lines, left, note)
    if not (_path(new) or "").endswith(".yaml"):
        lines, left = (), 0  # only YAML is written by hand: another way of writing JSON or XML fills pages
    return FileChange(Act.FORMATTED, *names, old, new, (_FORMATTED,), lines, left, note)


def _items(
    old: Resource | None, new: Resource | None, sides: tuple[Names, Names]
) -> tuple[tuple[Item, ...], bool]:
    """The elements that differ, and whether the content could be read: else it is compared as a text."""
    resource = new or old
    assert resource is not None
    before, after = _data(old), _data(new)
    try:
        if resource.kind is Kind.DIAGRAM:
            return compare_diagrams(before, after, *sides), True
        if resource.kind is Kind.DECISION:
            return compare_decisions(before, after), True
    except XmlRefused:
        return (), False
    then, now = _document(old), _document(new)
    if (old and then is None) or (new and now is None):
        return (), False
    if resource.kind in (Kind.FORM, Kind.REGISTRY):
        return compare_forms(then, now, *sides), True
    return compare_documents(resource.kind, then, now, *sides, resource), True


def _document(resource: Resource | None) -> Any:
    """The data of a file; None for what is no data."""
    if resource is None:
        return None
    if resource.path.endswith((".form", ".json")):
        try:
            return json.loads(resource.data.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            return None
    if resource.path.endswith(".yaml"):
        read = read_yaml(resource.data, Faults(resource.path))
        return read.data if read else None
    return None


def _whole(act: Act, old: Resource | None, new: Resource | None, lines: tuple[str, ...]) -> Item:
    """A file without elements: a text, of which the lines are told, or bytes, of which the size is."""
    if lines:
        return Item(act, Text("文字"), Text("逐行对照见下"), _path(old), _path(new))
    change = Change(Text("内容"), _size(old), _size(new), ("content",))
    return Item(act, Text("文件"), "", _path(old), _path(new), (change,))


def _size(resource: Resource | None) -> str | None:
    if resource is None:
        return None
    return Text("{n} 字节，指纹 {digest}", n=len(resource.data), digest=resource.digest[:12])


def _note(old: Resource | None, new: Resource | None) -> str:
    if old is None and new and new.kind is Kind.DIAGRAM and new.owner == COMMON:
        return Text("公共流程，现在有流程调用它")
    if old is None or new is None:
        return ""
    if old.owner != new.owner:
        return Text("改用公共的") if new.owner == COMMON else Text("原来用公共的，现在用本属地自己的")
    return Text("原名 {path}", path=old.path) if old.path != new.path else ""


def _place(file: FileChange) -> tuple[int, str]:
    return _ORDER.index(file.kind), file.path


def _data(resource: Resource | None) -> bytes | None:
    return resource.data if resource else None


def _digest(resource: Resource | None) -> str | None:
    return resource.digest if resource else None


def _path(resource: Resource | None) -> str | None:
    return resource.path if resource else None
