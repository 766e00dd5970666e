"""A jurisdiction with two registers: forces, told apart by their number, and meetings, which only grow."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from app.bundle.bundle import Bundle
from app.bundle.resources import Resource
from app.core.actor import Actor, ActorKind
from app.db.context import Context
from app.registries.register import Register, register_here
from app.repository.deployments import create_deployment
from app.worker.house import House
from tests.runtime.lands import KEY, package

Acting = Callable[..., AbstractContextManager[Context]]


def options(*values: str) -> dict[str, Any]:
    return {"values": [{"label": f"{value}类", "value": value} for value in values]}


def component(kind: str, key: str, label: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "id": key, "key": key, "label": label, **more}


FORCES = {
    "type": "default",
    "properties": {
        "title": "力量台账",
        "key": "id",
        "columns": "name kind people",
        "owner": "staff",
        "staleAfter": "review",
        "staleFrom": "checked_on",
    },
    "components": [
        component("textfield", "id", "编号", validate={"required": True}),
        component("textfield", "name", "名称", validate={"required": True, "maxLength": 20}),
        component("select", "kind", "类别", **options("政府", "社会")),
        component("number", "people", "人数", validate={"min": 0}, decimalDigits=0),
        component("taglist", "capabilities", "专业能力", **options("堵漏", "监测")),
        component("checkbox", "insured", "有保险"),
        component("textfield", "phone", "电话", properties={"personal": "true", "column": "联系电话"}),
        component("datetime", "checked_on", "核实日期", subtype="date", dateLabel="核实日期"),
        component("textfield", "secret", "内部备注", properties={"import": "false"}),
    ],
}
MEETINGS = {
    "type": "default",
    "properties": {"title": "联席会议", "name": "subject"},
    "components": [component("textfield", "subject", "议题", validate={"required": True})],
}


NOTHING = """
process main "空"
start s
end e
s > e
"""


def registers(process: str = NOTHING) -> Bundle:
    bundle = package(process, limits={"review": "P30D"})
    documents = {"forces": FORCES, "meetings": MEETINGS}
    files = [
        Resource.of(f"forms/{KEY}/registries/{name}.form", json.dumps(document).encode())
        for name, document in documents.items()
    ]
    return Bundle.from_resources(KEY, [*bundle.resources.values(), *(file for file in files if file)])


@pytest.fixture
def acting(house: House) -> Acting:
    @contextmanager
    def transaction(login: str = "ann", *groups: str) -> Iterator[Context]:
        actor = Actor(ActorKind.USER, login, login, KEY, groups=frozenset(groups or {"staff"}))
        with house.database.transaction(actor) as ctx:
            yield ctx

    return transaction


@pytest.fixture
def forces(house: House, acting: Acting) -> Register:
    with acting() as ctx:
        create_deployment(ctx, registers())
        return register_here(ctx, KEY, "forces")


@pytest.fixture
def meetings(forces: Register, acting: Acting) -> Register:
    with acting() as ctx:
        return register_here(ctx, KEY, "meetings")


def force(key: str = "a", **values: Any) -> dict[str, Any]:
    return {"id": key, "name": f"{key} 救援队", "kind": "社会", "people": 12, **values}
