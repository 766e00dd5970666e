"""What a scenario says must have come of it, held against what is stored."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.core.texts import Joined, Text
from app.db.context import Context
from app.history.models import OperationLog, Trace
from app.printouts.models import Paper
from app.registries.entries import find
from app.runtime.models import ProcessInstance
from app.worker.notices import Notice

KEYS = frozenset({"status", "papers", "path", "notified", "registry", "log"})
"""What `expect` may say."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A played scenario: the instance it began with, and all that came of it."""

    jurisdiction: str
    instance_id: str
    instances: Sequence[str]


def unmet(ctx: Context, outcome: Outcome, expected: Mapping[str, Any]) -> Iterator[str]:
    """What did not come as expected, in words."""
    if unknown := sorted(set(expected) - KEYS):
        yield Text("expect 里有不认识的 {words}", words=Joined("、", unknown))
    yield from _status(ctx, outcome, expected)
    yield from _papers(ctx, outcome, expected.get("papers", {}))
    yield from _path(ctx, outcome, expected.get("path", []))
    yield from _notified(ctx, outcome, expected.get("notified", []))
    yield from _worded(ctx, outcome)
    yield from _registry(ctx, outcome, expected.get("registry", {}))
    yield from _log(ctx, outcome, expected.get("log", []))


def _status(ctx: Context, outcome: Outcome, expected: Mapping[str, Any]) -> Iterator[str]:
    status = ctx.session.get_one(ProcessInstance, outcome.instance_id).status
    if expected.get("status", status) != status:
        yield Text("应为 {wanted}，实为 {found}", wanted=expected["status"], found=status)


def _papers(ctx: Context, outcome: Outcome, expected: Mapping[str, int]) -> Iterator[str]:
    query = select(Paper.kind).where(Paper.instance_id.in_(outcome.instances))
    kinds = Counter(ctx.session.scalars(query))
    if any(kinds[kind] != count for kind, count in expected.items()):
        yield Text(
            "文书份数不符：应为 {wanted}，实为 {found}", wanted=str(dict(expected)), found=str(dict(kinds))
        )


def _path(ctx: Context, outcome: Outcome, expected: Sequence[str]) -> Iterator[str]:
    """The named elements were completed in this order; others may stand between."""
    t = Trace
    query = select(t.element).where(
        t.instance_id == outcome.instance_id, t.kind == "activity", t.state == "completed"
    )
    walked = iter(ctx.session.scalars(query.order_by(t.version, t.ord)).all())
    missing = next((element for element in expected if element not in walked), None)
    if missing is not None:
        yield Text("没有依次经过 {element}", element=missing)


def _notified(ctx: Context, outcome: Outcome, expected: Sequence[str]) -> Iterator[str]:
    """The named service tasks were done, and somebody was told something."""
    t = Trace
    query = select(t.element).where(
        t.instance_id.in_(outcome.instances), t.kind == "activity", t.state == "completed"
    )
    done = set(ctx.session.scalars(query))
    if missing := [element for element in expected if element not in done]:
        yield Text("没有通知：{elements}", elements=Joined("、", missing))
    told = select(Notice.id).where(Notice.instance_id.in_(outcome.instances)).limit(1)
    if expected and ctx.session.scalar(told) is None:
        yield Text("一份通知也没有发出")


def _worded(ctx: Context, outcome: Outcome) -> Iterator[str]:
    """Whatever is expected, nobody is sent an empty notice: its expression named something that is not there."""
    empty = select(Notice.subject).where(Notice.instance_id.in_(outcome.instances), Notice.text == "")
    if subjects := sorted(set(ctx.session.scalars(empty))):
        yield Text("通知没有正文：{subjects}", subjects=Joined("、", subjects))


def _registry(
    ctx: Context, outcome: Outcome, expected: Mapping[str, Mapping[str, Mapping[str, Any]]]
) -> Iterator[str]:
    for registry, entries in expected.items():
        for key, fields in entries.items():
            entry = find(ctx, outcome.jurisdiction, registry, str(key))
            data = entry.data if entry is not None else {}
            wrong = {name: data.get(name) for name, value in fields.items() if data.get(name) != value}
            if entry is None or wrong:
                found = str(wrong) if entry is not None else Text("没有这一条")
                about = {"registry": registry, "key": str(key), "wanted": str(dict(fields)), "found": found}
                yield Text("台账 {registry} 的 {key} 应有 {wanted}，实为 {found}", **about)


def _log(ctx: Context, outcome: Outcome, expected: Sequence[str]) -> Iterator[str]:
    query = select(OperationLog.operation).where(OperationLog.jurisdiction == outcome.jurisdiction)
    recorded = set(ctx.session.scalars(query.distinct()))
    if missing := [operation for operation in expected if operation not in recorded]:
        yield Text("日志里没有 {operations}", operations=Joined("、", missing))
