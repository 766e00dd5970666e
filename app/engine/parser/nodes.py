"""Flow nodes out of XML: one parser per BPMN element, each keeping what the properties panel wrote."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser

from app.engine.errors import DiagramRefused
from app.engine.expressions import Feel, feel, literal_or_feel, words
from app.engine.extensions import BPMN, CAMUNDA, read_extensions
from app.engine.parser.events import definition_of, message_named
from app.engine.specs import activities, loops
from app.engine.specs.events import SendMessage
from app.engine.specs.node import INSTANCE, Node

if TYPE_CHECKING:
    from app.engine.parser.process import ProcessReader

_MULTI = f"{BPMN}multiInstanceLoopCharacteristics"
_STANDARD = f"{BPMN}standardLoopCharacteristics"


class NodeReader(TaskParser):
    """Makes the node; the process connects it, so that no recursion follows the flows."""

    process_parser: "ProcessReader"
    node: etree._Element

    @property
    def bpmn_attributes(self) -> dict[str, Any]:
        """What every node is made with. Data associations are drawings: data objects are visible everywhere."""
        return {
            "description": etree.QName(self.node).localname,
            "lane": self.lane,
            "bpmn_name": " ".join((self.node.get("name") or "").split()) or None,
            "documentation": self.node.findtext(f"{BPMN}documentation"),
        }

    def parse_node(self) -> Node:
        """The node, inside its loop if it has one."""
        self.ext = read_extensions(self.node)
        made = self.described(self.create_task(), etree.QName(self.node).localname)
        multi, standard = self.node.find(_MULTI), self.node.find(_STANDARD)
        if multi is not None:
            return self.described(self._for_each(made, multi), "multiInstanceBody")
        if standard is not None:
            return self.described(self._loop(made, standard), "standardLoopBody")
        return made

    def described(self, node: Node, tag: str) -> Node:
        """Say where a node stands in the diagram."""
        node.element, node.tag, node.process, node.ext = (
            self.bpmn_id,
            tag,
            self.process_parser.process,
            self.ext,
        )
        return node

    def make(self, spec_class: Callable[..., Node], **arguments: Any) -> Node:
        """A node of the class with the arguments of its own."""
        return spec_class(self.spec, self.bpmn_id, **arguments, **self.bpmn_attributes)

    def create_task(self) -> Node:
        """The node itself."""
        return self.make(self.spec_class)

    def _inside(self, made: Node) -> str:
        """Rename the activity as the instance of a loop that takes its place."""
        del self.spec.task_specs[made.name]
        made.name = made.name + INSTANCE
        made.repeated = True
        self.spec.task_specs[made.name] = made
        return made.name

    def _loop(self, made: Node, loop: etree._Element) -> Node:
        condition, maximum = self._expression(loop, "loopCondition"), loop.get("loopMaximum")
        if condition is None and maximum is None:
            raise DiagramRefused(self.bpmn_id, "循环既没有条件，也没有最多次数")
        return self.make(
            loops.Loop,
            task_spec=self._inside(made),
            maximum=int(maximum) if maximum and maximum.isdigit() else None,
            condition=condition,
            test_before=loop.get("testBefore") == "true",
        )

    def _for_each(self, made: Node, loop: etree._Element) -> Node:
        kind = loops.SequentialForEach if loop.get("isSequential") == "true" else loops.ParallelForEach
        outer = self.make(kind, task_spec=self._inside(made))
        assert isinstance(outer, loops.ForEach)
        collection = loop.get(f"{CAMUNDA}collection") or loop.findtext(f"{BPMN}loopDataInputRef")
        outer.collection = feel(collection, self.bpmn_id) if collection else None
        outer.cardinality = self._expression(loop, "loopCardinality")
        if (outer.collection is None) == (outer.cardinality is None):
            raise DiagramRefused(self.bpmn_id, "多实例应当给出集合或次数，二者之一")
        outer.condition = self._expression(loop, "completionCondition")
        outer.item = loop.get(f"{CAMUNDA}elementVariable") or _id_of(loop, "inputDataItem")
        outer.collect = self.ext.properties.get("collect") or _id_of(loop, "outputDataItem")
        outer.into = self.ext.properties.get("into") or loop.findtext(f"{BPMN}loopDataOutputRef")
        hidden = (outer.collection.variable if outer.collection else None, outer.into)
        outer.hides = tuple(name for name in hidden if name and name != outer.item)
        return outer

    def _expression(self, loop: etree._Element, tag: str) -> Feel | None:
        text = loop.findtext(BPMN + tag)
        return feel(text, self.bpmn_id) if text and text.strip() else None


def _id_of(loop: etree._Element, tag: str) -> str | None:
    found = loop.find(BPMN + tag)
    return None if found is None else found.get("id")


class UserTaskReader(NodeReader):
    """Reads who is to do the task, with which form and until when."""

    def create_task(self) -> Node:
        """The task with its assignment."""
        task = super().create_task()
        groups, form, assignee = map(self.ext.text, ("candidateGroups", "formKey", "assignee"))
        priority = self.ext.text("priority")
        task.assignment = activities.Assignment(
            form_key=form,
            assignee=assignee,
            candidate_groups=groups,
            due=self.ext.text("dueDate"),
            follow_up=self.ext.text("followUpDate"),
            priority=priority,
            groups=() if isinstance(groups, Feel) else words(groups),
            fixed=priority is None and not isinstance(form, Feel) and not isinstance(assignee, Feel),
        )
        return task


class ServiceTaskReader(NodeReader):
    """Reads the topic of an external service task."""

    def create_task(self) -> Node:
        """The task with its topic."""
        task = super().create_task()
        task.topic = self.ext.text("topic")
        return task


class SendTaskReader(ServiceTaskReader):
    """A send task either names a message or is done by a connector."""

    def create_task(self) -> Node:
        """A throwing task or a service task."""
        reference = self.node.get("messageRef")
        if reference is None or "topic" in self.ext.attributes:
            return super().create_task()
        definition = message_named(self.node, reference, self.process_parser.parser)
        return self.make(SendMessage, event_definition=definition)


class ReceiveTaskReader(NodeReader):
    """Reads the message that a task waits for."""

    def create_task(self) -> Node:
        """A catching task."""
        definition = message_named(self.node, self.node.get("messageRef"), self.process_parser.parser)
        return self.make(self.spec_class, event_definition=definition)


class ScriptTaskReader(NodeReader):
    """Reads the FEEL expression of a script task."""

    def create_task(self) -> Node:
        """The task. Raises `DiagramRefused` for any other language than FEEL."""
        text = self.node.findtext(f"{BPMN}script") or ""
        if (self.node.get("scriptFormat") or "feel").lower() != "feel":
            raise DiagramRefused(self.bpmn_id, "脚本只能用 FEEL 写（scriptFormat=feel）")
        task = self.make(self.spec_class, script="")
        task.rule = feel(text, self.bpmn_id)
        return task


class BusinessRuleReader(NodeReader):
    """Reads which decision a business rule task takes."""

    def create_task(self) -> Node:
        """The task. Raises `DiagramRefused` without a decision."""
        task = self.make(self.spec_class, dmnEngine=None)
        task.decision = self.ext.text("decisionRef")
        if task.decision is None:
            raise DiagramRefused(self.bpmn_id, "业务规则任务没有指明决策（decisionRef）")
        return task


class EventReader(NodeReader):
    """Reads what an event waits for or throws."""

    def create_task(self) -> Node:
        """The event."""
        definition = definition_of(self.node, self.process_parser.parser)
        return self.make(self.spec_class, event_definition=definition)


class BoundaryReader(EventReader):
    """Reads an event on the boundary of an activity."""

    def create_task(self) -> Node:
        """The event."""
        definition = definition_of(self.node, self.process_parser.parser)
        interrupts = self.node.get("cancelActivity", "true").lower() != "false"
        return self.make(self.spec_class, event_definition=definition, cancel_activity=interrupts)


class EventGatewayReader(NodeReader):
    """Reads an event-based gateway, whose events keep their definitions."""

    def create_task(self) -> Node:
        """The gateway."""
        return self.make(self.spec_class, event_definition=None)


class SubProcessReader(NodeReader):
    """Reads a sub-process, whose inside is a scope of its own."""

    def create_task(self) -> Node:
        """The activity that runs the inside."""
        return self.make(
            self.spec_class, subworkflow_spec=self.process_parser.read_inside(self.node, self.lane)
        )


class CallReader(NodeReader):
    """Reads which process a call activity calls."""

    def create_task(self) -> Node:
        """The call. Raises `DiagramRefused` without a process."""
        called = literal_or_feel(self.node.get("calledElement"), self.bpmn_id)
        if called is None:
            raise DiagramRefused(self.bpmn_id, "调用活动没有指明要调用的流程")
        task = self.make(self.spec_class, subworkflow_spec=None)
        task.called_element = called
        return task
