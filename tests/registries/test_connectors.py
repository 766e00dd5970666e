"""Registers as processes see them: asked, written, ranked; in a drill nothing is written and nothing leaves."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from app.bundle.bundle import Bundle
from app.bundle.resources import Resource
from app.registries import entries, writing
from app.registries.register import register_here
from app.repository.deployments import create_deployment
from app.worker.house import House
from app.worker.notices import RECORDED, Notice
from app.worker.outgoing import KEPT, OutgoingFile
from app.worker.outgoing import RECORDED as NOTED
from tests.registries.conftest import Acting, force, registers
from tests.runtime.lands import KEY, Land

WRITE = """
process main "登记"
start s
service save topic=registry.write param.registry=forces param.entry="= row" res.key="= key" res.entry="= entry"
boundary refused on=save err=registry-refused
user mend "改正"
user after "之后"
end e
s > save > after > e
refused > mend > e
"""
SEVERAL = """
process main "普查"
start s
service save topic=registry.write param.registry=meetings param.entries="= rows" res.keys="= keys"
user after "之后"
end e
s > save > after > e
"""
QUERY = """
process main "查询"
start s
service ask topic=registry.query param.registry=forces param.kind="= wanted" param.stale="= late" result=found
user after "之后"
end e
s > ask > after > e
"""
RANK = """
process main "排序"
start s
service rank topic=forces.rank param.decision=nearest param.longitude=122 param.latitude=37 param.where="= where" \
res.ranked="= ranked"
user after "之后"
end e
s > rank > after > e
"""
OUT = """
process main "送出"
start s
service tell topic=notify param.to=staff param.subject=通知 param.text=内容
service send topic=export.file param.system=provincial param.subject=调令 param.content="= order" result=sent
user after "之后"
end e
s > tell > send > after > e
"""
NEAREST = """\
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="x">
<inputData id="km" name="distance_km"><variable id="v0" name="distance_km"/></inputData>
<decision id="nearest" name="nearest"><variable id="v" name="nearest"/>
<informationRequirement id="r"><requiredInput href="#km"/></informationRequirement>
<decisionTable id="near_table" hitPolicy="FIRST">
<input id="i"><inputExpression id="ie"><text>distance_km</text></inputExpression></input>
<output id="o1" name="score"/><output id="o2" name="reason"/>
<rule id="near"><inputEntry id="a"><text>&lt;= 10</text></inputEntry>
<outputEntry id="b"><text>9</text></outputEntry><outputEntry id="c"><text>"近"</text></outputEntry></rule>
<rule id="far"><inputEntry id="f"><text>-</text></inputEntry>
<outputEntry id="g"><text>1</text></outputEntry><outputEntry id="h"><text>"远或不明"</text></outputEntry></rule>
</decisionTable></decision></definitions>
"""


@pytest.fixture
def land(house: House) -> Land:
    return Land(house)


def deploy(acting: Acting, process: str) -> None:
    bundle = registers(process)
    decision = Resource.of(f"processes/{KEY}/nearest.dmn", NEAREST.encode())
    assert decision is not None
    with acting() as ctx:
        create_deployment(ctx, Bundle.from_resources(KEY, [*bundle.resources.values(), decision]))


def enter(acting: Acting, *rows: dict[str, Any]) -> None:
    with acting() as ctx:
        for row in rows:
            writing.put(ctx, register_here(ctx, KEY, "forces"), row)


def test_process_writes_an_entry_and_the_history_names_it(land: Land, acting: Acting) -> None:
    deploy(acting, WRITE)

    instance = land.start(row=force())

    assert land.open == ["after"]
    assert land.variables()["key"] == "a"
    with acting() as ctx:
        entry = entries.find(ctx, KEY, "forces", "a")
        assert entry is not None
        change = entries.history(ctx, entry)[0]
        assert (change.cause, change.instance_id) == ("process", instance)


def test_entry_that_the_document_refuses_is_an_error_of_the_diagram(
    land: Land, acting: Acting, count_rows
) -> None:
    deploy(acting, WRITE)

    land.start(row=force(kind="外星"))

    assert land.open == ["mend"]
    assert count_rows("registry_entry") == 0


def test_part_of_an_entry_changes_only_that(land: Land, acting: Acting) -> None:
    deploy(acting, WRITE)
    enter(acting, force("a", people=12))

    land.start(row={"id": "a", "people": 30})

    assert land.variables()["entry"]["name"] == "a 救援队"
    assert land.variables()["entry"]["people"] == 30


def test_several_entries_are_written_at_once(land: Land, acting: Acting, count_rows) -> None:
    deploy(acting, SEVERAL)

    land.start(rows=[{"subject": "一"}, {"subject": "二"}])

    assert len(set(land.variables()["keys"])) == 2
    assert count_rows("registry_entry") == 2


def test_drill_writes_nothing_and_goes_on_as_if_it_had(land: Land, acting: Acting, count_rows) -> None:
    deploy(acting, WRITE)

    land.start(as_drill=True, row=force())

    assert land.open == ["after"]
    assert land.variables()["entry"]["name"] == "a 救援队"
    assert count_rows("registry_entry") == 0


@pytest.mark.parametrize(
    ("wanted", "late", "found"),
    [
        ("社会", False, ["a", "c"]),
        (["社会", "政府"], False, ["a", "b", "c"]),
        ("社会", True, ["c"]),
        ("企业", False, []),
    ],
)
def test_query_gives_the_entries_that_have_the_values(
    land: Land, acting: Acting, wanted: Any, late: bool, found: list[str]
) -> None:
    deploy(acting, QUERY)
    enter(acting, force("a"), force("b", kind="政府"), force("c", checked_on="2026-01-01"))

    land.start(wanted=wanted, late=late)

    answer = land.variables()["found"]
    assert [row["_key"] for row in answer["entries"]] == found
    assert answer["count"] == len(found)


def test_ranking_keeps_all_rows_with_the_rules_that_decided(house: House, land: Land, acting: Acting) -> None:
    deploy(acting, RANK)
    enter(acting, force("a"), force("b", kind="政府"))

    land.start(where={"kind": ["社会", "政府"]})

    ranked = land.variables()["ranked"]
    assert [(row["_key"], row["rank"], row["score"]) for row in ranked] == [("a", 1, 1), ("b", 2, 1)]
    (told,) = land.log("forces.rank")
    first = told["details"]["ranked"][0]
    assert told["instance"] == land.instance
    assert (first["key"], first["reason"]) == ("a", "远或不明")
    assert first["tables"] == [
        {"id": "near_table", "hit_policy": "FIRST", "matched": [{"id": "far", "index": 2}]}
    ]


@pytest.mark.parametrize(("drill", "status"), [(False, KEPT), (True, NOTED)])
def test_what_goes_outside_is_kept_as_a_file_and_only_recorded_in_a_drill(
    land: Land, acting: Acting, drill: bool, status: str
) -> None:
    deploy(acting, OUT)

    land.start(as_drill=drill, order={"no": "1 号"})

    with acting() as ctx:
        file = ctx.session.scalars(select(OutgoingFile)).one()
        assert (file.system, file.subject, file.content, file.status) == (
            "provincial",
            "调令",
            {"no": "1 号"},
            status,
        )
        assert land.variables()["sent"]["id"] == file.id
        notice = ctx.session.scalars(select(Notice)).one()
        assert (notice.status == RECORDED) is drill
    assert any(json.dumps(body).count(file.id) for body in land.log("export.keep"))
