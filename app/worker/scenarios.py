"""Playing a scenario of a package: who does what in which order, through the services that people use.

A scenario is `scenarios/*.yaml`: `given` (instant, drill), `steps` (a person completes a task or sends a message, or
time passes) and `expect` (see `expectations`). The clock is set, jobs run at once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from app.core.actor import Actor, system
from app.core.clock import SetClock
from app.core.errors import DomainError
from app.db.context import Context
from app.engine.schedule import duration
from app.forms import outcomes
from app.identity.accounts import actor_of
from app.identity.models import Account
from app.registries.register import register_here
from app.registries.writing import SAMPLE, put
from app.runtime import worklist
from app.runtime.declarations import declare
from app.runtime.instances import Start, start
from app.runtime.models import EventSubscription, ProcessInstance, UserTask
from app.runtime.step import find
from app.tasks import completion, starting
from app.tasks.forms import form_of
from app.worker.expectations import Outcome, unmet
from app.worker.house import House
from app.worker.inline import drain
from app.worker.scanner import Scanner

PACE = timedelta(seconds=40)  # between two steps, so that a trace reads like one


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
    instance_id: str = ""
    step: int = 0
    people: dict[str, Actor] = field(default_factory=dict)

    def run(self, scenario: Mapping[str, Any]) -> None:
        """Play all steps, then hold the result against what was expected."""
        given = scenario.get("given", {})
        self.clock.at = datetime.fromisoformat(given["at"])
        self._enter(given.get("registry", {}))
        self._start(scenario["process"], given)
        for self.step, step in enumerate(scenario["steps"], 1):
            self._play(step)
        self._expect(scenario.get("expect", {}))

    def _enter(self, registers: Mapping[str, Any]) -> None:
        """Change the sample entries as the scenario wants them."""
        with self.house.database.transaction(system(self.jurisdiction)) as ctx:
            for registry, rows in registers.items():
                register = register_here(ctx, self.jurisdiction, registry)
                for row in rows:
                    put(ctx, register, row, cause=SAMPLE)

    def _start(self, process: str, given: Mapping[str, Any]) -> None:
        """By hand as the first person who may, or by the start event that the scenario names."""
        drill, variables = bool(given.get("case", {}).get("drill")), given.get("variables", {})
        event = given.get("start")
        actor = system(self.jurisdiction) if event else self._starter(process)
        with self.house.database.transaction(actor) as ctx:
            if event:
                begun = Start(process, "", variables, drill, event)
                info = start(ctx, begun, jurisdiction=self.jurisdiction)
                self.instance_id, number = info.id, info.number
            else:
                self.instance_id, number = starting.start(ctx, process, variables, drill, None)
        self.say(f"{self._now()} {actor.name} 启动 {process}，{number}")
        drain(self.house)

    def _starter(self, process: str) -> Actor:
        for login in self._logins():
            person = self._person(login)
            with self.house.database.reading(person) as ctx:
                if any(found.process == process for found in starting.startable(ctx)):
                    return person
        raise self._failed(f"没有人能启动 {process}")

    def _play(self, step: Mapping[str, Any]) -> None:
        self.clock.advance(PACE)
        if "after" in step:
            self._pass(step["after"])
        elif "message" in step:
            self._expecting(step, lambda: self._declare(step))
        else:
            self._expecting(step, lambda: self._complete(step))
        drain(self.house)

    def _pass(self, text: str) -> None:
        """Time passes: every timer and reminder on the way is handed over when it is due."""
        until = duration(text).after(self.clock.at)
        while (due := self._next_due(until)) is not None:
            self.clock.at = max(due, self.clock.at)
            if not Scanner(self.house).scan():
                break
            drain(self.house)
        self.clock.at = until
        self.say(f"{self._now()} 过了 {text}")

    def _expecting(self, step: Mapping[str, Any], act: Callable[[], None]) -> None:
        """A step that must be refused is refused with that code, and changes nothing."""
        code = step.get("refused")
        try:
            act()
        except DomainError as refusal:
            if refusal.code != code:
                raise self._failed(refusal.message) from refusal
            self.say(f"{self._now()} {self._person(step['who']).name} 被拒绝：{refusal.message}")
            return
        if code is not None:
            raise self._failed(f"本应以 {code} 拒绝")

    def _declare(self, step: Mapping[str, Any]) -> None:
        person = self._person(step["who"])
        with self.house.database.transaction(person) as ctx:
            query = select(EventSubscription).where(EventSubscription.name == step["message"])
            armed = ctx.session.scalars(
                query.where(EventSubscription.instance_id.in_(self._instances(ctx)))
            ).first()
            if armed is None:
                raise self._failed(f"没有环节等着“{step['message']}”")
            declare(ctx, armed.instance_id, armed.element)
        self.say(f"{self._now()} {person.name} 宣布 {step['message']}")

    def _complete(self, step: Mapping[str, Any]) -> None:
        person = self._person(step["who"])
        with self.house.database.transaction(person) as ctx:
            task = self._task(ctx, step)
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

    def _task(self, ctx: Context, step: Mapping[str, Any]) -> UserTask:
        found = [task for task in self._open(ctx, step) if _is_about(ctx, task, step.get("item"))]
        mine = [task for task in found if worklist.find(ctx, task.id).groups & ctx.actor.groups]
        if not found:
            raise self._failed(
                f"没有待办 {step['task']} {step.get('item', '')}；现有：{'、'.join(self._titles(ctx))}"
            )
        return (mine or found)[0]

    def _open(self, ctx: Context, step: Mapping[str, Any]) -> list[UserTask]:
        t = UserTask
        query = select(t).where(
            t.instance_id.in_(self._instances(ctx)), t.status == "open", t.element == step["task"]
        )
        if step.get("process"):
            query = query.where(t.process == step["process"])
        return list(ctx.session.scalars(query.order_by(t.key)))

    def _titles(self, ctx: Context) -> Iterator[str]:
        t = UserTask
        query = select(t).where(t.instance_id.in_(self._instances(ctx)), t.status == "open").order_by(t.key)
        for task in ctx.session.scalars(query):
            yield f"{task.process}/{task.element}/{task.subject or ''}"

    def _instances(self, ctx: Context) -> list[str]:
        """The instance and those that its messages started."""
        i = ProcessInstance
        query = select(i.id).where(
            i.jurisdiction == self.jurisdiction, (i.id == self.instance_id) | i.origin.is_not(None)
        )
        return list(ctx.session.scalars(query))

    def _next_due(self, until: datetime) -> datetime | None:
        i, t = ProcessInstance, UserTask
        timers = select(func.min(i.next_due)).where(i.status == "active")
        limits = select(func.min(t.remind_at)).where(t.status == "open")
        with self.house.database.reading(system()) as ctx:
            found = (ctx.session.scalar(timers), ctx.session.scalar(limits))
        return min((due for due in found if due is not None and due <= until), default=None)

    def _expect(self, expected: Mapping[str, Any]) -> None:
        with self.house.database.reading(system()) as ctx:
            outcome = Outcome(self.jurisdiction, self.instance_id, self._instances(ctx))
            wrong = list(unmet(ctx, outcome, expected))
            if wrong:
                raise self._failed(f"{'；'.join(wrong)}。未办：{'、'.join(self._titles(ctx)) or '没有'}")

    def _person(self, login: str) -> Actor:
        if login not in self.people:
            with self.house.database.reading(system()) as ctx:
                account = ctx.session.scalar(select(Account).where(Account.login == login))
                if account is None:
                    raise self._failed(f"没有账号 {login}")
                self.people[login] = actor_of(ctx, account)
        return self.people[login]

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


def _is_about(ctx: Context, task: UserTask, item: Any) -> bool:
    """Whether a multi-instance task stands for that item: by its subject, or by a group whose key ends with it."""
    subject = task.subject or ""
    if item is None or subject.startswith(str(item)):
        return True
    manifest = find(ctx, task.instance_id).deployed.bundle.manifest
    named = [key for key in manifest.groups if key.endswith(f"-{item}")]
    if subject in {manifest.addressee(key) for key in named}:
        return True
    return bool(task.groups.intersection(named))


def _put(values: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        values = values.setdefault(name, {})
    values[path[-1]] = value
