"""A BPMN file out of XML: SpiffWorkflow's parser with our nodes, each file by itself."""

from typing import Any, Final

from lxml import etree
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.dmn.parser.BpmnDmnParser import BpmnDmnParser

from app.engine.elements import lanes_of
from app.engine.errors import DiagramRefused
from app.engine.extensions import BPMN
from app.engine.parser import nodes
from app.engine.parser.process import ProcessReader
from app.engine.specs import activities, boundary, events, gateways, joins, scopes
from app.engine.specs.process import ProcessSpec

_TABLE: Final[dict[str, tuple[type[nodes.NodeReader], type]]] = {
    "startEvent": (nodes.EventReader, events.StartEvent),
    "endEvent": (nodes.EventReader, events.EndEvent),
    "intermediateCatchEvent": (nodes.EventReader, events.IntermediateCatchEvent),
    "intermediateThrowEvent": (nodes.EventReader, events.IntermediateThrowEvent),
    "boundaryEvent": (nodes.BoundaryReader, boundary.BoundaryEvent),
    "userTask": (nodes.UserTaskReader, activities.UserTask),
    "manualTask": (nodes.UserTaskReader, activities.ManualTask),
    "task": (nodes.UserTaskReader, activities.PlainTask),
    "serviceTask": (nodes.ServiceTaskReader, activities.ServiceTask),
    "sendTask": (nodes.SendTaskReader, activities.SendTask),
    "receiveTask": (nodes.ReceiveTaskReader, events.ReceiveTask),
    "scriptTask": (nodes.ScriptTaskReader, activities.ScriptTask),
    "businessRuleTask": (nodes.BusinessRuleReader, activities.BusinessRuleTask),
    "callActivity": (nodes.CallReader, scopes.CallActivity),
    "subProcess": (nodes.SubProcessReader, scopes.SubProcess),
    "transaction": (nodes.SubProcessReader, scopes.Transaction),
    "exclusiveGateway": (nodes.NodeReader, gateways.ExclusiveGateway),
    "parallelGateway": (nodes.NodeReader, joins.ParallelGateway),
    "inclusiveGateway": (nodes.NodeReader, joins.InclusiveGateway),
    "eventBasedGateway": (nodes.EventGatewayReader, gateways.EventBasedGateway),
}
ELEMENTS: Final = frozenset(_TABLE)
"""BPMN names of the flow nodes that run."""


class DiagramParser(BpmnDmnParser):
    """Reads one file; `specs` holds each scope under its name."""

    PROCESS_PARSER_CLASS = ProcessReader
    PARSER_CLASSES = {BPMN + tag: entry for tag, entry in _TABLE.items()}  # noqa: RUF012 - SpiffWorkflow's way

    def __init__(self) -> None:
        super().__init__()
        self.specs: dict[str, ProcessSpec] = {}

    def read(self, root: etree._Element, file: str) -> dict[str, ProcessSpec]:
        """The scopes of all executable processes. Raises `DiagramRefused`."""
        try:
            self.add_bpmn_xml(root, file)
            for parser in list(self.process_parsers.values()):
                if parser.process_executable:
                    parser.get_spec()
        except ValidationException as error:
            raise DiagramRefused(getattr(error, "tag", None), str(error), file=file) from error
        except DiagramRefused as refused:
            refused.details["file"] = file
            raise
        return self.specs

    def _get_parser_class(self, tag: str) -> tuple[Any, Any]:
        if tag not in self.PARSER_CLASSES:
            raise DiagramRefused(None, f"{etree.QName(tag).localname} 不能运行")
        return self.PARSER_CLASSES[tag]

    def _add_diagram_indexes(self, bpmn: etree._Element) -> None:
        super()._add_diagram_indexes(bpmn)
        self.document_lanes[self._document_key(bpmn)] = lanes_of(bpmn)

    def _add_data_stores(self, bpmn: etree._Element) -> None:
        """Data stores are drawings; registries are reached by connectors."""

    def _add_correlations(self, bpmn: etree._Element) -> None:
        """Messages correlate by the property `key`."""

    def _find_dependencies(self, process: etree._Element) -> None:
        """Called processes are found by id when they are called."""
