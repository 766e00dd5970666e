"""Shipped scenarios on moving ground: at every rest all instances go over to the package drawn otherwise, and back."""

import os

import pytest
from sqlalchemy import select

from app.config import ROOT, Config
from app.core.actor import system
from app.db.context import Context
from app.engine.marking import subscriptions
from app.engine.migration.plan import Hint, Terms
from app.history.operations import Operation
from app.history.verify import verify
from app.repository.deployments import Programs, create_deployment, current
from app.runtime.carrying import carry
from app.runtime.jobs import Kept
from app.runtime.models import EventSubscription, ProcessInstance, ServiceJob, UserTask
from app.runtime.step import Cause, hold, look
from app.worker.house import House, open_house
from app.worker.inline import drain
from app.worker.scenarios.play import Play
from app.worker.scenarios.stage import set_no_page
from tests.jurisdictions.redrawing import redrawn
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
            self.sides = {here.id, create_deployment(ctx, redrawn(here.bundle)).id}

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
        assert (done.plan.obstacles, done.still) == ((), True)
        assert {hint.code for hint in done.plan.hints} <= {Hint.EVENT_ARMED, Hint.EVENT_DISARMED}
        self.compare(ctx, instance)
        self.moves += 1

    def compare(self, ctx: Context, instance: str) -> None:
        """The worklist, calls and subscriptions say what the engine says."""
        info, live = look(ctx, instance)
        t, s, j = UserTask, EventSubscription, ServiceJob
        tasks = ctx.session.scalars(select(t).where(t.instance_id == instance, t.status == "open"))
        assert sorted((row.key, row.element, row.name, row.form_key, row.due) for row in tasks) == sorted(
            (task.key, task.element, task.name, task.form_key, task.due) for task in live.open_tasks()
        )
        catches = ctx.session.execute(
            select(s.key, s.name, s.correlation_key).where(s.instance_id == instance)
        )
        assert sorted(map(tuple, catches)) == sorted(
            (catch.key, catch.name, catch.correlation_key) for catch in live.look(subscriptions)
        )
        calls = ctx.session.scalars(select(j.key).where(j.instance_id == instance, j.status == "open"))
        assert sorted(calls) == sorted(call.key for call in live.open_services())
        assert ctx.session.get_one(ProcessInstance, info.id).next_due == live.next_due


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
