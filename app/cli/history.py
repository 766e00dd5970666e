"""`flask history`: prove the record."""

import click
from flask.cli import AppGroup
from sqlalchemy import select

from app.cli.house import house, operator
from app.history.models import LogHead
from app.history.verify import verify, verify_personal

history_commands = AppGroup("history", help="操作日志：核验。")


@history_commands.command("verify")
@click.argument("jurisdiction", required=False)
def verify_chain(jurisdiction: str | None) -> None:
    """逐条核验操作日志；指出第一条对不上的。"""
    broken = 0
    with house().database.reading(operator()) as ctx:
        known = [jurisdiction] if jurisdiction else list(ctx.session.scalars(select(LogHead.jurisdiction)))
        for key in known:
            verdict = verify(ctx, key)
            fault = verdict.broken or verify_personal(ctx, key)
            broken += fault is not None
            click.echo(
                f"{key}：{fault or f'{verdict.entries} 条首尾相连，未见改动，链尾 {verdict.head[:16]}'}"
            )
    if broken:
        raise click.exceptions.Exit(1)
