"""Drafts: files over a deployment, saves from the version seen, notices of who edits, comments."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from app.bundle.errors import BundleRefused
from app.bundle.safety import FileTooLarge
from app.core.actor import Actor, ActorKind
from app.history.models import OperationLog
from app.repository.deployments import NotDeployed, create_deployment, current
from app.repository.draft_comments import CommentNotFound, CommentRefused
from app.repository.draft_life import DraftClosed
from app.repository.draft_locks import LockActUnknown
from app.repository.draft_saves import DraftPath
from app.repository.drafts import (
    DraftFileMissing,
    DraftMoved,
    DraftNotFound,
    add_comment,
    bundle_of,
    comments_of,
    draft_of,
    files_of,
    lock_file,
    open_comments,
    open_draft,
    read_file,
    resolve_comment,
    resources_of,
    save_file,
    savers_of,
    saves_of,
)
from app.repository.models import Draft, Jurisdiction
from tests.engine.diagrams import bpmn
from tests.runtime.lands import KEY, package
from tests.waiting import PATIENCE, stands_behind

INSTALLER = Actor(ActorKind.CLI, "cli", "命令行", KEY)
MAIN = f"processes/{KEY}/main.bpmn"
LINES = 'process main "甲"\nstart s\nuser a "甲" groups=staff\nend e\ns > a > e\n'
OTHER = bpmn(LINES.replace("甲", "乙"))
"""The same process, drawn with another name."""

in_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what has nothing of its own in PostgreSQL."""


@pytest.fixture
def draft(house):
    """A draft over a deployed package, by its id."""
    with house.database.transaction(INSTALLER) as ctx:
        create_deployment(ctx, package(LINES))
        return open_draft(ctx, KEY).id


@pytest.fixture
def shared(house):
    """A draft over a package that takes a form and a paper from `common/`."""
    extra = {
        "forms/common/note.form": b'{"type": "default", "components": []}',
        "printouts/common/slip/printout.yaml": b"title: slip\n",
        "printouts/common/slip/template.html": b"<p>slip</p>",
    }
    with house.database.transaction(INSTALLER) as ctx:
        create_deployment(ctx, package(LINES, files=extra))
        return open_draft(ctx, KEY).id


def operations(house):
    with house.database.reading(INSTALLER) as ctx:
        query = sa.select(OperationLog.operation).where(OperationLog.operation.like("draft.%"))
        return list(ctx.session.scalars(query.order_by(OperationLog.seq)))


@in_sqlite
def test_jurisdiction_has_one_unfinished_draft(house, acting, draft):
    with acting("another") as ctx:
        again = open_draft(ctx, KEY)

    assert (again.id, again.number, again.status) == (draft, 2, "open")
    assert operations(house) == ["draft.open"]


def test_two_unfinished_drafts_are_refused_by_the_database(house, draft):
    twice = "INSERT INTO draft SELECT 'other', jurisdiction, base_deployment_id, number, 'review', title, "
    twice += "opened_at, opened_by, opened_by_name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM draft"

    with house.database.engine.begin() as connection, pytest.raises(DatabaseError):
        connection.execute(sa.text(twice))


def test_two_who_open_at_once_write_the_same_draft(house, acting):
    with house.database.transaction(INSTALLER) as ctx:
        create_deployment(ctx, package(LINES))
    found = []

    def second():
        with acting("second") as ctx:
            found.append(open_draft(ctx, KEY).id)

    other = threading.Thread(target=second)
    with acting("first") as ctx:
        found.append(open_draft(ctx, KEY).id)
        other.start()
        stands_behind(house.database, other)
    other.join(PATIENCE)

    assert found[0] == found[1]
    assert operations(house) == ["draft.open"]


@in_sqlite
def test_draft_over_nothing_is_refused(acting):
    with pytest.raises(NotDeployed), acting() as ctx:
        open_draft(ctx, KEY)


@in_sqlite
def test_draft_of_another_jurisdiction_is_not_found(acting, draft):
    with pytest.raises(DraftNotFound), acting(jurisdiction="elsewhere") as ctx:
        draft_of(ctx, draft)


