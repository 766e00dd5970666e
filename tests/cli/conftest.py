"""Commands as people call them: through the application's own command line, on a database of the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import Result
from flask import Flask

from app.core.actor import Actor, ActorKind
from app.main import create_app
from app.worker.house import House
from app.worker.provisioning import deploy
from tests.runtime.lands import form, package

ROOT = Path(__file__).resolve().parents[2]
WORK = """
process main "调度"
start s
user a "甲" form=note groups=staff
end e
s > a > e
"""

Run = Callable[..., Result]


@pytest.fixture
def run(house: House) -> Iterator[Run]:
    """`run("account", "disable-demo")`: the command's result."""
    logs = structlog.get_config()
    app: Flask = create_app(house=house)
    runner = app.test_cli_runner()
    yield lambda *words, **given: runner.invoke(args=list(words), **given)
    structlog.configure(**logs)


@pytest.fixture
def testland(house: House) -> None:
    """A deployed jurisdiction with units and groups and nobody in them."""
    with house.database.transaction(Actor(ActorKind.CLI, "cli", "cli", "testland")) as ctx:
        deploy(ctx, package(WORK, {"note": form("text")}))
