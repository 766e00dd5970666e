"""Instances on another deployment: everything that belongs to one moves in one transaction, and can go back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.actor import system
from app.engine.migration.plan import Terms
from app.history import trace
from app.repository.deployments import current
from app.runtime import migrating
from app.runtime.change_models import MigrationItem
from app.runtime.errors import ReasonNeeded
from app.runtime.jobs import JobPort
from app.runtime.migration import (
    MigrationBusy,
    MigrationNotFound,
    NothingToMigrate,
    SameDeployment,
    Wanted,
    counts,
    find_migration,
    items_of,
    pause,
    preview,
    resume,
    revert,
    standing,
    start,
)
from app.runtime.models import EventSubscription, ProcessInstance, UserTask
from app.tasks import drafts
from app.tasks.assignment import claim
from app.tasks.completion import complete
from app.worker.inline import drain
from tests.runtime.lands import KEY, form
from tests.waiting import PATIENCE

OLD = """
    start s
    user a form=plan groups=staff
    receive r msg=回执
    user b groups=staff
    end e
    s > a > r > b > e
"""
TOLD = ["migration", "migration_item", "notice", "operation_log", "log_head"]
"""What every migration writes about itself."""
NEW = """
    start s
    user a "核实" form=more groups=staff,chiefs due=PT2H
    receive r msg=回复
    user c groups=staff
    user b groups=chiefs
    end e
    boundary off on=a msg=取消
    end f
    s > a > r > c > b > e
    off > f
"""
FORMS = {"plan": form("text"), "more": form("text", "count:number")}

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What does not depend on the database is tested on one."""


@pytest.fixture
def versions(land):
    """The ids of two deployments; what runs was started on the first."""
    land.deploy(OLD, FORMS)
    first = deployed(land)
    land.start()
    land.deploy(NEW, FORMS)
    return first, deployed(land)


def deployed(land):
    with land.looking() as ctx:
        return current(ctx, KEY).id


def begin(land, versions, *instances, moved=None, reason="换新版", rearm=False):
    wanted = Wanted("main", *versions, Terms(moved or {}, rearm))
    with land.acting("owner") as ctx:
        return start(ctx, wanted, instances or [land.instance], reason + "，会商后定").id


def outcomes(land, migration):
    with land.looking() as ctx:
        return [(item.outcome, item.note) for item in items_of(ctx, migration)]


def test_everything_that_belongs_to_an_instance_moves_together(land, versions, clock):
    task = land.task("a")
    with land.acting() as ctx:
        claim(ctx, task)
        drafts.save(ctx, task, {"text": "写了一半"}, 0)
    clock.advance(timedelta(minutes=30))

    migration = begin(land, versions)
    land.work()

    assert outcomes(land, migration) == [("migrated", "")]
    assert land.process().deployment_id == versions[1]
    row = land.row(task)
    assert (row.name, row.form_key, row.groups) == ("核实", "more", {"staff", "chiefs"})
    assert row.due - row.opened_at == timedelta(hours=2)
    with land.acting() as ctx:
        assert drafts.latest(ctx, task).data == {"text": "写了一半"}
        assert [s.name for s in ctx.session.scalars(select(EventSubscription))] == ["取消"]
    land.do("a", {"text": "好"})
    with land.looking() as ctx:
        assert [s.name for s in ctx.session.scalars(select(EventSubscription))] == ["回复"]
    land.verified()


@once
def test_the_log_tells_from_where_to_where_by_whom_and_why(land, versions):
    migration = begin(land, versions)
    land.work()

    (started,) = land.log("migration.start")
    (moved,) = land.log("instance.migrate")
    assert started["details"] | {"mapping": []} == started["details"]
    assert (started["actor"]["name"], started["details"]["count"]) == ("owner", 1)
    assert (moved["entity"], moved["details"]["by"], moved["details"]["reason"]) == (
        migration, "owner", "换新版，会商后定",
    )  # fmt: skip
    assert (moved["details"]["from"], moved["details"]["to"]) == (1, 2)


@once
def test_a_waiting_message_reaches_a_catch_of_its_new_name(land, versions):
    land.do("a", {"text": "好"})

    begin(land, versions)
    land.work()

    with land.looking() as ctx:
        (waits,) = ctx.session.scalars(select(EventSubscription))
    assert (waits.name, waits.element) == ("回复", "r")


