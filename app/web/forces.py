"""力量: the register of forces."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from app.identity.permissions import Permission
from app.registries.entries import entries
from app.registries.models import RegistryEntry
from app.web.language import gettext as _
from app.web.pages import ForceListRow, ForcesPage, Mark
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell

bp = Blueprint("forces", __name__, url_prefix="/forces")
READY = "值班在岗"


@bp.get("")
@requires(Permission.FORCE_READ)
def index() -> str:
    """The forces of the jurisdiction."""
    search = request.args.get("q", "")[:100]
    with database().reading(actor()) as ctx:
        found = entries(ctx, actor().jurisdiction or "", "forces")
    shown = [entry for entry in found if all(word in entry.text for word in search.lower().split())]
    ready = sum(1 for entry in found if entry.data.get("state") == READY)
    page = ForcesPage(
        title=_("力量"),
        rows=tuple(_row(row) for row in shown),
        summary=_("%(n)s 支，%(ready)s 支值班在岗", n=len(found), ready=ready),
        search_url=url_for("forces.index"),
        query=search,
    )
    return render_template("forces.html", shell=shell("forces"), page=page)


def _row(entry: RegistryEntry) -> ForceListRow:
    row: dict[str, Any] = entry.data
    seen = Permission.REGISTRY_READ.value in actor().permissions
    href = url_for("registries.entry", registry="forces", entry_id=entry.id) if seen else ""
    state = str(row.get("state") or "")
    people = _("%(n)s 人", n=row["people"]) if row.get("people") else ""
    return ForceListRow(
        name=entry.name,
        kind=str(row.get("kind") or ""),
        mark=Mark.DONE if state == READY else Mark.DUE,
        state=state,
        skills="、".join(row.get("capabilities") or ()),
        crew="，".join(part for part in (people, str(row.get("equipment") or "")) if part),
        place=str(row.get("place") or ""),
        contact=str(row.get("contact") or ""),
        phone=str(row.get("phone") or ""),
        regulator=str(row.get("regulator") or ""),
        href=href,
    )
