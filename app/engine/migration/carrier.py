"""Finding for every token of an instance the node of another program at which it goes on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from SpiffWorkflow.util.task import TaskState

from app.engine.migration.kinds import (
    kind_of,
    loops,
    must_correlate,
    must_rearm,
    reads_otherwise,
    spare,
    timer_differs,
)
from app.engine.migration.plan import Finding, Hint, Moved, Obstacle
from app.engine.parser.reach import behind
from app.engine.program import Program
from app.engine.runtime.scope import Scope
from app.engine.runtime.token import Token
from app.engine.runtime.workflow import Workflow
from app.engine.specs.activities import ServiceTask, UserTask
from app.engine.specs.gateways import EventBasedGateway
from app.engine.specs.joins import Join
from app.engine.specs.loops import ForEach
from app.engine.specs.node import Flow, Node
from app.engine.specs.past import past_of
from app.engine.specs.process import ProcessSpec
from app.engine.starving import standing, starved

_PLANNED = ("due", "every", "anchor", "first", "times", "index")


@dataclass(slots=True)
class Carried:
    """Where one token goes: its node there, or none when it cannot go or is called off.

    `name` is what its row says of its node; `forget` are the facts to be found anew, `via` the flow by which it came
    to the join it waits in.
    """

    node: Node | None
    name: str
    cancelled: bool = False
    forget: tuple[str, ...] = ()
    via: Flow | None = None


@dataclass
class Carrier:
    """Goes through the tokens from the oldest to the newest, so that what holds a token comes before it.

    `rearm` says that a timer which the new diagram sets otherwise is set anew; else it keeps its instant.
    """

    top: Workflow
    new: Program
    moved: Moved
    rearm: bool = False
    carried: dict[int, Carried] = field(default_factory=dict)
    obstacles: dict[Finding, None] = field(default_factory=dict)
    hints: dict[Finding, None] = field(default_factory=dict)

    def carry(self) -> "Carrier":
        """Find a place for all of them; what stands in the way is in `obstacles`."""
        if self.spec_of(self.top) is None:
            self._block(Obstacle.PROCESS_GONE, self.top.spec.process)
            return self
        for key, token in sorted(self.top.everything.items()):
            self.carried[key] = self._place(token)
        if not self.obstacles:
            for scope in self.scopes():
                self._starving(scope)
                self._forgotten_data(scope)
                self._forgotten_doers(scope)
        return self

    def scopes(self) -> Iterator[Scope]:
        """All running scopes, the outermost first."""
        yield self.top
        yield from (scope for _, scope in sorted(self.top.subprocesses.items()))

    def spec_of(self, scope: Scope) -> ProcessSpec | None:
        """The specification in which a scope goes on."""
        if scope.spec.called:
            found = self.new.specs.get(scope.spec.name)
            return found if found is not None and found.called else None
        assert scope.owner is not None
        node = self.carried[scope.owner.id].node
        return self.new.specs.get(getattr(node, "spec", ""))

    def name_of(self, node: Node) -> str:
        """The name of the node that a node becomes, whether or not there is one of that name."""
        base = node.outgoing[0].node.name if node.armed and node.outgoing else node.anchor
        return self.moved.get((node.process, base), base) + node.name.removeprefix(base)

    # one token -----------------------------------------------------------------------------------------------

    def _place(self, token: Token) -> Carried:
        old = token.task_spec
        spec = self.spec_of(token.workflow)
        if spec is None:
            if token.parent is None and token.workflow.spec.called:
                self._block(Obstacle.PROCESS_GONE, token.workflow.spec.process)
            return Carried(None, old.name)
        if token.parent is None:
            return Carried(spec.start, spec.name)
        node = spec.node(self.name_of(old))
        if token.finished and not _races(token):
            return self._history(old, node)
        if node is None:
            return self._missing(token, spec)
        return self._living(token, node)

    def _history(self, old: Node, node: Node | None) -> Carried:
        """A visit that is over only needs a node that stands in the tree as its own did."""
        alike = node is not None and (old.attached, old.guards, old.armed) == (
            node.attached, node.guards, node.armed,
        )  # fmt: skip
        return Carried(node, node.name) if alike and node is not None else Carried(None, past_of(old))

    def _missing(self, token: Token, spec: ProcessSpec) -> Carried:
        old = token.task_spec
        if spare(old):
            return self._call_off(token)
        wanted = self.name_of(old)
        if old.repeated and spec.node(wanted.removesuffix(old.name.removeprefix(old.anchor))) is not None:
            code = Obstacle.LOOP_CHANGED
        else:
            inside = (s for s in self.new.specs.values() if s.process == spec.process)
            code = Obstacle.ELEMENT_MOVED if any(s.node(wanted) for s in inside) else Obstacle.ELEMENT_GONE
        return self._stop(code, old)

    def _living(self, token: Token, node: Node) -> Carried:
        old = token.task_spec
        if kind_of(old) != kind_of(node):
            if spare(old):
                return self._call_off(token)
            return self._stop(Obstacle.LOOP_CHANGED if loops(old, node) else Obstacle.KIND_CHANGED, old)
        if old.guards and token.parent is not None and self.carried[token.parent.id].node is not node.host:
            return self._call_off(token)
        if not self._still_races(token, node):
            return self._stop(Obstacle.RACE_CHANGED, old)
        carried = Carried(node, node.name, forget=tuple(self._forgotten(token, node)))
        if isinstance(old, Join) and token.state == TaskState.WAITING:
            carried.via = self._way_in(token, node)
            if carried.via is None:
                return self._stop(Obstacle.JOIN_FLOW_GONE, old)
        self._tell(token, node)
        return carried

    def _still_races(self, token: Token, node: Node) -> bool:
        """An event behind an event-based gateway stays behind it, and one in the flow in the flow."""
        if token.parent is None or not isinstance(token.parent.task_spec, EventBasedGateway):
            return True
        gateway = self.carried[token.parent.id].node
        return gateway is not None and any(flow.node is node for flow in gateway.outgoing)

    def _way_in(self, token: Token, node: Node) -> Flow | None:
        """The flow by which a token that waits in a join has come; when it was redrawn, the new one on its way."""
        assert token.via is not None
        drawn = {flow.id for flow in token.task_spec.incoming}
        same = [flow for flow in node.incoming if flow.id == token.via.id]
        found = same or self._redrawn(token, [f for f in node.incoming if f.id not in drawn], node)
        return found[0] if len(found) == 1 else None

    def _redrawn(self, token: Token, among: list[Flow], join: Node) -> list[Flow]:
        """The flows that lead to the join from the last element on the token's way from which any does."""
        before = token.parent
        while before is not None:
            source = self.carried[before.id].node
            direct = [flow for flow in among if flow.source is source]
            found = direct or [flow for flow in among if source in behind(flow, join)]
            if found:
                return found
            before = before.parent
        return []

    def _forgotten(self, token: Token, node: Node) -> Iterator[str]:
        old = token.task_spec
        if must_rearm(token, node) or (self.rearm and timer_differs(token, node, self.new)):
            yield from _PLANNED
        if must_correlate(token, node):
            yield "key"
        if isinstance(old, UserTask) and isinstance(node, UserTask):
            before, after = old.assignment, node.assignment
            if reads_otherwise(token, before.due, after.due, self.new):
                yield "due"
            if reads_otherwise(token, before.follow_up, after.follow_up, self.new):
                yield "followUp"

    # what is said of it --------------------------------------------------------------------------------------

    def _tell(self, token: Token, node: Node) -> None:
        old = token.task_spec
        if node.element != old.element and node.visible and not old.repeated:
            self._hint(Hint.MAPPED, old, node.bpmn_name or node.element)
        if timer_differs(token, node, self.new):
            anew = self.rearm or must_rearm(token, node)
            self._hint(Hint.TIMER_REARMED if anew else Hint.TIMER_KEPT, old)
        if kind_of(old).endswith("message") and old.event_definition.name != node.event_definition.name:
            self._hint(Hint.MESSAGE_CHANGED, old, node.event_definition.name or "")
        if isinstance(old, ServiceTask) and reads_otherwise(token, old.topic, node.topic, self.new):
            self._hint(Hint.TOPIC_KEPT, old)
        if isinstance(old, ForEach) and old.item != node.item:
            self._hint(Hint.ITEM_RENAMED, old, node.item or "")

    def _starving(self, scope: Scope) -> None:
        """Refuse to go where a parallel join would wait for ever that did not before."""
        spec = self.spec_of(scope)
        assert spec is not None
        before = starved(scope.spec, *standing(scope))
        live = [self.carried[key] for key in scope.live]
        anchors = [c.node.anchor for c in live if c.node is not None and c.via is None]
        for join, _ in sorted(starved(spec, anchors, [c.via for c in live if c.via]) - before, key=str):
            self._block(Obstacle.JOIN_STARVED, spec.process, join, spec.task_specs[join].bpmn_name or "")

    def _forgotten_data(self, scope: Scope) -> None:
        """Data objects that the new diagram does not declare keep their value, which nobody can read any more."""
        spec = self.spec_of(scope)
        known = set(spec.data_names.values()) if spec is not None else set()
        for id_ in sorted(scope.objects.keys() - known):
            names = [name for name, of in scope.spec.data_names.items() if of == id_]
            self.hints[Finding(Hint.DATA_GONE, scope.spec.process, id_, names[-1] if names else id_)] = None

    def _forgotten_doers(self, scope: Scope) -> None:
        """Steps that must not be done by whoever did another, which under that name nobody has done here."""
        spec, old = self.spec_of(scope), self.top.program.processes.values()
        for node in spec.task_specs.values() if spec is not None else ():
            for other in node.ext.words("notBy"):
                if not any(other in process.elements for process in old):
                    self._hint(Hint.DOER_UNKNOWN, node, other)

    def _stop(self, code: Obstacle, old: Node) -> Carried:
        self._block(code, old.process, old.element, old.bpmn_name or "")
        return Carried(None, old.name)

    def _call_off(self, token: Token) -> Carried:
        self._hint(Hint.EVENT_DISARMED, token.task_spec)
        return Carried(None, past_of(token.task_spec), cancelled=True)

    def _block(self, code: Obstacle, process: str, element: str = "", name: str = "") -> None:
        self.obstacles[Finding(code, process, element, name)] = None

    def _hint(self, code: Hint, node: Node, other: str = "") -> None:
        self.hints[Finding(code, node.process, node.element, node.bpmn_name or "", other)] = None


def _races(token: Token) -> bool:
    """Whether it is an event-based gateway whose events still wait."""
    return isinstance(token.task_spec, EventBasedGateway) and any(not c.finished for c in token.children)
