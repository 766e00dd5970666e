"""What the engine refuses, and how it says where it stopped."""

from typing import Any

from app.core.errors import Conflict, DomainError


class EngineError(DomainError):
    """流程在环节“{element}”停住了：{cause}"""

    code = "engine"
    status = 409

    def __init__(self, element: str | None, cause: str, /, **details: Any) -> None:
        """`element` is the BPMN id where it stopped, `cause` a Chinese sentence for the operator."""
        super().__init__(None, element=element or "（流程）", cause=cause, **details)
        self.element = element
        self.cause = cause


class BoundExceeded(EngineError):
    """流程在环节“{element}”超出了允许的范围：{cause}"""

    code = "engine-bound"

    def __init__(self, element: str | None, bound: str, limit: int) -> None:
        """`bound` is the field of `Bounds` that was hit, `limit` its value."""
        super().__init__(element, f"{_BOUNDS[bound]}不得超过 {limit}", bound=bound, limit=limit)
        self.bound = bound


_BOUNDS = {
    "tokens": "同时进行的环节数",
    "instances": "多实例的项数",
    "depth": "调用层数",
    "steps": "一步之内经过的环节数（可能在空转）",
}


class UncaughtError(EngineError):
    """流程在环节“{element}”停住了：{cause}"""

    code = "engine-uncaught-error"

    def __init__(self, element: str | None, error_code: str | None) -> None:
        """`error_code` is the BPMN error code that no boundary event or event sub-process catches."""
        shown = error_code or "（无代码）"
        super().__init__(element, f"错误“{shown}”没有边界事件或事件子流程接住", error_code=error_code)


class DiagramRefused(EngineError):
    """流程图不能运行，环节“{element}”：{cause}"""

    code = "diagram-refused"
    status = 422


class NotOpen(Conflict):
    """这个环节现在不在办理中，没有产生任何变化。"""

    code = "not-open"


class ModificationRefused(Conflict):
    """流程没有改动：{why}"""

    code = "modification-refused"

    def __init__(self, why: str, element: str | None = None) -> None:
        """`why` is a Chinese sentence, `element` the BPMN id it is about."""
        super().__init__(None, why=why, element=element or "（流程）")


class Broken(Conflict):
    """流程实例在内存中的状态已经作废，请重新载入。"""

    code = "instance-broken"
