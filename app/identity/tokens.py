"""Access tokens: what a program on somebody's own machine signs in with instead of the password.

A token stands for its account and no more. Only its SHA-256 is kept: it is random enough (256 bits) to need no slow
hash. It ends by its date, by being revoked, and with the account's rights or the account.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select

from app.core.errors import DomainError, Invalid, NotFound
from app.core.ids import new_id
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.identity.brakes import brake_of_tokens, slow_down
from app.identity.models import AccessToken, Account
from app.identity.permissions import Permission, authorize

DAYS = (7, 30, 90, 365)
"""How long a token may last; the account chooses."""

MOST = 10
"""Tokens of one account that are not over."""

LONGEST_NAME = 64
_PREFIX = "dl_"
_NOTICED = timedelta(minutes=1)


class WrongToken(DomainError):
    """访问令牌不对、已到期或已撤销。请在“我的”页面另做一个，再填进建模工具。"""

    code = "wrong-token"
    status = 401


class TokenRefused(Invalid):
    """访问令牌没有做成：{why}。"""

    code = "token-refused"


class TokenNotFound(NotFound):
    """没有这个访问令牌，或已经撤销。"""

    code = "token-not-found"


def create_token(ctx: Context, name: str, days: int) -> tuple[AccessToken, str]:
    """A token of the actor's account and the secret itself, which nobody can show again.

    Raises `NotPermitted` for those who write no drafts, `TokenRefused`.
    """
    authorize(ctx.actor, Permission.DRAFT_WRITE)
    account = ctx.session.get_one(Account, ctx.actor.id)
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise TokenRefused(why=f"请写一个名称（不超过 {LONGEST_NAME} 个字），说明它在哪台机器上用")
    if days not in DAYS:
        raise TokenRefused(why=f"有效期只能是 {'、'.join(map(str, DAYS))} 天")
    if len([token for token in tokens_of(ctx, account.id) if token.expires_at > ctx.now()]) >= MOST:
        raise TokenRefused(why=f"一个账号最多 {MOST} 个，请先撤销不用的")
    secret = _PREFIX + secrets.token_urlsafe(32)
    token = AccessToken(
        id=new_id(),
        account_id=account.id,
        name=name,
        digest=_digest(secret),
        epoch=account.epoch,
        created_at=ctx.now(),
        expires_at=ctx.now() + timedelta(days=days),
    )
    ctx.session.add(token)
    ctx.session.flush()
    record(ctx, Operation.TOKEN_CREATE, token.id, {"name": name, "days": days})
    return token, secret


def revoke_token(ctx: Context, token_id: str) -> None:
    """End a token of the actor's own account. Raises `TokenNotFound`."""
    token = ctx.session.get(AccessToken, token_id)
    if token is None or token.account_id != ctx.actor.id or token.revoked_at is not None:
        raise TokenNotFound(token=token_id)
    token.revoked_at = ctx.now()
    record(ctx, Operation.TOKEN_REVOKE, token.id, {"name": token.name})


def tokens_of(ctx: Context, account_id: str) -> Sequence[AccessToken]:
    """The tokens of an account that were not revoked, newest first; those that are over stand among them."""
    query = select(AccessToken).where(AccessToken.account_id == account_id, AccessToken.revoked_at.is_(None))
    return ctx.session.scalars(query.order_by(AccessToken.created_at.desc(), AccessToken.id)).all()


def account_of_token(ctx: Context, secret: str, login: str | None, address: str) -> Account:
    """The account that a token stands for; with a login, only if it is that account's.

    Raises `WrongToken`, and `TooMany` after several wrong ones from the address. Failures are counted by the caller,
    in a transaction of their own (`count_failure` with `brake_of_tokens`).
    """
    slow_down(ctx, (brake_of_tokens(address),))
    query = (
        select(AccessToken, Account)
        .join(Account, Account.id == AccessToken.account_id)
        .where(AccessToken.digest == _digest(secret), AccessToken.revoked_at.is_(None))
        .where(Account.active, Account.epoch == AccessToken.epoch)
    )
    found = ctx.session.execute(query).one_or_none()
    if found is None or found[0].expires_at <= ctx.now() or login not in (None, found[1].login):
        raise WrongToken
    token, account = found
    if token.last_used_at is None or ctx.now() - token.last_used_at >= _NOTICED:
        token.last_used_at = ctx.now()
    return account


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
