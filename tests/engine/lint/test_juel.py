"""`${…}` is recognised, and rewritten where it is plain."""

import pytest

from app.engine.lint.juel import is_juel, to_feel
from app.feel import parse


@pytest.mark.parametrize(
    ("juel", "feel"),
    [
        ("${approved}", "approved"),
        ("#{force.name}", "force.name"),
        ("${decision == 'yes'}", 'decision = "yes"'),
        ("${a eq 1 and b ne 2}", "a = 1 and b != 2"),
        ("${a > 1 && (b || c)}", "a > 1 and (b or c)"),
        ("${!ok}", "not(ok)"),
        ("${empty list}", "list = null"),
        ("催办${name}", '"催办" + string(name)'),
        ("${a}-${b}", 'string(a) + "-" + string(b)'),
    ],
)
def test_plain_juel_becomes_feel(juel: str, feel: str) -> None:
    assert is_juel(juel)
    assert to_feel(juel) == feel
    parse(feel)


@pytest.mark.parametrize(
    "juel", ["${bean.call()}", "${list[0]}", "${a ? b : c}", "${", "${a b", "${execution.getVariable('x')}"]
)
def test_other_juel_gets_no_advice_that_would_be_wrong(juel: str) -> None:
    assert is_juel(juel)
    assert to_feel(juel) is None


def test_feel_is_not_taken_for_juel() -> None:
    assert not is_juel('= "a" + b')
