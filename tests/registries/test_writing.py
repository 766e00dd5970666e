"""Entries are added, changed, confirmed and closed; each change is in the history and in the log."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import SetClock
from app.db.context import Context
from app.forms import FormInvalid
from app.history.models import OperationLog, PersonalValue
from app.registries import entries, writing
from app.registries.errors import EntryChanged, EntryExists, KeyMissing, NotOwner
from app.registries.register import Register
from tests.registries.conftest import Acting, force
from tests.runtime.lands import KEY


def log_of(ctx: Context, operation: str) -> list[dict[str, object]]:
    query = select(OperationLog.body).where(OperationLog.operation == operation).order_by(OperationLog.seq)
    return [json.loads(body)["details"] for body in ctx.session.scalars(query)]


def test_entry_is_added_with_its_history(forces: Register, acting: Acting) -> None:
    with acting() as ctx:
        writing.add(ctx, forces, force())

    with acting() as ctx:
        entry = entries.find(ctx, KEY, "forces", "a")
        assert entry is not None
        assert (entry.name, entry.version, entry.changed_by) == ("a 救援队", 1, "ann")
        (added,) = entries.history(ctx, entry)
        assert (added.act, added.cause, added.by) == ("add", "person", "ann")
        assert {"field": "kind", "label": "类别", "before": None, "after": "社会类"} in added.changes


def test_change_is_told_field_by_field(forces: Register, acting: Acting) -> None:
    with acting() as ctx:
        entry = writing.add(ctx, forces, force())
        writing.change(ctx, forces, entry, {"people": 20}, 1)

    with acting() as ctx:
        assert entries.history(ctx, entry)[0].changes == [
            {"field": "people", "label": "人数", "before": "12", "after": "20"}
        ]
        assert [detail["version"] for detail in log_of(ctx, "registry.change")] == [1, 2]


def test_what_is_the_same_changes_nothing(forces: Register, acting: Acting) -> None:
    with acting() as ctx:
        writing.add(ctx, forces, force())
        entry = writing.put(ctx, forces, force())

        assert entry.version == 1


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        (force(name=""), FormInvalid),
        (force(kind="外星"), FormInvalid),
        (force(people=-1), FormInvalid),
        (force(people="twelve"), FormInvalid),
        (force(ghost=1), FormInvalid),
        ({"name": "无号", "kind": "社会"}, KeyMissing),
        (force("x" * 65), KeyMissing),
    ],
)
def test_entry_that_the_document_refuses_is_not_kept(
    forces: Register, acting: Acting, count_rows, values, refusal
) -> None:
    with pytest.raises(refusal), acting() as ctx:
        writing.add(ctx, forces, values)

    assert count_rows("registry_entry") == 0


def test_second_entry_of_one_key_is_refused(forces: Register, acting: Acting) -> None:
    with acting() as ctx:
        writing.add(ctx, forces, force())

    with pytest.raises(EntryExists, match="力量台账"), acting() as ctx:
        writing.add(ctx, forces, force(name="别队"))


def test_who_changes_what_another_has_just_changed_is_told(forces: Register, acting: Acting) -> None:
    with acting() as ctx:
        entry = writing.add(ctx, forces, force())
    with acting("bob", "staff") as ctx:
        writing.change(ctx, forces, entries.get(ctx, forces, entry.id), {"people": 9}, 1)

    with pytest.raises(EntryChanged, match="bob"), acting() as ctx:
        writing.change(ctx, forces, entries.get(ctx, forces, entry.id), {"people": 8}, 1)


def test_register_is_changed_by_its_owners_only(forces: Register, acting: Acting) -> None:
    with pytest.raises(NotOwner), acting("eve", "others") as ctx:
        writing.add(ctx, forces, force())


def test_register_without_key_grows_with_each_write(meetings: Register, acting: Acting) -> None:
    with acting() as ctx:
        for _ in range(2):
            writing.put(ctx, meetings, {"subject": "年度联席会议"})

        assert entries.search(ctx, meetings, "").total == 2


def test_personal_value_stands_in_the_log_as_a_seal(forces: Register, acting: Acting) -> None:
    with acting() as ctx:
        entry = writing.add(ctx, forces, force(phone="000-0000-0001"))

    with acting() as ctx:
        bodies = ctx.session.scalars(select(OperationLog.body)).all()
        assert not any("000-0000-0001" in body for body in bodies)
        assert ctx.session.scalars(select(PersonalValue.value)).all() == ['"000-0000-0001"']
        shown = {row["field"]: row["after"] for row in entries.history(ctx, entry)[0].changes}
        assert shown["phone"] == "000-0000-0001"


def test_entry_grows_stale_and_is_confirmed(forces: Register, acting: Acting, clock: SetClock) -> None:
    with acting() as ctx:
        entry = writing.add(ctx, forces, force(checked_on="2026-11-01"))
        assert not entries.is_stale(ctx, forces, entry)
    clock.advance(timedelta(days=20))

    with acting() as ctx:
        entry = entries.get(ctx, forces, entry.id)
        assert entries.stale(ctx, forces) == (entry,)
        writing.confirm(ctx, forces, entry)

    with acting() as ctx:
        fresh = entries.get(ctx, forces, entry.id)
        assert entries.stale(ctx, forces) == ()
        assert (fresh.data["checked_on"], fresh.version) == ("2026-12-12", 2)
        assert [detail["act"] for detail in log_of(ctx, "registry.confirm")] == ["confirm"]


def test_closed_entry_is_found_no_more_and_comes_back_when_written(forces: Register, acting: Acting) -> None:
    with acting() as ctx:
        entry = writing.add(ctx, forces, force())
        writing.close(ctx, forces, entry, "已解散")
        assert entries.search(ctx, forces, "").total == 0
        assert entries.search(ctx, forces, "", active=False).total == 1

    with acting() as ctx:
        writing.add(ctx, forces, force())
        again = entries.get(ctx, forces, entry.id)
        assert again.active
        assert [change.act for change in entries.history(ctx, again)] == ["reopen", "close", "add"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("海湾", ["海湾公益救援队"]),
        ("救援", ["山野救援队", "海湾公益救援队"]),
        ("救援 堵漏", ["海湾公益救援队"]),
        ("堵漏类", ["海湾公益救援队"]),
        ("100%", ["百分 100% 队"]),
        ("HAIWAN", ["海湾公益救援队"]),
        ("%", ["百分 100% 队"]),
        ("_", []),
        ("消防", []),
    ],
)
def test_search_finds_entries_with_all_words(
    forces: Register, acting: Acting, words: str, found: list[str]
) -> None:
    with acting() as ctx:
        writing.add(ctx, forces, force("haiwan", name="海湾公益救援队", capabilities=["堵漏"]))
        writing.add(ctx, forces, force("shanye", name="山野救援队"))
        writing.add(ctx, forces, force("bai", name="百分 100% 队"))

        names = [entry.name for entry in entries.search(ctx, forces, words).entries]

    assert sorted(names) == sorted(found)


def test_samples_fill_only_an_empty_register(forces: Register, acting: Acting) -> None:
    with acting() as ctx:
        assert writing.seed(ctx, forces, [force("a"), force("b")]) == 2
        assert writing.seed(ctx, forces, [force("c")]) == 0
