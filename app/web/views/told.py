"""The log in words for people: one entry as an act, a mark, a quotation and what changed."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.history.operations import Operation
from app.history.personal import DELETED
from app.history.queries import Logged
from app.web.language import gettext as _
from app.web.pages import Change, Mark, Quote, TimelineEntry
from app.web.views.common import local
from app.web.wording import clock, day

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")
REFUSING = frozenset({"退回", "不同意", "不能执行"})
SAID = frozenset({"opinion", "reason", "remark", "declined_reason"})
_SHOWN = frozenset(
    {
        Operation.INSTANCE_START,
        Operation.TASK_CLAIM,
        Operation.TASK_COMPLETE,
        Operation.TASK_REASSIGN,
        Operation.INSTANCE_MESSAGE,
        Operation.INSTANCE_TIMER,
        Operation.INSTANCE_CANCEL,
        Operation.INSTANCE_MIGRATE,
        Operation.INSTANCE_MODIFY,
        Operation.INSTANCE_REVERT,
        Operation.PAPER_ISSUE,
        Operation.REMINDER_SEND,
        Operation.INCIDENT_RAISE,
        Operation.INCIDENT_RETRY,
        Operation.REFUSED,
    }
)


def act_of(entry: Logged) -> str:
    """What was done, as a sentence without its subject."""
    return _ACTS[entry.operation](entry.details)


def mark_of(entry: Logged) -> Mark:
    """Its glyph."""
    if entry.operation in {Operation.REFUSED, Operation.INCIDENT_RAISE}:
        return Mark.FAILED
    if entry.details.get("outcome") in REFUSING:
        return Mark.RETURNED
    if entry.operation is Operation.REMINDER_SEND:
        return Mark.LATE if entry.details.get("late") else Mark.DUE
    return Mark.DONE


def quote_of(entry: Logged) -> str:
    """What the person wrote in words of their own."""
    found = (change for change in _changes(entry) if str(change.get("field")).rpartition(".")[2] in SAID)
    said = (change["after"] for change in found if change.get("after"))
    return "；".join(one if isinstance(one, str) else shown(one) for one in said)


def changes_of(entry: Logged) -> tuple[Change, ...]:
    """Label, before, after, as they stood in the form."""
    return tuple(
        Change(
            label=str(c.get("label") or c.get("field")),
            before=shown(c.get("before")),
            after=shown(c.get("after")),
        )
        for c in _changes(entry)
        if str(c.get("field")).rpartition(".")[2] not in SAID
    )


def timeline(entries: Sequence[Logged], limit: int = 12) -> tuple[TimelineEntry, ...]:
    """The latest that people want to know, newest first."""
    told = [
        entry for entry in reversed(entries) if entry.operation in _SHOWN and "subject" not in entry.details
    ]
    return tuple(
        TimelineEntry(at=local(e.at), mark=mark_of(e), act=f"{e.who} {act_of(e)}", quote=quote_of(e))
        for e in told[:limit]
    )


def returned(entries: Sequence[Logged], element: str, opened: datetime) -> Quote | None:
    """What was written by whoever sent a step back that had been done before: the act that opened it again."""
    done = [one for one in entries if one.operation is Operation.TASK_COMPLETE and one.at <= opened]
    before = {one.details.get("element") for one in done}
    if element not in before or mark_of(done[-1]) is not Mark.RETURNED:
        return None
    return Quote(text=quote_of(done[-1]), source=f"{done[-1].who} {clock(local(done[-1].at))}")


def shown(value: Any) -> str:
    """A value as a page shows it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Mapping):
        if "personal" in value:
            return _("（已依法删除）") if value == DELETED else _("（个人信息）")
        return "，".join(f"{k} {shown(v)}" for k, v in value.items())
    if isinstance(value, list):
        return "；".join(map(shown, value)) or "—"
    return _MOMENT.sub(_local_moment, str(value))


def _local_moment(found: re.Match[str]) -> str:
    try:
        at = local(datetime.fromisoformat(found[0]))
    except ValueError:
        return found[0]
    return f"{day(at)} {clock(at)}"


