"""Every scenario of every package, played through the services that people use, on both databases."""

from pathlib import Path

import pytest

from app.bundle import load_bundle, package_keys
from app.core.actor import Actor, ActorKind
from app.history.verify import verify, verify_personal
from app.printouts.pool import RenderPool
from app.worker.decision_cases import evidence_of_cases
from app.worker.provisioning import deploy, furnish
from app.worker.scenarios import Play

ROOT = Path(__file__).resolve().parents[2]
BUNDLES = [load_bundle(ROOT, key) for key in package_keys(ROOT)]
SCENARIOS = [(b.key, name) for b in BUNDLES for name, told in b.scenarios.items() if "process" in told]
CASES = [(b, name) for b in BUNDLES for name, told in b.scenarios.items() if "decisions" in told]


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


@pytest.mark.parametrize(("bundle", "name"), CASES, ids=lambda given: getattr(given, "key", given))
def test_decisions_say_what_a_scenario_expects(bundle, name):
    cases = bundle.scenarios[name]["decisions"]

    assert len(list(evidence_of_cases(bundle, name, cases))) == len(cases)
