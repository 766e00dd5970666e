"""What waits for a second person's decision: for whom, for how long, and at what cost."""

import pytest

from app.core.actor import Actor, ActorKind
from app.core.ids import new_id
from app.db.engine import STATEMENTS
from app.identity.roles import Role, permissions_of
from app.repository.models import Draft, DraftSave
from app.runtime.acts import acts_from
from app.runtime.modification import propose, refuse
from app.tasks import inbox
from app.tasks.reviews import Kind, waiting
from tests.runtime.lands import KEY

LINE = """
    start s
    user a groups=staff
    end e
    s > a > e
"""


def actor(login, role, jurisdiction=KEY):
    return Actor(ActorKind.USER, login, f"{login} 甲", jurisdiction, permissions=permissions_of([role]))


PROPOSER, OPERATOR = actor("op", Role.OPERATOR), actor("other-op", Role.OPERATOR)
OWNER, WRITER = actor("owner", Role.PROCESS_OWNER), actor("writer", Role.PROCESS_OWNER)
STAFF, ELSEWHERE = actor("ann", Role.STAFF), actor("op-b", Role.OPERATOR, "elsewhere")


@pytest.fixture
def running(land):
    land.deploy(LINE, {})
    land.start()
    return land


def ask(land, reason="填错了，重新做一遍"):
    key = land.row(land.task("a")).key
    with land.house.database.transaction(PROPOSER) as ctx:
        return propose(ctx, land.instance, acts_from([{"act": "repeat", "key": key, "to": "a"}]), reason).id


def submit(land):
    """A draft that `writer` saved in and `sender` submitted."""
    with land.house.database.transaction(WRITER) as ctx:
        base = ctx.session.connection().exec_driver_sql("SELECT id FROM deployment").scalar_one()
        said = {"opened_at": ctx.now(), "opened_by": "writer", "opened_by_name": "writer 甲"}
        sent = {"submitted_at": ctx.now(), "submitted_by": "sender", "submitted_by_name": "sender 甲"}
        draft = Draft(
            id=new_id(), jurisdiction=KEY, base_deployment_id=base, number=2, status="review", title="放宽时限",
            **said, **sent,
        )  # fmt: skip
        ctx.session.add(draft)
        ctx.session.flush()
        saved = {"path": "processes/testland/settings.yaml", "version": 1, "at": ctx.now()}
        ctx.session.add(DraftSave(draft_id=draft.id, by="writer", by_name="writer 甲", **saved))
        return draft.id


def seen(land, who):
    with land.house.database.reading(who) as ctx:
        found, counted = waiting(ctx), inbox.counts(ctx)["review"]
    assert counted == len(found)
    return [(one.kind, one.id) for one in found]


def test_only_another_who_may_decide_sees_what_waits(running):
    asked, draft = ask(running), submit(running)

    both = [(Kind.MODIFICATION, asked), (Kind.DRAFT, draft)]
    assert sorted(seen(running, OWNER)) == sorted(both)
    assert seen(running, OPERATOR) == both[:1]
    assert seen(running, WRITER) == both[:1]
    assert [seen(running, who) for who in (PROPOSER, STAFF, ELSEWHERE)] == [[], [], []]


def test_what_is_decided_waits_no_longer_and_the_list_is_fetched_again(running):
    asked = ask(running)
    with running.house.database.reading(OPERATOR) as ctx:
        before = inbox.version(ctx)
    with running.house.database.transaction(OPERATOR) as ctx:
        refuse(ctx, asked, "没有填错")

    assert seen(running, OPERATOR) == []
    with running.house.database.reading(OPERATOR) as ctx:
        assert inbox.version(ctx) != before


def test_a_proposal_ends_with_its_instance(running):
    ask(running)
    running.do("a")

    assert seen(running, OPERATOR) == []


def test_the_list_costs_one_statement_however_much_waits(running):
    def cost():
        with running.house.database.reading(OWNER) as ctx:
            ctx.counts[STATEMENTS] = 0
            inbox.counts(ctx)
            return len(waiting(ctx)), ctx.counts[STATEMENTS]

    few = ask(running) and cost()
    for _ in range(3):
        ask(running)

    assert (few, cost()) == ((1, 2), (4, 2))
