"""Who is signed in where: a row for each browser. Signing out deletes it, and with it the worth of a copied cookie.

A row ends by itself after `STAY`, and with the account or its rights (`epoch`).
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select

from app.core.errors import NotFound
from app.core.ids import new_id
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.identity.models import Account, SignIn

STAY = timedelta(hours=12)


class SignInNotFound(NotFound):
    """您没有这样一处登录，或已经退出。"""

    code = "sign-in-not-found"


def begin(ctx: Context, account: Account, address: str, browser: str) -> SignIn:
    """Sign the account in from that browser; what is over of its earlier ones is cleared away."""
    over = delete(SignIn).where(SignIn.account_id == account.id, SignIn.at <= ctx.now() - STAY)
    ctx.session.execute(over)
    made = SignIn(id=new_id(), account_id=account.id, epoch=account.epoch, at=ctx.now())
    made.address, made.browser = address[:64], browser[:200]
    ctx.session.add(made)
    ctx.session.flush()
    details = {"login": account.login}
    record(ctx, Operation.ACCOUNT_SIGN_IN, account.id, details, jurisdiction=account.jurisdiction)
    return made


def account_signed_in(ctx: Context, sign_in_id: str) -> Account | None:
    """The account, while that sign-in holds; asked at each request, in one statement."""
    query = select(Account).join(SignIn, SignIn.account_id == Account.id).where(SignIn.id == sign_in_id)
    return ctx.session.scalar(query.where(*_holds(ctx)))


def sign_ins_of(ctx: Context, account_id: str) -> Sequence[SignIn]:
    """Where the account is signed in, newest first."""
    query = select(SignIn).join(Account, SignIn.account_id == Account.id).where(*_holds(ctx))
    return ctx.session.scalars(
        query.where(Account.id == account_id).order_by(SignIn.at.desc(), SignIn.id)
    ).all()


def end(ctx: Context, sign_in_id: str, *, elsewhere: bool = False) -> None:
    """Sign the actor out there; `elsewhere` when it is not the browser that asks. Raises `SignInNotFound`."""
    row = ctx.session.get(SignIn, sign_in_id)
    if row is None or row.account_id != ctx.actor.id:
        raise SignInNotFound(sign_in=sign_in_id)
    ctx.session.delete(row)
    record(ctx, Operation.ACCOUNT_SIGN_OUT, ctx.actor.id or "", {"elsewhere": True} if elsewhere else {})


def _holds(ctx: Context) -> tuple[ColumnElement[bool], ...]:
    return SignIn.at > ctx.now() - STAY, Account.active.is_(True), Account.epoch == SignIn.epoch
