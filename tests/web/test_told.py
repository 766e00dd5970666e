"""The log in words: every operation has its own, and values are said as people say them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.history.operations import Operation
from app.history.queries import Logged
from app.web.views import told


def entry(operation: Operation, **details: Any) -> Logged:
    return Logged(1, datetime(2026, 11, 22, tzinfo=UTC), operation, "甲", "局", None, details, "")


@pytest.fixture
def words(site):
    """Inside a request, where words are chosen."""
    with site.app.test_request_context():
        yield


@pytest.mark.parametrize("operation", Operation)
def test_no_operation_is_shown_by_its_key(words, operation):
    act = told.act_of(entry(operation, name="拟定", title="泄漏"))

    assert act
    assert operation.value not in act


def test_ranking_says_how_many(words):
    assert told.act_of(entry(Operation.FORCES_RANK, ranked=[{}, {}])) == "给力量排序：2 支"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2026-11-21T19:50:00.5Z", "11 月 22 日 03:50"),
        ({"at": "2026-11-22T03:50+08:00"}, "at 11 月 22 日 03:50"),
        ("2026-99-22T03:50+08:00", "2026-99-22T03:50+08:00"),
        (True, "是"),
        (None, "—"),
        (["甲", "乙"], "甲；乙"),
    ],
)
def test_values_are_said_as_people_say_them(words, value, text):
    assert told.shown(value) == text
