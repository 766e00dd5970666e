"""Drafts: kept without validation, one per person, never overwriting a newer one in silence."""

import pytest

from app.runtime.errors import TaskClosed
from app.tasks.drafts import latest, save
from app.tasks.errors import DraftConflict, NotCandidate

ONE = 'process main\nstart s\nuser a "甲" groups=staff\nend e\ns > a > e\n'


@pytest.fixture
def started(land):
    land.deploy(ONE)
    land.start()
    return land


def put(land, data, version, by="ann", groups=("staff",)):
    with land.acting(by, *groups) as ctx:
        return save(ctx, land.task("a"), data, version).version


def shown(land, by="ann"):
    with land.acting(by) as ctx:
        draft = latest(ctx, land.task("a"))
        return draft and draft.data


def test_what_was_typed_last_is_shown(started):
    first = put(started, {"text": "半句"}, 0)
    put(started, {"text": "整句"}, first)

    assert shown(started) == {"text": "整句"}


def test_an_older_page_does_not_overwrite_a_newer_draft(started):
    first = put(started, {"text": "一"}, 0)
    put(started, {"text": "二"}, first)

    with pytest.raises(DraftConflict):
        put(started, {"text": "旧页"}, first)

    assert shown(started) == {"text": "二"}


def test_who_takes_over_sees_what_the_other_typed_and_keeps_their_own(started):
    put(started, {"text": "甲的"}, 0)

    assert shown(started, by="bob") == {"text": "甲的"}
    put(started, {"text": "乙的"}, 0, by="bob")
    assert (shown(started, by="bob"), shown(started)) == ({"text": "乙的"}, {"text": "甲的"})


def test_a_draft_needs_the_right_to_work(started):
    with pytest.raises(NotCandidate):
        put(started, {}, 0, groups=("others",))


def test_a_draft_of_a_closed_task_is_refused_and_the_kept_one_stays(started):
    put(started, {"text": "我的话"}, 0)
    task = started.task("a")
    started.do("a", by="bob")

    with pytest.raises(TaskClosed), started.acting() as ctx:
        save(ctx, task, {"text": "晚了"}, 1)

    with started.acting() as ctx:
        kept = latest(ctx, task)
    assert kept is not None
    assert kept.data == {"text": "我的话"}
