"""A small jurisdiction made of a few lines, and people who work in it through the services."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import select

from app.bundle.bundle import Bundle
from app.bundle.resources import Resource
from app.core.actor import Actor, ActorKind, system
from app.db.base import Model
from app.db.context import Context
from app.engine.instance import Instance
from app.history.models import OperationLog, Trace
from app.history.verify import verify, verify_personal
from app.repository.deployments import create_deployment
from app.runtime import worklist
from app.runtime.instances import Start, start
from app.runtime.live import LiveInstances
from app.runtime.models import Execution, ProcessInstance, UserTask
from app.runtime.step import find
from app.tasks.completion import complete
from app.worker.house import House
from app.worker.inline import drain
from tests.engine.diagrams import bpmn

KEY = "testland"
MANIFEST = {
    "key": KEY,
    "name": "测试市",
    "short_name": "测试",
    "division_code": "000000",
    "units": [{"key": "bureau", "name": "测试市应急管理局"}],
    "groups": [{"key": key, "name": f"{key} 组"} for key in ("staff", "chiefs", "brigade", "others")],
    "lanes": {"应急局": "staff"},
    "numbering": {"order": {"code": "测调"}},
}


def form(*fields: str) -> dict[str, Any]:
    """A form document: `text`, `text!` (required), `count:number`, `phone:personal`, `decision:同意|退回` (outcome)."""
    return {"type": "default", "schemaVersion": 19, "components": [_component(field) for field in fields]}


def _component(field: str) -> dict[str, Any]:
    key, _, kind = field.partition(":")
    made: dict[str, Any] = {"id": key.rstrip("!"), "key": key.rstrip("!"), "label": key.rstrip("!")}
    made["validate"] = {"required": key.endswith("!")}
    if "|" in kind:
        values = [{"label": value, "value": value} for value in kind.split("|")]
        return made | {
            "type": "radio",
            "values": values,
            "validate": {"required": True},
            "properties": {"outcome": "true"},
        }
    if kind == "personal":
        made["properties"] = {"personal": "true"}
    return made | {"type": "number" if kind == "number" else "textfield"}


def package(
    diagrams: str | Mapping[str, str],
    forms: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    limits: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
    key: str = KEY,
) -> Bundle:
    """A bundle of files that exist only in memory; `files` are further ones by path."""
    drawn = {"main": diagrams} if isinstance(diagrams, str) else diagrams
    texts: dict[str, bytes] = {
        f"processes/{key}/jurisdiction.yaml": _json(MANIFEST | {"key": key}),
        f"processes/{key}/settings.yaml": _json({"limits": dict(limits or {})}),
        f"processes/{key}/clauses.yaml": b"[]",
    }
    texts |= {f"processes/{key}/{name}.bpmn": bpmn(text) for name, text in drawn.items()}
    texts |= {f"forms/{key}/{name}.form": _json(document) for name, document in (forms or {}).items()}
    texts |= files or {}
    resources = (Resource.of(path, data) for path, data in texts.items())
    return Bundle.from_resources(key, [resource for resource in resources if resource is not None])


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def person(login: str, *groups: str, jurisdiction: str = KEY) -> Actor:
    """Somebody in groups."""
    return Actor(ActorKind.USER, login, login, jurisdiction, groups=frozenset(groups or {"staff"}))


class Land:
    """An installation with one package. `shadowed`: after every step the stored state is held against the live one."""

    def __init__(self, house: House, *, shadowed: bool = True) -> None:
        self.house = house
        self.shadowed = shadowed
        self.instance = ""

    # people --------------------------------------------------------------------------------------------------

    @contextmanager
    def acting(self, login: str = "ann", *groups: str, jurisdiction: str = KEY) -> Iterator[Context]:
        """One transaction of a person."""
        with self.house.database.transaction(person(login, *groups, jurisdiction=jurisdiction)) as ctx:
            yield ctx

    @contextmanager
    def looking(self) -> Iterator[Context]:
        """A transaction that only reads."""
        with self.house.database.reading(system()) as ctx:
            yield ctx

    def deploy(
        self,
        diagrams: str | Mapping[str, str],
        forms: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        limits: Mapping[str, str] | None = None,
        key: str = KEY,
    ) -> "Land":
        """Deploy a package of these files."""
        with self.house.database.transaction(Actor(ActorKind.CLI, "cli", "cli", key)) as ctx:
            create_deployment(ctx, package(diagrams, forms, limits=limits, key=key))
        return self

    def start(
        self, process: str = "main", /, *, as_drill: bool = False, key: str = KEY, **variables: Any
    ) -> str:
        """Start an instance, which is the one that everything after is about; returns its id."""
        with self.acting(jurisdiction=key) as ctx:
            asked = Start(process, variables=variables, drill=as_drill)
            self.instance = start(ctx, asked, jurisdiction=key).id
        self.check()
        return self.instance

    def do(
        self,
        element: str,
        values: Mapping[str, Any] | None = None,
        *groups: str,
        by: str = "ann",
        request: str | None = None,
    ) -> None:
        """A person completes the first open task of an element."""
        task = self.task(element)
        with self.acting(by, *groups) as ctx:
            complete(ctx, task, values or {}, request)
        self.check()

    def work(self) -> int:
        """Run the jobs that were asked for."""
        ran = drain(self.house)
        self.check()
        return ran

    # looking -------------------------------------------------------------------------------------------------

    def task(self, element: str, *, status: str = "open") -> str:
        """The id of the first task of an element."""
        t = UserTask
        query = select(t.id).where(t.instance_id == self.instance, t.element == element, t.status == status)
        with self.looking() as ctx:
            found = ctx.session.scalars(query.order_by(t.key)).first()
        assert found is not None, f"no {status} task {element}: {self.open}"
        return found

    def row(self, task_id: str) -> UserTask:
        """A task as stored."""
        with self.looking() as ctx:
            return ctx.session.get_one(UserTask, task_id)

    def process(self, instance: str = "") -> ProcessInstance:
        """An instance as stored."""
        with self.looking() as ctx:
            return ctx.session.get_one(ProcessInstance, instance or self.instance)

    @property
    def open(self) -> list[str]:
        """The open tasks of the worklist, by element."""
        t = UserTask
        query = select(t.element).where(t.instance_id == self.instance, t.status == "open").order_by(t.key)
        with self.looking() as ctx:
            return list(ctx.session.scalars(query))

    def groups(self, element: str) -> set[str]:
        """The candidate groups of an open task."""
        with self.looking() as ctx:
            return set(worklist.find(ctx, self.task(element)).groups)

    def variables(self, instance: str = "") -> dict[str, Any]:
        """The variables of an instance, as its rows say."""
        with self.looking() as ctx:
            return self._stored(ctx, instance or self.instance).variables()

    def log(self, *operations: str) -> list[dict[str, Any]]:
        """The bodies of the log's entries, oldest first."""
        o = OperationLog
        query = select(o.body).where(o.jurisdiction == KEY, o.operation.in_(operations)).order_by(o.seq)
        with self.looking() as ctx:
            return [json.loads(body) for body in ctx.session.scalars(query)]

    def contents(self, *, apart_from: Iterable[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        with self.house.database.engine.connect() as connection:
            return {
                table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
                for table in Model.metadata.sorted_tables
                if table.name not in set(apart_from)
            }

    # the invariants ------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Hold all invariants of the instance, unless the land is not shadowed."""
        if self.shadowed and self.instance:
            self.hold(self.instance)

    def hold(self, instance: str) -> None:
        """Rows rebuild the object, worklist = open tasks of the engine, one log entry and one trace per version."""
        live = self.house.shared[LiveInstances]._known.get(instance)
        with self.looking() as ctx:
            info = find(ctx, instance)
            stored = self._stored(ctx, instance)
            if live is not None and live[0] == info.version:
                assert live[1].dump() == stored.dump()
            assert self._rows(ctx, instance) == stored.dump()[1]
            assert self._worklist(ctx, instance) == {task.key for task in stored.open_tasks()}
            assert self._logged(ctx, instance) == list(range(1, info.version + 1))
            assert self._traced(ctx, instance) <= set(range(1, info.version + 1))

    def verified(self, key: str = KEY) -> None:
        """The whole record of a jurisdiction holds."""
        with self.looking() as ctx:
            assert verify(ctx, key).broken is None
            assert verify_personal(ctx, key) is None

    def _stored(self, ctx: Context, instance: str) -> Instance:
        info = find(ctx, instance)
        head = ctx.session.get_one(ProcessInstance, instance).head
        return Instance.load(info.deployed.program, info.process, head, self._rows(ctx, instance).items())

    def _rows(self, ctx: Context, instance: str) -> dict[int, str]:
        query = select(Execution.key, Execution.body).where(Execution.instance_id == instance)
        return dict(ctx.session.execute(query.order_by(Execution.key)).all())

    def _worklist(self, ctx: Context, instance: str) -> set[int]:
        t = UserTask
        return set(ctx.session.scalars(select(t.key).where(t.instance_id == instance, t.status == "open")))

    def _logged(self, ctx: Context, instance: str) -> list[int]:
        o = OperationLog
        bodies = ctx.session.scalars(select(o.body).where(o.instance_id == instance).order_by(o.seq))
        steps = (json.loads(body)["details"].get("step") for body in bodies)
        return [step["version"] for step in steps if step is not None]

    def _traced(self, ctx: Context, instance: str) -> set[int]:
        return set(ctx.session.scalars(select(Trace.version).where(Trace.instance_id == instance)))
