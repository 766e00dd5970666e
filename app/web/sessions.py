"""Who is signed in: Flask-Login's user is an account with its actor; an epoch that rose ends the session."""

from datetime import timedelta
from typing import cast

from flask import Flask, current_app, request
from flask_login import LoginManager, UserMixin, current_user

from app.core.actor import Actor, system
from app.db.session import Database
from app.identity.accounts import actor_of
from app.identity.models import Account
from app.identity.permissions import Permission
from app.worker.house import House

STAY = timedelta(hours=12)


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """The account behind this request and what services know of it."""

    def __init__(self, account: Account, actor: Actor) -> None:
        self.account = account
        self.actor = actor

    def get_id(self) -> str:
        """Account and epoch: a session older than the last change of rights is no session."""
        return f"{self.account.id}:{self.account.epoch}"


def init_app(app: Flask) -> None:
    """Attach Flask-Login."""
    app.permanent_session_lifetime = STAY
    manager = LoginManager()
    manager.session_protection = "basic"  # "strong" signs a telephone out whenever its address changes
    manager.login_view = "signin.sign_in"
    manager.login_message = None
    manager.user_loader(load)
    manager.init_app(app)


def load(token: str) -> SignedIn | None:
    """The account of a session, if it may still sign in."""
    account_id, _, epoch = token.rpartition(":")
    with database().reading(system()) as ctx:
        account = ctx.session.get(Account, account_id)
        if account is None or not account.active or str(account.epoch) != epoch:
            return None
        return SignedIn(account, actor_of(ctx, account, request.remote_addr))


def house() -> House:
    """The installation behind this application."""
    return cast(House, current_app.extensions["house"])


def database() -> Database:
    """Its database."""
    return house().database


def actor() -> Actor:
    """Who acts in this request; views behind `requires` always have one."""
    return cast(Actor, current_user.actor)


def account() -> Account:
    """The account behind this request."""
    return cast(Account, current_user.account)


def may_write() -> bool:
    """Whether the reader may change drafts of the package."""
    return Permission.DRAFT_WRITE.value in actor().permissions
