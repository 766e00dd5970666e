"""What waits for a second person: proposed changes of instances, and drafts under review. Never one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    Subquery,
    cast,
    exists,
    false,
    literal,
    select,
    true,
    union_all,
)

from app.core.actor import Actor
from app.db.context import Context
from app.engine.step import InstanceStatus
from app.identity.permissions import Permission, may
from app.repository.drafts import DraftStatus
from app.repository.models import Draft, DraftSave
from app.runtime.change_models import Modification
from app.runtime.models import ProcessInstance
from app.runtime.modification import PROPOSED

DECIDING = frozenset({Permission.DEPLOYMENT_CREATE, Permission.PROCESS_INSTANCE_MODIFY})
"""Whoever holds one of these decides what another has prepared."""


class Kind(StrEnum):
    """What is to be decided."""

    DRAFT = "draft"
    MODIFICATION = "modification"


@dataclass(frozen=True, slots=True)
class Review:
    """Something that another asked for at an instant. `place` is the instance that would be modified.

    `number` is the instance's, or that of the version which the draft would become; `reason` is what was given.
    """

    kind: Kind
    id: str
    place: str
    number: str
    title: str
    reason: str
    by: str
    at: datetime
    drill: bool


def decides(actor: Actor) -> bool:
    """Whether anything could wait for the actor."""
    return any(may(actor, permission) for permission in DECIDING)


def waiting(ctx: Context) -> Sequence[Review]:
    """What the actor may decide now, oldest first; one statement however much it is."""
    if not decides(ctx.actor):
        return ()
    rows = ctx.session.execute(_waiting(ctx).order_by("at", "id"))
    return [Review(Kind(row.kind), *row[1:]) for row in rows]


def rows(ctx: Context) -> Subquery:
    """The same as part of another statement, to be counted there."""
    return _waiting(ctx).subquery()


def _waiting(ctx: Context) -> CompoundSelect[Any]:
    return union_all(_modifications(ctx), _drafts(ctx))


def _modifications(ctx: Context) -> Select[Any]:
    m, i = Modification, ProcessInstance
    what: tuple[Any, ...] = (literal(Kind.MODIFICATION.value).label("kind"), m.id, m.instance_id)
    told = (i.number, i.title, m.reason, m.proposed_by_name, m.proposed_at.label("at"), i.drill)
    return (
        select(*what, *told)
        .join(i, i.id == m.instance_id)
        .where(
            _may(ctx, Permission.PROCESS_INSTANCE_MODIFY),
            m.jurisdiction == ctx.actor.jurisdiction,
            m.status == PROPOSED,
            m.proposed_by != ctx.actor.id,
            i.status == InstanceStatus.ACTIVE.value,
        )
    )


def _drafts(ctx: Context) -> Select[Any]:
    d, s = Draft, DraftSave
    what: tuple[Any, ...] = (literal(Kind.DRAFT.value), d.id, literal(""))
    told = (cast(d.number, String), literal(""), d.title, d.submitted_by_name, d.submitted_at, false())
    return select(*what, *told).where(
        _may(ctx, Permission.DEPLOYMENT_CREATE),
        d.jurisdiction == ctx.actor.jurisdiction,
        d.status == DraftStatus.REVIEW.value,
        d.submitted_by != ctx.actor.id,
        ~exists().where(s.draft_id == d.id, s.by == ctx.actor.id),
    )


def _may(ctx: Context, permission: Permission) -> ColumnElement[bool]:
    return true() if may(ctx.actor, permission) else false()
