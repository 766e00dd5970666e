"""A token's visit to a flow node: SpiffWorkflow's task with a number for a key and variables kept as differences."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.expressions import MISSING
from app.engine.runtime.merging import meeting_point
from app.engine.runtime.versions import Version, Versions, values
from app.engine.values import same

if TYPE_CHECKING:
    from app.engine.runtime.scope import Scope
    from app.engine.specs.node import Flow, Node

_CHECKPOINT = 7
"""Every eighth link of a chain of changes keeps all variables once they were asked for, so that no look-up is long."""


class Token(Task):
    """One visit of one flow node. It stays in the tree as history until its scope ends.

    `delta` holds the variables this visit entered or took over from elsewhere, never what it inherited; the values in
    it are never changed in place. `source` is the nearest visit before it with such. An attached token (`triggered`: a
    boundary event) inherits what its host inherited, not what its host later makes of it. `before` is the last visit
    that all paths to this one came through: on a plain path the one before it; beside its host for a boundary event;
    where `arms` were joined in it their meeting point.
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
        self.delta: dict[str, Version] | None = None
        self.arms: tuple[Token, ...] = ()
        self.triggered = task_spec.attached
        self.guards: list[Token] = []
        self.via: Flow | None = None
        self.hidden: tuple[str, ...] = ()
        self.stamp = 0
        self.stored = False
        self._state = state
        self._parent = parent
        self._children: list[Token] = []
        self._known: dict[str, Version] | None = None
        self._attach(parent)

    def _attach(self, parent: "Token | None") -> None:
        self._stands_after(parent.parent if self.triggered and parent is not None else parent)
        self.level: int = parent.level + 1 if parent is not None else 0
        self.inherit(self._inherited_from(parent))
        if parent is not None:
            (parent.guards if self.task_spec.guards else parent._children).append(self)

    def _stands_after(self, before: "Token | None") -> None:
        self.before = before
        self.position: int = before.position + 1 if before is not None else 0

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
    def comes_from(self) -> "list[Token]":
        """The visits right before this one; after a join those of all its arms."""
        if self.arms:
            return [arm.parent for arm in self.arms if arm.parent is not None]
        return [self.before] if self.before is not None else []

    def join(self, arms: "Iterable[Token]") -> None:
        """Stand for tokens that have waited for each other, this one among them."""
        self.arms = tuple(arms)
        self._stands_after(meeting_point(self.arms))

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

    def version(self, name: str) -> Version | None:
        """The variable as this token knows it."""
        token: Token | None = self
        while token is not None:
            delta = token.delta
            if delta is not None and name in delta:
                return delta[name]
            if not token.rank & _CHECKPOINT:
                return token._all().get(name)
            if token.hidden and name in token.hidden:
                return None
            token = token.source
        return None

    def read(self, name: str) -> Any:
        """The value of the variable as this token knows it, or `MISSING`."""
        version = self.version(name)
        return MISSING if version is None else version.value

    def get(self, name: str) -> Any:
        """The value of a name in an expression: case and limits, data objects, then variables; or `MISSING`."""
        value = self.workflow.shared(name)
        return self.read(name) if value is MISSING else value

    def put(self, entered: Mapping[str, Any]) -> None:
        """Enter variables; those that hold an equal value already are left alone."""
        known = self._known_of(entered)
        fresh = {
            n: value for n, value in entered.items() if n not in known or not same(known[n].value, value)
        }
        if fresh:
            self.enter(fresh)
            self.workflow.top_workflow.variables_changed(fresh)

    def enter(self, entered: Mapping[str, Any]) -> None:
        """Enter variables, whatever they hold already. What was taken over here just before stays known."""
        taken = {
            name: one for name, one in (self.delta or {}).items() if name in entered and one.by != self.id
        }
        if taken:
            self.remember(taken=taken)
        at = self.workflow.top_workflow.next_stamp()
        self.take({name: Version(value, at, self.id) for name, value in entered.items()})

    def take(self, versions: Versions) -> None:
        """Know what was entered elsewhere; that changes nothing about when it was, and by whom."""
        if versions:
            self.delta = {**self.delta, **versions} if self.delta else dict(versions)
            self._known = None
            self.workflow.knows(self, versions)
            self.workflow.top_workflow.dirty[self.id] = self

    @property
    def versions(self) -> "Iterable[tuple[str, Version]]":
        """What it entered or took over, also what it took over before it entered something else."""
        yield from (self.delta or {}).items()
        for name, taken in self.internal_data.get("taken", {}).items():
            yield name, Version(*taken)

    def _known_of(self, names: Iterable[str]) -> dict[str, Version]:
        """Those of the variables that are known, in one walk."""
        found: dict[str, Version] = {}
        wanted = set(names)
        token: Token | None = self
        while token is not None and wanted:
            last = not token.rank & _CHECKPOINT
            known = token._all() if last else token.delta
            if known:
                for name in wanted & known.keys():
                    found[name] = known[name]
                    wanted.discard(name)
            wanted.difference_update(token.hidden)
            token = None if last else token.source
        return found

    @property
    def data(self) -> dict[str, Any]:
        """All variables, in a new dict."""
        return values(self._all())

    def _all(self) -> dict[str, Version]:
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
