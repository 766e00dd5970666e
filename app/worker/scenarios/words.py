"""The words of a scenario file: what may stand in it, so that a typing error is told and not stumbled over."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from app.core.errors import DomainError, Invalid
from app.core.texts import Joined, Text
from app.engine.schedule import ScheduleError, duration

ACTS: Mapping[str, frozenset[str]] = {
    "after": frozenset({"after"}),
    "connectors": frozenset({"connectors"}),
    "retry": frozenset({"retry"}),
    "message": frozenset({"message", "who", "refused"}),
    "task": frozenset({"task", "who", "process", "item", "outcome", "values", "refused"}),
}
"""What a step does, by the word that says it, with the words that may stand beside; the first that is there counts."""

GIVEN = frozenset({"at", "case", "variables", "start", "who", "registry", "connectors"})
WORDS = frozenset({"name", "process", "given", "steps", "expect"})
_YEARS = range(1970, 3_000)
CASES = frozenset({"name", "decisions"})


class ScenarioUnreadable(Invalid):
    """情景“{name}”看不懂：{why}。请照 docs/reference/scenarios.md 改正。"""

    code = "scenario-unreadable"


def act_of(step: Mapping[str, Any]) -> str:
    """Which act a step is."""
    return next((act for act in ACTS if act in step), "task")


def require_readable(name: str, document: Any) -> None:
    """Raise `ScenarioUnreadable` with the first thing that cannot be played."""
    why = next(_faults(document), None)
    if why is not None:
        raise ScenarioUnreadable(name=name, why=why)


def _faults(document: Any) -> Iterator[str]:
    if not isinstance(document, Mapping):
        yield Text("应为 name、process、given、steps、expect 的一组")
    elif "decisions" in document:
        yield from _unknown(document, CASES, Text("文件"))
        if not _rows(document["decisions"]):
            yield Text("decisions 应为一列决策")
    else:
        yield from _unknown(document, WORDS, Text("文件"))
        yield from _played(document)


def _played(document: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(document.get("process"), str):
        yield Text("没有写 process（演哪个流程）")
    for part in ("given", "expect"):
        if not isinstance(document.get(part, {}), Mapping):
            yield Text("{part} 应为一组键和值", part=part)
    yield from _given(document.get("given", {}))
    steps = document.get("steps", [])
    if not _rows(steps):
        yield Text("steps 应为一列步骤")
    else:
        for place, step in enumerate(steps, 1):
            yield from (Text("第 {place} 步：{why}", place=place, why=why) for why in _step(step))


def _given(given: Mapping[str, Any]) -> Iterator[str]:
    yield from _unknown(given, GIVEN, "given")
    try:
        at = datetime.fromisoformat(str(given.get("at")))
        whole = at.tzinfo is not None and at.year in _YEARS
    except ValueError:
        whole = False
    if not whole:
        yield Text("given.at 应为带时区的时刻，如 2026-11-22T02:47:10+08:00")
    for part in ("case", "variables", "registry", "connectors"):
        if not isinstance(given.get(part) or {}, Mapping):
            yield Text("{part} 应为一组键和值", part=f"given.{part}")
    if not all(_rows(rows) for rows in (given.get("registry") or {}).values()):
        yield Text("given.registry 里每个台账应为一列条目")


def _step(step: Mapping[str, Any]) -> Iterator[str]:
    act = act_of(step)
    yield from _unknown(step, ACTS[act], act)
    if act in ("task", "message"):
        missing = [word for word in ("who", act) if not isinstance(step.get(word), str)]
        if missing:
            yield Text("没有写 {words}", words=Joined("、", missing))
        if not isinstance(step.get("values") or {}, Mapping):
            yield Text("{part} 应为一组键和值", part="values")
    elif act == "after":
        try:
            duration(str(step["after"]))
        except (ScheduleError, DomainError):
            yield Text("after“{given}”不是时长，应如 PT31M", given=str(step["after"]))
    elif act == "connectors" and not isinstance(step["connectors"], Mapping):
        yield Text("{part} 应为一组键和值", part="connectors")


def _unknown(told: Mapping[str, Any], known: frozenset[str], where: str) -> Iterator[str]:
    if unknown := sorted(str(word) for word in set(told) - known):
        yield Text("{where}里有不认识的 {words}", where=where, words=Joined("、", unknown))


def _rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)
