"""What a token knows and enters."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.engine.differential.model import Test
from tests.engine.differential.versions import Data, copied, merged, values
from tests.engine.differential.world import Run, Token, World


def read(world: World, token: Token, name: str) -> Any:
    """The value of a data object around a token, or of a variable; None when nobody has set it."""
    run: Run | None = token.run
    called = False
    while run is not None:
        if name in run.scope.objects:
            world.met |= {"T16"} if called else set()
            return run.objects.get(name)
        called = called or (run.owner is not None and run.owner.node.kind == "call")
        run = run.owner.run if run.owner else None
    return token.data[name].value if name in token.data else None


def holder(run: Run, name: str) -> Run:
    """The scope that declares a data object."""
    while name not in run.scope.objects:
        assert run.owner is not None
        run = run.owner.run
    return run


def write(world: World, token: Token, changes: Mapping[str, Any]) -> None:
    """Enter values; what is known already is not entered."""
    for name, value in changes.items():
        old = token.data.get(name)
        if old is None or old.value != value:
            version = world.version(value, *((old, *old.saw) if old else ()))
            token.data = {**token.data, name: version}
            if token.body is None:
                token.run.writes.append((name, version))


def merge(world: World, run: Run, arms: Iterable[Data]) -> Data:
    """What paths know together; settling what they disagree about is a write."""
    arms = list(arms)
    together, made = merged(arms, world.clock)
    run.writes += made.items()
    last, mixed = copied(arms)
    if mixed or last != values(together):
        world.met.add("T3")
    return together


def enough(world: World, body: Token, last: Token, until: Test) -> bool:
    """Whether the completion condition of a multi-instance holds now that an instance is done."""
    assert body.multi is not None
    known = {
        body.multi.into: results(body),
        "nrOfInstances": len(body.items),
        "nrOfCompletedInstances": sum(instance.state == "done" for instance in body.instances),
        "nrOfActiveInstances": sum(instance.live for instance in body.instances),
    }
    if until.name in known:
        world.met.add("T10")
    return until.holds(lambda name: known[name] if name in known else read(world, last, name))


def results(body: Token) -> list[Any]:
    """What the instances that are done collected, in the order of the items."""
    name = body.multi.collect if body.multi else None
    done = [values(instance.data) for instance in body.instances if instance.state == "done"]
    return [data.get(name) for data in done] if name else []
