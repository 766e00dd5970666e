"""A first start: schema, packages, demo people with one password made for this installation."""

import secrets
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from app.bundle import load_bundle, package_keys
from app.bundle.bundle import Bundle
from app.cli.house import operator
from app.db.context import Context
from app.identity.models import Account
from app.repository.models import Deployment, Draft, Jurisdiction
from app.worker.house import House
from app.worker.provisioning import deploy, furnish
from app.worker.queue import prepare
from app.worker.schema import migrate

WORDS = 4


def prepare_all(house: House, say: Callable[[str], None]) -> None:
    """Bring an installation up to this version; what is up to date already is left alone."""
    migrate(house.database.engine)
    prepare(house.config)
    password = demo_password(house.config.data_dir)
    for key in package_keys(house.config.assets_dir):
        bring(house, load_bundle(house.config.assets_dir, key), password, say)
    _tell_password(house, password, say)


def demo_password(data_dir: Path) -> str:
    """One password for all demo people, made at the first start."""
    path = data_dir / "demo-password"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text("-".join(secrets.token_hex(2) for _ in range(WORDS)))
    return path.read_text()


def _tell_password(house: House, password: str, say: Callable[[str], None]) -> None:
    with house.database.reading(operator()) as ctx:
        query = (
            select(Account.login).where(Account.demo, Account.active).order_by(Account.created_at, Account.id)
        )
        logins = ctx.session.scalars(query).all()
    if logins:
        place = house.config.data_dir / "demo-password"
        say(f"演示账号 {len(logins)} 个，例如 {logins[0]}；密码都是 {password}（只给这次安装，存在 {place}）")


def bring(house: House, bundle: Bundle, password: str, say: Callable[[str], None]) -> None:
    """Deploy a package of the folder unless it runs already, or a version that process owners have published."""
    with house.database.reading(operator()) as ctx:
        running = _running(ctx, bundle.key)
        if running is not None and running.digest == bundle.digest:
            return
        if running is not None and _is_published(ctx, running):
            say(
                f"{bundle.manifest.name}运行着流程负责人发布的第 {running.version} 版，与文件夹不同，没有覆盖。"
                f"要看差别请运行 flask deployment diff {bundle.key}，要读进草稿请用 flask deployment import"
            )
            return
    say(f"部署 {bundle.manifest.name}（{len(bundle.diagrams)} 张流程图）…")
    with house.database.transaction(operator(bundle.key)) as ctx:
        deploy(ctx, bundle)
        known = ctx.session.scalar(select(Account.id).where(Account.jurisdiction == bundle.key).limit(1))
        if known is None:
            say("建演示账号和样例台账…")
            furnish(ctx, bundle, password)


def _running(ctx: Context, key: str) -> Deployment | None:
    place = ctx.session.get(Jurisdiction, key)
    return ctx.session.get(Deployment, place.deployment_id) if place and place.deployment_id else None


def _is_published(ctx: Context, deployment: Deployment) -> bool:
    return ctx.session.scalar(select(Draft.id).where(Draft.deployment_id == deployment.id)) is not None
