"""Messages between instances: by name and key, early or late, once; and declared by those who may."""

from datetime import timedelta

import pytest

from app.core.actor import system
from app.runtime import deliveries
from app.runtime.declarations import MayNotDeclare, declare
from app.runtime.deliveries import deliver, undelivered
from app.runtime.errors import NobodyWaits
from app.runtime.messages import send
from app.runtime.models import Message
from tests.runtime.lands import KEY

ASKED = """
process main
start s
catch answer msg=批复 key="= no"
user after groups=staff
end e
s > answer > after > e
"""
FILED = """
process main
start s
user a groups=staff
throw tell msg=报备 key="= no" in=no,text
catch back msg=回执
end e
s > a > tell > back > e

process superior
start got msg=报备
user read groups=staff
throw reply msg=回执
end f
got > read > reply > f
"""


def post(land, name, key=None, drill=False, **payload):
    with land.house.database.transaction(system()) as ctx:
        return send(ctx, name, key, payload, to=KEY, drill=drill)


def status(land, message):
    with land.looking() as ctx:
        return ctx.session.get_one(Message, message).status


def test_a_message_goes_to_the_instance_with_its_key(land):
    land.deploy(ASKED)
    other = land.start(no="7")
    land.start(no="8")

    message = post(land, "批复", "8", text="同意")
    land.work()

    assert (land.open, status(land, message)) == (["after"], "taken")
    assert land.variables()["text"] == "同意"
    land.instance = other
    assert land.open == []


@pytest.mark.parametrize(("key", "drill"), [("9", False), (None, False), ("7", True)])
def test_a_message_for_nobody_stays(land, key, drill):
    land.deploy(ASKED)
    land.start(no="7")

    message = post(land, "批复", key, drill=drill)
    land.work()

    assert (land.open, status(land, message)) == ([], "waiting")


def test_an_early_message_is_kept_and_delivered_when_its_catch_is_armed(land):
    land.deploy(ASKED)
    message, other = post(land, "批复", "7", text="早到"), post(land, "批复", "8")
    land.work()

    land.start(no="7")
    land.work()

    assert (land.open, status(land, message), status(land, other)) == (["after"], "taken", "waiting")


def test_a_message_is_delivered_once(land):
    land.deploy(ASKED)
    first = land.start(no="7")
    land.start(no="7")
    message = post(land, "批复", "7")

    for _ in range(2):
        with land.house.database.transaction(system()) as ctx:
            deliver(ctx, message)

    assert land.open == []
    land.instance = first
    assert land.open == ["after"]
    land.verified()


def test_a_message_that_nobody_took_in_time_expires_and_that_is_logged(land, clock):
    land.deploy(ASKED)
    message = post(land, "批复", "7")
    clock.advance(timedelta(days=8))

    with land.house.database.transaction(system()) as ctx:
        assert undelivered(ctx, clock.now()) == [message]
        deliver(ctx, message)
    land.start(no="7")
    land.work()

    assert (land.open, status(land, message)) == ([], "expired")
    assert land.log("message.expire")[0]["details"] == {"key": "7", "name": "批复"}


def test_a_catch_taken_away_meanwhile_leaves_the_message_waiting(land, monkeypatch):
    land.deploy(ASKED)
    land.start(no="7")
    message, real, asked = post(land, "批复", "7"), deliveries._awaiting, []

    def awaiting(ctx, wanted, *only):
        asked.append(only)
        return None if only else real(ctx, wanted)

    monkeypatch.setattr(deliveries, "_awaiting", awaiting)
    with land.house.database.transaction(system()) as ctx:
        assert deliver(ctx, message) is False
    monkeypatch.undo()

    assert (len(asked), status(land, message)) == (2, "waiting")
    land.work()
    assert status(land, message) == "taken"


def test_a_thrown_message_starts_the_other_side_once_per_key_and_its_answer_comes_back(land, count_rows):
    land.deploy(FILED)
    land.start(no="7", text="请备案")
    land.do("a")
    land.work()
    sender = land.instance
    assert count_rows("process_instance") == 2
    post(land, "报备", "7")
    land.work()
    assert count_rows("process_instance") == 2

    with land.looking() as ctx:
        land.instance = ctx.connection.exec_driver_sql(
            f"SELECT id FROM process_instance WHERE id <> '{sender}'"
        ).scalar_one()
    land.do("read")
    land.work()

    assert land.process(sender).status == "completed"
    land.hold(sender)
    land.verified()


def test_two_starts_of_one_cause_give_one_instance(land, count_rows):
    from app.runtime.instances import Start, start

    land.deploy(ASKED)
    ids = set()
    for _ in range(2):
        with land.acting() as ctx:
            ids.add(start(ctx, Start("main", variables={"no": "1"}, origin="one"), jurisdiction=KEY).id)

    assert (len(ids), count_rows("process_instance")) == (1, 1)


DECLARED = """
process main
start s
user work groups=staff
esub site {
start hq msg=指挥部成立 nonint startableBy=chiefs,brigade
user take groups=chiefs
end he
hq > take > he
}
end e
s > work > e
"""


def test_a_group_that_may_declares_and_the_instance_moves(land):
    land.deploy(DECLARED)
    land.start()

    with land.acting("bob", "chiefs") as ctx:
        assert declare(ctx, land.instance, "hq") == "指挥部成立"

    land.check()
    assert land.open == ["work", "take"]
    assert land.log("instance.message")[0]["actor"]["id"] == "bob"


def test_others_may_not_declare(land):
    land.deploy(DECLARED)
    land.start()

    with pytest.raises(MayNotDeclare, match="chiefs 组") as refusal, land.acting("ann", "staff") as ctx:
        declare(ctx, land.instance, "hq")

    assert (refusal.value.status, land.open) == (403, ["work"])
    assert land.log("refused")[0]["details"]["code"] == "may-not-declare"


def test_what_nobody_waits_for_cannot_be_declared(land):
    land.deploy(DECLARED)
    land.start()

    with pytest.raises(NobodyWaits), land.acting("bob", "chiefs") as ctx:
        declare(ctx, land.instance, "work")
