"""Shipped scenarios on moving ground: at every rest all instances go over to a copy of the package and back."""

import os
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from app.bundle.bundle import Bundle
from app.bundle.resources import Resource
from app.config import ROOT, Config
from app.core.actor import system
from app.db.context import Context
from app.engine.migration.plan import Terms
from app.history.operations import Operation
from app.history.verify import verify
from app.repository.deployments import Programs, create_deployment, current
from app.runtime.carrying import carry
from app.runtime.jobs import Kept
from app.runtime.models import ProcessInstance
from app.runtime.step import Cause, hold
from app.worker.house import House, open_house
from app.worker.inline import drain
from app.worker.scenarios.play import Play
from app.worker.scenarios.stage import set_no_page
from tests.engine.diagrams import BPMN
from tests.jurisdictions.stages import BUNDLES

EVERY = [(key, name) for key, b in BUNDLES.items() for name, told in b.scenarios.items() if "process" in told]
LONGEST = sorted(EVERY, key=lambda one: -len(BUNDLES[one[0]].scenarios[one[1]]["steps"]))
SAMPLE = EVERY if os.environ.get("MOVE") == "all" else LONGEST[:2]
"""The longest; all of them take some minutes: `MOVE=all pytest tests/jurisdictions/test_migration.py`."""


class Ground:
    """Two deployments, on which everything that runs stands in turn."""

    def __init__(self, house: House, key: str) -> None:
        self.house, self.key, self.moves = house, key, 0
        with house.database.transaction(system(key)) as ctx:
            here = current(ctx, key)
            self.sides = {here.id, create_deployment(ctx, harmless(here.bundle)).id}

    def shift(self, house: House) -> None:
        """Let the jobs run, carry everything over, and nothing may have moved but the ground."""
        drain(house)
        with house.database.reading(system()) as ctx:
            running = list(
                ctx.session.scalars(select(ProcessInstance.id).where(ProcessInstance.status == "active"))
            )
        for instance in running:
            with house.database.transaction(system(self.key)) as ctx:
                self.carry(ctx, instance)
        assert drain(house) == 0

    def carry(self, ctx: Context, instance: str) -> None:
        info = hold(ctx, instance)
        (other,) = self.sides - {info.deployed.id}
        cause = Cause(Operation.INSTANCE_MIGRATE, instance)
        done = carry(ctx, info, ctx.use(Programs).get(ctx, other), Terms(), cause)
        assert (done.plan.obstacles, done.plan.hints, done.still) == ((), (), True)
        self.moves += 1


def harmless(bundle: Bundle) -> Bundle:
    """The same package with other labels and documentation in all its diagrams."""
    return Bundle.from_resources(bundle.key, list(_relabelled(bundle)))


def _relabelled(bundle: Bundle) -> Iterator[Resource]:
    for path, resource in bundle.resources.items():
        if not path.endswith(".bpmn"):
            yield resource
            continue
        root = ET.fromstring(resource.data)
        for node in root.iter():
            if node.tag.endswith(("Gateway", "sequenceFlow", "Task", "endEvent")):
                node.set("name", f"{node.get('name') or ''} 改".strip())
            if node.tag == f"{{{BPMN}}}documentation":
                node.text = "另一种说法"
        yield Resource.of(path, ET.tostring(root))


@pytest.mark.parametrize(("key", "name"), SAMPLE)
def test_a_scenario_ends_the_same_on_moving_ground(key, name, sqlite_stages, tmp_path, clock):
    scenario = BUNDLES[key].scenarios[name]

    with sqlite_stages.stage(key) as url:
        house = open_house(
            Config(data_dir=tmp_path, database_url=url, assets_dir=ROOT, testing=True), Kept, clock
        )
        set_no_page(house)
        ground = Ground(house, key)
        Play(house, clock, key, name, settle=ground.shift).run(scenario)
        with house.database.reading(system(key)) as ctx:
            assert verify(ctx, key).broken is None
        house.database.engine.dispose()

    assert ground.moves >= len(scenario["steps"]) - 1
