"""Plays a scenario of a package on the engine alone, with its forms, groups and messages, but without a database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.bundle.bundle import Bundle
from app.engine.elements import StartKind
from app.engine.instance import Instance
from app.engine.program import Program
from app.engine.schedule import duration
from app.engine.step import ActivityState, InstanceStatus, MessageThrown, OpenedTask, Step, Subscription
from app.forms.form import compile_form
from tests.jurisdictions.connectors import Connectors

_ITEMS = {"group": "key", "pick": "id", "goods": "name", "force": "id"}


@dataclass
class Running:
    """An instance with what it did so far."""

    process: str
    instance: Instance
    path: list[str] = field(default_factory=list)
    flows: set[tuple[str, str]] = field(default_factory=set)
    armed: dict[int, Subscription] = field(default_factory=dict)
    status: InstanceStatus = InstanceStatus.ACTIVE
    doers: dict[str, str] = field(default_factory=dict)

    def note(self, step: Step) -> None:
        """Remember what a step did."""
        self.status = step.status
        done = (a for a in step.activities if a.state is ActivityState.COMPLETED)
        self.path += [activity.element for activity in done]
        self.flows |= {(flow.process, flow.flow) for flow in step.flows}
        self.armed |= {armed.key: armed for armed in step.subscribed}
        for key in step.unsubscribed:
            self.armed.pop(key, None)


class Play:
    """One scenario under way."""

    def __init__(self, bundle: Bundle, scenario: Mapping[str, Any]) -> None:
        given = scenario["given"]
        self.bundle = bundle
        self.now = datetime.fromisoformat(given["at"])
        limits = bundle.settings.limits_for(given["case"].get("level"))
        self.program = Program.compile(bundle.diagrams, bundle.decisions, limits)
        self.connectors = Connectors(bundle, self.program)
        self.running: list[Running] = []
        self.start(scenario["process"], given["case"], given["variables"], given.get("start"))

    @property
    def main(self) -> Running:
        """The instance that the scenario begins with."""
        return self.running[0]

    def start(
        self, process: str, case: Mapping[str, Any], variables: Mapping[str, Any], event: str | None = None
    ) -> None:
        """Begin an instance and bring it to rest."""
        number = f"case-{len(self.running) + 1}"
        self.connectors.case = case
        full = {**case, "id": number, "no": number, "jurisdiction": self.bundle.key}
        instance = Instance.start(
            self.program, process, case=full, variables=variables, now=self.now, start_event=event
        )
        self.running.append(Running(process, instance))
        self.settle(self.running[-1])

    def settle(self, running: Running) -> None:
        """Let connectors answer and messages arrive until nothing moves; every rest survives a reload."""
        while True:
            step = running.instance.take()
            running.note(step)
            for message in step.messages:
                self.post(message, running)
            services = running.instance.open_services()
            if not services:
                break
            for call in services:
                running.instance.finish_service(call.key, self.connectors(call), self.now)
        if running.status is InstanceStatus.ACTIVE:
            self._reload(running)

    def _reload(self, running: Running) -> None:
        head, rows = running.instance.dump()
        running.instance = Instance.load(self.program, running.process, head, rows.items())
        assert running.instance.dump() == (head, rows)

    def post(self, message: MessageThrown, sender: Running) -> None:
        """Bring a message to the instances that wait for it, or let it start one."""
        for other in self.running:
            if other is not sender and other.status is InstanceStatus.ACTIVE:
                key = message.correlation_key
                if other.instance.deliver(message.name, message.payload, key, self.now):
                    self.settle(other)
                    return
        for process, event in self._started_by(message.name):
            self.start(process, {"title": message.name, "drill": False}, message.payload, event)

    def _started_by(self, name: str) -> Iterator[tuple[str, str]]:
        for process in self.program.processes.values():
            for start in process.starts:
                if start.kind is StartKind.MESSAGE and start.message == name:
                    yield process.id, start.element

    def wait(self, text: str) -> None:
        """Let time pass."""
        self.now += duration(text).time
        for running in self.running:
            if running.status is InstanceStatus.ACTIVE and running.instance.fire_timers(self.now):
                self.settle(running)

    def send(self, who: str, name: str) -> None:
        """Press the button that an armed message offers to a group."""
        groups = self.groups_of(who)
        for running in self.running:
            for armed in list(running.armed.values()):
                if armed.name == name and groups & set(armed.startable_by):
                    assert running.instance.deliver(name, {}, armed.correlation_key, self.now) == 1
                    self.settle(running)
                    return
        raise AssertionError(f"{who} has no button {name}")

    def take(self, step: Mapping[str, Any]) -> None:
        """One step of a scenario: time passes, a message is sent, or a task is done."""
        if "after" in step:
            self.wait(step["after"])
        elif "message" in step:
            self.send(step["who"], step["message"])
        else:
            self.do(step)

    def do(self, step: Mapping[str, Any]) -> None:
        """Fill in and complete a task as the person of the step."""
        running, task = self.find(step)
        refused = self.refusal(step["who"], running, task)
        assert refused == step.get("refused"), (step, refused)
        if refused is None:
            values = self.filled(running, task, step)
            running.doers[task.element] = step["who"]
            running.instance.complete(task.key, values, self.now)
            self.settle(running)

    def filled(self, running: Running, task: OpenedTask, step: Mapping[str, Any]) -> dict[str, Any]:
        """The values that the form lets through."""
        form = compile_form(self.bundle.forms[task.form_key or ""])
        outcomes = (component.path[0] for component in form.components if component.is_outcome)
        values = dict(step["values"])
        if "outcome" in step:
            values[next(outcomes)] = step["outcome"]
        context = running.instance.variables(task.key)
        return form.load(values, context=context, stored={}, now=self.now).values

    def find(self, step: Mapping[str, Any]) -> tuple[Running, OpenedTask]:
        """The one open task that a step means; of several, the one that the person may do."""
        found = [
            (running, task)
            for running in self.running
            for task in running.instance.open_tasks()
            if task.element == step["task"] and step.get("process") in (None, task.process)
            if "item" not in step or step["item"] == self.item(running, task)
        ]
        mine = [one for one in found if self.refusal(step["who"], *one) is None] or found
        assert len(mine) == 1, (step, mine, self.open())
        return mine[0]

    def item(self, running: Running, task: OpenedTask) -> Any:
        """What the task is about: a working group, a store, goods, a force, or the regulator."""
        seen = running.instance.variables(task.key)
        for name, key in _ITEMS.items():
            if isinstance(seen.get(name), Mapping):
                return seen[name][key]
        return seen.get("regulator")

    def open(self) -> list[tuple[str, Any]]:
        """Open tasks of all instances."""
        return [(t.element, self.item(r, t)) for r in self.running for t in r.instance.open_tasks()]

    def refusal(self, who: str, running: Running, task: OpenedTask) -> str | None:
        """Why this person may not do the task."""
        drafted = task.properties.get("notBy", "").split()
        if any(running.doers.get(element) == who for element in drafted):
            return "not-by"
        groups = set(task.candidate_groups) or set(self.bundle.manifest.lanes.get(task.lane or "", ()))
        return None if groups & self.groups_of(who) else "not-candidate"

    def groups_of(self, who: str) -> set[str]:
        """The groups of a demo person."""
        return set(next(person.groups for person in self.bundle.manifest.people if person.login == who))
