"""A token's visit to a flow node: SpiffWorkflow's task with a number for a key and variables kept as differences."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.expressions import MISSING
from app.engine.values import same

if TYPE_CHECKING:
    from app.engine.runtime.scope import Scope
    from app.engine.specs.node import Flow, Node

_CHECKPOINT = 7
"""Every eighth link of a chain of changes keeps all variables once they were asked for, so that no look-up is long."""


class Token(Task):
    """One visit of one flow node. It stays in the tree as history until its scope ends.

    `delta` holds the variables this visit changed, never what it inherited; the values in it are never changed in
    place. `source` is the nearest visit before it that changed anything. An attached token (`triggered`: a boundary
    event) inherits what its host inherited, not what its host later makes of it.
    """

    thread_id = 0
    last_state_change = 0.0

    def __init__(
        self,
        workflow: "Scope",
        task_spec: "Node",
        parent: "Token | None",
        state: int = TaskState.FUTURE,
        key: int | None = None,
    ) -> None:
        # deliberately without super().__init__: that would make a UUID, read the clock and copy data
        self.workflow = workflow
        self.task_spec = task_spec
        self.id = key or workflow.top_workflow.next_key()
        self.internal_data: dict[str, Any] = {}
        self.delta: dict[str, Any] | None = None
        self.triggered = task_spec.attached
        self.guards: list[Token] = []
        self.via: Flow | None = None
        self.hidden: tuple[str, ...] = ()
        self.stamp = 0
        self.stored = False
        self._state = state
        self._parent = parent
        self._children: list[Token] = []
        self._known: dict[str, Any] | None = None
        self._attach(parent)

    def _attach(self, parent: "Token | None") -> None:
        before = self.before
        self.position: int = before.position + 1 if before is not None else 0
        self.level: int = parent.level + 1 if parent is not None else 0
        self.inherit(self._inherited_from(parent))
        if parent is not None:
            (parent.guards if self.task_spec.guards else parent._children).append(self)

    def _inherited_from(self, parent: "Token | None") -> "Token | None":
        if parent is None or self.triggered:
            return parent and parent.source
        return parent if parent.delta is not None or parent.hidden else parent.source

    def inherit(self, source: "Token | None") -> None:
        """Take over what another token knows."""
        self.source = source
        self.rank: int = source.rank + 1 if source is not None else 1

    # the tree ------------------------------------------------------------------------------------------------

    @property
    def parent(self) -> "Token | None":
        """The visit this one came from, or the host or loop it is attached to."""
        return self._parent

    @property
    def children(self) -> list["Token"]:
        """The visits that came from this one, boundary events last."""
        return [*self._children, *self.guards] if self.guards else self._children

    @property
    def before(self) -> "Token | None":
        """The visit before this one on its path: a boundary event stands beside its host, not after it."""
        return self._parent._parent if self.triggered and self._parent is not None else self._parent

    # state ---------------------------------------------------------------------------------------------------

    def _set_state(self, value: int) -> None:
        old = self._state
        if value != old:
            self._state = value
            self.workflow.state_changed(self, old, value)

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen here."""
        return self._state >= TaskState.COMPLETED

    def run(self) -> bool | None:
        """Let the node work; unless that ended this very token, complete it or leave it started."""
        result: bool | None = self.task_spec._run(self)
        if not self.finished:
            if result is None:
                self._set_state(TaskState.STARTED)
            else:
                self.complete()
        return result

    def cancel(self) -> None:
        """End this visit and all that runs inside it. What it has led to already goes on."""
        if self.finished:
            return
        self._set_state(TaskState.CANCELLED)
        self.task_spec._on_cancel(self)
        for child in self._children:
            child.cancel()

    # variables -----------------------------------------------------------------------------------------------

    def read(self, name: str) -> Any:
        """The variable as this token knows it, or `MISSING`."""
        token: Token | None = self
        while token is not None:
            delta = token.delta
            if delta is not None and name in delta:
                return delta[name]
            if not token.rank & _CHECKPOINT:
                return token._all().get(name, MISSING)
            if token.hidden and name in token.hidden:
                return MISSING
            token = token.source
        return MISSING

    def get(self, name: str) -> Any:
        """The value of a name in an expression: case and limits, data objects, then variables; or `MISSING`."""
        value = self.workflow.shared(name)
        return self.read(name) if value is MISSING else value

    def put(self, values: Mapping[str, Any]) -> None:
        """Set variables; those that hold an equal value already are left alone."""
        known = self._known_of(values)
        fresh = {n: value for n, value in values.items() if n not in known or not same(known[n], value)}
        if fresh:
            self.delta = {**self.delta, **fresh} if self.delta else fresh
            self._known = None
            self.workflow.top_workflow.variables_changed(self, fresh)

    def _known_of(self, names: Iterable[str]) -> dict[str, Any]:
        """Those of the variables that are known, in one walk."""
        found: dict[str, Any] = {}
        wanted = set(names)
        token: Token | None = self
        while token is not None and wanted:
            last = not token.rank & _CHECKPOINT
            values = token._all() if last else token.delta
            if values:
                for name in wanted & values.keys():
                    found[name] = values[name]
                    wanted.discard(name)
            wanted.difference_update(token.hidden)
            token = None if last else token.source
        return found

    @property
    def data(self) -> dict[str, Any]:
        """All variables, in a new dict."""
        return dict(self._all())

    def _all(self) -> dict[str, Any]:
        if self._known is not None:
            return self._known
        chain: list[Token] = []
        token: Token | None = self
        while token is not None and token._known is None:
            chain.append(token)
            token = token.source
        known = dict(token._known or {}) if token is not None else {}
        for link in reversed(chain):
            for name in link.hidden:
                known.pop(name, None)
            known.update(link.delta or {})
        if not self.rank & _CHECKPOINT:
            self._known = known
        return known

    def _inherit_data(self) -> None:
        """Variables are looked up along `source`; nothing is copied."""

    def get_data(self, name: str, default: Any = None) -> Any:
        """A variable or the default."""
        value = self.read(name)
        return default if value is MISSING else value

    def set_data(self, **values: Any) -> None:
        """Set variables."""
        self.put(values)

    def remember(self, **facts: Any) -> None:
        """Keep facts about this visit itself (not variables) with it."""
        self.internal_data.update(facts)
        self.workflow.top_workflow.dirty[self.id] = self


def meeting_point(tokens: Iterable[Token]) -> Token:
    """The last visit that all of them come from, in one scope."""
    found, *others = tokens
    for other in others:
        one = found
        while one is not other:
            if one.position >= other.position:
                one = one.before or one
            else:
                other = other.before or other  # noqa: PLW2901 - climbing
        found = one
    return found


def changes_since(base: Token, arms: Iterable[Token]) -> dict[str, Any]:
    """What several paths changed since they parted: whole values, the later path winning, no stale copies."""
    merged: dict[str, Any] = {}
    seen: set[int] = {base.id}
    for arm in arms:
        path: list[Token] = []
        token: Token | None = arm
        while token is not None and token.id not in seen:
            seen.add(token.id)
            path.append(token)
            token = token.before
        fork = token or base
        changed = {name: value for link in reversed(path) for name, value in (link.delta or {}).items()}
        merged.update({name: v for name, v in changed.items() if not same(fork.read(name), v)})
    return merged
