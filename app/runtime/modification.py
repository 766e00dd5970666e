"""Changing one instance beside its diagram: one person proposes, another approves or refuses."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from app.core.errors import Conflict, NotFound
from app.core.ids import new_id
from app.db.context import Context
from app.engine.errors import EngineError, ModificationRefused
from app.engine.instance import Instance
from app.engine.marking import Place, marking
from app.engine.modification.acts import Act, SetValue
from app.engine.modification.items import Fan, fans
from app.engine.modification.modify import modify
from app.engine.step import InstanceStatus, Step
from app.history.log import record
from app.history.operations import Operation
from app.history.personal import seal
from app.runtime.acts import acts_from, acts_to
from app.runtime.change_models import Modification
from app.runtime.errors import InstanceEnded, InstanceMoved, ReasonNeeded
from app.runtime.instances import EMERGENCY, emergency_of, note_emergency
from app.runtime.step import Cause, advance, hold, look

PROPOSED, DONE, REFUSED = "proposed", "done", "refused"
SHORTEST_REASON = 4


class ModificationNotFound(NotFound):
    """没有这项改动，或已经有人处理过了。"""

    code = "modification-not-found"


class SamePerson(Conflict):
    """改动要由另一个人批准：提出的人自己不能批准。"""

    code = "same-person"


@dataclass(frozen=True, slots=True)
class Effect:
    """What acts would do: where tokens stand before and after, and the step that would follow.

    `fans` are the multi-instance activities as they run before.
    """

    before: tuple[Place, ...]
    after: tuple[Place, ...]
    step: Step
    fans: tuple[Fan, ...]


def try_out(ctx: Context, instance_id: str, acts: Sequence[Act]) -> Effect:
    """Do the acts to a copy made of the rows. No connector works. Raises `ModificationRefused`."""
    info, copy = look(ctx, instance_id)
    if info.status != InstanceStatus.ACTIVE:
        raise InstanceEnded(status=info.status, instance_id=info.id)
    before, among = copy.look(marking), copy.look(fans)
    with _refusing():
        modify(copy, acts, ctx.now())
    return Effect(before, copy.look(marking), copy.take(), among)


def propose(ctx: Context, instance_id: str, acts: Sequence[Act], reason: str) -> Modification:
    """Keep a proposal that would go through as things stand. Raises `ModificationRefused`, `ReasonNeeded`."""
    told = _reason(reason)
    info = hold(ctx, instance_id)
    effect = try_out(ctx, instance_id, acts)
    made = Modification(
        id=new_id(),
        jurisdiction=info.jurisdiction,
        instance_id=info.id,
        deployment_id=info.deployed.id,
        status=PROPOSED,
        version=info.version,
        acts=acts_to(acts, effect.fans),
        reason=told,
        proposed_at=ctx.now(),
        proposed_by=ctx.actor.id,
        proposed_by_name=ctx.actor.name,
        decision_note="",
        before=told_of(effect.before),
        after=told_of(effect.after),
    )
    ctx.session.add(made)
    ctx.session.flush()
    _record(ctx, Operation.INSTANCE_MODIFY_PROPOSE, made, told)
    return made


def approve(ctx: Context, modification_id: str, version: int) -> Modification:
    """Do what another has proposed. `version` is that of the instance whose effect the approver has seen.

    Raises `SamePerson`, `InstanceMoved` when the instance has moved on since, `ModificationRefused`.
    """
    made = _held(ctx, modification_id)
    if made.proposed_by == ctx.actor.id:
        raise SamePerson(instance_id=made.instance_id)
    if hold(ctx, made.instance_id).version != version:
        raise InstanceMoved(instance_id=made.instance_id)
    _decide(ctx, made, DONE, "")
    with _refusing():
        advance(ctx, made.instance_id, lambda live: _act(ctx, live, made))
    return made


def refuse(ctx: Context, modification_id: str, note: str) -> Modification:
    """Refuse a proposal, or take back one's own."""
    made = _held(ctx, modification_id)
    told = _reason(note)
    _decide(ctx, made, REFUSED, told)
    _record(ctx, Operation.INSTANCE_MODIFY_REFUSE, made, told)
    return made


def find_modification(ctx: Context, modification_id: str) -> Modification:
    """A modification; one of another jurisdiction does not exist."""
    found = ctx.session.get(Modification, modification_id)
    if found is None or ctx.actor.jurisdiction not in {None, found.jurisdiction}:
        raise ModificationNotFound
    return found


def modifications_of(ctx: Context, instance_id: str) -> list[Modification]:
    """Those of an instance, newest first."""
    m = Modification
    query = select(m).where(m.instance_id == instance_id).order_by(m.proposed_at.desc(), m.id)
    return list(ctx.session.scalars(query))


def told_of(places: Sequence[Place]) -> list[dict[str, Any]]:
    """A marking as it is kept."""
    return [asdict(place) for place in places]


@contextmanager
def _refusing() -> Iterator[None]:
    """What the engine or a connector cannot do is a refusal here: nothing has stopped that ran before."""
    try:
        yield
    except EngineError as error:
        raise ModificationRefused(error.message, error.element) from error


def _held(ctx: Context, modification_id: str) -> Modification:
    """The proposal as it stands once its instance is this transaction's to move."""
    made = find_modification(ctx, modification_id)
    hold(ctx, made.instance_id)
    ctx.session.refresh(made)
    if made.status != PROPOSED:
        raise ModificationNotFound
    return made


def _act(ctx: Context, live: Instance, made: Modification) -> Cause:
    acts = acts_from(made.acts)
    made.before = told_of(live.look(marking))
    modify(live, acts, ctx.now())
    made.after = told_of(live.look(marking))
    for act in acts:
        if isinstance(act, SetValue) and act.name == EMERGENCY:
            note_emergency(ctx, live, made.instance_id, emergency_of({EMERGENCY: act.value}))
    ctx.session.flush()
    return Cause(Operation.INSTANCE_MODIFY, made.id, _details(ctx, made, made.reason))


def _decide(ctx: Context, made: Modification, status: str, note: str) -> None:
    made.status, made.decision_note, made.decided_at = status, note, ctx.now()
    made.decided_by, made.decided_by_name = ctx.actor.id, ctx.actor.name


def _record(ctx: Context, operation: Operation, made: Modification, reason: str) -> None:
    details = _details(ctx, made, reason)
    record(ctx, operation, made.id, details, instance_id=made.instance_id, jurisdiction=made.jurisdiction)


def _details(ctx: Context, made: Modification, reason: str) -> dict[str, Any]:
    return {
        "reason": reason,
        "proposed_by": made.proposed_by_name,
        "acts": [_sealed(ctx, act) for act in made.acts],
        "before": [_place(place) for place in made.before],
        "after": [_place(place) for place in made.after],
    }


def _sealed(ctx: Context, act: Mapping[str, Any]) -> dict[str, Any]:
    """Values may be personal: nobody has declared them."""
    told = {name: act[name] for name in ("act", "key", "to", "name") if name in act}
    values = {name: act[name] for name in ("value", "values") if act.get(name)}
    return told | {name: seal(ctx, value) for name, value in values.items()}


def _place(place: Mapping[str, Any]) -> str:
    return f"{place['element']} {place['key']}"


def _reason(text: str) -> str:
    told = text.strip()[:500]
    if len(told) < SHORTEST_REASON:
        raise ReasonNeeded
    return told
