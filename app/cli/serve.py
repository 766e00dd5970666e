"""`flask serve` and `flask worker`: the processes of an installation, one for one machine or many for many."""

import ipaddress
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from app.cli.house import house, operator
from app.cli.prepare import prepare_all
from app.config import Config
from app.identity.models import Account
from app.printouts.fonts import missing
from app.worker.executor import ExecutorTaken
from app.worker.runner import Worker

THREADS = 16
CONNECTIONS = 1_000


@click.command("serve")
@click.option("--prepare", "prepared", is_flag=True, help="先升级表结构、部署自带的属地包、建演示账号")
@click.option("--worker/--no-worker", "working", default=True, help="同一进程是否也办后台作业（默认办）")
@with_appcontext
def serve(*, prepared: bool, working: bool) -> None:
    """提供页面，并在同一进程里办后台作业。"""
    config = house().config
    if prepared:
        prepare_all(house(), click.echo)
    _refuse_demo_abroad(config)
    _name_missing()
    server = _listen(config)
    with _until_told(), _working(working):
        click.echo(f"调令在 http://{config.host}:{config.port} 上，按 Ctrl+C 停止。")
        server.run()
        server.close()
    _leave()


@click.command("worker")
@with_appcontext
def work() -> None:
    """只办后台作业，不提供页面。可以多开，也可以开在别的机器上。"""
    _name_missing()
    with _until_told(), _working(True):
        threading.Event().wait()
    _leave()


def _listen(config: Config) -> BaseWSGIServer | MultiSocketServer:
    application = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        return create_server(
            application,
            host=config.host,
            port=config.port,
            threads=THREADS,
            connection_limit=CONNECTIONS,
            ident=None,
        )
    except OSError as error:
        raise click.ClickException(
            f"不能在 {config.host} 的 {config.port} 端口上提供服务：{error.strerror}。"
            "换一个端口，例如：DIAOLING_PORT=8080 make run"
        ) from error


@contextmanager
def _until_told() -> Iterator[None]:
    """Until SIGTERM or SIGINT: a service manager's stop and Ctrl+C end the same way."""

    def told(_signal: int, _frame: FrameType | None) -> NoReturn:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    try:
        yield
    except KeyboardInterrupt:
        click.echo("已停止。")


@contextmanager
def _working(wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    worker = Worker(house())
    try:
        worker.start()
    except ExecutorTaken as taken:
        raise click.ClickException(taken.message) from taken
    click.echo(f"后台作业由 {worker.executor} 办理。")
    try:
        yield
    finally:
        click.echo("正在停止：等手头的作业办完，最多几秒…")
        worker.stop()


def _leave() -> NoReturn:
    """Without waiting for a job between two attempts: it runs again at the next start."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _name_missing() -> None:
    for problem in missing():
        click.echo(f"文书暂时不能排版。{problem.message}", err=True)


def _refuse_demo_abroad(config: Config) -> None:
    """Demo accounts share one printed password: while they exist only this machine may connect."""
    if _is_loopback(config.host):
        return
    with house().database.reading(operator()) as ctx:
        demo = ctx.session.scalar(select(Account.id).where(Account.demo, Account.active).limit(1))
    if demo is not None:
        raise click.ClickException(
            f"还有演示账号，只能在 127.0.0.1 上提供服务，不能在 {config.host} 上。"
            "请先停用演示账号：flask account disable-demo"
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
