"""Sub-processes and called processes."""

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.util.task import TaskState

from app.engine.errors import EngineError
from app.engine.expressions import MISSING, Text, text_value
from app.engine.extensions import apply
from app.engine.runtime.versions import Versions, through, values
from app.engine.specs.node import Node

if TYPE_CHECKING:
    from app.engine.runtime.scope import Scope
    from app.engine.runtime.token import Token


class SubProcess(Node, defaults.SubWorkflowTask):
    """An embedded sub-process: it sees the variables around it and gives back what it changed."""

    lasting = True
    spec: str

    def _update_hook(self, my_task: "Token") -> bool:
        my_task._set_state(TaskState.STARTED)
        self._begin(my_task, self.spec, {})
        return False

    def _begin(self, token: "Token", name: str, inputs: dict[str, Any]) -> None:
        scope = token.workflow.top_workflow.create_subprocess(token, name)
        scope.begin(scope.spec.first, inputs)

    def _on_subworkflow_completed(self, subworkflow: "Scope", my_task: "Token") -> None:
        self._give_back(subworkflow, my_task, subworkflow.result())
        my_task._set_state(TaskState.READY)

    def cut_short(self, token: "Token", given: dict[str, Any]) -> None:
        """End it as if it were done, with what has been entered in it so far and what is given."""
        scope = token.workflow.top_workflow.subprocesses[token.id]
        self._give_back(scope, token, through(scope.latest(), token.id))
        token.put(given)
        scope.abort()
        token._set_state(TaskState.READY)

    def _give_back(self, scope: "Scope", token: "Token", entered: Versions) -> None:
        token.take(entered)

    def entered_inside(self, token: "Token") -> Versions:
        """What process variables would hold at its end, if that were now."""
        scope = token.workflow.top_workflow.subprocesses.get(token.id)
        return through(scope.latest(), -token.id) if scope is not None else {}

    def _on_cancel(self, my_task: "Token") -> None:
        scope = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
        if scope is not None:
            scope.abort()
        super()._on_cancel(my_task)


class Transaction(SubProcess, defaults.TransactionSubprocess):
    """A sub-process that a cancel end event may call off."""


class CallActivity(SubProcess, defaults.CallActivity):
    """A called process: nothing passes that `camunda:in` and `camunda:out` do not name."""

    called_element: Text

    def _update_hook(self, my_task: "Token") -> bool:
        my_task._set_state(TaskState.STARTED)
        name = text_value(self.called_element, my_task.get)
        spec = my_task.workflow.top_workflow.subprocess_specs.get(name)
        if name is None or spec is None or not spec.called:
            raise EngineError(self.element, f"要调用的流程“{name}”不存在或不可执行")
        if spec.first is None:
            raise EngineError(self.element, f"要调用的流程“{name}”没有无触发条件的开始事件")
        everything = my_task.data if any(rule.everything for rule in self.ext.inputs) else None
        self._begin(my_task, name, apply(self.ext.inputs, my_task.get, everything))
        return False

    def _give_back(self, scope: "Scope", token: "Token", entered: Versions) -> None:
        token.put(self.passed_out(scope, values(entered)))

    def entered_inside(self, token: "Token") -> Versions:
        """Nothing that the mappings have let out."""
        return {}

    def passed_out(self, scope: "Scope", changed: dict[str, Any]) -> dict[str, Any]:
        """What the mappings let out of the called process."""
        root = scope.task_tree

        def read(name: str) -> Any:
            value = scope.shared(name)
            return value if value is not MISSING else changed[name] if name in changed else root.read(name)

        everything = {**root.data, **changed} if any(rule.everything for rule in self.ext.outputs) else None
        return apply(self.ext.outputs, read, everything)
