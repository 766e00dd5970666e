"""Playing the scenarios of a package, and reading from the stage which ways they took."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from app.bundle.bundle import Bundle
from app.bundle.ways import FLOW, RULE
from app.config import Config
from app.core.actor import system
from app.core.clock import SetClock
from app.core.errors import DomainError
from app.core.texts import Text
from app.db.context import Context
from app.history.models import OperationLog, Trace
from app.history.operations import Operation
from app.worker.house import House
from app.worker.scenarios.decision_cases import DecisionCaseFailed, evidence_of_cases
from app.worker.scenarios.play import Play, ScenarioFailed
from app.worker.scenarios.played import Coverage, Mark, Played, coverage_of
from app.worker.scenarios.stage import Theatre, open_theatre
from app.worker.scenarios.words import ScenarioUnreadable, require_readable


def scenario_coverage(
    config: Config, bundle: Bundle, say: Callable[[str], None] = lambda _: None
) -> Coverage:
    """Play every scenario on a fresh SQLite database of its own; `say` is told each one's name as it begins."""
    with open_theatre(config, bundle) as theatre:
        played = []
        for name in bundle.scenarios:
            say(name)
            played.append(play_scenario(theatre, bundle, name))
    return coverage_of(bundle, played)


def play_scenario(theatre: Theatre, bundle: Bundle, name: str) -> Played:
    """Play one, or ask the decisions of its cases."""
    scenario = bundle.scenarios[name]
    try:
        require_readable(name, scenario)
    except ScenarioUnreadable as refusal:
        return Played(name, frozenset(), why_of(refusal))
    return _decide(bundle, name) if "decisions" in scenario else _play(theatre, bundle, name)


def _play(theatre: Theatre, bundle: Bundle, name: str) -> Played:
    clock = SetClock()
    with theatre.stage(name, clock) as house:
        play = Play(house, clock, bundle.key, name)
        try:
            play.run(bundle.scenarios[name])
        except DomainError as failure:
            return Played(name, _read(house), why_of(failure), play.step)
        return Played(name, _read(house))


def _decide(bundle: Bundle, name: str) -> Played:
    try:
        evidence = list(evidence_of_cases(bundle, name, bundle.scenarios[name]["decisions"]))
    except DecisionCaseFailed as failure:
        return Played(name, frozenset(), why_of(failure), failure.details["place"])
    return Played(name, frozenset(_matched(evidence)))


def why_of(failure: DomainError) -> str:
    """Why a scenario failed, for where its name stands beside it."""
    match failure:
        case ScenarioFailed():
            return Text("第 {step} 步走不通：{why}", **failure.details)
        case DecisionCaseFailed():
            return Text("第 {place} 个决策：{why}", **failure.details)
        case ScenarioUnreadable():
            return Text("看不懂：{why}。请照 docs/reference/scenarios.md 改正。", **failure.details)
    return failure.message


def _read(house: House) -> frozenset[Mark]:
    with house.database.reading(system()) as ctx:
        return frozenset(_taken(ctx))


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