@once
def test_an_instance_that_cannot_go_stays_and_says_why(land, versions):
    land.deploy(NEW.replace("user a ", "user a2 ").replace("s > a", "s > a2").replace("on=a", "on=a2"), FORMS)
    before = land.contents(apart_from=TOLD)

    migration = begin(land, (versions[0], deployed(land)))
    land.work()

    assert land.contents(apart_from=TOLD) == before
    with land.looking() as ctx:
        (item,) = items_of(ctx, migration)
    assert item.outcome == "refused"
    assert [(f["code"], f["element"]) for f in item.findings] == [("element-gone", "a")]


@once
def test_a_mapped_element_leaves_and_enters_in_the_trace(land, versions):
    land.deploy(NEW.replace("user a ", "user a2 ").replace("s > a", "s > a2").replace("on=a", "on=a2"), FORMS)
    task = land.task("a")

    begin(land, (versions[0], deployed(land)), moved={("main", "a"): "a2"})
    land.work()

    assert land.row(task).element == "a2"
    with land.looking() as ctx:
        told = [(e.element, e.state) for e in trace.of_instance(ctx, land.instance) if e.kind == "activity"]
    assert told[-2:] == [("a", "cancelled"), ("a2", "entered")]


def test_going_back_restores_every_row(land, versions):
    before = land.contents()
    migration = begin(land, versions)
    land.work()

    with land.acting("owner") as ctx:
        revert(ctx, migration, [], "新版有错，退回")
    land.work()

    assert outcomes(land, migration) == [("reverted", "")]
    after = land.contents()
    assert after["execution"] == before["execution"]
    assert after["user_task"] == before["user_task"]
    assert after["user_task_group"] == before["user_task_group"]
    assert after["event_subscription"] == before["event_subscription"]
    assert land.process().deployment_id == versions[0]
    land.do("a", {"text": "好"})
    land.verified()


@once
def test_what_has_moved_since_does_not_go_back(land, versions):
    migration = begin(land, versions)
    land.work()
    land.do("a", {"text": "好"})

    with land.acting("owner") as ctx:
        revert(ctx, migration, [land.instance], "新版有错，退回")
    land.work()

    ((outcome, note),) = outcomes(land, migration)
    assert (outcome, "又往前走了" in note) == ("migrated", True)
    assert land.process().deployment_id == versions[1]


@once
def test_what_moved_while_it_waited_is_planned_anew(land, versions):
    migration = begin(land, versions)
    land.do("a", {"text": "好"})
    land.work()

    with land.looking() as ctx:
        (item,) = items_of(ctx, migration)
    assert item.outcome == "migrated"
    assert [place["element"] for place in item.before] == ["r"]


@once
def test_an_instance_that_ended_meanwhile_is_left_alone(land, versions):
    from app.runtime.instances import cancel

    migration = begin(land, versions)
    with land.acting() as ctx:
        cancel(ctx, land.instance, "误报")
    land.work()

    assert outcomes(land, migration)[0][0] == "refused"


def test_a_halted_migration_waits_and_goes_on(land, versions):
    ids = [land.instance, *(on_first(land, versions) for _ in range(2))]
    migration = begin(land, versions, *ids)
    with land.acting("owner") as ctx:
        instance = migrating.next_item(ctx, migration)
        migrating.work_on(ctx, migration, instance)
    with land.acting("owner") as ctx:
        pause(ctx, migration)

    land.work()
    with land.looking() as ctx:
        assert counts(ctx, migration) == {"migrated": 1, "waiting": 2}
    with land.acting("owner") as ctx, pytest.raises(MigrationBusy):
        pause(ctx, migration)
    with land.acting("owner") as ctx:
        resume(ctx, migration)
    land.work()

    with land.looking() as ctx:
        assert (counts(ctx, migration), find_migration(ctx, migration).status) == ({"migrated": 3}, "done")


def on_first(land, versions):
    """One more instance on the first deployment."""
    began = land.start()
    with land.acting() as ctx:
        ctx.session.get_one(ProcessInstance, began)
    with land.house.database.transaction(system(KEY)) as ctx:
        back = Wanted("main", versions[1], versions[0])
        there = start(ctx, back, [began], "退到第一版").id
    land.work()
    assert outcomes(land, there) == [("migrated", "")]
    return began


