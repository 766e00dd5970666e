"""The models of one deployment that belong together: each with its types, linked by their imports."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from app.core.texts import Text
from app.feel.dmn.model import Element, ItemDefinition, Model
from app.feel.dmn.problems import Findings, Place, Stop
from app.feel.dmn.reader import read_model
from app.feel.dmn.texts import Texts
from app.feel.dmn.trace import Key
from app.feel.dmn.types import TypeTable
from app.feel.values.types import FeelType


@dataclass(frozen=True, slots=True)
class Unit:
    """One model with the models it imports, by import name (empty for those imported without one)."""

    model: Model
    types: TypeTable
    texts: Texts
    imports: Mapping[str, "Unit"]
    path_names: frozenset[str] = field(default_factory=frozenset)
    """Names that occur after a dot: components of types, elements of imported models."""

    @property
    def missing(self) -> frozenset[str]:
        """The namespaces it imports that were not found."""
        found = {unit.model.namespace for unit in self.imports.values()}
        return frozenset(one.namespace for one in self.model.imports) - found

    def own_namespaces(self) -> list[str]:
        """Its own namespace and those imported without a name: where a reference without one may lead."""
        return [
            self.model.namespace,
            *(unit.model.namespace for name, unit in self.imports.items() if not name),
        ]

    def prefix_of(self, namespace: str) -> str | None:
        """The import name of a namespace; empty for the model's own; null where it is not imported."""
        if namespace in {"", self.model.namespace}:
            return ""
        return next((name for name, unit in self.imports.items() if unit.model.namespace == namespace), None)


class Library:
    """The root model's unit and those it imports, directly or not, by namespace."""

    def __init__(self, root: Unit, units: Mapping[str, Unit]) -> None:
        self.root = root
        self.units = units
        self.elements: dict[Key, Element] = {
            (namespace, element.id): element
            for namespace, unit in units.items()
            for element in unit.model.elements
        }

    def paths(self) -> dict[str, list[tuple[str, ...]]]:
        """For each namespace the import names that lead to it from the root; of many ways the first few."""
        found: dict[str, list[tuple[str, ...]]] = {}
        waiting: deque[tuple[Unit, tuple[str, ...]]] = deque([(self.root, ())])
        while waiting:
            unit, path = waiting.popleft()
            known = found.setdefault(unit.model.namespace, [])
            if len(known) < _MOST_PATHS:
                known.append(path)
                waiting += [(other, (*path, name) if name else path) for name, other in unit.imports.items()]
        return found


_MOST_PATHS = 8


def read_library(data: bytes, imports: Iterable[bytes], findings: Findings) -> Library:
    """The model in `data` with those of `imports` that it needs; `Stop` when it cannot be read at all."""
    root = read_model(data, findings)
    others: dict[str, tuple[Model, Findings]] = {}
    for other in imports:
        own = Findings()
        try:
            model = read_model(other, own)
        except Stop:
            continue
        others[model.namespace] = (model, own)
    return _Builder(others, findings).library(root)


class _Builder:
    def __init__(self, others: Mapping[str, tuple[Model, Findings]], findings: Findings) -> None:
        self._others = others
        self._findings = findings
        self._units: dict[str, Unit] = {}
        self._open: set[str] = set()

    def library(self, root: Model) -> Library:
        unit = self._unit(root)
        return Library(unit, self._units)

    def _unit(self, model: Model) -> Unit:
        self._open.add(model.namespace)
        _check_ids(model, self._findings)
        imports = self._imports(model)
        tables = {name: unit.types for name, unit in imports.items()}
        named: dict[str, FeelType] = {}
        texts = Texts(named, self._findings)
        types = TypeTable(model.items, tables, texts.predicate, self._findings)
        named.update(types.named)
        unit = Unit(model, types, texts, imports, frozenset(_path_names(model, imports)))
        self._units[model.namespace] = unit
        self._open.discard(model.namespace)
        return unit

    def _imports(self, model: Model) -> dict[str, Unit]:
        found: dict[str, Unit] = {}
        for one in model.imports:
            unit = self._imported(one.namespace, one.place)
            if unit is not None:
                found[one.name] = unit
        return found

    def _imported(self, namespace: str, place: Place) -> Unit | None:
        if namespace in self._units:
            return self._units[namespace]
        if namespace in self._open:
            self._findings.add(
                "cycle", place, Text("模型 {namespace} 直接或间接地引入了自己", namespace=namespace)
            )
            return None
        if namespace not in self._others:
            self._findings.add(
                "import", place, Text("没有找到引入的模型 {namespace}，请一并部署", namespace=namespace)
            )
            return None
        model, findings = self._others[namespace]
        self._findings.take(findings)
        return self._unit(model)


def _check_ids(model: Model, findings: Findings) -> None:
    ids: set[str] = set()
    names: set[str] = set()
    for element in model.elements:
        if element.id in ids:
            findings.add("duplicate-id", element.place, Text("标识 {id} 重复，请改成唯一的", id=element.id))
        if element.name in names:
            findings.add(
                "duplicate-name", element.place, Text("名称 {name} 重复，请改成唯一的", name=element.name)
            )
        ids.add(element.id)
        names.add(element.name)


def _path_names(model: Model, imports: Mapping[str, Unit]) -> Iterator[str]:
    waiting: list[ItemDefinition] = list(model.items)
    while waiting:
        item = waiting.pop()
        for part in item.components:
            yield part.name
            waiting.append(part)
    for unit in imports.values():
        yield from unit.path_names
        yield from (element.name for element in unit.model.elements)
