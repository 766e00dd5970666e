"""我的: what waits for a force's contact, language, single-letter keys, signing out."""

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask_login import current_user, login_required

from app.db.context import Context
from app.identity.permissions import Permission
from app.repository.deployments import NotDeployed, current
from app.tasks.inbox import Box, Filter, listed
from app.web.language import gettext as _
from app.web.pages import Fact, Link, MePage
from app.web.sessions import account, actor, database
from app.web.shell import shell
from app.web.views.access_tokens import token_part
from app.web.views.common import deadline_of
from app.web.views.sign_ins import sign_in_rows

bp = Blueprint("person", __name__)


@bp.get("/me")
@login_required  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def me() -> str:
    """The reader's own page."""
    return my_page()


def my_page(made: str = "", failure: str = "") -> str:
    """The page; `made` is an access token to be shown this once, `failure` why none was made."""
    frame = shell("me")
    with database().reading(actor()) as ctx:
        groups, orders = _groups(ctx), _orders(ctx)
        tokens, sign_ins = token_part(ctx, made, failure), sign_in_rows(ctx, current_user.sign_in_id)
    page = MePage(
        name=account().name,
        facts=(
            Fact(label=_("账号"), value=account().login),
            Fact(label=_("单位"), value=account().unit_name),
            *((Fact(label=_("岗位组"), value=groups),) if groups else ()),
        ),
        orders=orders,
        sign_ins=sign_ins,
        sign_out_url=url_for("signin.sign_out"),
        keys_url=url_for("person.keys"),
        keys=session.get("keys", "on") == "on",
        language=frame.other_language,
        tokens=tokens,
    )
    return render_template("me.html", shell=frame, page=page)


@bp.post("/me/keys")
@login_required  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def keys() -> Response:
    """Switch single-letter keys on or off (WCAG 2.1.4)."""
    session["keys"] = "off" if request.form.get("keys") == "off" else "on"
    return redirect(url_for("person.me"))  # type: ignore[return-value]


def _groups(ctx: Context) -> str:
    try:
        manifest = current(ctx, actor().jurisdiction or "").bundle.manifest
    except NotDeployed:
        return "、".join(sorted(actor().groups))
    return "、".join(manifest.group_name(group) for group in sorted(actor().groups))


def _orders(ctx: Context) -> tuple[Fact, ...]:
    """What waits for a force's contact: the orders of their own force, drills too."""
    may = actor().permissions
    if Permission.PROCESS_INSTANCE_READ.value in may or Permission.TASK_COMPLETE.value not in may:
        return ()
    rows = [row for drill in (False, True) for row in listed(ctx, Filter(Box.GROUPS, drill=drill))]
    return tuple(
        Fact(
            label=_("演练") if row.task.drill else row.instance.number,
            value="",
            note=row.instance.title,
            link=Link(text=row.task.name, href=url_for("orders.order", task_id=row.task.id)),
            deadline=deadline_of(row.task),
        )
        for row in rows
    )
