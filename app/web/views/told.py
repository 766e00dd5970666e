"""The log in words for people: one entry as an act, a mark, a quotation and what changed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.history.operations import Operation
from app.history.queries import Logged
from app.web.language import gettext as _
from app.web.pages import Change, Mark, TimelineEntry
from app.web.views.common import local

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
        Operation.PAPER_ISSUE,
        Operation.REMINDER_SEND,
        Operation.INCIDENT_RAISE,
        Operation.INCIDENT_RETRY,
        Operation.REFUSED,
    }
)


def act_of(entry: Logged) -> str:
    """What was done, as a sentence without its subject."""
    say = _ACTS.get(entry.operation)
    return say(entry.details) if say else entry.operation.value


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
    return "；".join(str(change["after"]) for change in found if change.get("after"))


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


def shown(value: Any) -> str:
    """A value as a page shows it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Mapping):
        return (
            _("（个人信息）")
            if "personal" in value
            else "，".join(f"{k} {shown(v)}" for k, v in value.items())
        )
    if isinstance(value, list):
        return "；".join(map(shown, value)) or "—"
    return str(value)


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


_ACTS: Mapping[Operation, Callable[[Mapping[str, Any]], str]] = {
    Operation.INSTANCE_START: lambda d: _("启动 %(title)s", title=d.get("title", "")),
    Operation.INSTANCE_CANCEL: lambda d: _("终止：%(reason)s", reason=d.get("reason", "")),
    Operation.INSTANCE_MESSAGE: lambda d: _("送达消息 %(message)s", message=d.get("message", "")),
    Operation.INSTANCE_TIMER: lambda d: _("到时触发"),
    Operation.INSTANCE_JOB: lambda d: _("作业完成"),
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
    Operation.REMINDER_SEND: _reminded,
    Operation.INCIDENT_RAISE: lambda d: _("异常 %(message)s", message=d.get("message", "")),
    Operation.INCIDENT_RETRY: lambda d: _("重试异常"),
    Operation.REFUSED: lambda d: _("被拒绝：%(message)s", message=d.get("message", "")),
}
