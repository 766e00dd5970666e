"""SpiffWorkflow as it is installed, driven like our own instances: to show the fault that a trap is about."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from tests.engine.diagrams import bpmn


class Specs:
    """A diagram as the stock parser reads it; expressions are Python there."""

    def __init__(self, notation: str, process: str = "main") -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(bpmn(notation))
        self.spec = parser.get_spec(process)
        self.subs = parser.get_subprocess_specs(process)


class Stock:
    """A stock instance."""

    def __init__(self, notation: str | Specs, data: Mapping[str, Any] | None = None) -> None:
        specs = Specs(notation) if isinstance(notation, str) else notation
        self.workflow = BpmnWorkflow(specs.spec, specs.subs)
        self.workflow.task_tree.data.update(deepcopy(dict(data or {})))
        self.step()

    def step(self) -> "Stock":
        """Run what is ready, as often as it takes."""
        self.workflow.do_engine_steps()
        while self.workflow.get_next_task(state=TaskState.READY, manual=False) is not None:
            self.workflow.do_engine_steps()
        return self

    def do(self, element: str, index: int = 0, **values: Any) -> "Stock":
        """Complete an open task."""
        tasks = [task for task in self._open() if name_of(task) == element]
        tasks[index].data.update(values)
        tasks[index].run()
        return self.step()

    def send(self, message: str, **payload: Any) -> "Stock":
        """Bring a message."""
        self.workflow.send_event(BpmnEvent(MessageEventDefinition(message), payload=payload))
        return self.step()

    def pass_time(self, **time: float) -> "Stock":
        """Let waiting timers come nearer by that much."""
        for task in self.workflow.event_manager.tasks.values():
            value = task.internal_data.get("event_value")
            if isinstance(value, dict):
                value["next"] = _earlier(value["next"], **time)
            elif value is not None:
                task.internal_data["event_value"] = _earlier(value, **time)
        self.workflow.refresh_timers()
        return self.step()

    def _open(self) -> list[Any]:
        return self.workflow.get_tasks(state=TaskState.READY, manual=True)

    @property
    def open(self) -> list[str]:
        """The open tasks, in the order of the tree."""
        return [name_of(task) for task in self._open()]

    @property
    def done(self) -> bool:
        """Whether the instance says that it has completed."""
        return bool(self.workflow.is_completed())

    @property
    def stuck(self) -> bool:
        """Nothing to do for anybody, no timer, and not completed."""
        return not self.open and not self.done and not self.workflow.event_manager.tasks

    @property
    def data(self) -> dict[str, Any]:
        """The data of the last task."""
        return dict(self.workflow.last_task.data)

    def seen(self, element: str) -> dict[str, Any]:
        """What the open task of an element sees."""
        return dict(next(task.data for task in self._open() if name_of(task) == element))


def name_of(task: Any) -> str:
    """The element a task stands for."""
    return str(task.task_spec.name).removesuffix(" [child]")


def _earlier(instant: str, **time: float) -> str:
    return (datetime.fromisoformat(instant) - timedelta(**time)).isoformat()
