"""What is ready runs in the order in which SpiffWorkflow runs it: it can be seen in what comes last at a join."""

from collections.abc import Iterator
from itertools import permutations

import pytest

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

SPLIT = """
start s
user begin
par p
{arms}
par j
user after
end e
s > begin > p
{flows}
j > after > e
"""


def notation(arms: tuple[tuple[int, ...], ...], script: str) -> str:
    names = [[f"t{a}{n}" for n in range(size)] for a, (size,) in enumerate(arms)]
    lines = [f"script {name} : {script.format(name)}" for arm in names for name in arm]
    flows = ["p > " + " > ".join(arm) + " > j" for arm in names]
    return SPLIT.format(arms="\n".join(lines), flows="\n".join(flows))


def shapes() -> Iterator[tuple[tuple[int, ...], ...]]:
    for sizes in permutations((1, 2, 3)):
        yield tuple((size,) for size in sizes)


@pytest.mark.parametrize("arms", list(shapes()))
def test_arm_that_arrives_last_wins_as_in_stock(arms: tuple[tuple[int, ...], ...]) -> None:
    ours = Driver(notation(arms, '{{"x": "{0}"}}')).do("begin")
    stock = Stock(notation(arms, 'x = "{0}"')).do("begin")

    assert ours.seen("after")["x"] == stock.seen("after")["x"]


def test_deeper_scopes_run_first_as_in_stock() -> None:
    text = """
start s
user begin
par p
sub one {{
  start s1
  script a : {a}
  script b : {b}
  end e1
  s1 > a > b > e1
}}
script c : {c}
script d : {d}
par j
user after
end e
s > begin > p
p > one > j
p > c > d > j
j > after > e
"""
    ours = Driver(text.format(**{n: f'{{"x": "{n}"}}' for n in "abcd"})).do("begin")
    stock = Stock(text.format(**{n: f'x = "{n}"' for n in "abcd"})).do("begin")

    assert ours.seen("after")["x"] == stock.seen("after")["x"]
