"""The package of a process owner: a draft, its review, and the versions."""

from dataclasses import replace
from datetime import timedelta

from app.web import pages as p
from app.web.pages.drafts import (
    ChangedFile,
    Consequences,
    DraftsPage,
    DraftSteps,
    FileChoice,
    FileGroup,
    FileRow,
    FindingRow,
    GateRow,
    ReviewPage,
    VersionRow,
    VersionsPage,
)
from tests.web.samples.tasks import NOW

DISPATCH = "processes/rongcheng/rongcheng-dispatch.bpmn"
ROWS = (
    FileRow(
        title="调度指挥",
        key="rongcheng-dispatch.bpmn",
        href="/f",
        change="changed",
        editing="流程管理员 甲 正在编辑",
        comments=2,
        path=DISPATCH,
    ),
    FileRow(
        title="汛情上报",
        key="rongcheng-flood.bpmn",
        href="/f",
        change="new",
        saved="16:05 流程管理员 甲",
        path="b",
    ),
    FileRow(
        title="旧的上报",
        key="rongcheng-old.bpmn",
        change="deleted",
        saved="11 月 20 日 09:12 流程管理员 甲",
        path="c",
    ),
    FileRow(title="通行证", key="common-pass.bpmn", href="/f", shared=True, path="d"),
)
GROUPS = (
    FileGroup(key="processes", title="流程", rows=ROWS),
    FileGroup(
        key="settings",
        title="条款与设置",
        rows=(FileRow(title="时限和参数", key="settings.yaml", href="/f", path="s"),),
    ),
)
SCENARIOS = p.Link(text="看情景", href="/s")
GATE = (
    GateRow(label="改动", mark=p.Mark.DONE, text="3 个文件", link=p.Link(text="比较", href="/c")),
    GateRow(label="检查", mark=p.Mark.LATE, text="2 处错误，1 处提醒", link=p.Link(text="看检查", href="/f")),
    GateRow(label="情景", mark=p.Mark.LATE, text="6 过，1 不过", link=SCENARIOS),
    GateRow(label="覆盖", mark=p.Mark.LATE, text="顺序流 91%，决策规则 100%", link=SCENARIOS),
    GateRow(label="批注", mark=p.Mark.DUE, text="2 条未了"),
)
SOUND = (
    replace(GATE[0]),
    GateRow(label="检查", mark=p.Mark.DONE, text="没有错误"),
    GateRow(label="情景", mark=p.Mark.DONE, text="7 个都过", link=SCENARIOS),
)
STEPS = DraftSteps(number=8, step=0)
RETURNED = p.Note(
    tone=p.Tone.MIND, title="流程管理员 乙 在 15:40 退回", text="催办以后没有下一步，请接到改派。"
)


def draft() -> DraftsPage:
    return DraftsPage(
        title="流程",
        summary="第 7 版在运行，11 月 20 日 由 流程管理员 乙 发布",
        steps=STEPS,
        groups=GROUPS,
        gate=GATE,
        notes=(RETURNED,),
        actions=(
            p.Action(text="所有版本", href="/v"),
            p.Action(text="导出", href="/z"),
            p.Action(text="与第 7 版比较", href="/c"),
            p.Action(text="送审", href="/r", primary=True),
        ),
        discard_url="/x",
        import_url="/x",
        copy_url="/x",
        copies=(FileChoice(path=DISPATCH, text="流程 · 调度指挥"),),
        remove_url="/x",
        removable=(FileChoice(path=DISPATCH, text="流程 · 调度指挥"),),
        restore_url="/x",
    )


def deployed() -> DraftsPage:
    rows = tuple(replace(row, href="", change="", editing="", comments=0, saved="") for row in ROWS)
    return DraftsPage(
        title="流程",
        summary="第 7 版在运行，11 月 20 日 由 流程管理员 乙 发布",
        groups=(replace(GROUPS[0], rows=rows),),
        actions=(p.Action(text="开始改", href="/x", post=True, primary=True),),
    )


FINDINGS = (
    FindingRow(
        severe=True, code="no-assignee", name="催办并上报", message="没有候选组，也没有办理人：到这一步会没人能办。",
        mend="请选一个组。", file=DISPATCH, href="/f",
    ),
    FindingRow(
        severe=False, code="step-not-walked", name="移交指挥权", message="没有情景走过这一步。",
        mend="请在试运行里录一个。", file=DISPATCH, href="/f",
    ),
)  # fmt: skip
CHANGES = (
    ChangedFile(
        title="△ 改动 流程图“调度指挥”（processes/rongcheng/rongcheng-dispatch.bpmn）",
        lines=("＋ 新增 用户任务 催办并上报", "△ 改动 用户任务 拟定调用方案：名称：拟定方案 → 拟定调用方案"),
        more=12,
        href="/c",
    ),
    ChangedFile(title="－ 删除 流程图“旧的上报”", lines=(), href="/c"),
)


def before_submitting() -> ReviewPage:
    return ReviewPage(
        title="送审第 8 版",
        crumbs=(p.Crumb(text="流程", href="/d"), p.Crumb(text="送审与复核")),
        steps=STEPS,
        facts=(
            p.Fact(label="草稿", value="没有写说明", note="流程管理员 甲 在 14:02 打开"),
            p.Fact(label="底版", value="第 7 版", note="0cad78ae573a"),
        ),
        gate=GATE,
        findings=FINDINGS,
        changes=CHANGES,
        changes_summary="2 个文件不同，新增 1 处，改动 1 处",
        compare_url="/c",
        consequences=Consequences(
            title="按下送审：", items=("草稿冻结，谁都不能再改", "由另一位流程负责人复核")
        ),
        blocked="有 2 处错误、1 个情景不过，不能送审",
        submit_url="/x",
        submit_text="送审 3 个文件",
        digest="",
    )


def under_review() -> ReviewPage:
    return replace(
        before_submitting(),
        title="复核第 8 版",
        steps=DraftSteps(number=8, step=2),
        gate=SOUND,
        findings=(),
        blocked="",
        submit_url="",
        publish_url="/x",
        publish_text="同意并发布第 8 版",
        return_url="/x",
        digest="0" * 64,
    )


def versions() -> VersionsPage:
    rows = tuple(
        VersionRow(
            number=number,
            at=NOW - timedelta(days=7 - number, hours=1),
            by="流程管理员 甲" if number > 1 else "命令行",
            signed="流程管理员 乙" if number > 1 else "",
            digest=f"{number}" * 64,
            current=number == 7,
            title="改称呼，放宽时限" if number > 1 else "从文件夹部署",
            actions=(
                p.Action(text="看", href="/v"),
                p.Action(text="下载", href="/z"),
                p.Action(text="回到这一版", href="/x", post=True),
            ),
        )
        for number in (7, 6, 1)
    )
    return VersionsPage(
        title="所有版本",
        summary="第 7 版在运行，11 月 20 日 由 流程管理员 乙 发布",
        crumbs=(p.Crumb(text="流程", href="/d"), p.Crumb(text="所有版本")),
        rows=rows,
        next_page=p.Link(text="更早的", href="?page=1"),
    )
