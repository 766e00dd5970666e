"""Outside the traps ours takes the path of stock SpiffWorkflow and ends with its data; everywhere it is the oracle."""

import pytest
from hypothesis import strategies as st

from tests.engine.differential.compare import Differs, play
from tests.engine.differential.explore import explore
from tests.engine.differential.generator import Choice, Knobs, choices, diagrams
from tests.engine.differential.model import Diagram
from tests.engine.differential.script import Urge, meddling, nothing
from tests.engine.differential.stale import STALE
from tests.engine.differential.stock import Stock

_LARGE = Knobs(depth=3, length=4)
_EVERY = ("msg", "timer", "sig", "cycle")
_LONE = Knobs(interrupted_multi=True, triggers=_EVERY, interrupting=(True,))
"""Whatever has one path at a time that others know of."""
_WILD = Knobs(interrupted_multi=True, triggers=_EVERY, events=True, shared_arms=True)


def _beside_stock(diagram: Diagram, script: list[Choice], *, reload: bool) -> str:
    """Ours is the oracle; stock is ours, unless a trap has been met: a divergence without a trap fails."""
    played = play(diagram, script, reload=reload, beside=Stock)
    if played.differs and not played.behind:
        raise Differs(played.story(f"ours / stock, and no trap met\n{played.differs}"))
    return "met" if played.met else "clean"


def _alone(diagram: Diagram, script: list[Choice], *, reload: bool, meddle: bool) -> str:
    """Ours is the oracle."""
    urge: Urge = meddling if meddle else nothing
    return "met" if play(diagram, script, reload=reload, urge=urge).met else "clean"


@pytest.mark.parametrize(
    ("knobs", "examples"), [(Knobs(), 250), pytest.param(_LARGE, 600, marks=pytest.mark.slow)]
)
def test_outside_the_traps_ours_is_stock(knobs: Knobs, examples: int) -> None:
    counted = explore(
        _beside_stock, examples, diagram=diagrams(knobs), script=choices(), reload=st.booleans()
    )

    assert counted["clean"] > counted["met"]


@pytest.mark.parametrize(
    ("knobs", "examples"),
    [
        (_LONE, 250),
        pytest.param(_LONE, 1200, marks=pytest.mark.slow),
        pytest.param(_WILD, 200, marks=[pytest.mark.slow, pytest.mark.xfail(reason=STALE, raises=Differs)]),
    ],
)
def test_whatever_happens_ours_is_the_oracle(knobs: Knobs, examples: int) -> None:
    counted = explore(
        _alone,
        examples,
        diagram=diagrams(knobs),
        script=choices(20),
        reload=st.booleans(),
        meddle=st.booleans(),
    )

    assert counted["met"] > examples // 20
