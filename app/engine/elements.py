"""What layers above may know of a diagram: processes, their elements and how they start. Plain frozen data."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lxml import etree

from app.engine.extensions import BPMN, CAMUNDA, read_extensions

_SCOPES: Final = frozenset({"subProcess", "transaction", "adHocSubProcess"})
_ENDINGS: Final = ("Event", "Gateway", "Task", "Activity", "ubProcess")
_OTHERS: Final = frozenset(
    {"task", "transaction", "sequenceFlow", "dataObject", "dataObjectReference", "dataStoreReference"}
)


class StartKind(StrEnum):
    """What a start event waits for."""

    NONE = "none"
    MESSAGE = "message"
    TIMER = "timer"
    SIGNAL = "signal"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Element:
    """A flow node, sequence flow or data object.

    `type` is its BPMN name (`userTask`), `scope` the id of the process or sub-process that directly holds it,
    `attributes` its `camunda:` attributes as written, `documentation` its text; a sequence flow has a `source`, a
    `target` and perhaps a `condition`, a gateway the id of its `default` flow, a multi-instance activity its
    `collection`, a call activity the id of the process that it has `called`.
    """

    id: str
    name: str
    type: str
    process: str
    scope: str
    lane: str | None
    attributes: Mapping[str, str]
    properties: Mapping[str, str]
    clauses: tuple[str, ...]
    documentation: str | None = None
    source: str | None = None
    target: str | None = None
    condition: str | None = None
    default: str | None = None
    collection: str | None = None
    called: str | None = None

    @property
    def form_key(self) -> str | None:
        """`camunda:formKey` as written."""
        return self.attributes.get("formKey")

    @property
    def candidate_groups(self) -> str | None:
        """`camunda:candidateGroups` as written."""
        return self.attributes.get("candidateGroups")


@dataclass(frozen=True, slots=True)
class StartInfo:
    """A start event of a process.

    `message` is the name of the message or signal, `expression` the timer's text as written (literal ISO 8601, or
    FEEL after `=`), `timer` one of date, duration, cycle; `correlation_key` as written.
    """

    element: str
    name: str
    kind: StartKind
    message: str | None = None
    expression: str | None = None
    timer: str | None = None
    startable_by: tuple[str, ...] = ()
    correlation_key: str | None = None


@dataclass(frozen=True, slots=True)
class ProcessInfo:
    """A process of a diagram; one that is not executable is drawn only."""

    id: str
    name: str
    file: str
    executable: bool
    elements: Mapping[str, Element]
    starts: tuple[StartInfo, ...]
    lanes: tuple[str, ...]

    def flows_from(self, element: str) -> tuple[Element, ...]:
        """The sequence flows that leave an element, in the order of the file."""
        return tuple(flow for flow in self.elements.values() if flow.source == element)

    def leads_to(
        self, element: str, choose: Callable[[Element, tuple[Element, ...]], Iterable[Element]] | None = None
    ) -> tuple[str, ...]:
        """The tasks, calls and sub-processes that may come next, gateways and events passed through, nearest first.

        `choose` is asked at each element passed which of its flows are taken; by default all may be.
        """
        found: dict[str, None] = {}
        seen, ahead = {element}, [element]
        while ahead:
            here = ahead.pop(0)
            flows = self.flows_from(here)
            for flow in choose(self.elements[here], flows) if choose else flows:
                target = self.elements.get(flow.target or "")
                if target is None or target.id in seen:
                    continue
                seen.add(target.id)
                if target.type.endswith(("Task", "Activity")) or target.type in _SCOPES:
                    found[target.id] = None
                else:
                    ahead.append(target.id)
        return tuple(found)


def processes_of(root: etree._Element, file: str) -> Iterator[ProcessInfo]:
    """The processes of a `definitions` element."""
    names = {
        found.get("id"): found.get("name") for tag in ("message", "signal") for found in root.iter(BPMN + tag)
    }
    for node in root.iterfind(f"{BPMN}process"):
        id_ = node.get("id", "")
        elements = {element.id: element for element in _elements(node, id_, id_, lanes_of(node), None)}
        starts = tuple(_start(start, names) for start in node.iterfind(f"{BPMN}startEvent"))
        lanes = tuple(dict.fromkeys(lane.get("name", "") for lane in node.iter(f"{BPMN}lane")))
        executable = node.get("isExecutable") not in ("false", "0")
        yield ProcessInfo(id_, node.get("name") or id_, file, executable, elements, starts, lanes)


def lanes_of(node: etree._Element) -> dict[str, str]:
    """Element id → name of the innermost lane it stands in."""
    lanes: dict[str, str] = {}
    for lane in node.iter(f"{BPMN}lane"):
        for reference in lane.iterfind(f"{BPMN}flowNodeRef"):
            lanes[(reference.text or "").strip()] = lane.get("name", "")
    return lanes


def _elements(
    scope: etree._Element, process: str, scope_id: str, lanes: Mapping[str, str], lane: str | None
) -> Iterator[Element]:
    for node in scope:
        kind = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if not (node.get("id") and (kind in _OTHERS or kind.endswith(_ENDINGS))):
            continue
        inside = lanes.get(node.get("id", ""), lane)
        yield _element(node, kind, process, scope_id, inside)
        if kind in _SCOPES:
            yield from _elements(node, process, node.get("id", ""), lanes, inside)


def _element(node: etree._Element, kind: str, process: str, scope: str, lane: str | None) -> Element:
    extensions = read_extensions(node)
    return Element(
        id=node.get("id", ""),
        name=" ".join((node.get("name") or "").split()),
        type=kind,
        process=process,
        scope=scope,
        lane=lane,
        attributes=extensions.attributes,
        properties=extensions.properties,
        clauses=extensions.words("clause"),
        documentation=node.findtext(f"{BPMN}documentation"),
        source=node.get("sourceRef"),
        target=node.get("targetRef"),
        condition=(node.findtext(f"{BPMN}conditionExpression") or "").strip() or None,
        default=node.get("default"),
        collection=_collection(node),
        called=node.get("calledElement"),
    )


def _collection(node: etree._Element) -> str | None:
    loop = node.find(f"{BPMN}multiInstanceLoopCharacteristics")
    return None if loop is None else loop.get(f"{CAMUNDA}collection")


def _start(node: etree._Element, names: Mapping[str | None, str | None]) -> StartInfo:
    extensions = read_extensions(node)
    kind, definition = _kind(node)
    timer = None if definition is None else _timer(definition)
    return StartInfo(
        element=node.get("id", ""),
        name=" ".join((node.get("name") or "").split()),
        kind=kind,
        message=_reference(definition, names) if definition is not None else None,
        expression=timer[1] if timer else _condition(definition),
        timer=timer[0] if timer else None,
        startable_by=extensions.words("startableBy"),
        correlation_key=extensions.properties.get("key"),
    )


def _kind(node: etree._Element) -> tuple[StartKind, etree._Element | None]:
    for kind in StartKind:
        definition = node.find(f"{BPMN}{kind}EventDefinition")
        if definition is not None:
            return kind, definition
    return StartKind.NONE, None


def _reference(definition: etree._Element, names: Mapping[str | None, str | None]) -> str | None:
    reference = definition.get("messageRef") or definition.get("signalRef")
    return names.get(reference) or reference


def _timer(definition: etree._Element) -> tuple[str, str] | None:
    for kind in ("date", "duration", "cycle"):
        found = definition.find(f"{BPMN}time{kind.capitalize()}")
        if found is not None:
            return kind, (found.text or "").strip()
    return None


def _condition(definition: etree._Element | None) -> str | None:
    found = None if definition is None else definition.find(f"{BPMN}condition")
    return None if found is None else (found.text or "").strip()
