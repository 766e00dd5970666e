"""The door through which SpiffWorkflow would run code: only FEEL goes through it."""

from collections.abc import Mapping
from typing import Any, Never

from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from app.engine.errors import EngineError
from app.engine.values import plain
from app.feel import parse


class FeelEnvironment(BasePythonScriptEngineEnvironment):
    """Evaluates FEEL; runs no script and calls no service.

    Our own nodes evaluate parsed expressions and do not come here. What SpiffWorkflow's code evaluates by itself
    does, so that no text of a diagram can ever reach `eval` or `exec`.
    """

    def evaluate(
        self, expression: str, context: Mapping[str, Any], external_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The value of a FEEL text."""
        return plain(parse(expression)({**(external_context or {}), **context}))

    def execute(
        self, script: str, context: Mapping[str, Any], external_context: Mapping[str, Any] | None = None
    ) -> Never:
        """Refused: diagrams run no code."""
        raise EngineError(None, "流程图里不能有脚本代码")

    def call_service(self, context: Mapping[str, Any], **kwargs: Any) -> Never:
        """Refused: services are connectors."""
        raise EngineError(None, "服务只能通过连接器调用")


class FeelEngine(PythonScriptEngine):
    """SpiffWorkflow's script engine with that environment alone."""

    def validate(self, expression: str) -> None:
        """Parse a FEEL text. Raises `FeelSyntaxError`."""
        parse(expression)


FEEL_ENGINE = FeelEngine(FeelEnvironment())
