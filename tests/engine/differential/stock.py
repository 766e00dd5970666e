"""Stock SpiffWorkflow, driven by the events of a script."""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs.defaults import ServiceTask
from SpiffWorkflow.bpmn.specs.event_definitions import ErrorEventDefinition, MessageEventDefinition
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from tests.engine.diagrams import bpmn
from tests.engine.differential.model import Diagram, Event, Outcome, Work, in_order
from tests.engine.differential.notation import Dialect, notation


class Stock:
    """An instance of a diagram in memory, with specifications of its own.

    With `once` the engine is told to run once per event, as its documentation has it; else until nothing is ready.
    With `restart` its state is stored and put under specifications parsed anew after every event.
    """

    def __init__(self, diagram: Diagram, *, once: bool = False, restart: bool = False) -> None:
        self._diagram = diagram
        self._hidden = diagram.hidden()
        self._once = once
        self._restart = restart
        self._completed: list[str] = []
        self.spec, inner = self._parse()
        self._starts = len(self.spec.start.outputs)
        self.workflow = BpmnWorkflow(self.spec, inner)
        self.workflow.task_tree.data.update(deepcopy(diagram.variables))
        self.outcome = self._rest(None)

    def _parse(self) -> tuple[Any, dict[str, Any]]:
        parser = BpmnParser()
        parser.add_bpmn_str(bpmn(notation(self._diagram, Dialect.STOCK)))
        spec, inner = parser.get_spec("main"), parser.get_subprocess_specs("main")
        for scope in (spec, *inner.values()):
            for node in scope.task_specs.values():
                node.completed_event.connect(self._note)
        return spec, inner

    def _note(self, workflow: Any, task: Any) -> None:
        if type(task.task_spec).__module__.endswith("specs.defaults"):
            self._completed.append(task.task_spec.name)

    def play(self, event: Event) -> Outcome:
        """What an event leads to."""
        taken: int | None = None
        workflow = self.workflow
        if event.verb == "send":
            thrown = BpmnEvent(MessageEventDefinition(event.name), payload=deepcopy(dict(event.values)))
            taken = workflow.event_manager.catch(thrown, internal=False)
        elif event.verb == "wait":
            self._wait(event.minutes)
        else:
            self._work(event)
        self.outcome = self._rest(taken)
        return self.outcome

    def _work(self, event: Event) -> None:
        works = self.outcome.services if event.verb in ("serve", "refuse") else self.outcome.people
        task = works[event.place].handle
        if event.verb == "refuse":
            definition = ErrorEventDefinition(event.name, event.name)
            self.workflow.catch(BpmnEvent(definition, payload={}, target=task.workflow))
        elif event.verb == "stand_down":
            for _ in range(event.up):
                task = self.workflow.get_task_from_id(task.workflow.parent_task_id)
            task.cancel()
        else:
            task.data.update(deepcopy(dict(event.values)))
            if event.verb == "do":
                self._write(task, event)
                task.run()
            else:
                task.complete()

    def _write(self, task: Any, event: Event) -> None:
        """What a data output association would do."""
        for scope, _ in self._diagram.scopes():
            node = scope.nodes.get(event.element)
            if node is not None and node.writes:
                task.workflow.data_objects[node.writes] = dict(event.values)

    def _store(self) -> None:
        """Store and restore, and put the state under fresh specifications."""
        serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
        self.workflow = serializer.deserialize_json(serializer.serialize_json(self.workflow))
        self.spec, inner = self._parse()
        self.workflow.spec, self.workflow.subprocess_specs = self.spec, inner
        for part in (self.workflow, *self.workflow.subprocesses.values()):
            part.spec = self.spec if part is self.workflow else inner[part.spec.name]
            for task in part.tasks.values():
                task.task_spec = part.spec.task_specs[task.task_spec.name]

    def _wait(self, minutes: int) -> None:
        """Let waiting timers come nearer by that much."""
        for task in self.workflow.event_manager.tasks.values():
            value = task.internal_data.get("event_value")
            if isinstance(value, dict):
                value["next"] = _earlier(value["next"], minutes)
            elif value is not None:
                task.internal_data["event_value"] = _earlier(value, minutes)
        if not self._once:
            self.workflow.refresh_timers()

    # what a trap's fault looks like ------------------------------------------------------------------------------

    @property
    def unrun(self) -> bool:
        """Whether something the engine should do by itself is ready."""
        return self.workflow.get_next_task(state=TaskState.READY, manual=False) is not None

    @property
    def changed(self) -> bool:
        """Whether running has changed the specification."""
        return len(self.spec.start.outputs) != self._starts

    def stuck_in(self, element: str) -> bool:
        """Whether an activity has nothing left inside, but has not ended."""
        return bool(self.workflow.get_tasks(state=TaskState.STARTED, spec_name=element))

    @property
    def open(self) -> list[str]:
        """The elements that wait for a person."""
        return [work.element for work in self.outcome.people]

    def _rest(self, taken: int | None) -> Outcome:
        self.workflow.do_engine_steps()
        while not self._once and self.unrun:
            self.workflow.do_engine_steps()
        if self._restart:
            self._store()
        completed, self._completed = self._completed, []
        return Outcome(
            completed=sorted(completed),
            people=self._works(TaskState.READY, manual=True),
            services=self._works(TaskState.STARTED, spec_class=ServiceTask),
            messages=sorted(
                thrown.name for thrown in self._thrown() if isinstance(thrown, MessageEventDefinition)
            ),
            done=bool(self.workflow.is_completed()),
            data=dict(self.workflow.last_task.data),
            taken=taken,
        )

    def _thrown(self) -> list[Any]:
        """What found nobody here."""
        return [event.event_definition for event in self.workflow.get_events()]

    def _works(self, state: int, **wanted: Any) -> list[Work]:
        works = []
        for task in self.workflow.get_tasks(state=state, **wanted):
            element = str(task.task_spec.name).removesuffix(" [child]")
            seen = {name: value for name, value in task.data.items() if name not in self._hidden[element]}
            works.append(Work(element, deepcopy(seen), task))
        return in_order(works)


def _earlier(instant: str, minutes: int) -> str:
    return (datetime.fromisoformat(instant) - timedelta(minutes=minutes)).isoformat()
