"""Who is signed in: the cookie names a sign-in, Flask-Login's user is its account with its actor."""

from typing import cast

from flask import Flask, current_app, request
from flask_login import LoginManager, UserMixin, current_user

from app.core.actor import Actor, system
from app.db.session import Database
from app.identity.accounts import actor_of
from app.identity.models import Account
from app.identity.permissions import Permission
from app.identity.sign_ins import STAY, account_signed_in
from app.worker.house import House


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """The account behind this request and what services know of it."""

    def __init__(self, account: Account, actor: Actor, sign_in_id: str) -> None:
        self.account = account
        self.actor = actor
        self.sign_in_id = sign_in_id

    def get_id(self) -> str:
        """The sign-in: what the cookie keeps."""
        return self.sign_in_id


def init_app(app: Flask) -> None:
    """Attach Flask-Login."""
    app.permanent_session_lifetime = STAY
    manager = LoginManager()
    manager.session_protection = "basic"  # "strong" signs a telephone out whenever its address changes
    manager.login_view = "signin.sign_in"
    manager.login_message = None
    manager.user_loader(load)
    manager.init_app(app)


def load(sign_in_id: str) -> SignedIn | None:
    """The account of a session, while it holds."""
    with database().reading(system()) as ctx:
        account = account_signed_in(ctx, sign_in_id)
        if account is None:
            return None
        return SignedIn(account, actor_of(ctx, account, request.remote_addr), sign_in_id)


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
