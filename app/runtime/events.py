"""A step as lines of the trace."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from app.core.canonical import Canonical, canonical
from app.engine.step import FlowTaken, Step
from app.history.trace import Event


def events_of(step: Step) -> list[Event]:
    """Everything a step did, by kind, each in order of happening."""
    return [*_moves(step), *_reasons(step), *_changes(step)]


def _moves(step: Step) -> Iterator[Event]:
    for a in step.activities:
        yield Event("activity", a.key, a.process, a.element, a.state.value, _place(a.name, a.type, a.parent))


def _reasons(step: Step) -> Iterator[Event]:
    for f in step.flows:
        yield Event(
            "flow", f.key, f.process, f.flow, None, _why(f) if f.condition else _way(f.source, f.target)
        )
    for d in step.decisions:
        detail = {"decision": d.decision, "result": d.result, "evidence": d.evidence}
        yield Event("decision", d.key, "", d.element, None, detail)


@lru_cache(maxsize=4096)
def _place(name: str, type_: str, parent: int | None) -> Canonical:
    return Canonical(canonical({"name": name, "type": type_, "parent": parent}))


@lru_cache(maxsize=4096)
def _way(source: str, target: str) -> Canonical:
    return Canonical(canonical({"source": source, "target": target}))


def _why(f: FlowTaken) -> dict[str, Any]:
    names = ("source", "target", "condition", "inputs", "result")
    return {name: getattr(f, name) for name in names}


def _changes(step: Step) -> Iterator[Event]:
    for w in step.written:
        yield Event("written", w.key, "", w.name, None, {"before": w.before, "after": w.after})
    for r in step.reassigned:
        yield Event("reassigned", r.key, "", "", None, {"before": r.before, "after": r.after})
    for m in step.messages:
        detail = {"name": m.name, "key": m.correlation_key}
        yield Event("message", m.key, "", m.element, "thrown", detail)
