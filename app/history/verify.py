"""Proving the record: every link of a chain, every step's trace, every personal value that is still there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.core.canonical import digest
from app.db.context import Context
from app.db.types import iso
from app.history.chain import GENESIS, link
from app.history.models import LogHead, OperationLog, PersonalValue, Trace
from app.history.trace import fingerprint_of

PAGE = 5_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken` is None when everything holds; otherwise it names the first bad row, in words for people."""

    jurisdiction: str
    entries: int
    head: str
    broken: str | None = None
    seq: int | None = None


def verify(ctx: Context, jurisdiction: str) -> Verdict:
    """Walk one chain from its first entry to its head."""
    last, seq = GENESIS, 0
    for entry in _entries(ctx, jurisdiction):
        seq += 1
        fault = _fault(ctx, entry, seq, last)
        if fault is not None:
            return Verdict(jurisdiction, seq, last, fault, seq)
        last = entry.hash
    return _against_head(ctx, jurisdiction, seq, last)


def verify_personal(ctx: Context, jurisdiction: str) -> str | None:
    """The first personal value that no longer gives its digest, or None."""
    p, last = PersonalValue, ""
    while True:
        query = (
            select(p).where(p.jurisdiction == jurisdiction, p.digest > last).order_by(p.digest).limit(PAGE)
        )
        page = ctx.session.scalars(query).all()
        for value in page:
            if digest(f"{value.salt}{value.value}".encode()) != value.digest:
                return f"个人信息 {value.digest[:12]}… 的内容与指纹对不上"
        if len(page) < PAGE:
            return None
        last = page[-1].digest


def _entries(ctx: Context, jurisdiction: str) -> Iterator[OperationLog]:
    """Page by page: a chain of years does not have to fit into memory."""
    o, last = OperationLog, 0
    while True:
        query = select(o).where(o.jurisdiction == jurisdiction, o.seq > last).order_by(o.seq).limit(PAGE)
        page = ctx.session.scalars(query).all()
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1].seq


def _fault(ctx: Context, entry: OperationLog, seq: int, last: str) -> str | None:
    if entry.seq != seq:
        return f"第 {seq} 条缺失，下一条是第 {entry.seq} 条"
    if link(last, entry.body) != entry.hash:
        return f"第 {seq} 条与前一条对不上"
    body = json.loads(entry.body)
    if not _same(entry, body):
        return f"第 {seq} 条的检索栏与正文不一致"
    return _trace_fault(ctx, entry, body)


def _same(entry: OperationLog, body: dict[str, Any]) -> bool:
    columns = (entry.jurisdiction, entry.seq, entry.operation, entry.actor, entry.instance_id)
    told = (body["jurisdiction"], body["seq"], body["operation"], body["actor"]["id"], body["instance"])
    return columns == told and iso(entry.at) == body["at"]


def _trace_fault(ctx: Context, entry: OperationLog, body: dict[str, Any]) -> str | None:
    step = body["details"].get("step") if isinstance(body["details"], dict) else None
    if step is None:
        return None
    query = select(Trace).where(Trace.instance_id == entry.instance_id, Trace.version == step["version"])
    rows = [_stored(row) for row in ctx.session.scalars(query.order_by(Trace.ord))]
    if fingerprint_of(rows) != step["trace"]:
        return f"第 {entry.seq} 条所记的流程轨迹被改动过"
    return None


def _stored(row: Trace) -> dict[str, Any]:
    columns = ("ord", "kind", "key", "process", "element", "state", "detail")
    return {column: getattr(row, column) for column in columns} | {"at": iso(row.at)}


def _against_head(ctx: Context, jurisdiction: str, seq: int, last: str) -> Verdict:
    head = ctx.session.get(LogHead, jurisdiction)
    expected = (head.seq, head.hash) if head else (0, GENESIS)
    if expected != (seq, last):
        return Verdict(jurisdiction, seq, last, f"链尾应为第 {expected[0]} 条，实际只到第 {seq} 条", seq)
    return Verdict(jurisdiction, seq, last)
