"""`flask deployment`: deploy a package, all or nothing; exchange and compare it (`app.cli.exchange`)."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.bundle import BundleRefused, load_bundle, package_keys
from app.cli.exchange import COMMANDS
from app.cli.house import house, operator
from app.core.errors import DomainError
from app.worker.handbooks import deployed_now, handbook
from app.worker.provisioning import deploy
from app.worker.schema import is_made

deployment_commands = AppGroup("deployment", help="部署：把属地包装进数据库。")
for command in COMMANDS:
    deployment_commands.add_command(command)


@deployment_commands.command("create")
@click.argument("keys", nargs=-1)
def create(keys: tuple[str, ...]) -> None:
    """部署一个或几个属地包；不写就部署全部。有一处错就整包不部署。"""
    if not is_made(house().database.engine):
        raise click.ClickException("数据库还没有建表。请先运行 make run，或 flask database upgrade。")
    root = house().config.assets_dir
    foreign = package_keys(root)
    for key in keys or foreign:
        try:
            bundle = load_bundle(root, key)
            with house().database.transaction(operator(key)) as ctx:
                deployment = deploy(ctx, bundle, foreign)
        except BundleRefused as refused:
            for found in refused.findings:
                click.echo(
                    f"{found.file}:{found.line} {found.code} {found.element or ''} {found.message}", err=True
                )
            raise click.ClickException(f"{refused.message}原来部署的照常运行。") from refused
        except DomainError as refusal:
            raise click.ClickException(refusal.message) from refusal
        click.echo(f"{key}：第 {deployment.version} 版，{deployment.digest[:12]}")


@deployment_commands.command("handbook")
@click.argument("key")
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), required=True)
def print_handbook(key: str, out: Path) -> None:
    """把部署着的属地包印成流程手册（PDF）：每个流程的图和环节表，附条款。"""
    try:
        rendered = handbook(house(), operator(key), deployed_now(house(), operator(key)))
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from refusal
    out.write_bytes(rendered.pdf)
    click.echo(f"{out}：{rendered.pages} 页")
