"""台账: registers and their entries, imports and exports, and what waits to be filed elsewhere."""

from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for

from app.core.errors import NotFound, Unreadable
from app.db.context import Context
from app.forms import prefill
from app.identity.permissions import Permission
from app.registries import entries, exports, imports, writing
from app.registries.errors import SheetUnreadable
from app.registries.register import Register, register_here
from app.registries.sheets import LARGEST, read_sheet
from app.web.asked import whole
from app.web.language import gettext as _
from app.web.pages import Crumb, FormIsland, StartFormPage
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views import registers as views
from app.web.views.task import island_of
from app.worker import outgoing

bp = Blueprint("registries", __name__, url_prefix="/registries")
TABS = frozenset({"active", "stale", "closed"})


@bp.get("")
@requires(Permission.REGISTRY_READ)
def index() -> str:
    """All registers."""
    with database().reading(actor()) as ctx:
        page = views.registers_page(ctx)
    return render_template("registers.html", shell=shell("registries"), page=page)


@bp.get("/<registry>")
@requires(Permission.REGISTRY_READ)
def register(registry: str) -> str:
    """One register."""
    shown, place = request.args.get("show", "active"), request.args.get("page", "0")
    with database().reading(actor()) as ctx:
        page = views.register_page(
            ctx,
            _register(ctx, registry),
            request.args.get("q", "")[:100],
            shown if shown in TABS else "active",
            whole(place),
        )
    return render_template("register.html", shell=shell("registries"), page=page)


@bp.get("/<registry>/entries/<entry_id>")
@requires(Permission.REGISTRY_READ)
def entry(registry: str, entry_id: str) -> str:
    """One entry with its history."""
    with database().reading(actor()) as ctx:
        found = _register(ctx, registry)
        page = views.entry_page(ctx, found, entries.get(ctx, found, entry_id))
    return render_template("entry.html", shell=shell("registries"), page=page)


@bp.get("/<registry>/add")
@requires(Permission.REGISTRY_WRITE)
def add(registry: str) -> str:
    """The form of a new entry."""
    with database().reading(actor()) as ctx:
        found = _register(ctx, registry)
        writing.require_owner(ctx, found)
        island = _island(ctx, found, {}, url_for("registries.save_new", registry=registry), _("登记"))
    return _form(found, island, _("登记%(title)s", title=found.title))


@bp.post("/<registry>/add")
@requires(Permission.REGISTRY_WRITE)
def save_new(registry: str) -> Response:
    """Add an entry."""
    with database().transaction(actor()) as ctx:
        found = _register(ctx, registry)
        saved = writing.add(ctx, found, _values())
    return _saved(found, saved.id, _("已登记：%(name)s", name=saved.name))


@bp.get("/<registry>/entries/<entry_id>/edit")
@requires(Permission.REGISTRY_WRITE)
def edit(registry: str, entry_id: str) -> str:
    """The form of an entry."""
    with database().reading(actor()) as ctx:
        found = _register(ctx, registry)
        writing.require_owner(ctx, found)
        row = entries.get(ctx, found, entry_id)
        submit = url_for("registries.save", registry=registry, entry_id=entry_id)
        island = _island(ctx, found, row.data, submit, _("保存"), str(row.version))
    return _form(found, island, _("修改：%(name)s", name=row.name))


@bp.post("/<registry>/entries/<entry_id>/edit")
@requires(Permission.REGISTRY_WRITE)
def save(registry: str, entry_id: str) -> Response:
    """Change an entry that the person saw in the version that they send back."""
    values, seen = _values(), str((request.get_json(silent=True) or {}).get("revision"))
    with database().transaction(actor()) as ctx:
        found = _register(ctx, registry)
        row = entries.get(ctx, found, entry_id, hold=True)
        writing.change(ctx, found, row, values, whole(seen, -1))
    return _saved(found, entry_id, _("已保存：%(name)s", name=row.name))


@bp.post("/<registry>/entries/<entry_id>/confirm")
@requires(Permission.REGISTRY_WRITE)
def confirm(registry: str, entry_id: str) -> Response:
    """已核实，无变化."""
    with database().transaction(actor()) as ctx:
        found = _register(ctx, registry)
        writing.confirm(ctx, found, entries.get(ctx, found, entry_id, hold=True))
    flash(_("已核实"))
    return redirect(url_for("registries.entry", registry=registry, entry_id=entry_id))  # type: ignore[return-value]


@bp.post("/<registry>/entries/<entry_id>/close")
@requires(Permission.REGISTRY_WRITE)
def close(registry: str, entry_id: str) -> Response:
    """停用, with its reason."""
    reason = request.form.get("reason", "").strip()
    with database().transaction(actor()) as ctx:
        found = _register(ctx, registry)
        writing.close(ctx, found, entries.get(ctx, found, entry_id, hold=True), reason or _("没有写原因"))
    flash(_("已停用"))
    return redirect(url_for("registries.register", registry=registry))  # type: ignore[return-value]


