"""我的: language, single-letter keys, signing out."""

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask_login import login_required

from app.web.language import gettext as _
from app.web.pages import Fact, MePage
from app.web.sessions import account, actor
from app.web.shell import shell

bp = Blueprint("person", __name__)


@bp.get("/me")
@login_required  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def me() -> str:
    """The reader's own page."""
    frame = shell("me")
    page = MePage(
        name=account().name,
        facts=(
            Fact(label=_("账号"), value=account().login),
            Fact(label=_("单位"), value=account().unit_name),
            Fact(label=_("岗位组"), value="、".join(sorted(actor().groups))),
        ),
        sign_out_url=url_for("signin.sign_out"),
        keys_url=url_for("person.keys"),
        keys=session.get("keys", "on") == "on",
        language=frame.other_language,
    )
    return render_template("me.html", shell=frame, page=page)


@bp.post("/me/keys")
@login_required  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def keys() -> Response:
    """Switch single-letter keys on or off (WCAG 2.1.4)."""
    session["keys"] = "off" if request.form.get("keys") == "off" else "on"
    return redirect(url_for("person.me"))  # type: ignore[return-value]
