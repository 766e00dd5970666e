"""The running instance as a whole: all its scopes, keys, clocks and what changed since the last step."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from app.engine.environment import FEEL_ENGINE
from app.engine.errors import BoundExceeded, UncaughtError
from app.engine.expressions import MISSING
from app.engine.runtime.agenda import run_all
from app.engine.runtime.alarms import Alarms
from app.engine.runtime.catches import Catches
from app.engine.runtime.merging import merge
from app.engine.runtime.recorder import Recorder
from app.engine.runtime.scope import Scope
from app.engine.runtime.token import Token
from app.engine.runtime.versions import values
from app.engine.specs.definitions import Coded
from app.engine.step import DecisionTaken
from app.engine.values import plain

if TYPE_CHECKING:
    from app.engine.program import Program
    from app.engine.specs.process import ProcessSpec


class SubWorkflow(Scope, BpmnSubWorkflow):
    """A sub-process or called process."""

    def __init__(self, spec: "ProcessSpec", owner: Token) -> None:
        self._prepare(owner)
        super().__init__(spec, owner.id, owner.workflow.top_workflow, deserializing=True)

    def _calculate_depth(self) -> int:
        assert self.owner is not None
        return self.owner.workflow.depth + 1

    @property
    def parent_workflow(self) -> Scope:
        """The scope around this one."""
        assert self.owner is not None
        return self.owner.workflow


class Workflow(Scope, BpmnWorkflow):
    """A process instance.

    `now` is the instant of the present call, `busy` the scopes with something ready by the key of their root,
    `dirty` the tokens to be stored, `gone` the keys of stored tokens that are no more.
    """

    depth = 0

    def __init__(self, program: "Program", spec: "ProcessSpec") -> None:
        self._prepare(None)
        self.program = program
        self.recorder = Recorder(self)
        self.alarms = Alarms()
        self.everything: dict[int, Token] = {}
        self.dirty: dict[int, Token] = {}
        self.gone: list[int] = []
        self.busy: dict[int, Scope] = {}
        self.last_key = 0
        self.last_stamp = 0
        self.now = datetime.min.replace(tzinfo=UTC)
        self.steps = 0
        self.open = 0
        self.current: Token | None = None
        super().__init__(spec, program.specs, FEEL_ENGINE, deserializing=True)
        self.event_manager = Catches(self)
        self.facts: dict[str, Any] = {}

    # keys and tokens -----------------------------------------------------------------------------------------

    def next_key(self) -> int:
        """A number no token of this instance ever had."""
        self.last_key += 1
        return self.last_key

    def next_stamp(self) -> int:
        """A number for what happens now: later than for anything before."""
        self.last_stamp += 1
        return self.last_stamp

    def add(self, token: Token) -> None:
        """A token has come into being. Raises `BoundExceeded`."""
        self.everything[token.id] = token
        self.dirty[token.id] = token
        self.open += not token.finished
        if self.open > self.program.bounds.tokens:
            raise BoundExceeded(token.task_spec.element, "tokens", self.program.bounds.tokens)

    def get_task_from_id(self, task_id: int) -> Token | None:
        """The token with that key in any scope."""
        return self.everything.get(task_id)

    def token_changed(self, token: Token, old: int, new: int) -> None:
        """Keep the indexes of the whole instance and tell the recorder."""
        node = token.task_spec
        self.dirty[token.id] = token
        if new >= TaskState.COMPLETED:
            self.open -= 1
            if new == TaskState.COMPLETED:
                token.stamp = self.next_stamp()
        if old == TaskState.WAITING and node.catching:
            self.disarm(token)
        if node.visible:
            self.recorder.state_changed(token, old, new)

    def disarm(self, token: Token) -> None:
        """A catching event no longer waits."""
        self.event_manager.remove_task(token)
        self.alarms.stop(token.id)
        self.recorder.unsubscribe(token)

    def variables_changed(self, entered: Mapping[str, Any]) -> None:
        """Variables were set."""
        self.recorder.variables.update(entered)

    # scopes --------------------------------------------------------------------------------------------------

    def create_subprocess(self, my_task: Token, spec_name: str) -> SubWorkflow:
        """A new scope inside a token. Raises `BoundExceeded`."""
        scope = SubWorkflow(self.subprocess_specs[spec_name], my_task)
        if scope.depth > self.program.bounds.depth:
            raise BoundExceeded(my_task.task_spec.element, "depth", self.program.bounds.depth)
        self.subprocesses[my_task.id] = scope
        return scope

    def scope_ended(self, scope: Scope) -> None:
        """A scope is over: its tokens are history, and history is kept elsewhere."""
        self.busy.pop(scope.task_tree.id, None)
        if scope.owner is None:
            return
        self.subprocesses.pop(scope.owner.id, None)
        for key, token in scope.tasks.items():
            del self.everything[key]
            self.dirty.pop(key, None)
            if token.stored:
                self.gone.append(key)

    # events --------------------------------------------------------------------------------------------------

    def throw_message(self, token: Token, name: str, key: str | None, payload: Mapping[str, Any]) -> None:
        """To whoever waits here; else out, unless nobody but this instance's own processes catches that name."""
        if not self.event_manager.send("message", name, payload, key):
            outside = name not in self.program.internal_messages(self.spec.process)
            self.recorder.threw(token, name, key, payload, out=outside)

    def raise_error(self, origin: Token, code: str, message: str) -> None:
        """A connector's business refusal. Raises `UncaughtError`."""
        if not self.propagate(origin, "error", code, message):
            raise UncaughtError(origin.task_spec.element, code)

    def propagate(self, origin: Token, kind: str, code: str | None, message: str | None = None) -> bool:
        """Let an error, escalation or cancellation go outward to the nearest that catches it; whether one did."""
        token: Token | None = origin
        carried: dict[str, Any] = {}
        while token is not None:
            scope = token.workflow
            catch = _pick(_beside(token), kind, code) or _pick(scope.armed.values(), kind, code)
            if catch is not None:
                told = catch.task_spec.event_definition.told(code, message)
                catch.task_spec.fire(catch, {**carried, **told})
                return True
            path = token.parent if token.task_spec.repeated and token.parent is not None else token
            carried = {**values(merge(scope.task_tree, [path], path.id)), **carried}
            if scope.owner is not None and scope.spec.called:
                carried = scope.owner.task_spec.passed_out(scope, carried)
            token = scope.owner
        return False

    def decide(self, token: Token, name: str | None) -> Any:
        """The value of a decision for what a token knows; the evidence goes to the trace."""
        result = self.program.decide(token.task_spec.element, name, token.get)
        value, evidence = plain(result.value), result.to_json()["evidence"]
        self.recorder.decisions.append(
            DecisionTaken(token.id, token.task_spec.element, name or "", value, evidence)
        )
        return value

    def visible(self, token: Token) -> dict[str, Any]:
        """The variables of a token, and the data objects it sees."""
        shared = {name: token.workflow.shared(name) for name in self.program.data_names}
        return token.data | {name: value for name, value in shared.items() if value is not MISSING}

    # running -------------------------------------------------------------------------------------------------

    def do_engine_steps(self, will_complete_task: Any = None, did_complete_task: Any = None) -> None:
        """Run all that is ready, in SpiffWorkflow's order, until only people, connectors and events are waited for."""
        run_all(self)
        while self.event_manager.check_conditions():
            run_all(self)
        self.recorder.regroup()

    def refresh_timers(self) -> None:
        """Timers are rung by `Instance.fire_timers`, never in passing."""


def _beside(token: Token) -> list[Token]:
    """The boundary events of a token and of the loop it is an instance of."""
    if token.task_spec.repeated and token.parent is not None:
        return [*token.guards, *token.parent.guards]
    return token.guards


def _pick(candidates: Iterable[Token], kind: str, code: str | None) -> Token | None:
    """The waiting event that catches the code, rather one that names it than one that catches all."""
    found: Token | None = None
    for token in candidates:
        definition = token.task_spec.event_definition
        if (
            token.state == TaskState.WAITING
            and isinstance(definition, Coded)
            and definition.catches_code(kind, code)
        ):
            if definition.code is not None:
                return token
            found = found or token
    return found