@bp.get("/<registry>/import")
@requires(Permission.REGISTRY_WRITE)
def upload(registry: str) -> str:
    """The form that takes a sheet."""
    with database().reading(actor()) as ctx:
        found = _register(ctx, registry)
        writing.require_owner(ctx, found)
    return render_template("import.html", shell=shell("registries"), page=views.import_page(found))


@bp.post("/<registry>/import")
@requires(Permission.REGISTRY_WRITE)
def bring_in(registry: str) -> str:
    """Report on a sheet line by line; bring it in when that was asked and it may be."""
    with database().attempt(actor()):
        rows = read_sheet(_sheet())
    act, only_right = request.form.get("act"), request.form.get("only_right") == "on"
    with database().transaction(actor()) as ctx:
        found = _register(ctx, registry)
        planned = imports.plan(ctx, found, rows)
        brought = None
        if act == "import" and (only_right or not planned.wrong):
            brought = imports.carry_out(ctx, found, planned, only_right=only_right)
    page = views.import_page(found, planned, brought)
    return render_template("import.html", shell=shell("registries"), page=page)


@bp.get("/<registry>/import/template.xlsx")
@requires(Permission.REGISTRY_WRITE)
def template(registry: str) -> Response:
    """An empty sheet with the headings."""
    with database().reading(actor()) as ctx:
        data = exports.template(_register(ctx, registry))
    return _file(data, exports.FORMATS["xlsx"], f"{registry}-template.xlsx")


@bp.get("/<registry>/export.<ending>")
@requires(Permission.REGISTRY_READ)
def export(registry: str, ending: str) -> Response:
    """The whole register as a sheet; who took it is in the log."""
    if ending not in exports.FORMATS:
        raise NotFound
    with database().transaction(actor()) as ctx:
        data = exports.export(ctx, _register(ctx, registry), ending)
    return _file(data, exports.FORMATS[ending], f"{registry}.{ending}")


@bp.get("/outgoing/files")
@requires(Permission.REGISTRY_READ)
def outgoing_files() -> str:
    """What waits to be filed by hand."""
    with database().reading(actor()) as ctx:
        page = views.outgoing_page(ctx)
    return render_template("outgoing.html", shell=shell("registries"), page=page)


@bp.get("/outgoing/files/<file_id>.json")
@requires(Permission.REGISTRY_READ)
def outgoing_file(file_id: str) -> Response:
    """One of them; who took it is in the log."""
    with database().transaction(actor()) as ctx:
        data = outgoing.file_of(ctx, outgoing.find(ctx, file_id))
    return _file(data, "application/json", f"{file_id}.json")


@bp.post("/outgoing/files/<file_id>/filed")
@requires(Permission.REGISTRY_WRITE)
def mark_filed(file_id: str) -> Response:
    """A person has filed it and writes down the receipt."""
    with database().transaction(actor()) as ctx:
        outgoing.mark_filed(ctx, file_id, request.form.get("receipt", "").strip())
    flash(_("已登记补报"))
    return redirect(url_for("registries.outgoing_files"))  # type: ignore[return-value]


def _register(ctx: Context, registry: str) -> Register:
    return register_here(ctx, ctx.actor.jurisdiction or "", registry)


def _island(
    ctx: Context, found: Register, data: Any, submit: str, words: str, revision: str = ""
) -> FormIsland:
    island = island_of(found.form, prefill(found.form, data, ctx.now()), submit, words)
    values = {name: getattr(island, name) for name in FormIsland.__dataclass_fields__}
    return FormIsland(**{**values, "title": found.title, "revision": revision})


def _form(found: Register, island: FormIsland, title: str) -> str:
    crumbs = (
        Crumb(text=_("台账"), href=url_for("registries.index")),
        Crumb(text=found.title, href=url_for("registries.register", registry=found.key)),
        Crumb(text=title),
    )
    page = StartFormPage(title=title, form=island, crumbs=crumbs, drill_choice=False)
    return render_template("start_form.html", shell=shell("registries"), page=page)


def _values() -> dict[str, Any]:
    body = request.get_json(silent=True)
    values = body.get("values") if isinstance(body, dict) else None
    if not isinstance(values, dict):
        raise Unreadable
    return values


def _saved(found: Register, entry_id: str, told: str) -> Response:
    flash(told)
    return jsonify(
        {"location": url_for("registries.entry", registry=found.key, entry_id=entry_id), "toast": told}
    )


def _sheet() -> bytes:
    sent = request.files.get("sheet")
    if sent is None or not sent.filename:
        raise SheetUnreadable(reason="没有选文件")
    return sent.stream.read(LARGEST + 1)


def _file(data: bytes, kind: str, name: str) -> Response:
    response = Response(data, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
