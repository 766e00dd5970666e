"""The same package drawn otherwise: what runs on it must not notice."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from app.bundle.bundle import Bundle
from app.bundle.resources import Resource
from tests.engine.diagrams import BPMN

NAMED = ("Gateway", "sequenceFlow", "Task", "endEvent")
ACTIVITIES = ("Task", "task", "subProcess", "callActivity", "transaction")
NEVER = "PT90000H"


def redrawn(bundle: Bundle) -> Bundle:
    """Other labels, another order, and further gateways and timers in all its diagrams, by which nobody ever goes."""
    return Bundle.from_resources(bundle.key, list(_files(bundle)))


def _files(bundle: Bundle) -> Iterator[Resource]:
    for path, resource in bundle.resources.items():
        if path.endswith(".bpmn"):
            yield Resource.of(path, Redrawing(resource.data).done())
        else:
            yield resource


class Redrawing:
    """One diagram."""

    def __init__(self, data: bytes) -> None:
        self.root = ET.fromstring(data)
        self.scopes = [node for node in self.root.iter() if node.find(_of("sequenceFlow")) is not None]
        self.nodes = {node.get("id"): node for node in self.root.iter()}

    def done(self) -> bytes:
        """Everything done to it."""
        for node in self.root.iter():
            if node.tag.endswith(NAMED):
                node.set("name", f"{node.get('name') or ''} 改".strip())
            if node.tag == _of("documentation"):
                node.text = "另一种说法"
        for scope in self.scopes:
            flows = scope.findall(_of("sequenceFlow"))
            for node in [node for node in scope if node.tag.endswith(ACTIVITIES)]:
                self.guard(scope, node, flows)
            for flow in flows:
                self.widen(scope, flow)
            self.turn_round(scope)
        return ET.tostring(self.root)

    def guard(self, scope: ET.Element, node: ET.Element, flows: list[ET.Element]) -> None:
        """An activity gets a timer that never rings."""
        into = [flow.get("sourceRef") for flow in flows if flow.get("targetRef") == node.get("id")]
        if node.get("triggeredByEvent") == "true" or any(self._races(source) for source in into):
            return
        timer = _add(scope, "boundaryEvent", f"late-{node.get('id')}", attachedToRef=node.get("id"))
        timer.set("cancelActivity", "false")
        set_to = ET.SubElement(ET.SubElement(timer, _of("timerEventDefinition")), _of("timeDuration"))
        set_to.text = NEVER
        _add(scope, "userTask", f"urge-{node.get('id')}")
        self._flow(scope, timer.get("id"), f"urge-{node.get('id')}")

    def widen(self, scope: ET.Element, flow: ET.Element) -> None:
        """A flow into a gateway passes another by which all go on, so that the gateway is reached by a new flow."""
        target, gateway = flow.get("targetRef"), f"on-{flow.get('id')}"
        if not self.nodes[target].tag.endswith("Gateway"):
            return
        flow.set("targetRef", gateway)
        default = self._flow(scope, gateway, target)
        aside = self._flow(scope, gateway, f"aside-{flow.get('id')}")
        ET.SubElement(aside, _of("conditionExpression")).text = "= false"
        _add(scope, "endEvent", f"aside-{flow.get('id')}")
        _add(scope, "exclusiveGateway", gateway, default=default.get("id"))

    def turn_round(self, scope: ET.Element) -> None:
        """The flows out of exclusive gateways keep their order, all others are drawn the other way round."""
        flows = scope.findall(_of("sequenceFlow"))
        for flow in flows:
            scope.remove(flow)
        free = [f for f in flows if not self._chooses(f.get("sourceRef"))]
        scope.extend([*reversed(free), *(flow for flow in flows if flow not in free)])

    def _flow(self, scope: ET.Element, source: str, target: str) -> ET.Element:
        return _add(scope, "sequenceFlow", f"new-{source}-{target}", sourceRef=source, targetRef=target)

    def _races(self, id_: str) -> bool:
        return id_ in self.nodes and self.nodes[id_].tag == _of("eventBasedGateway")

    def _chooses(self, id_: str) -> bool:
        return id_ not in self.nodes or self.nodes[id_].tag == _of("exclusiveGateway")


def _add(scope: ET.Element, tag: str, id_: str, **attributes: str) -> ET.Element:
    return ET.SubElement(scope, _of(tag), {"id": id_, "name": id_, **attributes})


def _of(tag: str) -> str:
    return f"{{{BPMN}}}{tag}"
