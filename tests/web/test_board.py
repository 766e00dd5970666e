"""Which papers of forces are orders, and so have a row."""

from datetime import UTC, datetime

from app.printouts.models import Paper
from app.web.views.board import CALL, _orders, _Place

CONFIRMED = datetime(2026, 11, 22, 3, 20, tzinfo=UTC)
PLACES = {
    1: _Place(CALL, None),
    2: _Place(CALL, None),
    **{key: _Place("serviceTask", 1) for key in (11, 12, 13)},
}
PLACES |= {21: _Place("serviceTask", 2), 31: _Place("serviceTask", None)}


def paper(number: str, key: int, force: str, confirmed: datetime | None = None) -> Paper:
    return Paper(number=number, key=key, force=force, acknowledged_at=confirmed)


def numbers(*papers: Paper) -> list[str]:
    return [one.number for one in _orders(papers, PLACES)]


def test_release_of_a_force_is_no_order() -> None:
    assert numbers(paper("调1", 11, "gas", CONFIRMED), paper("解1", 12, "gas")) == ["调1"]


def test_a_force_that_stands_in_and_an_order_that_is_repeated_have_rows() -> None:
    assert numbers(paper("调1", 11, "gas"), paper("调2", 12, "gas"), paper("调3", 13, "flood")) == [
        "调1",
        "调2",
        "调3",
    ]


def test_a_later_call_orders_the_same_force_again() -> None:
    assert numbers(paper("调1", 11, "gas", CONFIRMED), paper("调2", 21, "gas")) == ["调1", "调2"]


def test_papers_that_no_called_process_issues_are_orders_only_where_there_are_no_others() -> None:
    assert numbers(paper("调1", 11, "gas"), paper("码1", 31, "gas")) == ["调1"]
    assert numbers(paper("调1", 31, "gas")) == ["调1"]
