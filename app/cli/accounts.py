"""`flask account`: the first real accounts of an installation, and the end of its demo people."""

import click
from flask.cli import AppGroup
from sqlalchemy import select

from app.bundle.manifest import Manifest, Person
from app.cli.house import house, operator
from app.core.errors import DomainError
from app.db.context import Context
from app.identity.accounts import LoginTaken, create_account, disable_demo
from app.identity.models import Account
from app.identity.roles import Role
from app.repository.deployments import current

account_commands = AppGroup("account", help="账号：开设，停用演示账号。")


class Unknown(DomainError):
    """属地包里没有{what} {names}。有：{known}"""

    code = "account-names-unknown"
    status = 422


@account_commands.command("create")
@click.argument("jurisdiction")
@click.argument("login")
@click.option("--name", required=True, help="岗位或姓名")
@click.option("--unit", required=True, help="单位，jurisdiction.yaml 里的 key")
@click.option("--group", "groups", multiple=True, help="候选组，可以多次")
@click.option("--role", "roles", multiple=True, help="角色，可以多次；不写是经办人员")
@click.option("--email", help="提醒寄到哪里")
@click.password_option("--password", prompt="密码", confirmation_prompt="再输一次")
def create(  # noqa: PLR0913 - what an account is
    jurisdiction: str,
    login: str,
    *,
    name: str,
    unit: str,
    groups: tuple[str, ...],
    roles: tuple[str, ...],
    email: str | None,
    password: str,
) -> None:
    """给一个已部署的属地开一个账号。"""
    person = Person(login=login, name=name, unit=unit, groups=groups, roles=roles)
    try:
        with house().database.transaction(operator(jurisdiction)) as ctx:
            manifest = current(ctx, jurisdiction).bundle.manifest
            _check(ctx, manifest, person)
            create_account(ctx, manifest, person, password, demo=False).email = email
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"已开设 {login}（{name}）。")


@account_commands.command("disable-demo")
def disable() -> None:
    """停用全部演示账号；之后才能在 127.0.0.1 以外提供服务。"""
    with house().database.transaction(operator()) as ctx:
        count = disable_demo(ctx)
    click.echo(f"已停用 {count} 个演示账号。")


def _check(ctx: Context, manifest: Manifest, person: Person) -> None:
    if ctx.session.scalar(select(Account.id).where(Account.login == person.login)) is not None:
        raise LoginTaken(login=person.login)
    _known("单位", [person.unit], list(manifest.units))
    _known("候选组", person.groups, list(manifest.groups))
    _known("角色", person.roles, [role.value for role in Role])


def _known(what: str, names: list[str] | tuple[str, ...], known: list[str]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Unknown(what=what, names="、".join(unknown), known="、".join(known))
