"""Playing a scenario of a package: who does what in which order, through the services that people use.

A scenario is `scenarios/*.yaml`: `given` (instant, drill, start), `steps` (a person completes a task or sends a
message, time passes, connectors answer otherwise) and `expect` (see `expectations`); docs/reference/scenarios.md has
all words. The clock is set, jobs run at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import select

from app.core.actor import Actor, system
from app.core.clock import SetClock
from app.core.errors import DomainError
from app.core.texts import Joined, Text
from app.db.context import Context
from app.engine.schedule import duration
from app.forms import outcomes
from app.identity.accounts import actor_of
from app.identity.models import Account
from app.registries.register import register_here
from app.registries.writing import SAMPLE, put
from app.runtime import incidents
from app.runtime.declarations import declare
from app.runtime.instances import Start, start
from app.runtime.models import UserTask
from app.runtime.step import find
from app.tasks import completion, starting
from app.tasks.forms import form_of
from app.worker.house import House
from app.worker.inline import drain
from app.worker.scanner import Scanner
from app.worker.scenarios.answers import answers_of
from app.worker.scenarios.expectations import Outcome, unmet
from app.worker.scenarios.scene import Scene, next_due
from app.worker.scenarios.words import act_of, require_readable

PACE = timedelta(seconds=40)  # between two steps, so that a trace reads like one


MOST_DUE = 400
"""How often something may fall due within one step: a timer of no time at all falls due for ever."""


class ScenarioFailed(DomainError):
    """情景“{name}”第 {step} 步走不通：{why}"""

    code = "scenario-failed"
    status = 422


@dataclass
class Play:
    """A scenario under way: the instance, what has been done, and who was told."""

    house: House
    clock: SetClock
    jurisdiction: str
    name: str
    say: Callable[[str], None] = lambda _: None
    settle: Callable[[House], object] = drain
    instance_id: str = ""
    step: int = 0
    people: dict[str, Actor] = field(default_factory=dict)

    @property
    def scene(self) -> Scene:
        """Where it stands."""
        return Scene(self.jurisdiction, self.instance_id)

    def run(self, scenario: Mapping[str, Any]) -> None:
        """Play all steps, then hold the result against what was expected."""
        require_readable(self.name, scenario)
        self.begin(scenario["process"], scenario["given"])
        for self.step, step in enumerate(scenario.get("steps", ()), 1):
            self.take(step)
        self.expect(scenario.get("expect", {}))

    def begin(self, process: str, given: Mapping[str, Any]) -> None:
        """Set the stage and start the process."""
        self.clock.at = datetime.fromisoformat(str(given["at"]))
        self._enter(given.get("registry") or {})
        if given.get("connectors"):
            answers_of(self.house).order(given["connectors"])
        self._start(process, given)

    def take(self, step: Mapping[str, Any]) -> None:
        """One step. What must be refused is refused with that code, and changes nothing. Raises `ScenarioFailed`."""
        code = step.get("refused")
        try:
            self.act(step)
        except ScenarioFailed:
            raise
        except DomainError as refusal:
            if refusal.code != code:
                raise self._failed(refusal.message) from refusal
            self.say(f"{self._now()} {self.person(step['who']).name} 被拒绝：{refusal.message}")
            self.settle(self.house)
            return
        if code is not None:
            raise self._failed(Text("本应以 {code} 拒绝", code=code))

    def act(self, step: Mapping[str, Any]) -> None:
        """Do what a step says. Raises what the services refuse with."""
        act = act_of(step)
        if act in ("task", "message"):
            self.clock.advance(PACE)
        self._ACTS[act](self, step)
        self.settle(self.house)

    def _enter(self, registers: Mapping[str, Any]) -> None:
        """Change the sample entries as the scenario wants them."""
        with self.house.database.transaction(system(self.jurisdiction)) as ctx:
            for registry, rows in registers.items():
                register = register_here(ctx, self.jurisdiction, registry)
                for row in rows:
                    put(ctx, register, row, cause=SAMPLE)

    def _start(self, process: str, given: Mapping[str, Any]) -> None:
        """By hand as the first person who may, or by the start event that the scenario names."""
        drill, variables = bool((given.get("case") or {}).get("drill")), given.get("variables") or {}
        event = given.get("start")
        actor = system(self.jurisdiction) if event else self._starter(process, given.get("who"))
        with self.house.database.transaction(actor) as ctx:
            if event:
                begun = Start(process, "", variables, drill, event)
                info = start(ctx, begun, jurisdiction=self.jurisdiction)
                self.instance_id, number = info.id, info.number
            else:
                self.instance_id, number = starting.start(ctx, process, variables, drill, None)
        self.say(f"{self._now()} {actor.name} 启动 {process}，{number}")
        self.settle(self.house)

    def _starter(self, process: str, login: str | None) -> Actor:
        if login is not None:
            return self.person(login)
        for each in self._logins():
            person = self.person(each)
            with self.house.database.reading(person) as ctx:
                if any(found.process == process for found in starting.startable(ctx)):
                    return person
        raise self._failed(Text("没有人能启动 {process}", process=process))

    def _pass(self, step: Mapping[str, Any]) -> None:
        """Time passes: every timer and reminder on the way is handed over when it is due."""
        until = duration(step["after"]).after(self.clock.at)
        for _ in range(MOST_DUE):
            due = self._due(until)
            if due is None:
                break
            self.clock.at = max(due, self.clock.at)
            if not Scanner(self.house).scan():
                break
            self.settle(self.house)
        else:
            why = "过 {after} 要到时 {times} 次以上，流程多半在空转；真要这么久，请分几步"
            raise self._failed(Text(why, after=step["after"], times=MOST_DUE))
        self.clock.at = until
        self.say(f"{self._now()} 过了 {step['after']}")

    def _due(self, until: datetime) -> datetime | None:
        with self.house.database.reading(system()) as ctx:
            due = next_due(ctx)
        return due if due is not None and due <= until else None

    def _answer(self, step: Mapping[str, Any]) -> None:
        answers_of(self.house).order(step["connectors"])

    def _retry(self, _: Mapping[str, Any]) -> None:
        """What failed is tried again, all of it."""
        for incident in self._incidents():
            with self.house.database.transaction(system(self.jurisdiction)) as ctx:
                incidents.retry(ctx, incident)
        Scanner(self.house).scan()

    def _incidents(self) -> list[str]:
        with self.house.database.reading(system()) as ctx:
            return [found.id for found in incidents.open_incidents(ctx, self.jurisdiction)]

    def _declare(self, step: Mapping[str, Any]) -> None:
        person = self.person(step["who"])
        with self.house.database.transaction(person) as ctx:
            armed = self.scene.armed(ctx, step["message"])
            if armed is None:
                raise self._failed(Text("没有环节等着“{message}”", message=step["message"]))
            declare(ctx, armed.instance_id, armed.element)
        self.say(f"{self._now()} {person.name} 宣布 {step['message']}")

    def _complete(self, step: Mapping[str, Any]) -> None:
        person = self.person(step["who"])
        with self.house.database.transaction(person) as ctx:
            task = self.scene.task_of(ctx, step)
            if task is None:
                wanted = f"{step['task']} {step.get('item', '')}".rstrip()
                raise self._failed(Text("没有待办 {task}；现有：{open}", task=wanted, open=self._open(ctx)))
            values = self._values(ctx, task, step)
            completion.complete(ctx, task.id, values)
        outcome = f"（{step['outcome']}）" if step.get("outcome") else ""
        self.say(f"{self._now()} {person.name} 办结 {task.name}{outcome}")

    def _values(self, ctx: Context, task: UserTask, step: Mapping[str, Any]) -> dict[str, Any]:
        values = dict(step.get("values") or {})
        form = form_of(ctx, find(ctx, task.instance_id).deployed, task.form_key)
        outcome = outcomes(form) if form is not None else None
        if outcome is not None and step.get("outcome"):
            _put(values, outcome.key.split("."), step["outcome"])
        return values

    def expect(self, expected: Mapping[str, Any]) -> None:
        """Hold what came of it against what was expected. Raises `ScenarioFailed`."""
        with self.house.database.reading(system()) as ctx:
            outcome = Outcome(self.jurisdiction, self.instance_id, self.scene.instances(ctx))
            wrong = list(unmet(ctx, outcome, expected))
            if wrong:
                unmet_ = Joined("；", wrong)
                raise self._failed(Text("{wrong}。未办：{open}", wrong=unmet_, open=self._open(ctx)))

    def person(self, login: str) -> Actor:
        """A post of the package as an actor. Raises `ScenarioFailed` for an unknown login."""
        if login not in self.people:
            with self.house.database.reading(system()) as ctx:
                account = ctx.session.scalar(select(Account).where(Account.login == login))
                if account is None:
                    raise self._failed(Text("没有账号 {login}", login=login))
                self.people[login] = actor_of(ctx, account)
        return self.people[login]

    def _open(self, ctx: Context) -> str:
        """The open tasks in a message."""
        return Joined("、", self.scene.titles(ctx)) or Text("没有")

    def _logins(self) -> list[str]:
        with self.house.database.reading(system()) as ctx:
            query = (
                select(Account.login)
                .where(Account.jurisdiction == self.jurisdiction)
                .order_by(Account.created_at)
            )
            return list(ctx.session.scalars(query.order_by(Account.id)))

    def _now(self) -> str:
        return self.clock.at.strftime("%m-%d %H:%M:%S")

    def _failed(self, why: str) -> ScenarioFailed:
        return ScenarioFailed(name=self.name, step=self.step, why=why)

    _ACTS: ClassVar[Mapping[str, Callable[["Play", Mapping[str, Any]], None]]] = {
        "after": _pass,
        "message": _declare,
        "connectors": _answer,
        "retry": _retry,
        "task": _complete,
    }


def _put(values: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        values = values.setdefault(name, {})
    values[path[-1]] = value
