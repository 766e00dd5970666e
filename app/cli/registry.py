"""All commands of `flask`."""

from flask import Flask

from app.cli.accounts import account_commands
from app.cli.bundle import bundle_commands
from app.cli.database import database_commands
from app.cli.demo import demo_commands
from app.cli.deployment import deployment_commands
from app.cli.feel import feel_commands
from app.cli.history import history_commands
from app.cli.serve import serve, work


def register_commands(app: Flask) -> None:
    """Attach them."""
    for group in (
        account_commands,
        bundle_commands,
        database_commands,
        demo_commands,
        deployment_commands,
        feel_commands,
        history_commands,
        serve,
        work,
    ):
        app.cli.add_command(group)
