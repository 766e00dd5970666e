"""签收、退签、转办: one person has a task in hand, and the log says since when."""

import pytest
from sqlalchemy import select

from app.bundle.manifest import Person
from app.identity.accounts import create_account, sync_groups
from app.identity.models import Account
from app.runtime.errors import TaskClosed
from app.runtime.worklist import find
from app.tasks import assignment
from app.tasks.assignment import claim, reassign, unclaim
from app.tasks.errors import ClaimedByOther, NotCandidate, NotClaimed, ReasonMissing, UnknownAssignee
from tests.runtime.lands import package

ONE = 'process main\nstart s\nuser a "甲" groups=staff,chiefs\nend e\ns > a > e\n'


@pytest.fixture
def started(land):
    land.deploy(ONE)
    land.start()
    return land


def act(land, verb, *arguments, by="ann", groups=("staff",)):
    with land.acting(by, *groups) as ctx:
        verb(ctx, *arguments)


def test_claiming_takes_the_task_in_hand(started):
    act(started, claim, started.task("a"))

    row = started.row(started.task("a"))
    assert (row.assignee, row.claimed_at is not None) == ("ann", True)
    assert started.log("task.claim")[0]["details"]["after"] == {"assignee": "ann"}


def test_claiming_twice_changes_nothing(started):
    act(started, claim, started.task("a"))
    before = started.contents()

    act(started, claim, started.task("a"))

    assert started.contents() == before


def test_claiming_what_another_has_is_refused(started):
    act(started, claim, started.task("a"))

    with pytest.raises(ClaimedByOther, match="ann"):
        act(started, claim, started.task("a"), by="bob")


def test_claiming_outside_the_groups_is_refused(started):
    with pytest.raises(NotCandidate):
        act(started, claim, started.task("a"), groups=("others",))


def test_unclaiming_gives_the_task_back(started):
    act(started, claim, started.task("a"))
    act(started, unclaim, started.task("a"))

    assert started.row(started.task("a")).assignee is None
    act(started, claim, started.task("a"), by="bob")


def test_unclaiming_what_one_does_not_have_is_refused(started):
    act(started, claim, started.task("a"))

    with pytest.raises(NotClaimed):
        act(started, unclaim, started.task("a"), by="bob")


@pytest.mark.parametrize("verb", [claim, unclaim])
def test_a_closed_task_cannot_be_taken_or_given_back(started, verb):
    task = started.task("a")
    started.do("a")

    with pytest.raises(TaskClosed):
        act(started, verb, task)


@pytest.fixture
def people(started):
    """Two accounts in the groups of the task and one beside."""
    bundle = package(ONE)
    with started.acting() as ctx:
        sync_groups(ctx, bundle.key, bundle.manifest.groups.values())
        for login, group in (("carl", "staff"), ("dora", "chiefs"), ("eve", "others")):
            person = Person(login, login, "bureau", (group,), ("staff",))
            create_account(ctx, bundle.manifest, person, "a-long-password-1", demo=True)
    return started


def test_reassigning_hands_the_task_to_another_of_its_groups(people):
    act(people, claim, people.task("a"))
    act(people, reassign, people.task("a"), "dora", "下班")

    assert people.row(people.task("a")).assignee_name == "dora"
    told = people.log("task.reassign")[0]["details"]
    assert (told["before"], told["after"]) == ({"assignee": "ann"}, {"assignee": "dora", "reason": "下班"})


@pytest.mark.parametrize("reason", ["", " 急 "])
def test_reassigning_without_a_reason_is_refused(people, reason):
    with pytest.raises(ReasonMissing, match="转办"):
        act(people, reassign, people.task("a"), "dora", reason)


@pytest.mark.parametrize("login", ["eve", "nobody"])
def test_reassigning_to_somebody_outside_is_refused(people, login):
    with pytest.raises(UnknownAssignee):
        act(people, reassign, people.task("a"), login, "下班")


def test_reassigning_what_another_has_in_hand_is_refused(people):
    act(people, claim, people.task("a"))

    with pytest.raises(ClaimedByOther):
        act(people, reassign, people.task("a"), "dora", "我来派", by="bob")


CHECKED = """
process main
start s
user draft "拟定" groups=staff,chiefs
user approve "审批" groups=staff,chiefs notBy=draft
end e
s > draft > approve > e
"""


def test_a_check_is_not_reassigned_to_whoever_it_checks(people):
    people.deploy(CHECKED)
    people.start()
    with people.acting() as ctx:
        dora = ctx.session.scalar(select(Account.id).where(Account.login == "dora"))
    people.do("draft", by=dora)

    with pytest.raises(UnknownAssignee):
        act(people, reassign, people.task("approve"), "dora", "下班")


def test_losing_the_race_for_a_claim_says_who_was_faster(started):
    task = started.task("a")
    with started.looking() as ctx:
        seen = find(ctx, task)
    act(started, claim, task, by="bob")

    with pytest.raises(ClaimedByOther, match="bob"), started.acting() as ctx:
        assignment._assign(ctx, seen, "ann", "ann")


def test_losing_the_race_to_a_completion_says_that_it_is_done(started):
    task = started.task("a")
    with started.looking() as ctx:
        seen = find(ctx, task)
    started.do("a", by="bob")

    with pytest.raises(TaskClosed, match="bob"), started.acting() as ctx:
        assignment._assign(ctx, seen, "ann", "ann")
