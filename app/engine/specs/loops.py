"""Multi-instance activities and loops: one token that waits for those of its instances."""

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.util.task import TaskState

from app.engine.errors import BoundExceeded, EngineError
from app.engine.expressions import MISSING, Feel
from app.engine.runtime.versions import Versions, through
from app.engine.specs.node import Node

if TYPE_CHECKING:
    from app.engine.runtime.scope import Scope
    from app.engine.runtime.token import Token


class Repeat(Node):
    """What loops have in common: the instance is a child of the token and runs the node named `task_spec`."""

    lasting = True
    task_spec: str

    def instance_node(self, token: "Token") -> Node:
        """The activity that runs inside."""
        node: Node = token.workflow.spec.task_specs[self.task_spec]
        return node

    def _start_instance(self, token: "Token", index: int, variables: dict[str, Any]) -> None:
        child = token.workflow.spawn(self.instance_node(token), token)
        child.internal_data["i"] = index
        child.hidden = self.hides
        if variables:
            child.enter(variables)
        child.task_spec._update(child)

    def merge_child(self, workflow: "Scope", child: "Token") -> None:
        """An instance has completed."""
        raise NotImplementedError

    def _end(self, token: "Token") -> None:
        token._set_state(TaskState.READY)


class ForEach(Repeat):
    """For each item of a collection, all at once or one after another.

    The item is local to its instance, which does not see the collection. Nothing comes out but the list `into` of
    what the instances left in `collect`, in the order of the items; it starts anew at each visit. Cancelled
    instances count as done and leave nothing, and so do those in whose place another was begun.
    """

    sequential = False
    collection: Feel | None = None
    cardinality: Feel | None = None
    collect: str | None = None
    into: str | None = None
    condition: Feel | None = None

    def _update_hook(self, my_task: "Token") -> bool:
        items = self._items(my_task)
        my_task._set_state(TaskState.STARTED)
        my_task.remember(n=len(items), done=0, off=0)
        if not items:
            self._finish(my_task)
        for index, item in enumerate(items[:1] if self.sequential else items):
            self._start_item(my_task, index, item)
        return False

    def _items(self, token: "Token") -> list[Any]:
        items = self._collection(token)
        if len(items) > token.workflow.top_workflow.program.bounds.instances:
            raise BoundExceeded(
                self.element, "instances", token.workflow.top_workflow.program.bounds.instances
            )
        return [*items, *token.internal_data.get("added", ())]

    def _collection(self, token: "Token") -> list[Any]:
        if self.collection is not None:
            items = self.collection(token.get)
            if not isinstance(items, list):
                raise EngineError(self.element, f"多实例的集合“{self.collection.source}”不是列表")
            return items
        assert self.cardinality is not None
        count = self.cardinality(token.get)
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise EngineError(self.element, f"多实例的次数“{self.cardinality.source}”不是非负整数")
        return list(range(min(count, token.workflow.top_workflow.program.bounds.instances + 1)))

    def _start_item(self, token: "Token", index: int, item: Any) -> None:
        self._start_instance(token, index, {self.item: item} if self.item else {})

    def merge_child(self, workflow: "Scope", child: "Token") -> None:
        """Count it, and end when the condition is met or none is left."""
        token = child.parent
        assert token is not None
        if token.state != TaskState.STARTED:
            return
        token.remember(done=token.internal_data["done"] + 1)
        if self.condition is not None and self._enough(token, child):
            for other in token._children:
                other.cancel()
            self._finish(token)
        else:
            self._go_on(token)

    def _go_on(self, token: "Token") -> None:
        facts = token.internal_data
        over = facts["done"] + facts["off"]
        if over >= facts["n"]:
            self._finish(token)
        elif self.sequential and over == self._begun(token):
            self._start_item(token, over, self._items(token)[over])

    def _begun(self, token: "Token") -> int:
        """How many items have been begun, each counted once however often it was repeated."""
        again: int = token.internal_data.get("again", 0)
        return len(token._children) - again

    def _enough(self, token: "Token", last: "Token") -> bool:
        assert self.condition is not None
        facts = token.internal_data
        counts = {
            "nrOfInstances": facts["n"],
            "nrOfCompletedInstances": facts["done"],
            "nrOfActiveInstances": self._begun(token) - facts["done"] - facts["off"],
        }

        def read(name: str) -> Any:
            if name in counts:
                return counts[name]
            if name == self.into:
                return self._results(token)
            value = last.get(name)
            return token.get(name) if value is MISSING else value

        met = self.condition(read)
        if met is not None and not isinstance(met, bool):
            raise EngineError(self.element, f"完成条件“{self.condition.source}”的结果不是真假值")
        return bool(met)

    def _results(self, token: "Token") -> list[Any]:
        if self.collect is None:
            return []
        done = (child for child in token._children if child.state == TaskState.COMPLETED and stands(child))
        in_order = sorted(done, key=lambda child: child.internal_data["i"])
        values = (child.read(self.collect) for child in in_order)
        return [None if value is MISSING else value for value in values]

    def _finish(self, token: "Token") -> None:
        if self.into:
            token.put({self.into: self._results(token)})
        self._end(token)

    def add_instance(self, token: "Token", item: Any) -> None:
        """One more instance while it runs. Raises `BoundExceeded`."""
        added = [*token.internal_data.get("added", ()), item]
        token.remember(added=added, n=token.internal_data["n"] + 1)
        if token.internal_data["n"] > token.workflow.top_workflow.program.bounds.instances:
            raise BoundExceeded(
                self.element, "instances", token.workflow.top_workflow.program.bounds.instances
            )
        if not self.sequential:
            self._start_item(token, token.internal_data["n"] - 1, item)

    def stand_down(self, token: "Token", child: "Token") -> None:
        """Take one running instance out; the others go on."""
        child.cancel()
        token.remember(off=token.internal_data["off"] + 1)
        self._go_on(token)

    def repeat_instance(self, token: "Token", child: "Token") -> None:
        """Begin an instance anew for its item: what it has left, or is doing, counts no more."""
        facts = token.internal_data
        item = child.read(self.item) if self.item else None
        token.remember(done=facts["done"] - child.finished, again=facts.get("again", 0) + 1)
        child.cancel()
        child.remember(again=True)
        self._start_item(token, child.internal_data["i"], item)


