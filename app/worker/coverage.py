"""Which ways the scenarios of a package take together, and which none takes."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.bundle.bundle import Bundle
from app.bundle.ways import FLOW, RULE, Way, ways_of
from app.config import Config
from app.core.actor import system
from app.core.clock import SetClock
from app.core.errors import DomainError
from app.db.context import Context
from app.history.models import OperationLog, Trace
from app.history.operations import Operation
from app.worker.decision_cases import DecisionCaseFailed, evidence_of_cases
from app.worker.house import House
from app.worker.scenarios import Play
from app.worker.stage import Theatre, open_theatre

Mark = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was played: scenarios that failed (name, why), all ways, and those that no scenario took."""

    failed: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]
    missed: tuple[Way, ...]

    @property
    def whole(self) -> bool:
        """Whether every scenario ends as it says and every way is taken."""
        return not self.failed and not self.missed

    def share(self, kind: str) -> tuple[int, int]:
        """Ways of a kind taken, and all of them."""
        total = sum(way.kind == kind for way in self.ways)
        return total - sum(way.kind == kind for way in self.missed), total


def scenario_coverage(
    config: Config, bundle: Bundle, say: Callable[[str], None] = lambda _: None
) -> Coverage:
    """Play every scenario on a fresh SQLite database of its own; `say` is told each one's name as it begins."""
    taken: set[Mark] = set()
    failed: list[tuple[str, str]] = []
    with open_theatre(config, bundle) as theatre:
        for name, scenario in bundle.scenarios.items():
            say(name)
            play = _decide if "decisions" in scenario else _play
            try:
                taken |= play(theatre, bundle, name)
            except ScenarioMissed as missed:
                taken |= missed.taken
                failed.append((name, missed.why))
    ways = ways_of(bundle)
    return Coverage(tuple(failed), ways, tuple(way for way in ways if way.mark not in taken))


class ScenarioMissed(Exception):
    """A scenario that failed, and the ways that it took until then."""

    def __init__(self, why: str, taken: set[Mark]) -> None:
        super().__init__(why)
        self.why = why
        self.taken = taken


def _play(theatre: Theatre, bundle: Bundle, name: str) -> set[Mark]:
    clock = SetClock()
    with theatre.stage(name, clock) as house:
        try:
            Play(house, clock, bundle.key, name).run(bundle.scenarios[name])
        except DomainError as failure:
            raise ScenarioMissed(failure.message, _read(house)) from failure
        return _read(house)


def _decide(_: Theatre, bundle: Bundle, name: str) -> set[Mark]:
    try:
        return set(_matched(list(evidence_of_cases(bundle, name, bundle.scenarios[name]["decisions"]))))
    except DecisionCaseFailed as failure:
        raise ScenarioMissed(failure.message, set()) from failure


def _read(house: House) -> set[Mark]:
    with house.database.reading(system()) as ctx:
        return set(_taken(ctx))


def _taken(ctx: Context) -> Iterator[Mark]:
    t = Trace
    for process, element in ctx.session.execute(
        select(t.process, t.element).where(t.kind == "flow").distinct()
    ):
        yield FLOW, process, element
    for detail in ctx.session.scalars(select(t.detail).where(t.kind == "decision")):
        yield from _matched(json.loads(detail)["evidence"])
    ranked = select(OperationLog.body).where(OperationLog.operation == Operation.FORCES_RANK)
    for body in ctx.session.scalars(ranked):
        yield from _matched(json.loads(body)["details"])


def _matched(evidence: Any) -> Iterator[Mark]:
    """The rules that matched, of every table anywhere in the evidence."""
    if isinstance(evidence, list):
        for item in evidence:
            yield from _matched(item)
    elif isinstance(evidence, dict):
        yield from _rules(evidence)
        for item in evidence.values():
            yield from _matched(item)


def _rules(table: Mapping[str, Any]) -> Iterator[Mark]:
    """The rules that had a say: where the first one decides, those after it had none."""
    matched = table.get("matched", ())
    for rule in matched[:1] if table.get("hit_policy") == "FIRST" else matched:
        yield RULE, str(table.get("id") or ""), str(rule["index"])
