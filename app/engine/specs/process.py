"""A process or sub-process as specification. Nothing in it changes once it is parsed."""

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import BpmnStartTask

from app.engine.specs.node import Node
from app.engine.specs.past import past_nodes

if TYPE_CHECKING:
    from app.engine.specs.boundary import Trigger


class Root(Node, BpmnStartTask):
    """Where the tree of a scope begins. It never runs."""

    visible = False


class ProcessSpec(BpmnProcessSpec):
    """The nodes of one scope.

    `called` tells a process from an embedded sub-process; `first` is its start event without a trigger; `triggers`
    arm its event sub-processes; `data_names` lead from the id and names of each data object to its id; `process` is
    the id of the process it belongs to; `past` are nodes for visits that another diagram has left behind.
    """

    def __init__(self, name: str, process: str, *, called: bool, **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        self.past: dict[str, Node] = {node.name: node for node in past_nodes(self)}
        self.task_specs.clear()  # no join at the end: a scope ends with its last token
        self.start = Root(self, "Start")
        self.end = None
        self.process = process
        self.called = called
        self.first: Any = None
        self.starts: dict[str, Node] = {}
        self.triggers: tuple[Trigger, ...] = ()
        self.data_names: dict[str, str] = {}

    def node(self, name: str) -> Node | None:
        """The node of that name, of the diagram or of the past."""
        found: Node | None = self.task_specs.get(name) or self.past.get(name)
        return found
