"""The plan of a dispatch: who was chosen, who was passed over, and who of them stands nearer."""

from typing import Any

import pytest

from app.web.views.plan import plan_of


def force(key: str, km: float | None) -> dict[str, Any]:
    return {
        "id": key,
        "name": f"{key} 队",
        "kind": "企业",
        "distance_km": km,
        "people": 8,
        "reason": "能力相符",
    }


@pytest.fixture
def words(site):
    """Inside a request, where words are chosen."""
    with site.app.test_request_context():
        yield


def tags(ranked, chosen, **more):
    plan = plan_of({"ranked": ranked, "forces": [{"id": key} for key in chosen], **more})
    return {row.name[0]: row.tag for row in plan.rows if row.rank is None}, plan


def test_only_those_nearer_than_the_farthest_chosen_are_tagged(words):
    ranked = [force("a", 5), force("b", 9), force("c", 3), force("d", 5), force("e", None), force("f", 5)]

    found, plan = tags(ranked, ["a", "f"])

    assert found == {"c": "nearer", "b": "", "d": ""}
    assert plan.summary == "选 2 支，近而未选 1 支"


def test_without_distances_nobody_is_called_nearer(words):
    found, _plan = tags([force("a", None), force("b", None)], ["b"])

    assert found == {"a": ""}


def test_reason_of_the_drafter_comes_first(words):
    _found, plan = tags([force("a", 1), force("b", 2)], ["b"], skipped="a 队：检修")

    assert plan.rows[1].reason == "a 队：检修"


@pytest.mark.parametrize("variables", [{}, {"ranked": [], "forces": []}, {"ranked": "x", "forces": 3}])
def test_without_a_plan_there_is_none(variables):
    assert plan_of(variables) is None
