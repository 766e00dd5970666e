"""T17: a parallel gateway with two incoming flows waits for both, also where one is a way back.

Stock guesses from its predictions that the way back is one and lets the first token through; BPMN has it wait. The
lint refuses such a diagram.
"""

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

LOOP = """
start s
{merge} m
user a
xor x
end e
s > m > a > x
x > m : {again}
x > e : *
"""


def test_stock_lets_the_first_token_through() -> None:
    assert Stock(LOOP.format(merge="par", again="again")).open == ["a"]


def test_parallel_gateway_waits_as_bpmn_has_it() -> None:
    assert Driver(LOOP.format(merge="par", again="again")).open == []


def test_exclusive_merge_lets_the_loop_run() -> None:
    instance = Driver(LOOP.format(merge="xor", again="again"))

    instance.do("a", again=True).do("a", again=False)

    assert instance.done


def test_excess_tokens_stay_at_a_parallel_join() -> None:
    notation = """
start s
par p
user a
user b
user c
xor m
par j
user after
end e
s > p
p > a > m
p > b > m
p > c > j
m > j
j > after > e
"""
    instance = Driver(notation).do("a").do("b").do("c")

    assert instance.open == ["after"]
    assert not instance.do("after").done
