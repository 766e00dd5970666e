"""One process or sub-process out of XML: its nodes first, then everything that connects them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from lxml import etree
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser

from app.engine.errors import DiagramRefused
from app.engine.expressions import feel
from app.engine.extensions import BPMN
from app.engine.parser.events import link_name
from app.engine.parser.reach import find_reach
from app.engine.specs.boundary import Trigger
from app.engine.specs.definitions import Definition, NoneEvent
from app.engine.specs.gateways import EventBasedGateway, ExclusiveGateway
from app.engine.specs.joins import ParallelGateway
from app.engine.specs.node import Flow, Node
from app.engine.specs.process import ProcessSpec

if TYPE_CHECKING:
    from app.engine.parser.diagram import DiagramParser

_ACTIVITIES: Final = ("Task", "task", "Activity", "ubProcess", "transaction", "Body")
_FLOW_NODES: Final = ("Event", "Gateway", "Task", "}task", "Activity", "ubProcess", "}transaction")


class ProcessReader(ProcessParser):
    """Reads a scope; `process` is the id of the process around it."""

    parser: "DiagramParser"
    node: etree._Element
    spec: ProcessSpec
    process: str

    @property
    def called(self) -> bool:
        """Whether it is a process, and not embedded in one."""
        return self.parent is None

    def create_spec(self) -> ProcessSpec:
        """An empty specification under the name by which the engine finds it."""
        name = self.process if self.called else inside_name(self.process, self.bpmn_id)
        return ProcessSpec(name, self.process, called=self.called, filename=self.filename)

    def _parse(self) -> None:
        self.process = self.bpmn_id if self.parent is None else self.parent.process
        self.spec = self.create_spec()
        self.spec.data_names = dict(self._data_names())
        self.add_tasks()
        self.parser.specs[self.spec.name] = self.spec

    def _data_names(self) -> Iterator[tuple[str, str]]:
        for item in self.node.iterfind(f"{BPMN}dataObject"):
            id_ = item.get("id", "")
            references = self.document_root.iterfind(f".//{BPMN}dataObjectReference[@dataObjectRef='{id_}']")
            for place in (item, *references):
                yield from ((name, id_) for name in (place.get("id"), place.get("name")) if name)

    def read_inside(self, node: etree._Element, lane: str | None) -> str:
        """The scope of a sub-process; the name by which the engine finds it."""
        inner = type(self)(self.parser, node, self.nsmap, {}, filename=self.filename, lane=lane)
        inner.parent = self
        return str(inner.get_spec().name)

    def add_tasks(self) -> None:
        """All nodes, then flows, boundary events, links, and how the scope starts."""
        nodes = [node for node in self.node if isinstance(node.tag, str) and node.tag.endswith(_FLOW_NODES)]
        for node in nodes:
            if not node.get("id"):
                raise DiagramRefused(None, f"{etree.QName(node).localname} 没有 id")
            if node.get("id") in self.spec.task_specs:
                raise DiagramRefused(node.get("id"), "同一个 id 用了两次")
            self.parse_node(node)
        self._attach(nodes)
        self._flow()
        self._link(nodes)
        self._start(nodes)
        find_reach(self.spec)

    def _known(self, id_: str | None, by: etree._Element) -> Node:
        node: Node | None = self.spec.task_specs.get(id_)
        if node is None or node.tag == "":
            raise DiagramRefused(by.get("id"), f"指向的“{id_}”不在同一个流程范围里")
        return node

    def _attach(self, nodes: list[etree._Element]) -> None:
        for node in nodes:
            if node.tag == f"{BPMN}boundaryEvent":
                event, host = (
                    self.spec.task_specs[node.get("id")],
                    self._known(node.get("attachedToRef"), node),
                )
                if not host.tag.endswith(_ACTIVITIES) or isinstance(event.event_definition, NoneEvent):
                    raise DiagramRefused(node.get("id"), "边界事件应当有触发条件，并附在活动上")
                host.boundaries += (event,)
                event.host = host

    # flows ---------------------------------------------------------------------------------------------------

    def _flow(self) -> None:
        by_source: dict[str, list[etree._Element]] = {}
        for flow in self.node.iterfind(f"{BPMN}sequenceFlow"):
            self._known(flow.get("sourceRef"), flow)
            by_source.setdefault(flow.get("sourceRef", ""), []).append(flow)
        for id_, flows in by_source.items():
            source = self.spec.task_specs[id_]
            flows.sort(key=self._height)
            for flow in flows:
                source.flow_to(self._sequence_flow(source, flow, alone=len(flows) == 1))

    def _height(self, flow: etree._Element) -> float:
        """SpiffWorkflow's order of flows: from the top of the drawing to its bottom."""
        return float(self.get_position(flow.get("targetRef"))["y"])

    def _sequence_flow(self, source: Node, flow: etree._Element, *, alone: bool) -> Flow:
        id_, target = flow.get("id", ""), self._known(flow.get("targetRef"), flow)
        default = self.get_node_by_id(source.element).get("default") == id_
        text = (flow.findtext(f"{BPMN}conditionExpression") or "").strip()
        conditional = text and not default and not isinstance(source, ParallelGateway | EventBasedGateway)
        if isinstance(source, ExclusiveGateway) and not (text or default):
            if not alone:
                raise DiagramRefused(id_, "排他网关的这条流向没有条件，也不是默认流向")
            default = True
        return Flow(id_, source, target, feel(text, id_) if conditional else None, default)

    def _link(self, nodes: list[etree._Element]) -> None:
        ends: dict[str, list[Node]] = {"throw": [], "catch": []}
        names = {node.get("id"): link_name(node) for node in nodes}
        for node in nodes:
            if names[node.get("id")] is not None:
                side = "throw" if node.tag.endswith("ThrowEvent") else "catch"
                ends[side].append(self.spec.task_specs[node.get("id")])
        for source in ends["throw"]:
            targets = [node for node in ends["catch"] if names[node.element] == names[source.element]]
            if not targets:
                raise DiagramRefused(source.element, "链接抛出事件没有同名的捕获事件")
            for target in targets:
                source.flow_to(Flow(None, source, target))

    # starts --------------------------------------------------------------------------------------------------

    def _start(self, nodes: list[etree._Element]) -> None:
        starts = [self.spec.task_specs[n.get("id")] for n in nodes if n.tag == f"{BPMN}startEvent"]
        if not starts:
            raise DiagramRefused(self.bpmn_id, "没有开始事件")
        event_scope = self.node.get("triggeredByEvent") == "true"
        self.spec.starts = {start.element: start for start in starts}
        none = (start for start in starts if isinstance(start.event_definition, NoneEvent))
        self.spec.first = starts[0] if event_scope else next(none, None)
        if not self.called and (len(starts) > 1 or self.spec.first is None):
            raise DiagramRefused(self.bpmn_id, "子流程应当恰好有一个无触发条件的开始事件")
        scopes = [node for node in nodes if node.get("triggeredByEvent") == "true"]
        self.spec.triggers = tuple(self._trigger(scope) for scope in scopes)

    def _trigger(self, scope: etree._Element) -> Trigger:
        """The armed start of an event sub-process; what it leads to is never changed by firing it."""
        activity = self.spec.task_specs[scope.get("id")]
        start = self.parser.specs[activity.spec].first
        definition: Definition = start.event_definition
        if isinstance(definition, NoneEvent):
            raise DiagramRefused(start.element, "事件子流程的开始事件应当有触发条件")
        node = scope.find(f"{BPMN}startEvent")
        interrupting = node is not None and node.get("isInterrupting", "true") != "false"
        name = f"{activity.name}.trigger"
        trigger = Trigger(
            self.spec, name, definition, interrupting=interrupting or definition.kind == "error"
        )
        trigger.element, trigger.tag, trigger.process = start.element, "startEvent", self.process
        trigger.flow_to(Flow(None, trigger, activity))
        return trigger


def inside_name(process: str, element: str) -> str:
    """The name of a sub-process's scope: element ids are unique in a file only."""
    return f"{process}#{element}"
