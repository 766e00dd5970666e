"""How each element's value is made: input data, decisions, knowledge models and services as functions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.core.texts import Text
from app.feel.dmn.boxed import Boxes, conformed
from app.feel.dmn.graph import Graph, Requirement, scope_names
from app.feel.dmn.library import Library, Unit
from app.feel.dmn.model import Decision, DecisionService, Element, InputData, KnowledgeModel
from app.feel.dmn.problems import Findings
from app.feel.dmn.texts import Names
from app.feel.dmn.trace import Case, Key, NodeTrace, Scope
from app.feel.dmn.types import complete, result_of
from app.feel.limits import current_run
from app.feel.values.function import Function
from app.feel.values.host import from_host
from app.feel.values.kinds import Parameter, Value

Make = Callable[[Case], Value]
"""Makes an element's value in a case in which all it requires is known."""


@dataclass(frozen=True, slots=True)
class ScopePlan:
    """How an element's scope is put together from the values of what it requires, and of what the caller gave."""

    plain: tuple[tuple[str, Key], ...]
    grouped: tuple[tuple[str, tuple[tuple[str, Key], ...]], ...]
    free: tuple[str, ...]
    """Names the element reads that no element of the model has: process variables."""

    def scope(self, case: Case) -> Scope:
        """The scope in that case."""
        given, values = case.given, case.values
        names = {name: from_host(given[name]) for name in self.free if name in given}
        for name, key in self.plain:
            names[name] = values[key]
        for prefix, group in self.grouped:
            names[prefix] = {name: values[key] for name, key in group}
        return Scope(names, case)


