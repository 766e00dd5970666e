"""A process, sub-process or called process while it runs: its tokens, its data objects, and when it is over."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from app.engine.expressions import MISSING
from app.engine.runtime.merging import merge
from app.engine.runtime.token import Token
from app.engine.runtime.versions import Version, Versions, through

if TYPE_CHECKING:
    from app.engine.runtime.workflow import Workflow
    from app.engine.specs.node import Flow, Node
    from app.engine.specs.process import ProcessSpec


class Scope:
    """What `Workflow` and `SubWorkflow` have in common.

    `live` are the unfinished tokens that hold the scope open; `ready` those of them that the engine may run;
    `joins` those that wait at a gateway, by its name; `ends` the tokens at which paths ended, in that order;
    `armed` the waiting starts of event sub-processes, which hold nothing open; `newest` what was entered here last.
    """

    spec: "ProcessSpec"
    top_workflow: "Workflow"
    tasks: dict[int, Token]
    task_tree: Token
    depth: int
    owner: Token | None
    completed: bool

    def _prepare(self, owner: Token | None) -> None:
        self.owner = owner
        self.live: dict[int, Token] = {}
        self.ready: dict[int, Token] = {}
        self.joins: dict[str, list[Token]] = {}
        self.ends: list[Token] = []
        self.armed: dict[int, Token] = {}
        self.newest: dict[str, Version] = {}

    # tokens --------------------------------------------------------------------------------------------------

    def spawn(self, node: "Node", parent: Token | None, via: "Flow | None" = None) -> Token:
        """A new token at a node, not yet arrived. Raises `BoundExceeded`."""
        token = Token(self, node, parent)
        token.via = via
        self._add(token)
        return token

    def _add(self, token: Token) -> None:
        self.tasks[token.id] = token
        self.top_workflow.add(token)
        if not (token.finished or token.task_spec.armed):
            self.live[token.id] = token
        elif token.task_spec.armed and not token.finished:
            self.armed[token.id] = token

    def begin(self, start: "Node | None", inputs: Mapping[str, Any]) -> None:
        """Put the first token at the start event and arm the event sub-processes. Without a start: refused."""
        root = self.task_tree = self.root()
        if inputs:
            root.put(inputs)
        first = [self.spawn(node, root) for node in (start, *self.spec.triggers) if node is not None]
        for token in first:
            if not token.finished:
                token.task_spec._update(token)

    def root(self, key: int | None = None) -> Token:
        """The token at the root of the tree; an embedded scope inherits what the token it runs in knew on entry."""
        root = Token(self, self.spec.start, None, TaskState.COMPLETED, key)
        if self.owner is not None and not self.spec.called:
            owner = self.owner
            root.inherit(owner if owner.delta is not None or owner.hidden else owner.source)
        self._add(root)
        return root

    def state_changed(self, token: Token, old: int, new: int) -> None:
        """Keep the indexes; called by every change of state."""
        node = token.task_spec
        if new == TaskState.READY and not node.manual:
            self.ready[token.id] = token
            self.top_workflow.busy[self.task_tree.id] = self
        elif old == TaskState.READY and self.ready.pop(token.id, None) and not self.ready:
            self.top_workflow.busy.pop(self.task_tree.id, None)
        if new >= TaskState.COMPLETED:
            self.live.pop(token.id, None)
            self.armed.pop(token.id, None)
        self.top_workflow.token_changed(token, old, new)

    # its end -------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """After a token has left: let waiting inclusive joins look again, and end with the last token."""
        if self.completed:
            return
        for name in list(self.joins):
            self.spec.task_specs[name].look_again(self)
        if not self.live:
            self.finish()

    def finish(self) -> None:
        """The last token has gone: hand the result to whoever called."""
        self.completed = True
        self._disarm()
        if self.owner is not None:
            self.owner.task_spec._on_subworkflow_completed(self, self.owner)
        self.top_workflow.scope_ended(self)

    def abort(self) -> None:
        """End without a result: everything that runs here is cancelled."""
        if not self.completed:
            self.completed = True
            self._disarm()
            self.clear()
            self.top_workflow.scope_ended(self)

    def clear(self, spare: Token | None = None) -> None:
        """Cancel every token but one."""
        for token in list(self.live.values()):
            if token is not spare:
                token.cancel()
        self.joins.clear()

    def _disarm(self) -> None:
        for token in list(self.armed.values()):
            token.cancel()

    # variables -----------------------------------------------------------------------------------------------

    def knows(self, token: Token, versions: Versions) -> None:
        """A token has entered variables or taken them over. What an instance of a loop does is its own affair."""
        if token.parent is None or token.task_spec.repeated:
            return
        newest = self.newest
        for name, version in versions.items():
            if name not in newest or newest[name].at < version.at:
                newest[name] = version

    def result(self) -> dict[str, Version]:
        """What was entered here on all paths together, as the outcome of what this scope runs in."""
        by = self.owner.id if self.owner is not None else 0
        return through(merge(self.task_tree, self.ends, by), by)

    def latest(self) -> dict[str, Version]:
        """What process variables would hold now: everything entered so far in this scope, the last winning."""
        latest = dict(self.newest)
        for token in self.live.values():
            inside = {} if token.task_spec.repeated else token.task_spec.entered_inside(token)
            for name, version in inside.items():
                if name not in latest or latest[name].at < version.at:
                    latest[name] = version
        return latest

    @property
    def objects(self) -> dict[str, Any]:
        """The values of the data objects declared here, by their BPMN id."""
        values: dict[str, Any] = self.task_tree.internal_data.get("objects", {})
        return values

    def holder(self, name: str) -> "tuple[Scope, str] | None":
        """The scope that declares a data object, under its id or a name of it; the innermost wins."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.spec.data_names:
                return scope, scope.spec.data_names[name]
            scope = scope.owner.workflow if scope.owner is not None else None
        return None

    def shared(self, name: str) -> Any:
        """The value of a fact (case, limits) or of a data object of any enclosing scope; or `MISSING`."""
        facts = self.top_workflow.facts
        if name in facts:
            return facts[name]
        found = self.holder(name) if name in self.top_workflow.program.data_names else None
        return found[0].objects.get(found[1]) if found else MISSING

    def write(self, name: str, value: Any, by: Token) -> None:
        """Set a data object. Nothing happens where no scope declares it; the lint refuses such a diagram."""
        found = self.holder(name)
        if found:
            scope, id_ = found
            before = scope.objects.get(id_)
            scope.task_tree.remember(objects={**scope.objects, id_: value})
            self.top_workflow.recorder.wrote(by, id_, before, value)
