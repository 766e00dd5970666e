"""The life of a paper: issued in the deciding step, rendered and delivered after it, acknowledged by its force."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, select, update

from app.core.actor import Actor
from app.core.canonical import fingerprint
from app.core.clock import SHANGHAI
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.core.ids import new_id
from app.db.context import Context
from app.db.types import iso
from app.history.log import record
from app.history.operations import Operation
from app.printouts.folder import Printout
from app.printouts.models import Paper
from app.printouts.numbers import PaperNumber, next_number
from app.repository.blobs import keep, read
from app.runtime.connectors import InstanceInfo
from app.runtime.jobs import enqueue

RENDER = "paper.render"
ISSUED, DELIVERED, ACKNOWLEDGED = "issued", "delivered", "acknowledged"
WITHDRAWN, REPLACED = "withdrawn", "replaced"
IN_FORCE = (ISSUED, DELIVERED, ACKNOWLEDGED)
_CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that is misread on paper
_SHORTEST_REASON = 2
_MISREAD = str.maketrans("OIL", "011")
_CODE_LENGTH = 12  # sixty bits: not to be guessed


class PublicAddress(str):
    """Where the verification page of papers is found from outside: the address before the code."""

    __slots__ = ()


class PaperNotFound(NotFound):
    """没有这份文书。"""

    code = "paper-not-found"


class PaperNotRendered(NotFound):
    """{number} 已经签发，文件正在生成，请过几秒再打开。"""

    code = "paper-not-rendered"


class PaperEnded(Conflict):
    """{number} 已经{state}，不能再撤回或替换。没有产生任何变化。"""

    code = "paper-ended"


class NotIssuer(Forbidden):
    """{number} 由{unit}签发，只有签发单位能撤回。没有产生任何变化。"""

    code = "not-issuer"


class PaperReasonMissing(Invalid):
    """请写明为什么撤回或替换，至少 2 个字。没有产生任何变化。"""

    code = "paper-reason-missing"


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper before its number: what kind, for whom, and the data of its template."""

    printout: Printout
    data: Mapping[str, Any]
    recipient: str | None = None
    force: str | None = None


def issue(ctx: Context, info: InstanceInfo, key: int, draft: Draft) -> Paper:
    """Number a paper and fix its data for ever; a job renders it. `key` is the activity that issues it."""
    printout = draft.printout
    number, code = next_number(ctx, info, printout.series), _new_code()
    fixed = _fixed(ctx, info, number, draft) | {"verify": {"url": ctx.use(PublicAddress), "code": code}}
    printout.check(fixed)
    paper = Paper(
        id=new_id(),
        jurisdiction=info.jurisdiction,
        instance_id=info.id,
        key=key,
        kind=printout.name,
        series=number.series,
        year=number.year,
        serial=number.serial,
        number=number.text,
        title=printout.title[:200],
        recipient=(draft.recipient or "")[:200] or None,
        force=draft.force,
        drill=info.drill,
        data=fixed,
        fingerprint=fingerprint(fixed),
        status=ISSUED,
        issued_at=ctx.now(),
        issued_by=ctx.actor.name,
        code=code,
    )
    ctx.session.add(paper)
    ctx.session.flush()
    details = {
        "number": paper.number,
        "title": paper.title,
        "to": paper.recipient,
        "fingerprint": paper.fingerprint,
    }
    record(ctx, Operation.PAPER_ISSUE, paper.id, details, instance_id=info.id, jurisdiction=info.jurisdiction)
    enqueue(ctx, RENDER, {"paper": paper.id}, key=paper.id)
    return paper


def deliver(
    ctx: Context, paper_id: str, pdf: bytes, unsigned_digest: str, certificate: bytes | None = None
) -> Paper:
    """Keep the bytes, signed with a certificate; from now on the paper is delivered. Twice changes nothing."""
    paper = ctx.session.get(Paper, paper_id, with_for_update=True)
    if paper is None:
        raise PaperNotFound
    if paper.file_digest is None:
        paper.file_digest, paper.unsigned_digest = keep(ctx, pdf), unsigned_digest
        paper.certificate = keep(ctx, certificate) if certificate is not None else None
        paper.delivered_at = ctx.now()
        paper.status = DELIVERED if paper.status == ISSUED else paper.status
        details = {"number": paper.number, "file": paper.file_digest, "unsigned": unsigned_digest}
        where = {"instance_id": paper.instance_id, "jurisdiction": paper.jurisdiction}
        record(ctx, Operation.PAPER_DELIVER, paper.id, details, **where)
    return paper


def acknowledge(ctx: Context, info: InstanceInfo, paper_id: str, at: datetime) -> None:
    """The force has confirmed the order."""
    mine = (Paper.id == paper_id, Paper.instance_id == info.id, Paper.acknowledged_at.is_(None))
    status = case((Paper.status.in_(IN_FORCE), ACKNOWLEDGED), else_=Paper.status)
    statement = update(Paper).where(*mine).values(status=status, acknowledged_at=at)
    ctx.session.execute(statement.execution_options(synchronize_session=False))
    record(ctx, Operation.PAPER_ACKNOWLEDGE, paper_id, {"at": iso(at)}, instance_id=info.id)


