"""What the runtime refuses."""

from app.core.errors import Conflict, DomainError, NotFound
from app.core.texts import Text
from app.engine.errors import EngineError


class InstanceNotFound(NotFound):
    """没有这件突发事件或流程。"""

    code = "instance-not-found"


class InstanceEnded(Conflict):
    """这件流程已经结束（{status}），不能再办。"""

    code = "instance-ended"


class InstanceMoved(Conflict):
    """别人刚刚办了同一件，您的操作没有生效。请看最新情况后再办。"""

    code = "instance-moved"


class TaskNotFound(NotFound):
    """没有这项待办。"""

    code = "task-not-found"


class TaskClosed(Conflict):
    """{at} 已由{by}办结（{outcome}），您的操作没有生效。"""

    code = "task-closed"


class NoSuchProcess(NotFound):
    """没有可以启动的流程“{process}”。"""

    code = "no-such-process"


class NobodyWaits(Conflict):
    """现在没有环节等着“{message}”，没有产生任何变化。"""

    code = "nobody-waits"


class UnknownConnector(DomainError):
    """服务环节用了没有安装的连接器“{topic}”。"""

    code = "unknown-connector"
    status = 409


class EndlessStep(EngineError):
    """一步之内连接器被调用超过 {limit} 轮，流程可能在空转。"""

    code = "endless-step"

    def __init__(self, limit: int) -> None:
        """`limit` is how many rounds of connectors one step may take."""
        super().__init__(None, Text("连接器轮数不得超过 {limit}", limit=limit), limit=limit)


class ConnectorFailed(EngineError):
    """流程在环节“{element}”停住了：连接器“{topic}”不能工作，{cause}"""

    code = "connector-failed"

    def __init__(self, element: str, topic: str, cause: str) -> None:
        """`cause` is what the connector said, a Chinese sentence."""
        super().__init__(element, cause, topic=topic)


class StepFailed(EngineError):
    """流程在这一步停住了：{cause}"""

    code = "step-failed"


class ReasonNeeded(Conflict):
    """请写明理由（至少四个字），它会记进操作日志。"""

    code = "reason-needed"
    status = 422
