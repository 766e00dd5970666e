"""Item definitions as FEEL types (DMN 1.5, 7.3.3): what a model's `typeRef` names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.core.texts import Text
from app.feel.dmn.model import ItemDefinition
from app.feel.dmn.problems import Findings, Place
from app.feel.values.function import Function
from app.feel.values.kinds import Value
from app.feel.values.types import (
    ANY,
    NAMED_TYPES,
    NUMBER,
    ContextType,
    FeelType,
    FunctionType,
    ListType,
    RestrictedType,
    conforms,
)

CompileTests = Callable[[str, Place], Callable[[Value], bool]]
"""Makes a predicate of unary tests; the place is for its findings."""

_OF_OTHERS: Mapping[str, FeelType] = dict.fromkeys(("integer", "long", "double", "decimal"), NUMBER)


@dataclass(frozen=True, slots=True, eq=False)
class _Recursive(FeelType):
    """A type inside its own definition, as in a tree: looked up when a value is at hand."""

    name: str
    types: Mapping[str, FeelType]

    def _has(self, value: Value) -> bool:
        return conforms(value, self.types[self.name])

    def _is_subtype_of(self, wanted: FeelType) -> bool:
        return isinstance(wanted, _Recursive) and wanted.name == self.name


def complete(value: Value, type_: FeelType | None) -> Value:
    """The value with null for the entries of its type that it lacks, as a form leaves out what was not filled in."""
    match type_, value:
        case RestrictedType(), _:
            return complete(value, type_.base)
        case ListType(), list():
            return [complete(item, type_.item) for item in value]
        case ContextType(), dict():
            return value | {name: complete(value.get(name), field) for name, field in type_.fields}
    return value


class TypeTable:
    """The types of one model. `imported` are the tables of the models it imports, by import name."""

    def __init__(
        self,
        items: tuple[ItemDefinition, ...],
        imported: Mapping[str, "TypeTable"],
        compile_tests: CompileTests,
        findings: Findings,
    ) -> None:
        self._items = {item.name: item for item in items}
        self._imported = imported
        self._compile_tests = compile_tests
        self._findings = findings
        self._done: dict[str, FeelType] = {}
        self._open: set[str] = set()
        for item in items:
            self._named(item, ())

    @property
    def named(self) -> Mapping[str, FeelType]:
        """All declared types, the imported ones as `import name.type`."""
        types = dict(self._done)
        for prefix, table in self._imported.items():
            types |= {f"{prefix}.{name}" if prefix else name: type_ for name, type_ in table.named.items()}
        return types

    def find(self, ref: str | None, place: Place) -> FeelType | None:
        """The type a reference names; null (anything goes) for `Any`, none, and, with a finding, an unknown one."""
        return None if ref is None else self._resolve(ref, place, ())

    def values_of(self, ref: str | None) -> str | None:
        """The text of a declared type's allowed values."""
        item = self._items.get(ref or "")
        return None if item is None else item.values

    def _resolve(self, ref: str, place: Place, aliases: tuple[str, ...]) -> FeelType | None:
        if ref in aliases:
            self._findings.add("type-cycle", place, Text("类型 {ref} 以自己为基础，请改正 typeRef", ref=ref))
            return None
        if ref in self._items:
            return self._named(self._items[ref], aliases)
        found = NAMED_TYPES.get(ref) or self._of_import(ref, place) or _OF_OTHERS.get(ref)
        if found is None:
            self._findings.add(
                "unknown-type", place, Text("没有类型 {ref}，请先定义它或改正 typeRef", ref=ref)
            )
        return None if found == ANY else found

    def _of_import(self, ref: str, place: Place) -> FeelType | None:
        for prefix, table in self._imported.items():
            local = ref.removeprefix(f"{prefix}.") if prefix else ref
            if (not prefix or local != ref) and local in table._items:
                return table.find(local, place)
        return None

    def _named(self, item: ItemDefinition, aliases: tuple[str, ...]) -> FeelType:
        name = item.name
        if name in self._done:
            return self._done[name]
        if name in self._open:
            return _Recursive(name, self._done)
        self._open.add(name)
        self._done[name] = self._build(item, (*aliases, name))
        return self._done[name]

    def _build(self, item: ItemDefinition, aliases: tuple[str, ...]) -> FeelType:
        type_ = self._base(item, aliases)
        if item.values:
            type_ = RestrictedType(type_, self._compile_tests(item.values, item.place))
        if item.collection:
            type_ = ListType(type_)
        if item.constraint:
            type_ = RestrictedType(type_, self._compile_tests(item.constraint, item.place))
        return type_

    def _base(self, item: ItemDefinition, aliases: tuple[str, ...]) -> FeelType:
        if item.components:
            return ContextType(tuple((part.name, self._build(part, ())) for part in item.components))
        if item.parameters is not None:
            parameters = (self.find(parameter.type_ref, item.place) or ANY for parameter in item.parameters)
            return FunctionType(tuple(parameters), self.find(item.result, item.place) or ANY)
        return (item.type_ref and self._resolve(item.type_ref, item.place, aliases)) or ANY


def result_of(type_: FeelType | None) -> FeelType | None:
    """What a function's variable says of its result: the result of a function type, or the type itself."""
    base = _base_of(type_)
    return base.result if isinstance(base, FunctionType) else type_


def with_result(value: Value, type_: FeelType) -> Value:
    """A function of unknown result as one of the declared result, which it then converts to; others as they are."""
    base = _base_of(type_)
    if isinstance(base, FunctionType) and isinstance(value, Function) and value.returns is None:
        return replace(value, returns=base.result)
    return value


def _base_of(type_: FeelType | None) -> FeelType | None:
    return _base_of(type_.base) if isinstance(type_, RestrictedType) else type_
