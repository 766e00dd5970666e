"""T10: a completion condition cannot see the votes."""

import pytest

from app.engine.errors import EngineError
from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

VOTES = """
start s
user ballot mi=voters:voter:votes:vote {std} until='{until}'
user after
end e
s > ballot > after > e
"""
THREE = {"voters": ["a", "b", "c"]}


def test_stock_sees_no_votes_in_the_condition_and_waits_for_all() -> None:
    stock = Stock(VOTES.format(std="std", until="len(votes) >= 2"), THREE)

    stock.do("ballot", vote="yes").do("ballot", vote="yes")

    assert stock.open == ["ballot"]


def test_condition_sees_the_votes_cast_so_far() -> None:
    instance = Driver(VOTES.format(std="", until='count(votes[item = "yes"]) >= 2'), THREE)

    instance.do("ballot", of="a", vote="yes").do("ballot", of="b", vote="no").do("ballot", of="c", vote="yes")

    assert instance.open == ["after"]
    assert instance.seen("after")["votes"] == ["yes", "no", "yes"]


def test_condition_sees_the_last_vote_and_the_counts() -> None:
    until = 'vote = "veto" or nrOfCompletedInstances / nrOfInstances > 0.6 and nrOfActiveInstances = 1'
    instance = Driver(VOTES.format(std="", until=until), THREE)

    assert instance.do("ballot", of="b", vote="veto").open == ["after"]

    instance = Driver(VOTES.format(std="", until=until), THREE)
    assert instance.do("ballot", of="b", vote="no").do("ballot", of="a", vote="no").open == ["after"]


def test_condition_that_is_no_truth_value_is_an_incident() -> None:
    instance = Driver(VOTES.format(std="", until="nrOfInstances + 1"), THREE)

    with pytest.raises(EngineError, match="完成条件"):
        instance.do("ballot", vote="x")
