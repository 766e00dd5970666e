"""Two versions of the tutorial's package, and instances that run on the first of them."""

import re
from collections.abc import Callable

from app.bundle.bundle import Bundle
from app.bundle.resources import Resource
from app.core.actor import Actor, ActorKind
from app.repository.deployments import create_deployment, current
from app.runtime.instances import Start, start
from app.worker.house import House
from tests import yunxi

DUTY = Actor(ActorKind.USER, "duty", "duty 甲", yunxi.KEY)
WRITER = Actor(ActorKind.USER, "writer", "writer 甲", yunxi.KEY)


def second_version(house: House, change: Callable[[str], str], running: int) -> str:
    """Start instances, then deploy the package with a changed diagram; returns the first deployment."""
    with house.database.transaction(DUTY) as ctx:
        first = current(ctx, yunxi.KEY)
        for _ in range(running):
            start(ctx, Start("yunxi-report"), jurisdiction=yunxi.KEY)
    with house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", yunxi.KEY)) as ctx:
        create_deployment(ctx, changed(first.bundle, change))
    return first.id


def changed(bundle: Bundle, change: Callable[[str], str]) -> Bundle:
    """The package with another diagram."""
    files = dict(bundle.resources)
    made = Resource.of(yunxi.DIAGRAM, change(files[yunxi.DIAGRAM].data.decode()).encode())
    assert made is not None
    return Bundle.from_resources(bundle.key, [*(files | {yunxi.DIAGRAM: made}).values()])


def renamed(diagram: str, old: str, new: str) -> str:
    """The diagram with another id for an element."""
    return re.sub(rf'(?<=["> #]){old}(?=["<_])', new, diagram)
