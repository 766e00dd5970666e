"""改动走向: one person proposes how an instance is to go on, another approves it."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, flash, json, redirect, render_template, request, url_for

from app.core.errors import DomainError
from app.engine.errors import ModificationRefused
from app.engine.modification.acts import Act
from app.identity.permissions import Permission
from app.runtime import modification as service
from app.runtime.acts import acts_from
from app.web.asked import whole
from app.web.language import gettext as _
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.modifying import modification_page, modify_page, new_acts
from app.worker import summons

bp = Blueprint("modifications", __name__, url_prefix="/emergencies")
MAY = Permission.PROCESS_INSTANCE_MODIFY
PLACE = "emergencies"


@bp.get("/<instance_id>/modify")
@requires(MAY)
def modify(instance_id: str) -> str:
    """Begin to put a modification together."""
    return _builder(instance_id, ())


@bp.post("/<instance_id>/modify")
@requires(MAY)
def build(instance_id: str) -> str:
    """The same with one more act, or without one; nothing is kept yet."""
    acts = list(_chosen())
    try:
        acts += new_acts(request.form)
    except ModificationRefused as refusal:
        return _builder(instance_id, acts, refusal)
    drop = request.form.get("drop", "")
    if (place := whole(drop, len(acts))) < len(acts):
        del acts[place]
    return _builder(instance_id, acts)


@bp.post("/<instance_id>/modifications")
@requires(MAY)
def propose(instance_id: str) -> Response:
    """Propose it."""
    with database().transaction(actor()) as ctx:
        made = service.propose(ctx, instance_id, _chosen(), request.form.get("reason", ""))
        summons.modification_proposed(ctx, made)
        there = made.id
    flash(_("已提出，等另一个人批准"))
    return _to(instance_id, there)


@bp.get("/<instance_id>/modifications/<modification_id>")
@requires(MAY)
def modification(instance_id: str, modification_id: str) -> str:
    """A proposal, or what became of it."""
    with database().reading(actor()) as ctx:
        page = modification_page(ctx, instance_id, modification_id)
    return render_template("modification.html", shell=shell(PLACE, drill=page.drill), page=page)


@bp.post("/<instance_id>/modifications/<modification_id>/approve")
@requires(MAY)
def approve(instance_id: str, modification_id: str) -> Response:
    """Let it be done."""
    version = request.form.get("version", "")
    with database().transaction(actor()) as ctx:
        made = service.approve(ctx, modification_id, whole(version, -1))
        summons.modification_decided(ctx, made)
    flash(_("已批准，流程已经改动"))
    return _to(instance_id, modification_id)


@bp.post("/<instance_id>/modifications/<modification_id>/refuse")
@requires(MAY)
def refuse(instance_id: str, modification_id: str) -> Response:
    """Refuse it, or take one's own back."""
    with database().transaction(actor()) as ctx:
        made = service.refuse(ctx, modification_id, request.form.get("reason", ""))
        summons.modification_decided(ctx, made)
    flash(_("已记下，流程没有改动"))
    return _to(instance_id, modification_id)


def _builder(instance_id: str, acts: Sequence[Act], stopped: DomainError | None = None) -> str:
    typed = request.form if stopped else None
    with database().reading(actor()) as ctx:
        page = modify_page(ctx, instance_id, acts, stopped, typed)
    return render_template("modify.html", shell=shell(PLACE, drill=page.drill), page=page)


def _chosen() -> tuple[Act, ...]:
    try:
        told: Any = json.loads(request.form.get("acts") or "[]")
    except ValueError:
        told = None
    return acts_from(told)


def _to(instance_id: str, modification_id: str) -> Response:
    there = url_for("modifications.modification", instance_id=instance_id, modification_id=modification_id)
    return redirect(there)  # type: ignore[return-value]
