"""Every scenario of every package, played through the services that people use, on both databases."""

from pathlib import Path

import pytest

from app.bundle import load_bundle, package_keys
from app.core.actor import Actor, ActorKind
from app.history.verify import verify, verify_personal
from app.printouts.pool import RenderPool
from app.worker.provisioning import deploy, furnish
from app.worker.scenarios import Play

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = [(key, name) for key in package_keys(ROOT) for name in load_bundle(ROOT, key).scenarios]


@pytest.fixture(scope="module")
def pool():
    with RenderPool(1) as opened:
        yield opened


@pytest.mark.parametrize(("key", "name"), SCENARIOS)
def test_a_scenario_runs_as_expected(house, clock, pool, key, name):
    bundle = load_bundle(ROOT, key)
    house.shared[RenderPool] = pool
    installer = Actor(ActorKind.CLI, "cli", "命令行", key)
    with house.database.transaction(installer) as ctx:
        deploy(ctx, bundle, package_keys(ROOT))
        furnish(ctx, bundle, "made for one test")

    Play(house, clock, key, name).run(bundle.scenarios[name])

    with house.database.reading(installer) as ctx:
        assert verify(ctx, key).broken is None
        assert verify_personal(ctx, key) is None
