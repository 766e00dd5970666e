"""The public page of a paper, one paper for those who work with it, and the kinds of a package, as samples."""

from app.web import pages as p
from app.web.pages.papers import PaperPage, SampleRow, SamplesPage
from app.web.pages.verification import VerificationPage
from tests.web.samples.tasks import clauses

CRUMBS = (p.Crumb(text="文书", href="/papers"), p.Crumb(text="荣消调〔2026〕19号"))
FINGERPRINT = "b82e 19c0 7d44 a6f3 05be 8c1a 66d2 f0e9 3b57 21aa 94cf 7780 1e6d 5c38 b2f4 0a91"


def facts() -> tuple[p.Fact, ...]:
    told = {
        "文号": "荣消调〔2026〕19号",
        "名称": "出动指令",
        "签发": "荣成市消防救援大队",
        "发出时刻": "2026-11-22 03:14:03",
        "下达给": "危化品堵漏专业队",
    }
    return tuple(p.Fact(label=label, value=value) for label, value in told.items())


def genuine() -> VerificationPage:
    return VerificationPage(
        title="文书核验",
        action="/v/TESTCODE0001",
        code="TESTCODE0001",
        verdict="真实，现行有效",
        tone=p.Tone.PROOF,
        text="这份文书由荣成市消防救援大队发出，没有被撤回或替换。",
        facts=facts(),
        mark=p.Mark.DONE,
        state="已确认 2026-11-22 03:15:40",
        signature="荣成市 文书签名（证书 2031-11-20 前有效）",
        fingerprint=FINGERPRINT,
        short_code="b82e 19c0",
        digest="0" * 64,
        compared=p.Note(tone=p.Tone.PROOF, title="文件与发出的一字不差。"),
        asked_at="2026-11-22 03:16:30",
    )


def replaced() -> VerificationPage:
    return VerificationPage(
        title="文书核验",
        action="/v/TESTCODE0001",
        verdict="已被替换，请不要执行",
        tone=p.Tone.MIND,
        text="这份文书确由荣成市消防救援大队发出，但已于 2026-11-22 03:41:20 被替换：到场地点改为北门。",
        instead=p.Link(text="荣消调〔2026〕21号", href="/v/TESTCODE0002"),
        facts=facts(),
        mark=p.Mark.RETURNED,
        state="已被替换 2026-11-22 03:41:20",
        fingerprint=FINGERPRINT,
        short_code="b82e 19c0",
        asked_at="2026-11-22 03:44:02",
    )


def asking() -> VerificationPage:
    return VerificationPage(title="文书核验", action="/v")


def paper() -> PaperPage:
    return PaperPage(
        title="出动指令",
        number="荣消调〔2026〕19号",
        mark=p.Mark.RETURNED,
        state="已撤回",
        facts=facts(),
        crumbs=CRUMBS,
        note=p.Note(tone=p.Tone.STOP, title="大队 值班员于 2026-11-22 03:41:20 撤回：集结地点有误"),
        actions=(
            p.Action(text="核验页", href="/v/x"),
            p.Action(text="打开 PDF", href="/x", icon=p.Icon.FILE),
        ),
        withdraw_url="/papers/1/withdraw",
    )


def samples() -> SamplesPage:
    row = SampleRow(
        title="出动指令",
        href="/printouts/x.pdf",
        number="荣消调〔年〕号",
        issuer="市消防救援大队",
        clauses=clauses("RC-07"),
    )
    return SamplesPage(title="文书样张", summary="用样例数据排出的样子。", rows=(row,), crumbs=CRUMBS)
