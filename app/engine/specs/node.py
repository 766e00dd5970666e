"""Flow nodes: what happens when a token arrives, runs and leaves. The hooks keep SpiffWorkflow's names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.util.task import TaskState

from app.engine.errors import EngineError
from app.engine.expressions import Feel, shown
from app.engine.extensions import Extensions
from app.engine.runtime.versions import Versions

if TYPE_CHECKING:
    from app.engine.runtime.scope import Scope
    from app.engine.runtime.token import Token
    from app.engine.specs.boundary import BoundaryEvent


INSTANCE = " [child]"
"""SpiffWorkflow's suffix for the activity inside a loop."""


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A sequence flow. `id` is None for what is no flow of the diagram (links)."""

    id: str | None
    source: "Node"
    node: "Node"
    condition: Feel | None = None
    default: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A flow that a token takes, and why: what its condition read and what came out."""

    flow: Flow
    inputs: dict[str, Any] = field(default_factory=dict)
    result: Any = None


class Node(BpmnTaskSpec):
    """A flow node of a running scope.

    `element` is its BPMN id, `tag` its BPMN name, `process` the id of its process. `outgoing` are its flows in
    SpiffWorkflow's order, `incoming` those that lead to it, `boundaries` the events attached to it. `repeated` marks
    the instance of a loop: it runs its activity but has no flows of its own; `plain` says that no flow out of the node
    depends on anything.
    """

    visible = True
    lasting = False
    manual = False
    catching = False
    service = False
    attached = False
    guards = False
    armed = False

    element = ""
    tag = ""
    process = ""
    repeated = False
    item: str | None = None
    outputs: list["Node"]
    inputs: list["Node"]
    plain = True
    hides: tuple[str, ...] = ()
    ext = Extensions()

    @property
    def anchor(self) -> str:
        """The name under which the graph knows this node: an instance of a loop stands where the loop stands."""
        name: str = self.name
        return name.removesuffix(INSTANCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outgoing: tuple[Flow, ...] = ()
        self.incoming: tuple[Flow, ...] = ()
        self.boundaries: tuple[BoundaryEvent, ...] = ()

    def flow_to(self, flow: Flow) -> None:
        """Connect; while parsing only."""
        self.outgoing += (flow,)
        self.plain = self.plain and flow.condition is None and not flow.default
        flow.node.incoming += (flow,)
        self.outputs = [*self.outputs, flow.node]
        flow.node.inputs = [*flow.node.inputs, self]

    # arriving ------------------------------------------------------------------------------------------------

    def _predict(self, my_task: "Token", seen: Any = None, looked_ahead: int = 0, mask: int = 0) -> None:
        """Nothing is predicted: a token is made when it comes, so the tree holds only what happened."""

    def _update(self, my_task: "Token") -> None:
        my_task.workflow.top_workflow.current = my_task
        if self.ext.properties.get("pileUp") == "one" and self._pile_up(my_task):
            return
        if self._update_hook(my_task):
            my_task._ready()
        if self.boundaries and not my_task.finished:
            self._guard(my_task)

    def _update_hook(self, my_task: "Token") -> bool:
        return True

    def _pile_up(self, token: "Token") -> bool:
        """With `pileUp=one` a token that comes while another is here raises that one and is gone."""
        scope = token.workflow
        other = next((t for t in scope.live.values() if t.task_spec is self and t is not token), None)
        if other is None or self.repeated:
            return False
        token._set_state(TaskState.CANCELLED)
        scope.top_workflow.recorder.raised_inside(other)
        scope.settle()
        return True

    def _guard(self, host: "Token") -> None:
        for boundary in self.boundaries:
            if not host.finished:
                boundary._update(host.workflow.spawn(boundary, host))

    def _on_ready(self, my_task: "Token") -> None:
        pass

    def resume(self, token: "Token") -> None:
        """A waiting token was restored: put it back where it is waited for."""

    # running -------------------------------------------------------------------------------------------------

    def _run(self, my_task: "Token") -> bool | None:
        return self._run_hook(my_task)

    def _run_hook(self, my_task: "Token") -> bool | None:
        return True

    def entered_inside(self, token: "Token") -> Versions:
        """What has been entered so far within a visit that is not over, as its boundary events see it."""
        return {}

    # leaving -------------------------------------------------------------------------------------------------

    def _on_complete(self, my_task: "Token") -> None:
        self._release(my_task)
        self._on_complete_hook(my_task)
        if my_task.workflow.completed:
            return
        if self.repeated:
            assert my_task.parent is not None
            my_task.parent.task_spec.merge_child(my_task.workflow, my_task)
        else:
            self.leave(my_task)

    def _on_complete_hook(self, my_task: "Token") -> None:
        pass

    def _on_cancel(self, my_task: "Token") -> None:
        self._release(my_task)

    def _release(self, host: "Token") -> None:
        """The activity is over: its boundary events wait no more, and ticks of a cycle end with it."""
        for guard in host.guards:
            guard.task_spec.host_left(guard)

    def leave(self, token: "Token") -> None:
        """Send tokens along the flows taken; without one, a path ends here."""
        taken = self.choose(token)
        scope = token.workflow
        children = [self._send(scope, token, take) for take in taken]
        for child in children:
            if not child.finished:
                child.task_spec._update(child)
        if not children:
            self.end(token)
        scope.settle()

    def _send(self, scope: "Scope", token: "Token", taken: Taken) -> "Token":
        child = scope.spawn(taken.flow.node, token, taken.flow)
        scope.top_workflow.recorder.flowed(child, taken)
        return child

    def end(self, token: "Token") -> None:
        """A path of the scope ends at this token."""
        token.remember(end=True)
        token.workflow.ends.append(token)

    def choose(self, token: "Token") -> Iterable[Taken]:
        """The flows taken: all without a condition, those whose condition holds; else the default flow."""
        return implicit_split(self, token)


def plain_split(node: Node) -> list[Taken]:
    """Every flow, whatever stands at it."""
    return [Taken(flow) for flow in node.outgoing]


def implicit_split(node: Node, token: "Token") -> list[Taken]:
    """Out of an activity or event (BPMN 2.0.2, 10.4.2): a conditional flow is taken only if its condition holds."""
    if node.plain:
        return plain_split(node)
    always = [Taken(flow) for flow in node.outgoing if not (flow.condition or flow.default)]
    return always + choose_some(node, token, needed=not always)


def choose_some(node: Node, token: "Token", *, needed: bool = True) -> list[Taken]:
    """Every flow whose condition holds; none: the default flow. Raises `EngineError` when one is needed."""
    weighed = [weigh(flow, token) for flow in node.outgoing if flow.condition]
    return [taken for taken in weighed if taken.result] or otherwise(node, weighed, needed=needed)


def choose_first(node: Node, token: "Token") -> list[Taken]:
    """The first flow whose condition holds; none: the default flow. Raises `EngineError` when there is none."""
    weighed: list[Taken] = []
    for flow in node.outgoing:
        if flow.condition and not flow.default:
            weighed.append(weigh(flow, token))
            if weighed[-1].result:
                return weighed[-1:]
    return otherwise(node, weighed, needed=True)


def otherwise(node: Node, weighed: Iterable[Taken], *, needed: bool) -> list[Taken]:
    """The default flow, with what the conditions that did not hold had read."""
    inputs = {name: value for taken in weighed for name, value in taken.inputs.items()}
    default = next((flow for flow in node.outgoing if flow.default), None)
    if default is not None:
        return [Taken(default, inputs)]
    if needed:
        raise EngineError(node.element, "没有一个条件成立，也没有默认流向")
    return []


def weigh(flow: Flow, token: "Token") -> Taken:
    """Evaluate a condition. Raises `EngineError` when it is neither true, false nor null."""
    assert flow.condition is not None
    inputs = flow.condition.inputs(token.get)
    result = flow.condition.expression(inputs)
    if result is not None and not isinstance(result, bool):
        raise EngineError(flow.id, f"条件“{flow.condition.source}”的结果不是真假值")
    return Taken(flow, {name: shown(value) for name, value in inputs.items()}, bool(result))
