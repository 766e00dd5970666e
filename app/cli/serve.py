"""`flask serve`: the pages and the worker in one process, for one machine."""

import ipaddress

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from waitress.server import create_server

from app.cli.house import house, operator
from app.cli.prepare import prepare_all
from app.config import Config
from app.identity.models import Account
from app.worker.runner import Worker

THREADS = 16
CONNECTIONS = 1_000


@click.command("serve")
@click.option("--prepare", "prepared", is_flag=True, help="先升级表结构、部署自带的属地包、建演示账号")
@with_appcontext
def serve(*, prepared: bool) -> None:
    """在本机提供页面，并在同一进程里办后台作业。"""
    config = house().config
    if prepared:
        prepare_all(house(), click.echo)
    _refuse_demo_abroad(config)
    application = current_app._get_current_object()  # type: ignore[attr-defined]
    server = create_server(
        application,
        host=config.host,
        port=config.port,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        ident=None,
    )
    worker = Worker(house())
    worker.start()
    click.echo(f"调令在 http://{config.host}:{config.port} 上，按 Ctrl+C 停止。")
    try:
        server.run()
    finally:
        server.close()
        worker.stop()


def _refuse_demo_abroad(config: Config) -> None:
    """Demo accounts share one printed password: while they exist only this machine may connect."""
    if _is_loopback(config.host):
        return
    with house().database.reading(operator()) as ctx:
        demo = ctx.session.scalar(select(Account.id).where(Account.demo, Account.active).limit(1))
    if demo is not None:
        raise click.ClickException("还有演示账号，只能在 127.0.0.1 上提供服务。请先停用演示账号。")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
