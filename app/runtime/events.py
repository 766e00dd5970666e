"""A step as lines of the trace."""

from collections.abc import Iterator

from app.engine.step import Step
from app.history.trace import Event


def events_of(step: Step) -> list[Event]:
    """Everything a step did, by kind, each in order of happening."""
    return [*_moves(step), *_reasons(step), *_changes(step)]


def _moves(step: Step) -> Iterator[Event]:
    for a in step.activities:
        detail = {"name": a.name, "type": a.type, "parent": a.parent}
        yield Event("activity", a.key, a.process, a.element, a.state.value, detail)


def _reasons(step: Step) -> Iterator[Event]:
    for f in step.flows:
        why = {"condition": f.condition, "inputs": f.inputs, "result": f.result} if f.condition else {}
        yield Event("flow", f.key, f.process, f.flow, None, {"source": f.source, "target": f.target, **why})
    for d in step.decisions:
        detail = {"decision": d.decision, "result": d.result, "evidence": d.evidence}
        yield Event("decision", d.key, "", d.element, None, detail)


def _changes(step: Step) -> Iterator[Event]:
    for w in step.written:
        yield Event("written", w.key, "", w.name, None, {"before": w.before, "after": w.after})
    for r in step.reassigned:
        yield Event("reassigned", r.key, "", "", None, {"before": r.before, "after": r.after})
    for m in step.messages:
        detail = {"name": m.name, "key": m.correlation_key}
        yield Event("message", m.key, "", m.element, "thrown", detail)
