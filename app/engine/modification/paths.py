"""Where an element stands among the scopes of its process, and whether one may begin there."""

from app.core.texts import Text
from app.engine.errors import ModificationRefused
from app.engine.program import Program
from app.engine.specs.boundary import BoundaryEvent, Trigger
from app.engine.specs.events import StartEvent
from app.engine.specs.joins import Join
from app.engine.specs.loops import Repeat as Loop
from app.engine.specs.node import Node
from app.engine.specs.process import ProcessSpec
from app.engine.specs.scopes import CallActivity, SubProcess

Path = list[tuple[ProcessSpec, Node]]
"""Scopes from the outermost, each with the sub-process to enter in it; the last with the element itself."""


def path_to(program: Program, process: str, element: str) -> Path:
    """How to come to an element. Raises `ModificationRefused` when there is none, or one may not begin there."""
    specs = [spec for spec in program.specs.values() if spec.process == process]
    spec = next((spec for spec in specs if element in spec.task_specs), None)
    if spec is None:
        raise ModificationRefused(Text("流程里没有环节“{element}”", element=element), element)
    node: Node = spec.task_specs[element]
    _may_begin(spec, node)
    path: Path = [(spec, node)]
    while not spec.called:
        spec, around = next((s, n) for s in specs for n in s.task_specs.values() if _holds(n, spec))
        path.insert(0, (spec, around))
    return path


def named(node: Node) -> str:
    """What a node is called."""
    return node.bpmn_name or node.element


def _holds(node: Node, inside: ProcessSpec) -> bool:
    return isinstance(node, SubProcess) and not isinstance(node, CallActivity) and node.spec == inside.name


def _may_begin(spec: ProcessSpec, node: Node) -> None:
    if isinstance(node, BoundaryEvent | Trigger | StartEvent):
        told = Text("不能从事件“{name}”开始：请选它后面的环节", name=named(node))
        raise ModificationRefused(told, node.element)
    if isinstance(node, Join) and len(node.incoming) > 1:
        told = Text("不能从汇合网关“{name}”开始：请选它前面或后面的环节", name=named(node))
        raise ModificationRefused(told, node.element)
    _no_event_scope(spec, node)


def _no_event_scope(spec: ProcessSpec, node: Node) -> None:
    if any(flow.node is node for trigger in spec.triggers for flow in trigger.outgoing):
        told = Text("“{name}”是事件子流程，只能由它的事件开始", name=named(node))
        raise ModificationRefused(told, node.element)


def may_enter(spec: ProcessSpec, node: Node) -> None:
    """Raises `ModificationRefused` when a sub-process on the way stands in a loop or waits for an event."""
    _no_event_scope(spec, node)
    if node.repeated or isinstance(node, Loop):
        told = Text("“{name}”是多实例或循环，不能直接进到里面：请从它开始", name=named(node))
        raise ModificationRefused(told, node.element)
