"""A deployment's decision model: loaded once, evaluated many times, always with its evidence."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import cached_property
from typing import Any

from app.core.clock import Clock
from app.core.texts import Text
from app.feel.dmn.evidence import DecisionEvidence, evidence_of, jsonable
from app.feel.dmn.graph import Graph
from app.feel.dmn.library import Library, read_library
from app.feel.dmn.model import Decision, DecisionService, Element, InputData, KnowledgeModel
from app.feel.dmn.nodes import Nodes
from app.feel.dmn.problems import (
    DecisionProblem,
    DecisionUnknown,
    Findings,
    Place,
    Stop,
)
from app.feel.dmn.trace import Case, Key, NodeTrace
from app.feel.errors import FeelBoundError, FeelWarning, collect_warnings
from app.feel.limits import DEFAULT, Limits, evaluation, running
from app.feel.values.function import Function
from app.feel.values.kinds import Value


class DecisionResult:
    """A decision's value, the warnings that explain nulls, and the evidence, which is put together when asked for.

    `value` is a FEEL value (`app.feel.values.to_host` makes it the host's).
    """

    def __init__(self, trace: NodeTrace, warnings: tuple[FeelWarning, ...]) -> None:
        self.value: Value = trace.value
        self.warnings = warnings
        self._trace = trace

    @cached_property
    def evidence(self) -> DecisionEvidence:
        """Inputs, rules matched and missed, conclusions, and the same of every required decision."""
        return evidence_of(self._trace)

    def to_json(self) -> dict[str, Any]:
        """Value, warnings and evidence as plain data for `json.dumps`."""
        return {
            "value": jsonable(self.value),
            "warnings": [warning.message_zh for warning in self.warnings],
            "evidence": self.evidence.to_json(),
        }


class Decisions:
    """The decisions, services and knowledge models of one file. Made by `from_xml`; it does not change."""

    def __init__(
        self, library: Library, graph: Graph, nodes: Nodes, problems: tuple[DecisionProblem, ...]
    ) -> None:
        self.problems = problems
        """What is wrong with the file though it was loaded: a cell that is no FEEL is null with a warning."""
        self._library = library
        self._graph = graph
        self._nodes = nodes
        self._orders: dict[Key, tuple[Key, ...]] = {}
        self._keys = _keys(library.root.model.namespace, library.root.model.elements)

    @classmethod
    def from_xml(cls, data: bytes, *, imports: Iterable[bytes] = ()) -> "Decisions":
        """Load a DMN 1.1 to 1.5 file; `imports` are the other models of the deployment, used as far as it imports them.

        Raises:
            DecisionModelRefused: no DMN, unsafe or too large XML, another expression language, Java or PMML functions,
                references to nothing, cycles, wrong hit policies. Its `problems` name element and line.
        """
        findings = Findings()
        compiled = _compile(data, imports, findings)
        findings.refuse()
        assert compiled is not None, "what cannot be read has a problem that stops the load"
        return cls(*compiled, tuple(findings))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the model's decisions, in the file's order."""
        return tuple(one.name for one in self._library.root.model.elements if isinstance(one, Decision))

    @property
    def evaluable(self) -> frozenset[str]:
        """All names and ids that `evaluate` takes."""
        return frozenset(self._keys)

    def reads(self, name_or_id: str) -> frozenset[str]:
        """The names `evaluate` looks up in its context: required input data and free variables, own and below.

        For a service its input data and input decisions, for a knowledge model its parameters.
        """
        key = self._key(name_or_id)
        if not isinstance(self._library.elements[key], Decision):
            return self._nodes.reads[key]
        found: set[str] = set()
        for one in self._order(key):
            element = self._library.elements[one]
            if isinstance(element, InputData):
                found.add(element.name)
            elif isinstance(element, Decision):
                found |= self._nodes.reads[one]
        return frozenset(found)

    def evaluate(
        self,
        name_or_id: str,
        context: Mapping[str, Any],
        *,
        limits: Limits = DEFAULT,
        clock: Clock | None = None,
    ) -> DecisionResult:
        """Evaluate a decision, a decision service or a knowledge model of this file.

        `context` holds input data, a service's input decisions and a knowledge model's parameters by name, and may
        hold more (process variables), which decisions see unless an element of the model has the same name. An
        imported model's input data is found under its import name, as `{namespace}name`, or by its plain name.
        Missing ones are null. Required decisions are evaluated once each.

        Raises:
            DecisionUnknown: the file has no such element.
            FeelBoundError: the evaluation used more steps, items or depth than `limits` allow.
        """
        key = self._key(name_or_id)
        with collect_warnings() as warnings, _bounded(limits, clock):
            trace = self._trace(key, Case(context))
        return DecisionResult(trace, tuple(warnings))

    def _trace(self, key: Key, case: Case) -> NodeTrace:
        element = self._library.elements[key]
        if isinstance(element, Decision):
            self._nodes.run(self._order(key), case)
            return case.traces[key]
        trace = case.current = NodeTrace(element, key[0])
        self._nodes.run(self._order(key), case)
        function = case.values[key]
        if isinstance(function, Function):
            case.current = trace
            trace.value = function.invoke(self._nodes.arguments(key, case))
        return _unwrapped(trace)

    def _order(self, key: Key) -> tuple[Key, ...]:
        if key not in self._orders:
            self._orders[key] = self._graph.order([key])
        return self._orders[key]

    def _key(self, name_or_id: str) -> Key:
        key = self._keys.get(" ".join(name_or_id.split()))
        if key is None:
            raise DecisionUnknown(name=name_or_id)
        return key


def problems(data: bytes, *, imports: Iterable[bytes] = ()) -> list[DecisionProblem]:
    """Everything wrong with a DMN file, for the deployment's checks; empty when nothing is. Never raises."""
    findings = Findings()
    _compile(data, imports, findings)
    return sorted(findings, key=lambda problem: problem.line)


def _unwrapped(trace: NodeTrace) -> NodeTrace:
    """The trace a service left of itself, with the converted value; the trace as it is for a knowledge model."""
    if len(trace.required) == 1 and trace.required[0].element is trace.element:
        trace.required[0].value = trace.value
        return trace.required[0]
    return trace


def _compile(
    data: bytes, imports: Iterable[bytes], findings: Findings
) -> tuple[Library, Graph, Nodes] | None:
    try:
        library = read_library(data, imports, findings)
        graph = Graph(library, findings)
        return library, graph, Nodes(library, graph, findings)
    except Stop:
        return None
    except RecursionError:
        findings.add("too-deep", Place(), Text("表达式嵌套太深，请拆成几个决策"))
        return None


def _keys(namespace: str, elements: Iterable[Element]) -> dict[str, Key]:
    """Ids and names of what can be evaluated; where two would collide a decision comes first, then the earlier."""
    callable_ = [one for one in elements if not isinstance(one, InputData)]
    found: dict[str, Key] = {}
    for name in ("name", "id"):
        for kind in (Decision, DecisionService, KnowledgeModel):
            for one in callable_:
                if isinstance(one, kind):
                    found.setdefault(one.name if name == "name" else one.id, (namespace, one.id))
    return found


@contextmanager
def _bounded(limits: Limits, clock: Clock | None) -> Iterator[None]:
    with nullcontext() if running() else evaluation(limits, clock):
        try:
            yield
        except RecursionError as error:
            raise FeelBoundError("depth", limits.depth) from error
