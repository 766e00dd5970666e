"""The acts of a modification as JSON: how they are kept, and how they come from a page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.core.errors import DomainError
from app.core.texts import Text
from app.engine.errors import ModificationRefused
from app.engine.modification.acts import Act, AddItem, Move, Repeat, RepeatItem, SetValue, Skip, Withdraw
from app.engine.modification.items import Fan, Item
from app.engine.values import NotStorable, plain
from app.feel import parse

LONGEST = 128
MOST_TEXT = 10_000
_NOWHERE = Text("请选从哪个环节接着办")
MOST_KEYS = 2**31
"""Tokens of one instance; a greater number fits no column of the database."""


def acts_from(told: Any) -> tuple[Act, ...]:
    """The acts that a JSON list names. Raises `ModificationRefused` when it is none of acts."""
    if not isinstance(told, list):
        raise ModificationRefused(Text("没有说明要做什么"))
    return tuple(_act(one) for one in told)


def acts_to(acts: Sequence[Act], fans: Sequence[Fan] = ()) -> list[dict[str, Any]]:
    """The same list. What an item is called is kept with it: one that is done stands in no marking."""
    items = {item.key: (fan, item) for fan in fans for item in fan.items}
    return [_told(act) | _about(items.get(act.key)) for act in acts]


def _about(found: tuple[Fan, Item] | None) -> dict[str, Any]:
    if found is None:
        return {}
    fan, item = found
    return {"of": fan.name, "item": item.name or str(item.number)}


def value_from(text: str) -> Any:
    """What a person typed as a value: a FEEL literal (number, "text", true, list, context), else the text itself."""
    text = text.strip()[:MOST_TEXT]
    try:
        expression = parse(text)
        return text if expression.names else plain(expression({}))
    except (DomainError, NotStorable):
        return text


def values_from(text: str) -> dict[str, Any]:
    """Lines `name = value`; `a.b` is an entry of the context `a`. Raises `ModificationRefused` for any other line."""
    found: dict[str, Any] = {}
    for line in text[:MOST_TEXT].splitlines():
        if line.strip():
            name, value = _line(line)
            _put(found, name.split("."), value)
    return found


def _put(found: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        inner = found.setdefault(name, {})
        if not isinstance(inner, dict):
            raise ModificationRefused(Text("“{name}”一行是值，一行又有下级", name=name))
        found = inner
    found[path[-1]] = value


def _line(line: str) -> tuple[str, Any]:
    name, sign, value = line.partition("=")
    if not sign or not name.strip():
        raise ModificationRefused(Text("“{line}”不是“变量 = 值”", line=line.strip()[:40]))
    return name.strip(), value_from(value)


def _act(told: Any) -> Act:
    if not isinstance(told, dict) or not _is_key(told.get("key")):
        raise ModificationRefused(Text("没有说明是哪一个环节"))
    make = _ACTS.get(str(told.get("act")))
    if make is None:
        raise ModificationRefused(Text("没有这样的改动"))
    return make(told["key"], told)


def _skip(key: int, told: Mapping[str, Any]) -> Skip:
    values = told.get("values", {})
    if not isinstance(values, dict):
        raise ModificationRefused(Text("跳过时的值应当是“变量：值”"))
    return Skip(key, values)


def _is_key(value: Any) -> bool:
    return isinstance(value, int) and 0 <= value < MOST_KEYS


def _text(told: Mapping[str, Any], name: str, missing: str) -> str:
    found = told.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST:
        raise ModificationRefused(missing)
    return found


def _told(act: Act) -> dict[str, Any]:
    match act:
        case Move():
            return {"act": "move", "key": act.key, "to": act.to}
        case Repeat():
            return {"act": "repeat", "key": act.key, "to": act.element}
        case Skip():
            return {"act": "skip", "key": act.key, "values": dict(act.values)}
        case SetValue():
            return {"act": "set", "key": act.key, "name": act.name, "value": act.value}
        case AddItem():
            return {"act": "add-item", "key": act.key, "value": act.item}
        case RepeatItem() | Withdraw():
            return {"act": "repeat-item" if isinstance(act, RepeatItem) else "withdraw", "key": act.key}


_ACTS: Mapping[str, Callable[[int, Mapping[str, Any]], Act]] = {
    "move": lambda key, told: Move(key, _text(told, "to", _NOWHERE)),
    "repeat": lambda key, told: Repeat(key, _text(told, "to", _NOWHERE)),
    "skip": _skip,
    "set": lambda key, told: SetValue(key, _text(told, "name", Text("请写改哪个变量")), told.get("value")),
    "add-item": lambda key, told: AddItem(key, told.get("value")),
    "repeat-item": lambda key, _told: RepeatItem(key),
    "withdraw": lambda key, _told: Withdraw(key),
}
