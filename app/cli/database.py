"""`flask database`: bring the schema up to date."""

import click
from flask.cli import AppGroup

from app.cli.house import house
from app.worker.queue import prepare
from app.worker.schema import migrate

database_commands = AppGroup("database", help="数据库：升级表结构。")


@database_commands.command("upgrade")
def upgrade() -> None:
    """升级到本版本的表结构。"""
    migrate(house().database.engine)
    prepare(house().config)
    click.echo("表结构已是最新。")