def test_saved_file_takes_the_place_of_the_deployed_one(house, acting, draft):
    with acting() as ctx:
        version = save_file(ctx, draft, MAIN, OTHER, 0)

    with acting() as ctx:
        found = draft_of(ctx, draft)
        assert version == 1
        assert read_file(ctx, found, MAIN) == (OTHER, 1)
        assert read_file(ctx, found, MAIN, 0) == (current(ctx, KEY).bundle.diagrams["main"], 0)
        assert bundle_of(ctx, found).diagrams["main"] == OTHER
        entry = files_of(ctx, found)[MAIN]
        assert (entry.version, entry.changed, entry.new, entry.deleted) == (1, True, False, False)
        assert savers_of(ctx, found) == {"tester"}


@in_sqlite
def test_unsaved_content_counts_in_the_bundle_and_stays_unsaved(acting, draft):
    with acting() as ctx:
        found = draft_of(ctx, draft)
        assert bundle_of(ctx, found, {MAIN: OTHER}).diagrams["main"] == OTHER
        assert read_file(ctx, found, MAIN)[1] == 0
        with pytest.raises(BundleRefused):
            bundle_of(ctx, found, {f"processes/{KEY}/jurisdiction.yaml": b"[]"})


@in_sqlite
def test_same_bytes_are_no_new_version(acting, draft):
    with acting() as ctx:
        deployed = current(ctx, KEY).bundle.diagrams["main"]
        versions = [save_file(ctx, draft, MAIN, data, 0) for data in (deployed, OTHER, OTHER)]

    assert versions == [0, 1, 1]


@in_sqlite
def test_save_from_an_old_version_is_told_who_saved_meanwhile(acting, draft):
    with acting("first") as ctx:
        save_file(ctx, draft, MAIN, OTHER, 0)

    with pytest.raises(DraftMoved) as refused, acting("second") as ctx:
        save_file(ctx, draft, MAIN, OTHER + b"\n", 0)

    assert refused.value.details["by"] == "first"
    assert refused.value.details["version"] == 1
    assert "02:47:00" in refused.value.message


@pytest.mark.parametrize("saved_before", [False, True])
def test_of_two_saves_at_once_one_wins_and_the_other_is_told(house, acting, draft, saved_before):
    if saved_before:
        with acting() as ctx:
            save_file(ctx, draft, MAIN, OTHER, 0)
    base, told = int(saved_before), []

    def second():
        try:
            with acting("second") as ctx:
                told.append(save_file(ctx, draft, MAIN, OTHER + b"\n\n", base))
        except DraftMoved as refusal:
            told.append(refusal.details["by"])

    other = threading.Thread(target=second)
    with acting("first") as ctx:
        save_file(ctx, draft, MAIN, OTHER + b"\n", base)
        other.start()
        stands_behind(house.database, other)
    other.join(PATIENCE)

    assert told == ["first"]
    with acting() as ctx:
        found = draft_of(ctx, draft)
        assert read_file(ctx, found, MAIN) == (OTHER + b"\n", base + 1)
        assert [save.version for save in saves_of(ctx, found, MAIN)] == list(range(base + 1, 0, -1))


def test_saves_are_history_that_nobody_changes(house, acting, draft):
    with acting() as ctx:
        save_file(ctx, draft, MAIN, OTHER, 0)
    with acting() as ctx:
        save_file(ctx, draft, MAIN, OTHER + b"\n", 1)

    with acting() as ctx:
        found = draft_of(ctx, draft)
        assert read_file(ctx, found, MAIN, 1)[0] == OTHER
        newest = saves_of(ctx, found, MAIN)[0]
        assert (newest.version, newest.by_name, newest.size) == (2, "tester", len(OTHER) + 1)
    for change in ("UPDATE draft_save SET by_name = 'x'", "DELETE FROM draft_save"):
        with house.database.engine.begin() as connection, pytest.raises(DatabaseError, match="append-only"):
            connection.execute(sa.text(change))
    assert operations(house) == ["draft.open", "draft.save", "draft.save"]


