"""The installation behind a command."""

from typing import cast

from flask import current_app

from app.core.actor import Actor, ActorKind
from app.worker.house import House


def house() -> House:
    """Of the application that the command runs in."""
    return cast(House, current_app.extensions["house"])


def operator(jurisdiction: str | None = None) -> Actor:
    """Whoever has the command line has the machine; the log says so."""
    return Actor(kind=ActorKind.CLI, id="cli", name="命令行", jurisdiction=jurisdiction)
