"""One proposes, another approves: the change itself, its record, and what is refused."""

import pytest

from app.engine.errors import ModificationRefused
from app.engine.modification.items import fans
from app.runtime.acts import acts_from, acts_to, values_from
from app.runtime.errors import InstanceEnded, InstanceMoved, ReasonNeeded
from app.runtime.instances import cancel
from app.runtime.modification import (
    ModificationNotFound,
    SamePerson,
    approve,
    find_modification,
    modifications_of,
    propose,
    refuse,
    try_out,
)
from app.runtime.step import look
from tests.runtime.lands import form

LINE = """
    start s
    user a form=plan groups=staff
    user b groups=staff
    user c groups=staff
    end e
    s > a > b > c > e
"""

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What does not depend on the database is tested on one."""


@pytest.fixture
def running(land):
    """An instance at b."""
    land.deploy(LINE, {"plan": form("text")})
    land.start(x=1)
    land.do("a", {"text": "甲"})
    return land


def key(land, element):
    return land.row(land.task(element)).key


def move(land, element="b", to="a"):
    return acts_from([{"act": "move", "key": key(land, element), "to": to}])


def proposed(land, acts, by="op"):
    with land.acting(by) as ctx:
        return propose(ctx, land.instance, acts, "填错了人，退回重填").id


def approved(land, modification, by="owner"):
    with land.acting(by) as ctx:
        return approve(ctx, modification, land.process().version)


def test_a_proposal_moves_nothing_and_an_approval_does(running):
    before = running.contents(apart_from=["modification", "operation_log", "log_head", "personal_value"])
    modification = proposed(running, move(running))
    assert (
        running.contents(apart_from=["modification", "operation_log", "log_head", "personal_value"]) == before
    )

    approved(running, modification)

    running.check()
    assert running.open == ["a"]
    with running.looking() as ctx:
        (made,) = modifications_of(ctx, running.instance)
        assert (made.status, made.proposed_by_name, made.decided_by_name) == ("done", "op", "owner")
        assert [[p["element"] for p in places] for places in (made.before, made.after)] == [["b"], ["a"]]
    running.verified()


@once
def test_the_log_tells_both_people_and_seals_the_values(running):
    acts = acts_from([{"act": "set", "key": key(running, "b"), "name": "phone", "value": "13800000000"}])

    approved(running, proposed(running, acts))

    (first,), (second,) = running.log("instance.modify-propose"), running.log("instance.modify")
    assert (first["actor"]["name"], second["actor"]["name"]) == ("op", "owner")
    assert second["details"]["proposed_by"] == "op"
    assert set(second["details"]["acts"][0]["value"]) == {"personal"}
    assert running.variables()["phone"] == "13800000000"
    running.verified()


@once
def test_who_proposes_does_not_approve(running):
    modification = proposed(running, move(running))

    with pytest.raises(SamePerson):
        approved(running, modification, by="op")

    assert running.open == ["b"]


def test_an_approval_is_of_what_was_seen(running):
    modification = proposed(running, move(running))
    version = running.process().version
    running.do("b")

    with pytest.raises(InstanceMoved), running.acting("owner") as ctx:
        approve(ctx, modification, version)
    with pytest.raises(ModificationRefused, match="现在不在办理中"):
        approved(running, modification)

    assert running.open == ["c"]
    with running.looking() as ctx:
        assert find_modification(ctx, modification).status == "proposed"


@once
def test_a_refusal_is_recorded_and_final(running):
    modification = proposed(running, move(running))

    with running.acting("owner") as ctx:
        refuse(ctx, modification, "不必退回，补录即可")
    with pytest.raises(ModificationNotFound):
        approved(running, modification)

    (entry,) = running.log("instance.modify-refuse")
    assert entry["details"]["reason"] == "不必退回，补录即可"


@once
def test_what_would_not_go_is_not_even_proposed(running):
    with pytest.raises(ModificationRefused), running.acting("op") as ctx:
        propose(ctx, running.instance, move(running, to="nowhere"), "填错了人，退回重填")
    with pytest.raises(ReasonNeeded), running.acting("op") as ctx:
        propose(ctx, running.instance, move(running), "错")


@once
def test_where_the_engine_stops_is_a_refusal_and_no_incident(land):
    land.deploy(
        "start s\nuser a\nxor x\nuser b\nuser c\nend e\ns > a > x\nx > b : y > 1\nx > c : y < 0\nb > e\nc > e"
    )
    land.start(y=0)
    acts = acts_from([{"act": "skip", "key": key(land, "a")}])

    with pytest.raises(ModificationRefused, match="没有一个条件成立"), land.acting("op") as ctx:
        propose(ctx, land.instance, acts, "跳过这一步试试")

    assert land.log("incident.raise") == []


@once
def test_an_ended_instance_is_not_changed(running):
    acts = move(running)
    with running.acting() as ctx:
        cancel(ctx, running.instance, "误报")

    with pytest.raises(InstanceEnded), running.looking() as ctx:
        try_out(ctx, running.instance, acts)


@once
def test_the_emergency_that_is_set_is_the_one_of_the_lists(running):
    value = {"title": "某路段积水", "level": "较大"}
    acts = acts_from([{"act": "set", "key": key(running, "b"), "name": "emergency", "value": value}])

    approved(running, proposed(running, acts))

    assert (running.process().title, running.process().level) == ("某路段积水", "较大")


@once
def test_a_preview_changes_nothing(running):
    before = running.contents()

    with running.looking() as ctx:
        effect = try_out(ctx, running.instance, move(running))

    assert [place.element for place in effect.after] == ["a"]
    assert [task.element for task in effect.step.opened] == ["a"]
    assert running.contents() == before


@once
def test_another_jurisdiction_sees_none_of_it(running):
    modification = proposed(running, move(running))

    with pytest.raises(ModificationNotFound), running.acting("spy", jurisdiction="otherland") as ctx:
        find_modification(ctx, modification)


def test_acts_are_kept_as_they_were_told():
    told = [
        {"act": "move", "key": 1, "to": "a"},
        {"act": "repeat", "key": 1, "to": "b"},
        {"act": "skip", "key": 2, "values": {"x": 1}},
        {"act": "set", "key": 2, "name": "x", "value": None},
    ]

    assert acts_to(acts_from(told)) == told


@pytest.mark.parametrize(
    "told",
    [
        None,
        "move",
        [1],
        [{"act": "move", "key": "1", "to": "a"}],
        [{"act": "move", "key": 1, "to": ["a"]}],
        [{"act": "set", "key": 1, "name": "x" * 200, "value": 1}],
        [{"act": "skip", "key": 1, "values": [1]}],
        [{"act": "burn", "key": 1}],
    ],
)
def test_what_is_no_act_is_refused(told):
    with pytest.raises(ModificationRefused):
        acts_from(told)


def test_typed_lines_are_values_by_name():
    assert values_from('a = 1\n\nb.c = 张三\nb.d = "7"\ne = [1, true]') == {
        "a": 1, "b": {"c": "张三", "d": "7"}, "e": [1, True],
    }  # fmt: skip


@pytest.mark.parametrize("text", ["a", "= 1", "a = 1\na.b = 2"])
def test_typed_lines_that_are_none_are_refused(text):
    with pytest.raises(ModificationRefused):
        values_from(text)


def test_single_items_are_called_out_begun_anew_and_taken_out(land):
    text = "start s\nuser u mi=forces:force:out:text form=report groups=staff\nend e\ns > u > e"
    land.deploy(text, {"report": form("text")})
    land.start(forces=[{"id": "a", "name": "甲队"}, {"id": "b", "name": "乙队"}])
    land.do("u", {"text": "到了"})
    with land.looking() as ctx:
        (fan,) = look(ctx, land.instance)[1].look(fans)
    (first, second) = fan.items
    told = [
        {"act": "add-item", "key": fan.key, "value": {"id": "c", "name": "丙队"}},
        {"act": "repeat-item", "key": first.key},
        {"act": "withdraw", "key": second.key},
    ]

    modification = proposed(land, acts_from(told))
    approved(land, modification)

    land.check()
    assert land.open == ["u", "u"]
    with land.looking() as ctx:
        made = find_modification(ctx, modification)
        assert [act.get("item") for act in made.acts] == [None, "甲队", "乙队"]
        assert [place["item"] for place in made.before] == [None, "乙队"]
        assert [place["item"] for place in made.after] == [None, "丙队", "甲队"]
    land.verified()