class Nodes:
    """The compiled elements of a library."""

    def __init__(self, library: Library, graph: Graph, findings: Findings) -> None:
        self._library = library
        self._graph = graph
        self._findings = findings
        self._paths = library.paths()
        self._boxes = {
            namespace: Boxes(unit.texts, unit.types, findings) for namespace, unit in library.units.items()
        }
        self._taken = {
            name for element in library.root.model.elements for name in (element.name, element.variable.name)
        }
        self.reads: dict[Key, frozenset[str]] = {}
        """What the caller supplies to each: a decision's free variables, the parameters of the others."""
        self._make: Mapping[Key, Make] = {
            key: self._node(key, element) for key, element in library.elements.items()
        }

    def run(self, order: Sequence[Key], case: Case) -> None:
        """Make the values of those elements, in that order, where the case does not know them yet."""
        values, make = case.values, self._make
        for key in order:
            if key not in values:
                values[key] = make[key](case)

    def arguments(self, key: Key, case: Case) -> list[Value]:
        """What the caller gave for a knowledge model's or a service's parameters."""
        function = case.values[key]
        return [
            complete(_given(case.given, [((), parameter.name)]), parameter.type)
            for parameter in function.parameters
        ]

    def _node(self, key: Key, element: Element) -> Make:
        unit = self._library.units[key[0]]
        match element:
            case InputData():
                return self._input(element, unit)
            case Decision():
                return self._decision(key, element, unit)
            case KnowledgeModel():
                return self._knowledge(key, element, unit)
            case DecisionService():
                return self._service(key, element, unit)

    def _input(self, element: InputData, unit: Unit) -> Make:
        type_ = unit.types.find(element.variable.type_ref, element.place)
        namespace, place = unit.model.namespace, element.place
        paths = [
            (path, name)
            for path in self._paths[namespace]
            for name in dict.fromkeys((element.name, element.variable.name))
        ]
        paths.append(((), f"{{{namespace}}}{element.name}"))
        if namespace == self._library.root.model.namespace or element.name not in self._taken:
            paths.append(((), element.name))
        return lambda case: conformed(complete(_given(case.given, paths), type_), type_, place)

    def _decision(self, key: Key, element: Decision, unit: Unit) -> Make:
        requirements = self._graph.requirements[key]
        names = Names(scope_names(requirements, unit))
        logic = None if element.logic is None else self._boxes[key[0]].compile(element.logic, names)
        plan = self._plan(key, requirements, names)
        self.reads[key] = frozenset(plan.free)
        type_ = unit.types.find(element.variable.type_ref, element.place)
        required = [requirement.key for requirement in requirements]

        def make(case: Case) -> Value:
            trace = NodeTrace(element, key[0])
            trace.required = [case.traces[one] for one in required if one in case.traces]
            case.traces[key] = case.current = trace
            if logic is not None:
                trace.scope = plan.scope(case)
                trace.value = conformed(logic(trace.scope), type_, element.place)
            return trace.value

        return make

    def _plan(self, key: Key, requirements: Sequence[Requirement], names: Names) -> ScopePlan:
        plain: list[tuple[str, Key]] = []
        grouped: dict[str, list[tuple[str, Key]]] = {}
        for requirement in requirements:
            named = [(name, requirement.key) for name in requirement.names]
            (grouped.setdefault(requirement.prefix, []) if requirement.prefix else plain).extend(named)
        free = self._free(key, names.reads - {name for name, _ in plain} - grouped.keys())
        groups = tuple((prefix, tuple(group)) for prefix, group in grouped.items())
        return ScopePlan(tuple(plain), groups, tuple(sorted(free)))

    def _free(self, key: Key, reads: set[str]) -> frozenset[str]:
        """The names the caller must supply. Those of elements that are not required are a finding: they are null."""
        element = self._library.elements[key]
        taken = self._taken - {element.name, element.variable.name}
        for name in sorted(reads & taken):
            text = Text("用到了 {name}，但没有画出对它的需求，值将为空；请连上需求线", name=name)
            self._findings.add("not-required", element.place, text)
        return frozenset(reads - taken)

    def _knowledge(self, key: Key, element: KnowledgeModel, unit: Unit) -> Make:
        requirements = self._graph.requirements[key]
        names = Names(scope_names(requirements, unit))
        self.reads[key] = frozenset()
        if element.logic is None:
            return lambda _: None
        self.reads[key] = frozenset(parameter.name for parameter in element.logic.parameters)
        make = self._boxes[key[0]].function(element.logic, names)
        plan = self._plan(key, requirements, names)
        returns = result_of(unit.types.find(element.variable.type_ref, element.place))
        plan = ScopePlan(plan.plain, plan.grouped, ())
        return lambda case: make(element.name, plan.scope(case), returns)

    def _service(self, key: Key, element: DecisionService, unit: Unit) -> Make:
        inputs = self._graph.keys(key, (*element.input_data, *element.input_decisions))
        outputs = self._graph.keys(key, element.outputs)
        parameters = tuple(self._parameter(one) for one in inputs)
        self.reads[key] = frozenset(parameter.name for parameter in parameters)
        returns = result_of(unit.types.find(element.variable.type_ref, element.place))
        order = self._graph.order(outputs, frozenset(inputs))
        names = [self._library.elements[one].name for one in outputs]

        def serve(case: Case, *values: Value) -> Value:
            current_run().charge(len(order))
            inner = Case({}, dict(zip(inputs, values, strict=True)))
            self.run(order, inner)
            trace = NodeTrace(element, key[0])
            trace.required = [inner.traces[one] for one in outputs if one in inner.traces]
            made = [inner.values[one] for one in outputs]
            trace.value = made[0] if len(made) == 1 else dict(zip(names, made, strict=True))
            case.note_call(trace)
            return trace.value

        return lambda case: Function(element.name, parameters, returns, lambda *values: serve(case, *values))

    def _parameter(self, key: Key) -> Parameter:
        element = self._library.elements[key]
        type_ = self._library.units[key[0]].types.find(element.variable.type_ref, element.place)
        return Parameter(element.name, type_)


def _given(given: Mapping[str, Value], paths: Sequence[tuple[tuple[str, ...], str]]) -> Value:
    """The caller's value: under the import names that lead to the input's model, or under its full or plain name."""
    for path, name in paths:
        where: Value = given
        for step in path:
            where = where.get(step) if isinstance(where, Mapping) else None
        if isinstance(where, Mapping) and name in where:
            return from_host(where[name])
    return None
