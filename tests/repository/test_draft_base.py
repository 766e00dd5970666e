"""Another content for a draft at once, an older version again, a newer deployment under it."""

import pytest
import sqlalchemy as sa

from app.core.actor import Actor, ActorKind
from app.history.models import OperationLog
from app.repository.deployments import NotDeployed, create_deployment
from app.repository.draft_base import (
    AlreadyRunning,
    DraftUnfinished,
    ForeignPackage,
    bring_in,
    fill,
    forks_of,
    is_behind,
    rebase,
    remove,
    restore,
    roll_back,
    settle,
)
from app.repository.drafts import (
    DraftFileMissing,
    bundle_of,
    draft_of,
    files_of,
    open_draft,
    read_file,
    save_file,
)
from app.repository.models import Deployment, Draft
from tests.engine.diagrams import bpmn
from tests.runtime.lands import KEY, package

INSTALLER = Actor(ActorKind.CLI, "cli", "命令行", KEY)
MAIN = f"processes/{KEY}/main.bpmn"
SETTINGS = f"processes/{KEY}/settings.yaml"
NOTE, EXTRA = "forms/common/note.form", f"forms/{KEY}/extra.form"
FORM = b'{"components": []}'

in_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what has nothing of its own in PostgreSQL."""


def lines(name):
    return f'process main "{name}"\nstart s\nuser a "{name}" groups=staff\nend e\ns > a > e\n'


def deploy(house, name, **files):
    with house.database.transaction(INSTALLER) as ctx:
        return create_deployment(ctx, package(lines(name), **files)).id


def last_details(house, operation):
    with house.database.reading(INSTALLER) as ctx:
        query = sa.select(OperationLog.body).where(OperationLog.operation == operation)
        return ctx.session.scalars(query.order_by(OperationLog.seq.desc())).first()


def test_draft_is_filled_with_exactly_the_files_of_a_package(house, acting):
    deploy(house, "甲", files={NOTE: FORM, EXTRA: FORM})
    given = package(lines("乙"), files={NOTE: FORM + b" ", f"forms/{KEY}/fresh.form": FORM})

    with acting() as ctx:
        draft = open_draft(ctx, KEY)
        filled = fill(ctx, draft.id, {path: one.data for path, one in given.resources.items()})
        again = fill(ctx, draft.id, {path: one.data for path, one in given.resources.items()})

    with acting() as ctx:
        found = draft_of(ctx, draft.id)
        assert set(filled.saved) == {MAIN, f"forms/{KEY}/note.form", f"forms/{KEY}/fresh.form"}
        assert filled.deleted == (EXTRA,)
        assert bundle_of(ctx, found).forms.keys() == {"note", "fresh"}
        assert files_of(ctx, found)[EXTRA].deleted
    assert (again.saved, again.deleted) == ((), ())


@in_sqlite
def test_package_that_is_read_in_leaves_what_all_share(house, acting):
    deploy(house, "甲", files={NOTE: FORM})
    given = package(lines("乙"), files={NOTE: FORM + b" "})
    files = {path: one.data for path, one in given.resources.items()} | {"printouts/_base/new.css": b"x"}

    with acting() as ctx:
        draft = open_draft(ctx, KEY)
        filled = bring_in(ctx, draft.id, files)

    assert filled.saved == (MAIN,)
    assert set(filled.left) == {f"forms/{KEY}/note.form", "printouts/_base/new.css"}


@in_sqlite
def test_package_of_another_is_not_read_in(house, acting):
    deploy(house, "甲")

    with pytest.raises(ForeignPackage), acting() as ctx:
        bring_in(ctx, open_draft(ctx, KEY).id, {MAIN: b"x"})


@in_sqlite
def test_rolling_back_opens_a_draft_with_the_older_files(house, acting):
    first = deploy(house, "甲", files={EXTRA: FORM})
    second = deploy(house, "乙")

    with acting() as ctx:
        draft = roll_back(ctx, first)

    with acting() as ctx:
        found = draft_of(ctx, draft.id)
        assert (found.number, found.title, found.base_deployment_id) == (3, "回到第 1 版", second)
        assert files_of(ctx, found)[MAIN].changed
        assert bundle_of(ctx, found).digest == ctx.session.get_one(Deployment, first).digest
    assert '"back_to":1' in last_details(house, "draft.open")


@in_sqlite
def test_rolling_back_beside_an_unfinished_draft_is_refused(house, acting):
    first = deploy(house, "甲")
    deploy(house, "乙")
    with acting() as ctx:
        open_draft(ctx, KEY)

    with pytest.raises(DraftUnfinished), acting() as ctx:
        roll_back(ctx, first)


@in_sqlite
def test_rolling_back_to_what_runs_or_to_another_s_is_refused(house, acting):
    only = deploy(house, "甲")

    with pytest.raises(AlreadyRunning), acting() as ctx:
        roll_back(ctx, only)
    with pytest.raises(NotDeployed), acting(jurisdiction="elsewhere") as ctx:
        roll_back(ctx, only)
    with acting() as ctx:
        assert ctx.session.scalar(sa.select(sa.func.count()).select_from(Draft)) == 0


@pytest.fixture
def moved(house, acting):
    """A draft that changed the diagram, behind a deployment that changed diagram and limits and added a form."""
    deploy(house, "甲", files={NOTE: FORM})
    with acting() as ctx:
        draft = open_draft(ctx, KEY).id
        save_file(ctx, draft, MAIN, bpmn(lines("乙")), 0)
        save_file(ctx, draft, NOTE, FORM + b" ", 0)
        save_file(ctx, draft, NOTE, FORM, 1)  # as it was
    deploy(house, "丙", limits={"wait": "PT5M"}, files={NOTE: FORM, EXTRA: FORM})
    return draft


def test_rebased_draft_takes_what_it_did_not_change_and_names_what_both_did(acting, moved):
    with acting() as ctx:
        assert is_behind(ctx, draft_of(ctx, moved))
        both = rebase(ctx, moved)

    with acting() as ctx:
        found = draft_of(ctx, moved)
        assert both == (MAIN,)
        assert (found.number, is_behind(ctx, found)) == (3, False)
        assert read_file(ctx, found, MAIN)[0] == bpmn(lines("乙"))
        assert b"PT5M" in read_file(ctx, found, SETTINGS)[0]
        assert "extra" in bundle_of(ctx, found).forms
        assert list(forks_of(ctx, found)) == [MAIN]
        assert rebase(ctx, moved) == ()


@in_sqlite
@pytest.mark.parametrize(("theirs", "stands"), [(True, "丙"), (False, "乙")])
def test_of_what_both_changed_one_side_is_chosen_once(acting, moved, theirs, stands):
    with acting() as ctx:
        older = draft_of(ctx, moved).base_deployment_id
        rebase(ctx, moved)
        assert forks_of(ctx, draft_of(ctx, moved)) == {MAIN: older}
    with acting() as ctx:
        settle(ctx, moved, MAIN, theirs=theirs)

    with acting() as ctx:
        found = draft_of(ctx, moved)
        assert read_file(ctx, found, MAIN)[0] == bpmn(lines(stands))
        assert (files_of(ctx, found)[MAIN].changed, forks_of(ctx, found)) == (not theirs, {})
        with pytest.raises(DraftFileMissing):
            settle(ctx, moved, MAIN, theirs=theirs)


@in_sqlite
def test_restoring_what_both_changed_is_a_choice_too(acting, moved):
    with acting() as ctx:
        rebase(ctx, moved)
        restore(ctx, moved, MAIN)

    with acting() as ctx:
        assert forks_of(ctx, draft_of(ctx, moved)) == {}


@in_sqlite
def test_rebasing_takes_a_draft_out_of_review(acting, moved):
    with acting() as ctx:
        draft_of(ctx, moved).status = "review"
    with acting() as ctx:
        rebase(ctx, moved)

    with acting() as ctx:
        assert draft_of(ctx, moved).status == "open"


@in_sqlite
def test_paper_is_removed_and_restored_with_its_folder(house, acting):
    slip = f"printouts/{KEY}/slip"
    deploy(house, "甲", files={f"{slip}/printout.yaml": b"title: x\n", f"{slip}/template.html": b"<p>x</p>"})
    with acting() as ctx:
        draft = open_draft(ctx, KEY).id
        assert len(remove(ctx, draft, slip)) == 2
        assert "slip" not in bundle_of(ctx, draft_of(ctx, draft)).printouts
        with pytest.raises(DraftFileMissing):
            remove(ctx, draft, slip)

    with acting() as ctx:
        assert len(restore(ctx, draft, slip)) == 2
        assert not any(entry.changed for entry in files_of(ctx, draft_of(ctx, draft)).values())


@in_sqlite
def test_restoring_takes_new_files_away_and_gives_shared_ones_back(house, acting):
    deploy(house, "甲", files={NOTE: FORM})
    with acting() as ctx:
        draft = open_draft(ctx, KEY).id
        save_file(ctx, draft, EXTRA, FORM, 0)
        save_file(ctx, draft, NOTE, FORM + b" ", 0)

    with acting() as ctx:
        restore(ctx, draft, EXTRA)
        restore(ctx, draft, f"forms/{KEY}/note.form")
        found = draft_of(ctx, draft)
        assert (
            bundle_of(ctx, found).digest == ctx.session.get_one(Deployment, found.base_deployment_id).digest
        )
        with pytest.raises(DraftFileMissing):
            restore(ctx, draft, MAIN)
