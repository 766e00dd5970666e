"""Outside the traps ours takes the path of stock SpiffWorkflow and ends with its data; everywhere it is the oracle."""

import pytest

from tests.engine.differential.checks import LARGE, LONE, PLAIN, WILD, everywhere, outside
from tests.engine.differential.generator import Knobs

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("knobs", "examples"), [(PLAIN, 250), (LARGE, 100)], ids=["plain", "large"])
def test_outside_the_traps_ours_is_stock(knobs: Knobs, examples: int) -> None:
    counted = outside(knobs, examples)

    assert counted["clean"] > counted["met"]


@pytest.mark.parametrize(("knobs", "examples"), [(LONE, 250), (WILD, 500)], ids=["lone", "wild"])
def test_whatever_happens_ours_is_the_oracle(knobs: Knobs, examples: int) -> None:
    counted = everywhere(knobs, examples)

    assert counted["met"] > examples // 20
