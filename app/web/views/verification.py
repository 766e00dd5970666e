"""A paper as the public may see it."""

from datetime import datetime

from flask import url_for

from app.db.context import Context
from app.printouts import papers
from app.printouts.filters import full_name
from app.printouts.models import Paper
from app.printouts.signing import subject, valid_until
from app.repository.blobs import read
from app.web.language import gettext as _
from app.web.pages.parts import Fact, Link, Mark, Note, Tone
from app.web.pages.verification import VerificationPage
from app.web.views.common import local

_GROUP = 4
_SHORT = 8


def asking_page() -> VerificationPage:
    """Only the field."""
    return VerificationPage(title=_("文书核验"), action=url_for("verification.ask"))


def unknown_page(code: str) -> VerificationPage:
    """No paper has this code."""
    return VerificationPage(
        title=_("文书核验"),
        action=url_for("verification.ask"),
        code=code[:40],
        verdict=_("查不到这份文书"),
        tone=Tone.STOP,
        text=_(
            "没有核验码为“%(code)s”的文书。请核对后再查；仍查不到的，请不要执行，先打电话问签发单位。",
            code=code[:40],
        ),
    )


def verification_page(ctx: Context, paper: Paper, found: str | None) -> VerificationPage:
    """The verdict; `found` is the digest of a file that was sent to be compared, empty when none came."""
    tone, verdict, text = _verdict(paper)
    mark, state = _state(paper)
    return VerificationPage(
        title=_("文书核验"),
        action=url_for("verification.show", code=paper.code),
        code=paper.code,
        verdict=verdict,
        tone=tone,
        text=text,
        instead=_instead(ctx, paper),
        facts=_facts(paper),
        mark=mark,
        state=state,
        signature=_signature(ctx, paper),
        fingerprint=_grouped(paper.fingerprint),
        short_code=_grouped(paper.fingerprint[:_SHORT]),
        digest=paper.file_digest or "",
        compared=None if found is None else _compared(paper, found),
        asked_at=_moment(ctx.now()),
    )


def _verdict(paper: Paper) -> tuple[Tone, str, str]:
    issuer = _issuer(paper)
    if paper.status == papers.WITHDRAWN:
        said = _("这份文书确由%(who)s发出，但已于 %(at)s 撤回：%(why)s。", **_end(paper, issuer))
        return Tone.STOP, _("已被撤回，请不要执行"), said
    if paper.status == papers.REPLACED:
        said = _("这份文书确由%(who)s发出，但已于 %(at)s 被替换：%(why)s。", **_end(paper, issuer))
        return Tone.MIND, _("已被替换，请不要执行"), said
    if paper.drill:
        return (
            Tone.MIND,
            _("真实，但只是演练"),
            _("这份文书由%(who)s在演练中发出，不要据此出动。", who=issuer),
        )
    return Tone.PROOF, _("真实，现行有效"), _("这份文书由%(who)s发出，没有被撤回或替换。", who=issuer)


def _end(paper: Paper, issuer: str) -> dict[str, str]:
    return {"who": issuer, "at": _moment(paper.ended_at) if paper.ended_at else "", "why": paper.reason or ""}


def _instead(ctx: Context, paper: Paper) -> Link | None:
    other = ctx.session.get(Paper, paper.replaced_by) if paper.replaced_by else None
    return Link(text=other.number, href=url_for("verification.show", code=other.code)) if other else None


def _facts(paper: Paper) -> tuple[Fact, ...]:
    told = (
        (_("文号"), paper.number),
        (_("名称"), paper.title),
        (_("签发"), _issuer(paper)),
        (_("发出时刻"), _moment(paper.issued_at)),
        (_("下达给"), paper.recipient or ""),
    )
    return tuple(Fact(label=label, value=value) for label, value in told if value)


def _state(paper: Paper) -> tuple[Mark, str]:
    words = {
        papers.ISSUED: (Mark.NOW, _("已签发")),
        papers.DELIVERED: (Mark.NOW, _("已送达")),
        papers.ACKNOWLEDGED: (Mark.DONE, _("已确认")),
        papers.WITHDRAWN: (Mark.RETURNED, _("已撤回")),
        papers.REPLACED: (Mark.RETURNED, _("已被替换")),
    }
    mark, state = words[paper.status]
    at = paper.ended_at or paper.acknowledged_at or paper.delivered_at or paper.issued_at
    return mark, f"{state} {_moment(at)}"


def _signature(ctx: Context, paper: Paper) -> str:
    if paper.certificate is None:
        return ""
    certificate = read(ctx, paper.certificate)
    until = local(valid_until(certificate))
    return _("%(who)s（证书 %(day)s 前有效）", who=subject(certificate), day=until.strftime("%Y-%m-%d"))


def _compared(paper: Paper, found: str) -> Note:
    if not found:
        return Note(tone=Tone.MIND, title=_("没有收到文件，请选一个 PDF 文件再比对。"))
    if found == paper.file_digest:
        return Note(tone=Tone.PROOF, title=_("文件与发出的一字不差。"))
    return Note(tone=Tone.STOP, title=_("文件与发出的不同：被改过，或不是这一份。"))


def _issuer(paper: Paper) -> str:
    return full_name(papers.issuer_of(paper), str(paper.data.get("jurisdiction", {}).get("name", "")))


def _moment(at: datetime) -> str:
    return local(at).strftime("%Y-%m-%d %H:%M:%S")


def _grouped(text: str) -> str:
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))
