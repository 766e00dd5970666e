"""Every scenario of every package, played through the services that people use, on both databases.

Pages are set and signed on one of them; on the other one the papers are filled in only.
"""

import pytest
from sqlalchemy import select

from app.core.actor import Actor, ActorKind
from app.history.verify import verify, verify_personal
from app.printouts.pool import RenderPool
from app.worker.notices import Notice
from app.worker.scenarios.decision_cases import evidence_of_cases
from app.worker.scenarios.play import Play
from app.worker.scenarios.stage import set_no_page
from tests.jurisdictions.stages import BUNDLES

SCENARIOS = [
    (b.key, name) for b in BUNDLES.values() for name, told in b.scenarios.items() if "process" in told
]
CASES = [(b, name) for b in BUNDLES.values() for name, told in b.scenarios.items() if "decisions" in told]


@pytest.fixture(scope="module")
def pool():
    with RenderPool(1) as opened:
        yield opened


@pytest.mark.parametrize(("key", "name"), SCENARIOS)
def test_a_scenario_runs_as_expected(house, clock, pool, key, name):
    if house.database.engine.dialect.name == "sqlite":
        house.shared[RenderPool] = pool
    else:
        set_no_page(house)

    Play(house, clock, key, name).run(BUNDLES[key].scenarios[name])

    with house.database.reading(Actor(ActorKind.CLI, "cli", "命令行", key)) as ctx:
        assert verify(ctx, key).broken is None
        assert verify_personal(ctx, key) is None
        assert ctx.session.scalars(select(Notice.subject).where(Notice.text == "")).all() == []


@pytest.mark.parametrize(("bundle", "name"), CASES, ids=lambda given: getattr(given, "key", given))
def test_decisions_say_what_a_scenario_expects(bundle, name):
    cases = bundle.scenarios[name]["decisions"]

    assert len(list(evidence_of_cases(bundle, name, cases))) == len(cases)
