"""Inside each trap ours is the oracle, and stock differs in the way the trap names."""

from pathlib import Path

import pytest

from tests.engine.differential.compare import Differs, play
from tests.engine.differential.explore import explore
from tests.engine.differential.traps import ELSEWHERE, TRAPS, Example, Trap, examples

_EXAMPLES = 20
_ENGINE = Path(__file__).parents[1]


@pytest.mark.parametrize("trap", [pytest.param(trap, id=trap.name) for trap in TRAPS])
def test_inside_a_trap_ours_is_the_oracle_and_stock_shows_its_fault(trap: Trap) -> None:
    def check(example: Example) -> str:
        played = play(
            example.diagram, example.choices, reload=True, urge=example.core.urge, beside=trap.stock
        )
        if not trap.shows(played, example.core):
            if played.differs:
                raise Differs(played.story(f"not the fault of {trap.name}: {played.differs}"))
            return "agrees"
        return "shows"

    counted = explore(check, _EXAMPLES, example=examples(trap))

    assert counted["shows"] * 100 >= trap.least * counted.total()


def test_every_trap_is_led_into_or_shown_elsewhere() -> None:
    assert {trap.name for trap in TRAPS} | ELSEWHERE.keys() == {f"T{number}" for number in range(1, 22)}
    assert all((_ENGINE / path).is_file() for path in ELSEWHERE.values())
