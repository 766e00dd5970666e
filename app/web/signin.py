"""登录、退出。"""

from contextlib import suppress
from itertools import groupby

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask_login import current_user, login_required, login_user, logout_user
from sqlalchemy import select

from app.core.actor import system
from app.core.errors import DomainError
from app.identity import sign_ins
from app.identity.accounts import WrongPassword, account_by_password, actor_of
from app.identity.brakes import brakes_of, count_failure
from app.identity.models import Account
from app.identity.sign_ins import SignInNotFound
from app.repository.models import Jurisdiction
from app.web.asked import inside
from app.web.devices import device_of, remember
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
    brakes = brakes_of(login, address, device_of(login))
    try:
        with database().transaction(system()) as ctx:
            account = account_by_password(ctx, login, password, brakes)
            made = sign_ins.begin(ctx, account, address, request.headers.get("User-Agent", ""))
            user = SignedIn(account, actor_of(ctx, account, address), made.id)
    except DomainError as refusal:
        if isinstance(refusal, WrongPassword):
            with database().transaction(system()) as ctx:
                count_failure(ctx, brakes)
        return _page(said(refusal)), refusal.status
    if current_user.is_authenticated:
        _end()
    _forget_pages()
    session.permanent = bool(request.form.get("stay"))
    login_user(user)
    response: Response = redirect(inside(request.form.get("next", "")))  # type: ignore[assignment]
    remember(response, account.login)
    return response


@bp.post("/sign-out")
@login_required  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def sign_out() -> Response:
    """End the session, here and of every copy of its cookie."""
    _end()
    logout_user()
    _forget_pages()
    return redirect(url_for("signin.sign_in"))  # type: ignore[return-value]


@bp.post("/me/sign-ins/<sign_in_id>/end")
@login_required  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def end(sign_in_id: str) -> Response:
    """Sign out in another browser."""
    with database().transaction(actor()) as ctx:
        sign_ins.end(ctx, sign_in_id, elsewhere=True)
    return redirect(url_for("person.me"))  # type: ignore[return-value]


def _end() -> None:
    """The session of this request is over."""
    with (
        suppress(SignInNotFound),
        database().transaction(actor()) as ctx,
    ):  # ended elsewhere meanwhile: all is well
        sign_ins.end(ctx, current_user.get_id())


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
