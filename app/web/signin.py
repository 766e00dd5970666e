"""登录、退出。"""

from itertools import groupby

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask_login import current_user, login_required, login_user, logout_user
from sqlalchemy import select

from app.core.actor import system
from app.core.errors import DomainError
from app.history.log import record
from app.history.operations import Operation
from app.identity.accounts import actor_of, count_failure, subjects_of
from app.identity.accounts import sign_in as check
from app.identity.models import Account
from app.repository.models import Jurisdiction
from app.web.asked import inside
from app.web.language import gettext as _
from app.web.pages import Fact, Link, Note, SignInPage, Tone
from app.web.refusals import said
from app.web.sessions import SignedIn, actor, database
from app.web.shell import shell

bp = Blueprint("signin", __name__)
DEMO = 4
"""How many demonstration posts of each jurisdiction are shown."""


@bp.get("/sign-in")
def sign_in() -> str | Response:
    """The sign-in page."""
    if current_user.is_authenticated:
        return redirect(url_for("tasks.home"))  # type: ignore[return-value]
    return _page(None)


@bp.post("/sign-in")
def enter() -> str | Response | tuple[str, int]:
    """Check account and password; a failure is counted, never told apart."""
    login, password = request.form.get("account", ""), request.form.get("password", "")
    address = request.remote_addr or "-"
    try:
        with database().transaction(system()) as ctx:
            account = check(ctx, login, password, address)
            user = SignedIn(account, actor_of(ctx, account, address))
    except DomainError as refusal:
        with database().transaction(system()) as ctx:
            count_failure(ctx, *subjects_of(login, address))
        return _page(said(refusal)), refusal.status
    _forget_pages()
    session.permanent = bool(request.form.get("stay"))
    login_user(user)
    return redirect(inside(request.form.get("next", "")))  # type: ignore[return-value]


@bp.post("/sign-out")
@login_required  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def sign_out() -> Response:
    """End the session."""
    with database().transaction(actor()) as ctx:
        record(ctx, Operation.ACCOUNT_SIGN_OUT, actor().id, {})
    logout_user()
    _forget_pages()
    return redirect(url_for("signin.sign_in"))  # type: ignore[return-value]


def _forget_pages() -> None:
    """A page that somebody else left open in this browser must not act in the name of whoever signs in next."""
    session.pop("csrf_token", None)


def _page(failure: str | None) -> str:
    note = Note(tone=Tone.STOP, title=_("没有登录"), text=failure) if failure else None
    values = request.values
    page = SignInPage(
        system=_("应急救援力量调度"),
        action=url_for("signin.enter"),
        next=values.get("next", ""),
        account=values.get("account", ""),
        note=note,
        stay_text=_("12 小时内保持登录"),
        rules=_("所有操作都记入不可改动的操作日志。"),
        doors=(
            (Link(text=_("核验一份文书"), href=url_for("verification.ask")), _("任何人可查，不需要登录")),
        ),
        demo=_demo(),
    )
    return render_template("sign_in.html", shell=shell(), page=page)


def _demo() -> tuple[Fact, ...]:
    """The posts of a demonstration, so that a newcomer finds a way in; their password was printed at start."""
    with database().reading(system()) as ctx:
        query = select(Account).where(Account.demo, Account.active)
        found = ctx.session.scalars(
            query.order_by(Account.jurisdiction, Account.created_at, Account.id)
        ).all()
        places = {one.key: one.name for one in ctx.session.scalars(select(Jurisdiction))}
    grouped = groupby(found, lambda one: one.jurisdiction)
    shown = ((places.get(key, key), list(accounts)[:DEMO]) for key, accounts in grouped)
    return tuple(
        Fact(label=place, value="；".join(f"{one.login} {one.name}" for one in accounts))
        for place, accounts in shown
    )
