"""Carrying a running instance over to another deployment's program: planned without touching it, then done."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.core.texts import Text
from app.engine.errors import EngineError
from app.engine.instance import Instance
from app.engine.marking import Place, marking
from app.engine.migration.arrival import Arming, armings, settle, told
from app.engine.migration.carrier import Carried, Carrier
from app.engine.migration.plan import MigrationPlan, Terms
from app.engine.program import Program
from app.engine.runtime.codec import counted
from app.engine.runtime.workflow import Workflow

_NAME, _STATE, _FACTS = 1, 2, 4
_AS_IS = Terms()


@dataclass(frozen=True, slots=True)
class Stored:
    """An instance as it is kept: process, head and rows."""

    process: str
    head: str
    rows: Mapping[int, str]


def plan_migration(old: Program, new: Program, stored: Stored, terms: Terms = _AS_IS) -> MigrationPlan:
    """What would become of an instance; nothing is changed. Raises `EngineError` when it cannot be read."""
    return _carry(old, new, stored, terms)[0]


def migrate(
    old: Program,
    new: Program,
    stored: Stored,
    now: datetime,
    terms: Terms = _AS_IS,
    since: Mapping[int, datetime] | None = None,
) -> tuple[MigrationPlan, Instance | None]:
    """The instance on the new program, and what was planned; no instance when something stands in the way.

    `since` says when open user tasks were opened: a limit that is worked out anew counts from then. What follows from
    the new diagram (a join that need not wait any more) has happened; `Instance.take` tells it. Raises `EngineError`.
    """
    plan, carrier, found = _carry(old, new, stored, terms)
    if not plan.possible:
        return plan, None
    live = Instance.load(new, stored.process, stored.head, _rewritten(stored, carrier))
    live.change(now, lambda top: settle(top, carrier, found, since or {}))
    return plan, live


def back(old: Program, before: Stored, now: Stored) -> Instance:
    """The instance as it was, on the program it was on; keys that were given since are not given again."""
    live = Instance.load(old, before.process, before.head, before.rows.items())
    given = counted(now.head)

    def keep(top: Workflow) -> None:
        top.last_key, top.last_stamp = map(max, given, (top.last_key, top.last_stamp))

    live.look(keep)
    return live


def _carry(
    old: Program, new: Program, stored: Stored, terms: Terms
) -> tuple[MigrationPlan, Carrier, tuple[Arming, ...]]:
    def look(top: Workflow) -> tuple[MigrationPlan, Carrier, tuple[Arming, ...]]:
        carrier = Carrier(top, new, terms.moved, terms.rearm).carry()
        found = () if carrier.obstacles else armings(carrier)
        return _planned(carrier, marking(top), found), carrier, found

    return Instance.load(old, stored.process, stored.head, stored.rows.items()).look(look)


def _planned(carrier: Carrier, before: tuple[Place, ...], found: tuple[Arming, ...]) -> MigrationPlan:
    after = () if carrier.obstacles else tuple(_after(before, carrier))
    pairs = zip(before, after, strict=False)  # one is empty where there are obstacles
    renamed = {one.key: (one.element, other.element) for one, other in pairs if one.element != other.element}
    hints = dict.fromkeys((*carrier.hints, *told(found)))
    return MigrationPlan(tuple(carrier.obstacles), tuple(hints), before, after, renamed)


def _after(before: Iterable[Place], carrier: Carrier) -> Iterator[Place]:
    for place in before:
        node = carrier.carried[place.key].node
        if node is None:
            raise EngineError(place.element, Text("这个环节没有去处"))
        yield replace(place, element=node.element, name=node.bpmn_name or node.element)


def _rewritten(stored: Stored, carrier: Carrier) -> Iterator[tuple[int, str]]:
    for key, body in stored.rows.items():
        row = json.loads(body)
        _rewrite(row, carrier.carried[key])
        yield key, json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _rewrite(row: list[Any], carried: Carried) -> None:
    row[_NAME] = carried.name
    if carried.cancelled:
        row[_STATE] = int(TaskState.CANCELLED)
    if carried.via is not None:
        row[_FACTS]["via"] = carried.via.id