def withdraw(ctx: Context, paper_id: str, reason: str) -> Paper:
    """撤回: the paper keeps its number and its bytes and is no longer in force.

    Only a person of the issuing unit may. Raises `PaperEnded`, `NotIssuer`, `PaperReasonMissing`.
    """
    paper = _end(ctx, paper_id, WITHDRAWN, reason)
    if ctx.actor.unit != issuer_of(paper):
        raise NotIssuer(number=paper.number, unit=issuer_of(paper))
    _tell_end(ctx, paper, Operation.PAPER_WITHDRAW, {})
    return paper


def replace(ctx: Context, paper_id: str, by: Paper, reason: str) -> Paper:
    """替换: another paper of the same instance stands instead from now on. Raises `PaperEnded`, `PaperNotFound`."""
    paper = _end(ctx, paper_id, REPLACED, reason)
    if paper.instance_id != by.instance_id or paper.id == by.id:
        raise PaperNotFound
    paper.replaced_by = by.id
    _tell_end(ctx, paper, Operation.PAPER_REPLACE, {"by": by.number})
    return paper


def _end(ctx: Context, paper_id: str, status: str, reason: str) -> Paper:
    paper = ctx.session.get(Paper, paper_id, with_for_update=True)
    if paper is None or ctx.actor.jurisdiction not in {None, paper.jurisdiction}:
        raise PaperNotFound
    if len(reason.strip()) < _SHORTEST_REASON:
        raise PaperReasonMissing
    if paper.status not in IN_FORCE:
        raise PaperEnded(number=paper.number, state="撤回" if paper.status == WITHDRAWN else "被替换")
    paper.status, paper.reason = status, reason.strip()[:500]
    paper.ended_at, paper.ended_by = ctx.now(), ctx.actor.name
    return paper


def _tell_end(ctx: Context, paper: Paper, operation: Operation, more: Mapping[str, str]) -> None:
    details = {"number": paper.number, "reason": paper.reason, **more}
    where = {"instance_id": paper.instance_id, "jurisdiction": paper.jurisdiction}
    record(ctx, operation, paper.id, details, **where)


def _new_code() -> str:
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH))


def of_instance(ctx: Context, instance_id: str) -> Sequence[Paper]:
    """The papers of an instance in the order of their issue."""
    query = select(Paper).where(
        Paper.instance_id == instance_id, Paper.jurisdiction == ctx.actor.jurisdiction
    )
    return ctx.session.scalars(query.order_by(Paper.issued_at, Paper.number)).all()


def find(ctx: Context, paper_id: str) -> Paper:
    """A paper of the actor's jurisdiction."""
    paper = ctx.session.get(Paper, paper_id)
    if paper is None or ctx.actor.jurisdiction not in {None, paper.jurisdiction}:
        raise PaperNotFound
    return paper


def issuer_of(paper: Paper) -> str:
    """The unit that issued it, as its package calls it."""
    return str(paper.data.get("issuer", {}).get("name", ""))


def may_withdraw(actor: Actor, paper: Paper) -> bool:
    """Whether the actor would not be refused."""
    return paper.status in IN_FORCE and actor.unit == issuer_of(paper)


def by_code(ctx: Context, code: str) -> Paper | None:
    """The paper that a verification code names, of whatever jurisdiction."""
    return ctx.session.scalar(select(Paper).where(Paper.code == code))


def code_of(text: str) -> str:
    """A code as it was typed or scanned: any case, with blanks, with the letters that are taken for digits."""
    plain = "".join(letter for letter in text.upper()[:40] if letter.isalnum())
    return plain.translate(_MISREAD)


def file_of(ctx: Context, paper: Paper) -> bytes:
    """The issued bytes."""
    if paper.file_digest is None:
        raise PaperNotRendered(number=paper.number)
    return read(ctx, paper.file_digest)


def _fixed(ctx: Context, info: InstanceInfo, number: PaperNumber, draft: Draft) -> dict[str, Any]:
    """All that the template will see, as plain JSON."""
    local = ctx.now().astimezone(SHANGHAI)
    manifest = info.deployed.bundle.manifest
    issuer = manifest.unit_name(manifest.issuer(draft.printout.series, draft.printout.issuer))
    paper = {
        "number": number.text,
        "date": local.date().isoformat(),
        "issued_at": local.isoformat(timespec="seconds"),
    }
    return {
        **draft.data,
        "paper": {**paper, **draft.data.get("paper", {})},
        "issuer": {"name": issuer},
        "jurisdiction": {"name": manifest.name, "short_name": manifest.short_name},
        "case": dict(info.case),
        "drill": info.drill,
    }