@in_sqlite
def test_new_and_deleted_files_are_marked_and_count(acting, draft):
    added = f"forms/{KEY}/fresh.form"
    with acting() as ctx:
        save_file(ctx, draft, added, b'{"components": []}', 0)
        save_file(ctx, draft, MAIN, None, 0)

    with acting() as ctx:
        found = draft_of(ctx, draft)
        entries = files_of(ctx, found)
        assert (entries[added].new, entries[MAIN].deleted) == (True, True)
        assert "fresh" in bundle_of(ctx, found).forms
        assert "main" not in bundle_of(ctx, found).diagrams
        with pytest.raises(DraftFileMissing):
            read_file(ctx, found, MAIN)
        assert save_file(ctx, draft, MAIN, OTHER, 1) == 2  # brought back


@in_sqlite
def test_shared_file_becomes_the_package_s_own(acting, shared):
    changed = b'{"type": "default", "components": [], "id": "n"}'
    with acting() as ctx:
        assert files_of(ctx, draft_of(ctx, shared))["forms/common/note.form"].common
        assert save_file(ctx, shared, "forms/common/note.form", changed, 0) == 1

    with acting() as ctx:
        found = draft_of(ctx, shared)
        assert "forms/common/note.form" not in files_of(ctx, found)
        assert files_of(ctx, found)[f"forms/{KEY}/note.form"].changed
        assert read_file(ctx, found, "forms/common/note.form") == (changed, 1)
        assert save_file(ctx, shared, f"forms/{KEY}/note.form", None, 1) == 2
        assert files_of(ctx, found)["forms/common/note.form"].version == 2  # the shared one counts again
        assert bundle_of(ctx, found).forms["note"] == {"type": "default", "components": []}


@in_sqlite
def test_shared_file_saved_as_it_was_is_the_shared_one(acting, shared):
    with acting() as ctx:
        before = bundle_of(ctx, draft_of(ctx, shared)).digest
        data, _ = read_file(ctx, draft_of(ctx, shared), "forms/common/note.form")
        save_file(ctx, shared, "forms/common/note.form", data + b" ", 0)
        save_file(ctx, shared, "forms/common/note.form", data, 1)

    with acting() as ctx:
        found = draft_of(ctx, shared)
        assert files_of(ctx, found)["forms/common/note.form"].version == 2
        assert bundle_of(ctx, found).digest == before


@in_sqlite
def test_of_a_shared_paper_all_files_come_along(acting, shared):
    with acting() as ctx:
        save_file(ctx, shared, "printouts/common/slip/template.html", b"<p>new</p>", 0)

    with acting() as ctx:
        found = draft_of(ctx, shared)
        assert dict(bundle_of(ctx, found).printouts["slip"]) == {
            "printout.yaml": b"title: slip\n",
            "template.html": b"<p>new</p>",
        }
        own = f"printouts/{KEY}/slip/printout.yaml"
        assert save_file(ctx, shared, own, b"title: other\n", 0) == 1
        assert save_file(ctx, shared, own, None, 1) == 2
        assert files_of(ctx, found)["printouts/common/slip/printout.yaml"].deleted


@pytest.mark.parametrize(
    "path",
    [
        "processes/elsewhere/main.bpmn",
        "printouts/_base/sheet.css",
        f"processes/{KEY}/readme.md",
        f"processes/{KEY}/Main.bpmn",
        f"printouts/{KEY}/slip/../../elsewhere/x.html",
        f"printouts/{KEY}/slip/.hidden",
        f"printouts/{KEY}/slip/a\\b",
        f"printouts/{KEY}/slip/{'x' * 300}",
        "/etc/passwd",
    ],
)
@in_sqlite
def test_path_outside_the_package_is_refused(acting, draft, path):
    with pytest.raises(DraftPath), acting() as ctx:
        save_file(ctx, draft, path, b"x", 0)


@in_sqlite
def test_shared_file_cannot_be_deleted(acting, shared):
    with pytest.raises(DraftPath), acting() as ctx:
        save_file(ctx, shared, "forms/common/note.form", None, 0)


@in_sqlite
def test_file_over_two_megabytes_is_refused(acting, draft):
    with pytest.raises(FileTooLarge), acting() as ctx:
        save_file(ctx, draft, MAIN, b" " * (2 * 1024 * 1024 + 1), 0)


