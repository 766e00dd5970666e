"""What a compiled bundle gives to its instances."""

import pytest

from app.engine.program import Program
from app.feel import evaluate

LIMITS = {"answer": {"default": "PT30M", "重大": "PT10M"}, "roll_call": "P1M", "watch": "P2D"}


@pytest.mark.parametrize(
    ("level", "pace", "expected"),
    [
        (None, 1, ["PT30M", "P1M", "P2D"]),
        ("重大", 1, ["PT10M", "P1M", "P2D"]),
        (None, 60, ["PT30S", "P1M", "PT48M"]),
        ("重大", 10, ["PT1M", "P1M", "PT4H48M"]),
    ],
)
def test_limits_hold_at_a_level_and_shrink_with_the_pace_of_a_drill(level, pace, expected):
    program = Program.compile({}, {}, LIMITS)

    limits = program.limits_at(level, pace)

    assert [evaluate("string(limit)", {"limit": limits[name]}) for name in LIMITS] == expected
