"""The requirements graph: what each element needs, in which order, and what is in its scope (DMN 1.5, clause 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.texts import Text
from app.feel.dmn.library import Library, Unit
from app.feel.dmn.model import Decision, DecisionService, Element, KnowledgeModel
from app.feel.dmn.problems import Findings
from app.feel.dmn.trace import Key


@dataclass(frozen=True, slots=True)
class Requirement:
    """A required element: under which import name (empty for the model's own) and which names it is in scope."""

    prefix: str
    names: tuple[str, ...]
    key: Key


class Graph:
    """The elements of a library and their requirements, resolved and free of cycles."""

    def __init__(self, library: Library, findings: Findings) -> None:
        self._elements = library.elements
        self._units = library.units
        self._findings = findings
        self.requirements: Mapping[Key, tuple[Requirement, ...]] = {
            key: tuple(self._required(key, element)) for key, element in self._elements.items()
        }
        self._edges = {key: self._needs(key) for key in self._elements}
        self._refuse_cycles()

    def keys(self, key: Key, hrefs: Iterable[str]) -> list[Key]:
        """The elements that hrefs written in an element name; those that name none are left out with a finding."""
        found = (self._resolve(key, href) for href in hrefs)
        return [one for one in found if one is not None]

    def order(self, targets: Iterable[Key], given: frozenset[Key] = frozenset()) -> tuple[Key, ...]:
        """The targets and all they require, each after what it requires; nothing beyond what is `given`."""
        done: dict[Key, None] = {}
        met = set(given)
        waiting = [(target, False) for target in reversed(list(targets))]
        while waiting:
            key, ready = waiting.pop()
            if ready:
                done[key] = None
                continue
            if key in met:
                continue
            met.add(key)
            waiting.append((key, True))
            waiting += [(requirement.key, False) for requirement in reversed(self.requirements[key])]
        return tuple(done)

    def _resolve(self, key: Key, href: str) -> Key | None:
        namespace, _, identity = href.rpartition("#")
        unit = self._units[key[0]]
        for candidate in [namespace] if namespace else unit.own_namespaces():
            if (candidate, identity) in self._elements and unit.prefix_of(candidate) is not None:
                return candidate, identity
        if namespace not in unit.missing:
            place = self._elements[key].place
            text = Text("引用 {href} 找不到对应的元素，请改正或删去", href=href or "（空）")
            self._findings.add("unresolved-reference", place, text)
        return None

    def _required(self, key: Key, element: Element) -> Iterable[Requirement]:
        if not isinstance(element, Decision | KnowledgeModel):
            return
        unit = self._units[key[0]]
        for found in self.keys(key, element.requires):
            required = self._elements[found]
            names = tuple(dict.fromkeys((required.variable.name, required.name)))
            yield Requirement(unit.prefix_of(found[0]) or "", names, found)

    def _needs(self, key: Key) -> tuple[Key, ...]:
        element = self._elements[key]
        required = [requirement.key for requirement in self.requirements[key]]
        if isinstance(element, DecisionService):
            required += self.keys(key, (*element.outputs, *element.encapsulated))
            self.keys(key, (*element.input_decisions, *element.input_data))
        return tuple(required)

    def _refuse_cycles(self) -> None:
        state: dict[Key, bool] = {}
        waiting = [(key, False) for key in self._elements]
        while waiting:
            key, leaving = waiting.pop()
            if leaving:
                state[key] = True
            elif key not in state:
                state[key] = False
                waiting.append((key, True))
                waiting += [(other, False) for other in self._edges[key] if not self._closes(state, other)]

    def _closes(self, state: Mapping[Key, bool], key: Key) -> bool:
        if state.get(key) is not False:
            return False
        place = self._elements[key].place
        self._findings.add("cycle", place, Text("需求成环：直接或间接地需要自己，请断开其中一条需求"))
        return True


def scope_names(requirements: Iterable[Requirement], unit: Unit) -> frozenset[str]:
    """The names an element's expressions may use, with those that occur after a dot."""
    names = set(unit.path_names)
    for requirement in requirements:
        names.update(requirement.names)
        names.add(requirement.prefix)
    return frozenset(names - {""})