@in_sqlite
def test_finished_draft_takes_no_saves_and_makes_room_for_the_next(house, acting, draft):
    with acting() as ctx:
        ctx.session.get_one(Draft, draft).status = "discarded"

    with pytest.raises(DraftClosed), acting() as ctx:
        save_file(ctx, draft, MAIN, OTHER, 0)
    with acting() as ctx:
        assert open_draft(ctx, KEY).id != draft


@in_sqlite
def test_number_is_the_version_that_it_would_become(acting, draft):
    with acting() as ctx:
        assert draft_of(ctx, draft).number == ctx.session.get_one(Jurisdiction, KEY).version + 1


def test_notice_of_who_edits_lapses_and_can_be_seized(house, acting, clock, draft):
    with acting("first") as ctx:
        assert lock_file(ctx, draft, MAIN, "take").by == "first"
    with acting("second") as ctx:
        assert lock_file(ctx, draft, MAIN, "take").by == "first"
        assert files_of(ctx, draft_of(ctx, draft))[MAIN].lock.by_name == "first"
        assert lock_file(ctx, draft, MAIN, "seize").by == "second"
    with acting("first") as ctx:
        assert lock_file(ctx, draft, MAIN, "keep").by == "second"
        assert lock_file(ctx, draft, MAIN, "leave") is None
    clock.advance(timedelta(seconds=61))
    with acting("first") as ctx:
        assert files_of(ctx, draft_of(ctx, draft))[MAIN].lock is None
        assert lock_file(ctx, draft, MAIN, "take").by == "first"
    with pytest.raises(LockActUnknown), acting("first") as ctx:
        lock_file(ctx, draft, MAIN, "break")

    assert operations(house) == ["draft.open", "draft.seize"]


def test_comment_is_answered_and_resolved(house, acting, draft):
    with acting("first") as ctx:
        asked = add_comment(ctx, draft, MAIN, "a", " 谁来办？ ")
    with acting("second") as ctx:
        add_comment(ctx, draft, MAIN, None, "值班员。", asked.id)
        assert open_comments(ctx, draft_of(ctx, draft)) == {MAIN: 1}
    with acting("first") as ctx:
        resolve_comment(ctx, draft, asked.id)

    with acting() as ctx:
        found = draft_of(ctx, draft)
        (comment,) = comments_of(ctx, found, MAIN)
        assert (comment.text, comment.resolved_by_name) == ("谁来办？", "first")
        assert [(reply.text, reply.element) for reply in comment.replies] == [("值班员。", "a")]
        assert open_comments(ctx, found) == {}
    assert operations(house)[1:] == ["draft.comment", "draft.comment", "draft.resolve"]


@pytest.mark.parametrize("text", ["  ", "长" * 2_001])
@in_sqlite
def test_comment_without_or_with_too_much_text_is_refused(acting, draft, text):
    with pytest.raises(CommentRefused), acting() as ctx:
        add_comment(ctx, draft, MAIN, None, text)


@in_sqlite
def test_answer_to_a_comment_elsewhere_is_refused(acting, draft):
    with acting() as ctx:
        asked = add_comment(ctx, draft, MAIN, None, "问")

    with pytest.raises(CommentNotFound), acting() as ctx:
        add_comment(ctx, draft, f"processes/{KEY}/settings.yaml", None, "答", asked.id)


@in_sqlite
def test_unsaved_file_of_a_shared_paper_brings_its_folder(house, shared):
    with house.database.reading(INSTALLER) as ctx:
        unsaved = {f"printouts/{KEY}/slip/template.html": b"<p>new</p>"}
        papers = {one.path: one.data for one in resources_of(ctx, draft_of(ctx, shared), unsaved)}

    assert papers[f"printouts/{KEY}/slip/template.html"] == b"<p>new</p>"
    assert papers[f"printouts/{KEY}/slip/printout.yaml"] == b"title: slip\n"
    assert "printouts/common/slip/template.html" not in papers


def test_unsaved_content_that_stands_already_changes_nothing(house, shared):
    with house.database.reading(INSTALLER) as ctx:
        unsaved = {f"printouts/{KEY}/slip/template.html": b"<p>slip</p>"}
        papers = [one.path for one in resources_of(ctx, draft_of(ctx, shared), unsaved)]

    assert "printouts/common/slip/template.html" in papers
