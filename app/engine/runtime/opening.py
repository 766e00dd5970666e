"""What a user task or connector call shows when it opens."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.engine.errors import EngineError
from app.engine.expressions import MISSING, Feel, Text, list_value, text_value, value_of
from app.engine.schedule import moment
from app.engine.step import OpenedTask, ServiceCall

if TYPE_CHECKING:
    from app.engine.runtime.token import Token

_PRIORITY = 50  # Camunda's default


def opened_task(token: "Token") -> OpenedTask:
    """An open user task; its dates are fixed when it opens, its groups kept where they may change."""
    node = token.task_spec
    who = node.assignment
    return OpenedTask(
        key=token.id,
        process=node.process,
        element=node.element,
        name=node.bpmn_name or node.element,
        lane=node.lane,
        form_key=who.form_key if who.fixed else text_value(who.form_key, token.get),
        assignee=who.assignee if who.fixed else text_value(who.assignee, token.get),
        candidate_groups=who.groups or _groups(token),
        due=_instant(token, "due", who.due),
        follow_up=_instant(token, "followUp", who.follow_up),
        priority=priority_of(token),
        properties=node.ext.properties,
        scope=scope_of(token),
        item=item_of(token),
    )


def groups_of(token: "Token") -> tuple[str, ...]:
    """The candidate groups as they evaluate now."""
    return list_value(token.task_spec.assignment.candidate_groups, token.get)


def priority_of(token: "Token") -> int:
    """Camunda's priority (50 where none is given), raised by each tick that found the task still open."""
    raised = int(token.internal_data.get("raised", 0))
    who = token.task_spec.assignment
    text = None if who.fixed else text_value(who.priority, token.get)
    if text is None:
        return _PRIORITY + raised
    try:
        return round(float(text)) + raised
    except ValueError as error:
        raise EngineError(token.task_spec.element, f"优先级“{text}”不是数") from error


def call_of(token: "Token") -> ServiceCall:
    """What a connector is to do."""
    node = token.task_spec
    return ServiceCall(
        key=token.id,
        process=node.process,
        element=node.element,
        name=node.bpmn_name or node.element,
        topic=text_value(node.topic, token.get) or "",
        inputs={name: value_of(text, token.get) for name, text in node.ext.parameters.items()},
        properties=node.ext.properties,
        result_variable=node.ext.attributes.get("resultVariable"),
        scope=scope_of(token),
    )


def scope_of(token: "Token") -> tuple[int, ...]:
    """The keys of the enclosing sub-processes and call activities, outermost first."""
    keys: list[int] = []
    owner = token.workflow.owner
    while owner is not None:
        keys.append(owner.id)
        owner = owner.workflow.owner
    return tuple(reversed(keys))


def item_of(token: "Token") -> Any:
    """What the nearest enclosing multi-instance is about, as the variable of that name says here and now."""
    found: Token | None = token
    while found is not None:
        name = found.parent.task_spec.item if found.task_spec.repeated and found.parent is not None else None
        if name:
            here = token.read(name)
            return found.read(name) if here is MISSING else here
        found = found.workflow.owner
    return None


def _groups(token: "Token") -> tuple[str, ...]:
    if not isinstance(token.task_spec.assignment.candidate_groups, Feel):
        return ()
    if "groups" not in token.internal_data:
        token.remember(groups=list(groups_of(token)))
    return tuple(token.internal_data["groups"])


def _instant(token: "Token", fact: str, text: Text) -> datetime | None:
    if text is None:
        return None
    if fact not in token.internal_data:
        found = text_value(text, token.get)
        token.remember(
            **{fact: moment(found, token.workflow.top_workflow.now).isoformat() if found else None}
        )
    kept = token.internal_data[fact]
    return datetime.fromisoformat(kept) if kept else None