@once
def test_a_job_that_runs_twice_does_it_once(land, versions, jobs):
    migration = begin(land, versions)
    jobs.jobs *= 2
    land.work()

    assert len(land.log("instance.migrate")) == 1
    assert outcomes(land, migration) == [("migrated", "")]


def test_a_failure_of_one_leaves_it_whole_and_the_others_go_on(land, versions, monkeypatch):
    second = on_first(land, versions)
    good = migrating.carry

    def carry(ctx, info, *rest):
        found = good(ctx, info, *rest)
        if info.id == second:
            from app.engine.errors import EngineError

            raise EngineError("a", "不行")
        return found

    monkeypatch.setattr(migrating, "carry", carry)
    migration = begin(land, versions, second, versions_first(land, second))
    land.work()

    assert sorted(outcome for outcome, _ in outcomes(land, migration)) == ["failed", "migrated"]
    assert land.process(second).deployment_id == versions[0]
    assert land.log("incident.raise") == []


def versions_first(land, other):
    with land.looking() as ctx:
        return ctx.session.scalars(select(ProcessInstance.id).where(ProcessInstance.id != other)).one()


@once
def test_a_preview_changes_nothing_and_counts_what_runs(land, versions):
    before = land.contents()

    with land.acting("owner") as ctx:
        (found,) = preview(ctx, Wanted("main", *versions))
        assert standing(ctx) == [(versions[0], "main", 1)]

    assert (found.possible, found.failure) == (True, "")
    assert sorted(f"{hint.code} {hint.element}" for hint in found.plan.hints) == ["event-armed off"]
    assert land.contents() == before


@once
def test_a_claim_ends_with_the_groups_that_gave_it(land, versions):
    land.do("a", {"text": "好"})
    land.deploy(OLD.replace("user b groups=staff", "user b groups=chiefs"), FORMS)
    with land.acting() as ctx:
        from app.runtime.messages import send

        send(ctx, "回执", None, {}, to=KEY, drill=False)
    land.work()
    task = land.task("b")
    with land.acting() as ctx:
        claim(ctx, task)

    begin(land, (versions[0], deployed(land)))
    land.work()

    assert (land.row(task).assignee, land.row(task).groups) == (None, {"chiefs"})


@once
def test_a_migration_needs_a_reason_a_goal_and_somebody_to_carry(land, versions):
    wanted, back = Wanted("main", *versions), Wanted("main", *reversed(versions))

    with pytest.raises(ReasonNeeded), land.acting("owner") as ctx:
        start(ctx, wanted, [land.instance], " ")
    with pytest.raises(NothingToMigrate), land.acting("owner") as ctx:
        start(ctx, back, [land.instance], "换新版，会商后定")
    with pytest.raises(SameDeployment), land.acting("owner") as ctx:
        start(ctx, Wanted("main", versions[0], versions[0]), [land.instance], "换新版，会商后定")


@once
def test_another_jurisdiction_sees_none_of_it(land, versions):
    migration = begin(land, versions)
    land.deploy(OLD, FORMS, key="otherland")

    with land.acting("spy", jurisdiction="otherland") as ctx:
        with pytest.raises(MigrationNotFound):
            find_migration(ctx, migration)
        with pytest.raises(MigrationNotFound):
            preview(ctx, Wanted("main", *versions))
        assert standing(ctx) == []


@once
def test_what_is_kept_of_an_instance_is_dropped_with_its_going_back(land, versions):
    migration = begin(land, versions)
    land.work()
    with land.looking() as ctx:
        assert ctx.session.get_one(MigrationItem, (migration, land.instance)).snapshot["rows"]
    assert land.house.shared[JobPort].jobs.jobs == []
    with land.looking() as ctx:
        assert ctx.session.scalars(select(UserTask.status)).all() == ["open"]


def test_who_completes_a_task_first_is_waited_for(land, versions):
    migration = begin(land, versions)
    task = land.task("a")

    with ThreadPoolExecutor(1) as pool:
        with land.acting() as ctx:
            complete(ctx, task, {"text": "好"})
            migrating_now = pool.submit(drain, land.house)
            with pytest.raises(TimeoutError):
                migrating_now.result(timeout=0.2)
        migrating_now.result(PATIENCE)

    land.check()
    with land.looking() as ctx:
        (item,) = items_of(ctx, migration)
    assert (item.outcome, [place["element"] for place in item.before]) == ("migrated", ["r"])
