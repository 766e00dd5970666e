"""What stands in the way of a migration, or is different afterwards, in words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.engine.migration.plan import Hint, Obstacle
from app.web.language import gettext as _

Told = Mapping[str, Any]
"""A finding as it is kept: code, process, element, name, other."""


def words_of(findings: Iterable[Told]) -> tuple[str, ...]:
    """A line for each."""
    return tuple(_WORDS[found["code"]](_named(found), found) for found in findings)


def blocks(found: Told) -> bool:
    """Whether it stands in the way."""
    return found["code"] in set(Obstacle)


def gone(found: Told) -> bool:
    """Whether choosing another element would help."""
    return found["code"] in {Obstacle.ELEMENT_GONE, Obstacle.ELEMENT_MOVED, Obstacle.KIND_CHANGED}


def _named(found: Told) -> str:
    return str(found["name"] or found["element"] or found["process"])


_WORDS: Mapping[str, Callable[[str, Told], str]] = {
    Obstacle.PROCESS_GONE: lambda name, _f: _("新版没有流程“%(name)s”，或它不能执行", name=name),
    Obstacle.ELEMENT_GONE: lambda name, _f: _(
        "正在“%(name)s”，新版没有这个环节：请指定去哪个环节", name=name
    ),
    Obstacle.ELEMENT_MOVED: lambda name, _f: _("正在“%(name)s”，新版把它移到了另一个子流程里", name=name),
    Obstacle.KIND_CHANGED: lambda name, _f: _("正在“%(name)s”，新版里它成了另一种环节", name=name),
    Obstacle.LOOP_CHANGED: lambda name, _f: _(
        "“%(name)s”正在逐项办理，新版加上、去掉或改了它的多实例", name=name
    ),
    Obstacle.RACE_CHANGED: lambda name, _f: _("正在等“%(name)s”，新版改了它前面的事件网关", name=name),
    Obstacle.JOIN_FLOW_GONE: lambda name, _f: _("已经到了汇合“%(name)s”，新版没有它来的那条路", name=name),
    Obstacle.JOIN_STARVED: lambda name, _f: _(
        "汇合“%(name)s”会一直等下去：按新版有的路上不会有人来，或会多来一个", name=name
    ),
    Hint.MAPPED: lambda name, f: _("“%(name)s”改在“%(other)s”接着办", name=name, other=f["other"]),
    Hint.TIMER_KEPT: lambda name, _f: _("计时“%(name)s”新版不同，仍按原来定的时刻", name=name),
    Hint.TIMER_REARMED: lambda name, _f: _("计时“%(name)s”按新版从现在起重新计", name=name),
    Hint.EVENT_ARMED: lambda name, _f: _("新版多了“%(name)s”，从现在起等它", name=name),
    Hint.EVENT_DISARMED: lambda name, _f: _("新版没有“%(name)s”，不再等它", name=name),
    Hint.MESSAGE_CHANGED: lambda name, f: _("“%(name)s”改等消息“%(other)s”", name=name, other=f["other"]),
    Hint.TOPIC_KEPT: lambda name, _f: _("“%(name)s”已交出去的工作照旧做完，下一次才按新版", name=name),
    Hint.DATA_GONE: lambda name, _f: _("新版没有数据“%(name)s”，已填的读不到了", name=name),
    Hint.DOER_UNKNOWN: lambda name, f: _(
        "“%(name)s”不许由“%(other)s”的经办人办，旧版没有“%(other)s”，以前谁办的认不出来",
        name=name,
        other=f["other"],
    ),
    Hint.ITEM_RENAMED: lambda name, _f: _("“%(name)s”已经打开的各项仍用原来的变量名", name=name),
}
