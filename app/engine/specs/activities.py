"""Tasks: for people, for connectors, and those the engine does itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.dmn.specs import BusinessRuleTaskMixin

from app.engine.errors import EngineError
from app.engine.expressions import MISSING, Feel, Text, text_value
from app.engine.specs.node import Node

if TYPE_CHECKING:
    from app.engine.runtime.token import Token


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to do a user task, with what and until when; evaluated when it opens.

    `groups` are the candidate groups where they are written out; `fixed` says that form and assignee are written out
    and no priority is given.
    """

    form_key: Text = None
    assignee: Text = None
    candidate_groups: Text = None
    due: Text = None
    follow_up: Text = None
    priority: Text = None

    groups: tuple[str, ...] = ()
    fixed: bool = False


class UserTask(Node, defaults.UserTask):
    """A person's task. What is submitted becomes variables, and with `writes` a data object as well."""

    lasting = True
    manual = True
    assignment = Assignment()

    def submit(self, token: "Token", values: dict[str, Any]) -> None:
        """A person has done it."""
        token.put(values)
        for name in self.ext.words("writes"):
            token.workflow.write(name, values, token)
        token.run()


class ManualTask(UserTask, defaults.ManualTask):
    """Done away from the computer; a person reports it done."""


class PlainTask(UserTask, defaults.NoneTask):
    """A task of no kind: a person reports it done, as SpiffWorkflow has it; the lint asks for a kind."""


class ServiceTask(Node, defaults.ServiceTask):
    """Work of a connector, named by `topic`."""

    lasting = True
    service = True

    topic: Text = None

    def _run_hook(self, my_task: "Token") -> None:
        """The token stays started until the connector's answer comes."""

    def answer(self, token: "Token", result: dict[str, Any]) -> None:
        """The connector has done it: into `resultVariable`, else by the output parameters."""
        variable = self.ext.attributes.get("resultVariable")
        if variable:
            token.put({variable: result})
        else:
            token.put(
                {name: rule(lambda n: result.get(n, MISSING)) for name, rule in self.ext.results.items()}
            )
        token.complete()


class SendTask(ServiceTask, defaults.SendTask):
    """A send task that a connector does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, event_definition=None, **kwargs)


class ScriptTask(Node, defaults.ScriptTask):
    """A FEEL expression: its value goes into `resultVariable` and the data objects of `writes`, or its entries become
    variables.
    """

    rule: Feel

    def _run_hook(self, my_task: "Token") -> bool:
        value = self.rule(my_task.get)
        variable = self.ext.attributes.get("resultVariable")
        objects = self.ext.words("writes")
        for name in objects:
            my_task.workflow.write(name, value, my_task)
        if variable:
            my_task.put({variable: value})
        elif isinstance(value, dict) and not objects:
            my_task.put(value)
        elif value is not None and not objects:
            raise EngineError(self.element, "脚本的结果不是上下文，也没有给出结果变量")
        return True


class BusinessRuleTask(Node, BusinessRuleTaskMixin, BpmnSpecMixin):
    """A DMN decision, with its evidence for the trace."""

    decision: Text

    def _run_hook(self, my_task: "Token") -> bool:
        top = my_task.workflow.top_workflow
        name = text_value(self.decision, my_task.get)
        value = top.decide(my_task, name)
        variable = self.ext.attributes.get("resultVariable")
        shape = self.ext.attributes.get("mapDecisionResult") or (_DEFAULT if variable else "")
        shaped = _SHAPES.get(shape, _whole)(value)
        if variable or not isinstance(shaped, dict):
            my_task.put({variable or name or "": shaped})
        else:
            my_task.put(shaped)
        return True


def _whole(value: Any) -> Any:
    return value


def _rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first_row(value: Any) -> Any:
    rows = _rows(value)
    return rows[0] if rows else None


def _entry(row: Any) -> Any:
    return next(iter(row.values()), None) if isinstance(row, dict) else row


def _first_entry(value: Any) -> Any:
    return _entry(_first_row(value))


def _entries(value: Any) -> list[Any]:
    return [_entry(row) for row in _rows(value)]


_DEFAULT = "resultList"  # Camunda's: modelers leave out what is the default
_SHAPES = {
    "singleEntry": _first_entry,
    "singleResult": _first_row,
    "collectEntries": _entries,
    "resultList": _rows,
}