def stands(instance: "Token") -> bool:
    """Whether no other has been begun in its place."""
    return "again" not in instance.internal_data


class ParallelForEach(ForEach, defaults.ParallelMultiInstanceTask):
    """All items at once."""


class SequentialForEach(ForEach, defaults.SequentialMultiInstanceTask):
    """One item after another."""

    sequential = True


class Loop(Repeat, defaults.StandardLoopTask):
    """Again while the condition holds, at most `maximum` times; each round sees what the one before it left."""

    condition: Feel | None
    maximum: int | None
    test_before: bool

    def _update_hook(self, my_task: "Token") -> bool:
        my_task._set_state(TaskState.STARTED)
        my_task.remember(done=0)
        if self.test_before and self._over(my_task):
            self._end(my_task)
        else:
            self._start_instance(my_task, 0, {})
        return False

    def merge_child(self, workflow: "Scope", child: "Token") -> None:
        """Take over what the round changed, then go on or end."""
        token = child.parent
        assert token is not None
        if token.state != TaskState.STARTED:
            return
        token.take(through(child.delta or {}, token.id))
        token.remember(done=token.internal_data["done"] + 1)
        if self._over(token):
            self._end(token)
        else:
            self._start_instance(token, token.internal_data["done"], {})

    def entered_inside(self, token: "Token") -> Versions:
        """What the rounds before have left, and what has been entered in this one."""
        entered = dict(token.delta or {})
        for child in token._children[-1:]:
            entered.update(child.task_spec.entered_inside(child))
        return through(entered, -token.id)

    def _over(self, token: "Token") -> bool:
        if self.maximum is not None and token.internal_data["done"] >= self.maximum:
            return True
        return self.condition is not None and self.condition(token.get) is not True
