"""The pages of modifications: putting one together, and what is proposed or was done."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import url_for

from app.core.errors import DomainError
from app.db.context import Context
from app.engine.lint.names import chinese
from app.engine.marking import Place, Waits, marking
from app.engine.modification.acts import Act
from app.engine.modification.items import fans
from app.engine.step import OpenedTask
from app.history import trace
from app.repository.deployments import Deployed, Programs
from app.runtime.acts import acts_from, acts_to, value_from, values_from
from app.runtime.change_models import Modification
from app.runtime.connectors import InstanceInfo
from app.runtime.modification import (
    DONE,
    PROPOSED,
    REFUSED,
    Effect,
    ModificationNotFound,
    find_modification,
    try_out,
)
from app.runtime.step import find, look
from app.tasks.forms import form_of
from app.web.asked import whole
from app.web.language import gettext as _
from app.web.pages import Crumb, Fact, Link, Mark, Note, Tone
from app.web.pages.changes import Choice, ModificationPage, ModifyPage, Pair
from app.web.refusals import said
from app.web.views.acts import items, lines, samples
from app.web.views.common import local
from app.web.views.marked import counted, kept, pairs, picture

_BEGINNING = (
    "Task",
    "task",
    "Activity",
    "ubProcess",
    "transaction",
    "Gateway",
    "EndEvent",
    "endEvent",
    "CatchEvent",
)

_WHICH = {"repeat-item": "item", "withdraw": "item", "add-item": "fan"}
"""The list of the form that tells the token of an act, where it is not that of all tokens."""


def states() -> Mapping[str, tuple[Mark, str]]:
    """How a proposal stands."""
    return {
        PROPOSED: (Mark.DUE, _("等另一个人批准")),
        DONE: (Mark.DONE, _("已批准，已改动")),
        REFUSED: (Mark.RETURNED, _("没有同意")),
    }


def modify_page(
    ctx: Context,
    instance_id: str,
    acts: Sequence[Act],
    stopped: DomainError | None = None,
    typed: Mapping[str, str] | None = None,
) -> ModifyPage:
    """The diagram with its tokens, the acts chosen so far, and what they would do; `typed` is what could be no act."""
    info, copy = look(ctx, instance_id)
    places, among = copy.look(marking), copy.look(fans)
    effect, refused = _tried(ctx, info, acts) if acts else (None, None)
    shown = kept(places)
    return ModifyPage(
        title=_("改动走向：%(title)s", title=info.title),
        crumbs=_crumbs(info, Crumb(text=_("改动走向"))),
        subtitle=_("图外的改动：先提出，另一个人批准后才生效，前后都记录在案。"),
        diagram=picture(info.deployed, info.process, shown, trace.of_instance(ctx, info.id)),
        tokens=tuple(_token(place) for place in sorted(places, key=lambda p: p.waits is Waits.INSIDE)),
        targets=tuple(_targets(info, places)),
        acts=json.dumps(acts_to(acts), ensure_ascii=False),
        lines=tuple(lines(info.deployed, acts_to(acts, among), shown)),
        effect=_effect(info, effect) if effect else (),
        pairs=_pairs(ctx, info, effect) if effect else (),
        url=url_for("modifications.modify", instance_id=info.id),
        propose_url=url_for("modifications.propose", instance_id=info.id),
        forms=tuple(_forms(ctx, info, copy.open_tasks())),
        fans=tuple(Choice(value=str(fan.key), text=fan.name, element=fan.element) for fan in among),
        items=tuple(items(info.deployed, among)),
        samples=tuple(samples(among)),
        stopped=_stopped(stopped or refused),
        typed=typed or {},
        drill=info.drill,
    )


def modification_page(ctx: Context, instance_id: str, modification_id: str) -> ModificationPage:
    """A proposal with what it would do now, or what was done."""
    made = find_modification(ctx, modification_id)
    if made.instance_id != instance_id:
        raise ModificationNotFound
    info = find(ctx, instance_id)
    open_now = made.status == PROPOSED
    effect, refused = _tried(ctx, info, acts_from(made.acts)) if open_now else (None, None)
    ground = ctx.use(Programs).get(ctx, made.deployment_id)
    own = made.proposed_by == ctx.actor.id
    mark, state = states()[made.status]
    here: dict[str, Any] = {"instance_id": info.id, "modification_id": made.id}
    return ModificationPage(
        title=_("改动走向：%(title)s", title=info.title),
        crumbs=_crumbs(info, Crumb(text=_("改动走向"))),
        mark=mark,
        state=state,
        lines=tuple(lines(ground, made.acts, made.before)),
        facts=tuple(_facts(made, info)),
        effect=_effect(info, effect) if effect else (),
        pairs=_pairs(ctx, info, effect) if effect else _kept_pairs(ctx, info, made, ground),
        version=info.version,
        approve_url=url_for("modifications.approve", **here) if open_now and not own and effect else "",
        refuse_url=url_for("modifications.refuse", **here) if open_now else "",
        own=own,
        stopped=_stopped(refused),
        drill=info.drill,
    )


def _tried(ctx: Context, info: InstanceInfo, acts: Sequence[Act]) -> tuple[Effect | None, DomainError | None]:
    try:
        return try_out(ctx, info.id, acts), None
    except DomainError as refusal:
        return None, refusal


def _stopped(refusal: DomainError | None) -> Note | None:
    if refusal is None:
        return None
    return Note(tone=Tone.STOP, title=_("这样改不行"), text=said(refusal))


def _effect(info: InstanceInfo, effect: Effect) -> tuple[Fact, ...]:
    """What would be closed, opened, called and sent."""
    step, before = effect.step, {place.key: place for place in effect.before}
    closed = [before[task.key].name for task in step.closed if task.key in before]
    opened = [
        f"{task.name}（{item}）" if (item := _item(info, task.item)) else task.name for task in step.opened
    ]
    said_of = (
        (_("撤下或办结的待办"), closed),
        (_("新开的待办"), opened),
        (_("会调用的服务"), [call.name for call in step.services]),
        (_("会发出的消息"), [message.name for message in step.messages]),
        (_("流程"), [] if effect.after else [_("就此办结")]),
    )
    return tuple(Fact(label=label, value=counted(names)) for label, names in said_of if names)


def _item(info: InstanceInfo, item: Any) -> str:
    """What a step of many is about: a force or whatever else has a name, a group by its name."""
    found = item.get("name") or item.get("id") if isinstance(item, Mapping) else item
    return "" if found is None else info.deployed.bundle.manifest.group_name(str(found))


def _pairs(ctx: Context, info: InstanceInfo, effect: Effect) -> tuple[Pair, ...]:
    events = trace.of_instance(ctx, info.id)
    markings = kept(effect.before), kept(effect.after)
    return pairs(info.process, (info.deployed, info.deployed), markings, events)


def _kept_pairs(ctx: Context, info: InstanceInfo, made: Modification, ground: Deployed) -> tuple[Pair, ...]:
    events = [
        event for event in trace.of_instance(ctx, info.id) if event.at < (made.decided_at or made.proposed_at)
    ]
    return pairs(info.process, (ground, ground), (made.before, made.after), events)


def _facts(made: Modification, info: InstanceInfo) -> Iterable[Fact]:
    href = url_for("emergencies.instance", instance_id=info.id)
    yield Fact(label=_("流程"), value="", link=Link(text=info.number, href=href))
    yield Fact(label=_("理由"), value=made.reason)
    proposed = local(made.proposed_at).strftime("%Y-%m-%d %H:%M:%S")
    yield Fact(label=_("提出"), value=f"{made.proposed_by_name}，{proposed}")
    if made.decided_at is not None:
        decided = local(made.decided_at).strftime("%Y-%m-%d %H:%M:%S")
        label = _("批准") if made.status == DONE else _("没有同意")
        yield Fact(label=label, value=f"{made.decided_by_name}，{decided}", note=made.decision_note)


def _crumbs(info: InstanceInfo, *more: Crumb) -> tuple[Crumb, ...]:
    href = url_for("emergencies.instance", instance_id=info.id)
    return (
        Crumb(text=_("突发事件"), href=url_for("emergencies.index")),
        Crumb(text=info.number, href=href),
        *more,
    )


def _token(place: Place) -> Choice:
    waits = {
        Waits.PERSON: _("等人办"),
        Waits.CONNECTOR: _("等服务"),
        Waits.EVENT: _("等事件"),
        Waits.JOIN: _("等汇合"),
        Waits.INSIDE: _("里面在办"),
    }
    item = f"（{place.item}）" if place.item else ""
    return Choice(
        value=str(place.key), text=f"{place.name}{item} · {waits[place.waits]}", element=place.element
    )


def _forms(ctx: Context, info: InstanceInfo, tasks: Iterable[OpenedTask]) -> Iterable[Fact]:
    """What the form of each open step would give, so that skipping can say it."""
    for name, key in dict.fromkeys((task.name, task.form_key) for task in tasks):
        form = form_of(ctx, info.deployed, key)
        asked = form.bound.items() if form is not None else ()
        named = [_asked(".".join(map(str, path)), bound.component.label) for path, bound in asked]
        if named:
            yield Fact(label=name, value="、".join(named))


def _asked(path: str, label: str | None) -> str:
    return f"{path}（{label}）" if label else path


def _targets(info: InstanceInfo, places: Iterable[Place]) -> Iterable[Choice]:
    """Where one may begin, in the processes in which tokens stand; what has no name comes last, by its type."""
    for process in dict.fromkeys(place.process for place in places):
        elements = info.deployed.program.processes[process].elements.values()
        for element in sorted(elements, key=lambda one: not one.name):
            if element.type.endswith(_BEGINNING):
                text = element.name or f"{_(chinese(element.type))} {element.id}"
                yield Choice(value=element.id, text=text, element=element.id)


def new_acts(given: Mapping[str, str]) -> tuple[Act, ...]:
    """The act that the form names; none when it does not say for which token. Raises `ModificationRefused`."""
    typed = {name: given.get(name, "").strip() for name in ("act", "to", "name")}
    key = whole(given.get(_WHICH.get(typed["act"], "key"), ""), -1)
    if key < 0:
        return ()
    values = values_from(given.get("values", "")) if typed["act"] == "skip" else {}
    return acts_from([{**typed, "key": key, "values": values, "value": value_from(given.get("value", ""))}])
