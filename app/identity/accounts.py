"""Accounts: made from a package's posts, signed in with a password, seen by services as an actor."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select

from app.bundle.manifest import Group, Manifest, Person
from app.core.actor import Actor, ActorKind
from app.core.errors import Conflict, DomainError
from app.core.ids import new_id
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.identity.brakes import Brake, forgive, slow_down
from app.identity.models import Account, CandidateGroup, Membership
from app.identity.passwords import Passwords
from app.identity.permissions import Permission
from app.identity.roles import Role, permissions_of


class WrongPassword(DomainError):
    """账号或密码不对。请核对后再试。"""

    code = "wrong-password"
    status = 403


class LoginTaken(Conflict):
    """账号 {login} 已经有了，请换一个登录名。"""

    code = "login-taken"


def sync_groups(ctx: Context, jurisdiction: str, groups: Iterable[Group]) -> None:
    """Make the candidate groups of a deployed package known; those it no longer names stay for history."""
    query = select(CandidateGroup).where(CandidateGroup.jurisdiction == jurisdiction)
    known = {group.key: group for group in ctx.session.scalars(query)}
    for group in groups:
        if group.key in known:
            known[group.key].name = group.name
        else:
            made = CandidateGroup(id=new_id(), jurisdiction=jurisdiction, key=group.key, name=group.name)
            ctx.session.add(made)
    ctx.session.flush()


def create_account(ctx: Context, manifest: Manifest, person: Person, password: str, *, demo: bool) -> Account:
    """An account for a post; an existing login is brought up to date and keeps its password.

    Raises `LoginTaken` where the login is that of another jurisdiction: a package takes nobody's account over.
    """
    account = ctx.session.scalar(select(Account).where(Account.login == person.login))
    if account is not None and account.jurisdiction != manifest.key:
        raise LoginTaken(login=person.login)
    if account is None:
        account = Account(
            id=new_id(), login=person.login, epoch=0, active=True, locale="zh", created_at=ctx.now()
        )
        account.password_hash = ctx.use(Passwords).hash(password)
        ctx.session.add(account)
    account.jurisdiction, account.name, account.demo = manifest.key, person.name, demo
    account.unit, account.unit_name = person.unit, manifest.unit_name(person.unit)
    account.roles = list(person.roles) or [Role.STAFF.value]
    account.email = f"{person.login}@{manifest.key}.invalid"  # RFC 2606: reaches nobody
    ctx.session.flush()
    _join(ctx, account, person.groups)
    details = {
        "login": person.login,
        "name": person.name,
        "roles": account.roles,
        "groups": list(person.groups),
    }
    record(ctx, Operation.ACCOUNT_CREATE, account.id, details, jurisdiction=manifest.key)
    return account


def disable_demo(ctx: Context) -> int:
    """End all demo accounts and their sessions; from then on others may connect. Returns how many there were."""
    demo = ctx.session.scalars(select(Account).where(Account.demo, Account.active)).all()
    for account in demo:
        account.active, account.epoch = False, account.epoch + 1
        details = {"login": account.login, "name": account.name}
        record(ctx, Operation.ACCOUNT_DISABLE, account.id, details, jurisdiction=account.jurisdiction)
    return len(demo)


def account_by_password(ctx: Context, login: str, password: str, brakes: Sequence[Brake]) -> Account:
    """The account, when the password is right. Raises `WrongPassword`, which the caller counts, and `TooMany`."""
    slow_down(ctx, brakes)
    account = ctx.session.scalar(select(Account).where(Account.login == login, Account.active))
    stored = account.password_hash if account is not None else None
    verdict = ctx.use(Passwords).check(stored, password)
    if not verdict.right or account is None:
        raise WrongPassword(login=login)
    account.password_hash = verdict.replacement or account.password_hash
    forgive(ctx, brakes)
    return account


def actor_of(ctx: Context, account: Account, address: str | None = None) -> Actor:
    """The account as services see it, with its groups and what its roles permit."""
    return Actor(
        kind=ActorKind.USER,
        id=account.id,
        name=account.name,
        jurisdiction=account.jurisdiction,
        unit=account.unit_name,
        groups=frozenset(groups_of(ctx, account.id)),
        permissions=frozenset(permissions_of(Role(role) for role in account.roles)),
        address=address,
    )


def groups_of(ctx: Context, account_id: str) -> list[str]:
    """The keys of an account's groups."""
    query = select(CandidateGroup.key).join(Membership, Membership.group_id == CandidateGroup.id)
    return list(ctx.session.scalars(query.where(Membership.account_id == account_id)))


def members_of(ctx: Context, jurisdiction: str, groups: Iterable[str]) -> list[Account]:
    """The active accounts of any of the groups."""
    query = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .join(CandidateGroup, CandidateGroup.id == Membership.group_id)
        .where(
            CandidateGroup.jurisdiction == jurisdiction,
            CandidateGroup.key.in_(sorted(groups)),
            Account.active,
        )
    )
    return list(ctx.session.scalars(query).unique())


def holders_of(ctx: Context, jurisdiction: str, permission: Permission) -> list[Account]:
    """The active accounts of a jurisdiction whose roles permit it."""
    query = select(Account).where(Account.jurisdiction == jurisdiction, Account.active).order_by(Account.id)
    found = ctx.session.scalars(query)
    return [one for one in found if permission.value in permissions_of(Role(role) for role in one.roles)]


def _join(ctx: Context, account: Account, groups: Iterable[str]) -> None:
    ctx.session.execute(delete(Membership).where(Membership.account_id == account.id))
    query = select(CandidateGroup).where(CandidateGroup.jurisdiction == account.jurisdiction)
    known = {group.key: group.id for group in ctx.session.scalars(query)}
    ctx.session.add_all(
        Membership(account_id=account.id, group_id=known[key]) for key in groups if key in known
    )
    ctx.session.flush()
