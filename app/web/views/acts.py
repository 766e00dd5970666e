"""The acts of a modification in words, and the items of what is done for many."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.engine.elements import ProcessInfo
from app.engine.modification.items import Fan
from app.repository.deployments import Deployed
from app.web.language import gettext as _
from app.web.pages import Fact
from app.web.pages.changes import ActLine, Choice
from app.web.views import told


def lines(
    ground: Deployed, acts: Iterable[Mapping[str, Any]], shown: Sequence[Mapping[str, Any]]
) -> Iterable[ActLine]:
    """Acts in words; `shown` is the marking that their keys are of."""
    places = {place["key"]: place for place in shown}
    for act in acts:
        place = places.get(act["key"], {})
        process = ground.program.processes.get(str(place.get("process", "")))
        text = _said(act["act"], _name(ground, act, str(place.get("name", ""))), _aim(act, process))
        yield ActLine(text=text, note=_note(act))


def items(ground: Deployed, among: Iterable[Fan]) -> Iterable[Choice]:
    """Each item may be begun anew or, as long as it is being done, taken out."""
    for fan in among:
        for item in fan.items:
            called = ground.bundle.manifest.group_name(item.name or str(item.number))
            state = _("已办") if item.done else _("在办")
            yield Choice(value=str(item.key), text=f"{fan.name}（{called}） · {state}", element=fan.element)


def samples(among: Iterable[Fan]) -> Iterable[Fact]:
    """How an item of each looks, so that another can be written like it."""
    for fan in among:
        if fan.sample is not None:
            yield Fact(label=fan.name, value=json.dumps(fan.sample, ensure_ascii=False))


def _said(act: str, name: str, to: str) -> str:
    words = {
        "move": _("移动：“%(name)s”结束，从“%(to)s”接着办", name=name, to=to),
        "repeat": _("重复：再办一次“%(to)s”，现在的照办", to=to),
        "skip": _("跳过：“%(name)s”算已办", name=name),
        "set": _("改值：%(name)s", name=to),
        "add-item": _("增办：“%(name)s”多办一项", name=name),
        "repeat-item": _("重办：“%(name)s”从头再办，原来的结果不算", name=name),
        "withdraw": _("撤下：“%(name)s”不办了，不算已办", name=name),
    }
    return words[act]


def _name(ground: Deployed, act: Mapping[str, Any], name: str) -> str:
    """The step, with the item it is about if that was one of many."""
    if "item" not in act:
        return name
    return f"{act['of']}（{ground.bundle.manifest.group_name(act['item'])}）"


def _aim(act: Mapping[str, Any], process: ProcessInfo | None) -> str:
    """The step that an act leads to, or the variable that it sets."""
    aim = str(act.get("to", act.get("name", "")))
    element = process.elements.get(aim) if process and "to" in act else None
    return (element.name or element.id) if element else aim


def _note(act: Mapping[str, Any]) -> str:
    values = "，".join(f"{key} = {told.shown(value)}" for key, value in act.get("values", {}).items())
    return told.shown(act["value"]) if "value" in act else values