def _changes(entry: Logged) -> list[Mapping[str, Any]]:
    changes = entry.details.get("changes")
    return changes if isinstance(changes, list) else []


def _completed(details: Mapping[str, Any]) -> str:
    outcome = details.get("outcome")
    return f"{outcome} {details['name']}" if outcome else _("办结 %(name)s", name=details["name"])


def _reminded(details: Mapping[str, Any]) -> str:
    if "task" in details:
        said = _("逾期 %(task)s") if details.get("late") else _("提醒 %(task)s")
        return said % {"task": details["task"]}
    return _("通知 %(subject)s", subject=details.get("subject", ""))


def _changed(details: Mapping[str, Any]) -> str:
    acts = {"add": _("登记台账"), "close": _("停用台账条目"), "reopen": _("恢复台账条目")}
    return acts.get(str(details.get("act")), _("修改台账"))


def _named(details: Mapping[str, Any]) -> str:
    said = _("草稿回到里程碑“%(name)s”") if details.get("act") == "back" else _("给草稿记里程碑“%(name)s”")
    return said % {"name": details.get("name", "")}


def _filed(details: Mapping[str, Any]) -> str:
    said = _("登记补报回执：%(subject)s") if details.get("filed") else _("下载补报文件：%(subject)s")
    return said % {"subject": details.get("subject", "")}


def _ranked(details: Mapping[str, Any]) -> str:
    ranked = details.get("ranked")
    return _("给力量排序：%(n)s 支", n=len(ranked) if isinstance(ranked, list) else 0)


