"""迁移: running instances carried over to another version, previewed, with progress, and put back."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from app.identity.permissions import Permission
from app.runtime import migration as service
from app.runtime.migration import Wanted
from app.web.language import gettext as _
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.migrated import carried_page, migration_page
from app.web.views.migrating import migrations_page, new_page, terms_from
from app.worker import summons

bp = Blueprint("migrations", __name__, url_prefix="/migrations")
MAY = Permission.PROCESS_INSTANCE_MIGRATE
PLACE = "drafts"


@bp.get("")
@requires(MAY)
def index() -> str:
    """Where instances run, and which migrations there were."""
    with database().reading(actor()) as ctx:
        page = migrations_page(ctx)
    return render_template("migrations.html", shell=shell(PLACE), page=page)


@bp.get("/new")
@requires(MAY)
def new() -> str:
    """What would happen; without a process and a version to come from, where one could come from."""
    given = request.args
    with database().reading(actor()) as ctx:
        if not (given.get("process") and given.get("from")):
            page = migrations_page(ctx, given.get("to", ""))
            return render_template("migrations.html", shell=shell(PLACE), page=page)
        wanted = Wanted(given["process"], given["from"], given.get("to", ""), terms_from(given))
        preview = new_page(ctx, wanted, given.get("of", ""))
        return render_template("migration_new.html", shell=shell(PLACE), page=preview)


@bp.post("")
@requires(MAY)
def start() -> Response:
    """Begin."""
    given = request.form
    wanted = Wanted(given.get("process", ""), given.get("from", ""), given.get("to", ""), terms_from(given))
    with database().transaction(actor()) as ctx:
        made = service.start(ctx, wanted, given.getlist("instance"), given.get("reason", ""))
        there = made.id
    return _to(there)


@bp.get("/<migration_id>")
@requires(MAY)
def migration(migration_id: str) -> str:
    """How far it is."""
    with database().reading(actor()) as ctx:
        page = migration_page(ctx, migration_id)
    if request.headers.get("HX-Request"):
        return render_template("_migration_progress.html", shell=shell(PLACE), page=page)
    return render_template("migration.html", shell=shell(PLACE), page=page)


@bp.get("/<migration_id>/instances/<instance_id>")
@requires(MAY)
def carried(migration_id: str, instance_id: str) -> str:
    """One instance before and after."""
    with database().reading(actor()) as ctx:
        page = carried_page(ctx, migration_id, instance_id)
    return render_template("migration_instance.html", shell=shell(PLACE), page=page)


@bp.post("/<migration_id>/pause")
@requires(MAY)
def pause(migration_id: str) -> Response:
    """Halt it."""
    with database().transaction(actor()) as ctx:
        summons.migration_paused(ctx, service.pause(ctx, migration_id))
    flash(_("已暂停。已经迁移的不受影响。"))
    return _to(migration_id)


@bp.post("/<migration_id>/resume")
@requires(MAY)
def resume(migration_id: str) -> Response:
    """Let it go on."""
    with database().transaction(actor()) as ctx:
        service.resume(ctx, migration_id)
    flash(_("继续迁移"))
    return _to(migration_id)


@bp.post("/<migration_id>/revert")
@requires(MAY)
def revert(migration_id: str) -> Response:
    """Put one instance back, or all that can be."""
    given = request.form
    with database().transaction(actor()) as ctx:
        service.revert(ctx, migration_id, given.getlist("instance"), given.get("reason", ""))
    flash(_("正在退回"))
    return _to(migration_id)


def _to(migration_id: str) -> Response:
    return redirect(url_for("migrations.migration", migration_id=migration_id))  # type: ignore[return-value]
