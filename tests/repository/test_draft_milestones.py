"""A name for a whole draft at an instant: what it was made of, to look at and to go back to."""

import pytest

from app.repository.draft_base import rebase
from app.repository.draft_milestones import MilestoneName, MilestoneNotFound
from app.repository.drafts import (
    DraftClosed,
    DraftFileMissing,
    bundle_of,
    bundle_then,
    draft_of,
    files_of,
    go_back,
    milestone_of,
    milestones_of,
    name_milestone,
    names_of,
    open_draft,
    read_file,
    read_then,
    save_file,
)
from tests.engine.diagrams import bpmn
from tests.repository.test_draft_base import EXTRA, FORM, MAIN, SETTINGS, deploy, in_sqlite, lines
from tests.runtime.lands import KEY

pytestmark = in_sqlite


@pytest.fixture
def named(house, acting):
    """A draft with a milestone, and how it went on from there; ids of both, and the digest of then."""
    deploy(house, "甲")
    with acting() as ctx:
        draft = open_draft(ctx, KEY).id
        save_file(ctx, draft, MAIN, bpmn(lines("乙")), 0)
        save_file(ctx, draft, EXTRA, FORM, 0)
        milestone = name_milestone(ctx, draft, " 送县局 看过的\n").id
        then = bundle_of(ctx, draft_of(ctx, draft)).digest
    with acting() as ctx:
        save_file(ctx, draft, MAIN, bpmn(lines("丙")), 1)
        save_file(ctx, draft, EXTRA, None, 1)
    return draft, milestone, then


def test_milestone_keeps_what_the_package_was_made_of(acting, named):
    draft_id, milestone_id, then = named

    with acting() as ctx:
        draft = draft_of(ctx, draft_id)
        (milestone,) = milestones_of(ctx, draft)

        assert (milestone.id, milestone.name) == (milestone_id, "送县局 看过的")
        assert bundle_then(ctx, draft, milestone).digest == then != bundle_of(ctx, draft).digest
        assert read_then(ctx, draft, MAIN, milestone.id) == (bpmn(lines("乙")), 1)
        assert read_then(ctx, draft, SETTINGS, milestone.id)[1] == 0
        assert [names_of(ctx, draft, path) for path in (MAIN, SETTINGS)] == [
            {1: ["送县局 看过的"]},
            {0: ["送县局 看过的"]},
        ]
        with pytest.raises(DraftFileMissing):
            read_then(ctx, draft, f"forms/{KEY}/ghost.form", milestone.id)


def test_going_back_saves_once_more_and_loses_nothing(acting, named):
    draft_id, milestone_id, then = named

    with acting() as ctx:
        filled = go_back(ctx, draft_id, milestone_id)

    with acting() as ctx:
        draft = draft_of(ctx, draft_id)
        assert (set(filled.saved), filled.deleted) == ({MAIN, EXTRA}, ())
        assert bundle_of(ctx, draft).digest == then
        assert files_of(ctx, draft)[MAIN].version == 3
        assert read_file(ctx, draft, MAIN, 2)[0] == bpmn(lines("丙"))


def test_milestone_over_an_older_version_is_gone_back_to(house, acting, named):
    draft_id, milestone_id, then = named
    deploy(house, "丁", limits={"wait": "PT5M"})

    with acting() as ctx:
        rebase(ctx, draft_id)
        go_back(ctx, draft_id, milestone_id)

    with acting() as ctx:
        assert bundle_of(ctx, draft_of(ctx, draft_id)).digest == then


@pytest.mark.parametrize("name", ["", " \n", "长" * 61])
def test_milestone_needs_a_name_that_fits(acting, named, name):
    with pytest.raises(MilestoneName), acting() as ctx:
        name_milestone(ctx, named[0], name)


def test_milestone_of_another_draft_is_not_found_and_a_finished_draft_takes_none(acting, named):
    draft_id, milestone_id, _ = named

    with acting() as ctx:
        draft_of(ctx, draft_id).status = "discarded"
    with acting() as ctx:
        other = open_draft(ctx, KEY)
        with pytest.raises(MilestoneNotFound):
            milestone_of(ctx, other, milestone_id)
    for act, given in ((name_milestone, "晚了"), (go_back, milestone_id)):
        with pytest.raises(DraftClosed), acting() as ctx:
            act(ctx, draft_id, given)