_ACTS: Mapping[Operation, Callable[[Mapping[str, Any]], str]] = {
    Operation.ACCOUNT_CREATE: lambda d: _("开设账号"),
    Operation.ACCOUNT_DISABLE: lambda d: _("停用账号"),
    Operation.ACCOUNT_SIGN_IN: lambda d: _("登录"),
    Operation.ACCOUNT_SIGN_OUT: lambda d: _("退出登录"),
    Operation.DEPLOYMENT_CREATE: lambda d: _("部署第 %(version)s 版", version=d.get("version", "")),
    Operation.DEPLOYMENT_REFUSE: lambda d: _("部署被拒绝"),
    Operation.DRAFT_COMMENT: lambda d: _("批注 %(path)s", path=d.get("path", "")),
    Operation.DRAFT_DISCARD: lambda d: _("撤销草稿：%(reason)s", reason=d.get("reason", "")),
    Operation.DRAFT_IMPORT: lambda d: _("把 %(n)s 个文件导入草稿", n=d.get("files", "")),
    Operation.DRAFT_MILESTONE: _named,
    Operation.DRAFT_OPEN: lambda d: _("打开草稿（第 %(version)s 版）", version=d.get("version", "")),
    Operation.DRAFT_PUBLISH: lambda d: _("签发并发布第 %(version)s 版", version=d.get("version", "")),
    Operation.DRAFT_REBASE: lambda d: _("把草稿移到新的底版上"),
    Operation.DRAFT_RESOLVE: lambda d: _("处理了批注 %(path)s", path=d.get("path", "")),
    Operation.DRAFT_RETURN: lambda d: _("退回草稿：%(reason)s", reason=d.get("reason", "")),
    Operation.DRAFT_SAVE: lambda d: _("保存 %(path)s", path=d.get("path", "")),
    Operation.DRAFT_SEIZE: lambda d: _("接手编辑 %(path)s", path=d.get("path", "")),
    Operation.DRAFT_SETTLE: lambda d: _("选定两边都改过的 %(path)s", path=d.get("path", "")),
    Operation.DRAFT_SUBMIT: lambda d: _("草稿送审：%(note)s", note=d.get("note", "")),
    Operation.EXPORT_FILE: _filed,
    Operation.EXPORT_KEEP: lambda d: _("存下要补报的内容：%(subject)s", subject=d.get("subject", "")),
    Operation.FORCES_RANK: _ranked,
    Operation.INSTANCE_START: lambda d: _("启动 %(title)s", title=d.get("title", "")),
    Operation.INSTANCE_CANCEL: lambda d: _("终止：%(reason)s", reason=d.get("reason", "")),
    Operation.INSTANCE_MESSAGE: lambda d: _("送达消息 %(message)s", message=d.get("message", "")),
    Operation.INSTANCE_TIMER: lambda d: _("到时触发"),
    Operation.INSTANCE_MIGRATE: lambda d: _("迁移到部署第 %(to)s 版", to=d.get("to", "")),
    Operation.INSTANCE_MODIFY: lambda d: _("改动流程：%(reason)s", reason=d.get("reason", "")),
    Operation.INSTANCE_MODIFY_PROPOSE: lambda d: _("提出改动：%(reason)s", reason=d.get("reason", "")),
    Operation.INSTANCE_MODIFY_REFUSE: lambda d: _("不同意改动：%(reason)s", reason=d.get("reason", "")),
    Operation.INSTANCE_REVERT: lambda d: _("退回部署第 %(to)s 版", to=d.get("to", "")),
    Operation.INSTANCE_JOB: lambda d: _("作业完成"),
    Operation.MIGRATION_PAUSE: lambda d: _("暂停迁移"),
    Operation.MIGRATION_RESUME: lambda d: _("继续迁移"),
    Operation.MIGRATION_REVERT: lambda d: _("撤回迁移：%(n)s 件", n=d.get("count", "")),
    Operation.MIGRATION_START: lambda d: _("开始迁移到部署第 %(to)s 版", to=d.get("to", "")),
    Operation.MESSAGE_EXPIRE: lambda d: _("消息没有送达，已过期：%(name)s", name=d.get("name", "")),
    Operation.REGISTRY_CHANGE: _changed,
    Operation.REGISTRY_CONFIRM: lambda d: _("核对台账"),
    Operation.REGISTRY_EXPORT: lambda d: _("导出台账"),
    Operation.REGISTRY_IMPORT: lambda d: _("导入台账"),
    Operation.TASK_DRAFT: lambda d: _("存草稿"),
    Operation.TASK_CLAIM: lambda d: _("签收 %(name)s", name=d.get("name", "")),
    Operation.TASK_UNCLAIM: lambda d: _("退签 %(name)s", name=d.get("name", "")),
    Operation.TASK_REASSIGN: lambda d: _(
        "转办 %(name)s 给 %(to)s", name=d.get("name", ""), to=d.get("after", {}).get("assignee", "")
    ),
    Operation.TASK_COMPLETE: _completed,
    Operation.PAPER_ISSUE: lambda d: _(
        "签发 %(number)s %(title)s", number=d.get("number", ""), title=d.get("title", "")
    ),
    Operation.PAPER_DELIVER: lambda d: _("%(number)s 文件已生成", number=d.get("number", "")),
    Operation.PAPER_ACKNOWLEDGE: lambda d: _("确认收到文书"),
    Operation.PAPER_REPLACE: lambda d: _("用新的一份替换 %(number)s", number=d.get("number", "")),
    Operation.PAPER_WITHDRAW: lambda d: _("收回 %(number)s", number=d.get("number", "")),
    Operation.REMINDER_SEND: _reminded,
    Operation.INCIDENT_RAISE: lambda d: _("异常 %(message)s", message=d.get("message", "")),
    Operation.INCIDENT_RETRY: lambda d: _("重试异常"),
    Operation.SCENARIO_RECORD: lambda d: _("把试运行录成情景：%(name)s", name=d.get("name", "")),
    Operation.SCENARIO_RUN: lambda d: _("重演全部情景：%(n)s 个", n=d.get("scenarios", "")),
    Operation.TOKEN_CREATE: lambda d: _("开出访问令牌 %(name)s", name=d.get("name", "")),
    Operation.TOKEN_REVOKE: lambda d: _("停用访问令牌 %(name)s", name=d.get("name", "")),
    Operation.TRIAL_START: lambda d: _("试运行草稿：%(process)s", process=d.get("process", "")),
    Operation.REFUSED: lambda d: _("被拒绝：%(message)s", message=d.get("message", "")),
}
