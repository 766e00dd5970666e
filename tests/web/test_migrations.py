"""Pages of migrations: what would happen, how far it is, before and after; nothing of it for others."""

import html
import json
import re

import pytest
from sqlalchemy import select

from app.history.operations import Operation
from app.identity.models import Account
from app.repository.deployments import current
from app.runtime.incidents import open_incidents
from app.runtime.jobs import Names
from app.runtime.models import ProcessInstance
from app.runtime.step import Cause, advance
from app.worker.failures import give_up
from app.worker.inline import drain
from app.worker.notices import Notice
from tests import yunxi
from tests.web.changing import WRITER, renamed, second_version


@pytest.fixture
def versions(desk):
    """Two running instances on the first version; the second calls the first step otherwise."""
    first = second_version(desk.house, lambda diagram: diagram.replace("核实灾情", "核实险情"), running=2)
    with desk.house.database.reading(WRITER) as ctx:
        return first, current(ctx, yunxi.KEY).id


def started(desk, answer):
    assert answer.status_code == 302, answer.text
    drain(desk.house)
    return answer.location


def instances(desk):
    with desk.house.database.reading(WRITER) as ctx:
        return list(ctx.session.scalars(select(ProcessInstance.id).order_by(ProcessInstance.id)))


def notices(desk):
    """Who was told what, by login."""
    with desk.house.database.reading(WRITER) as ctx:
        logins = {f"@{one.id}": one.login for one in ctx.session.scalars(select(Account))}
        found = ctx.session.scalars(select(Notice).order_by(Notice.queued_at, Notice.id))
        return [(logins[one.recipient], one.subject) for one in found]


def asked(versions, desk, **more):
    return {
        "process": "yunxi-report", "from": versions[0], "to": versions[1], "instance": instances(desk),
        "reason": "新版改了名称，会商后定", **more,
    }  # fmt: skip


def test_where_instances_run_leads_to_a_preview(desk, versions):
    page = desk.as_("signer").get("/migrations/new", query_string={"to": versions[1]})

    (link,) = re.findall(r'href="(/migrations/new\?[^"]+)"', page.text)
    preview = desk.as_("signer").get(link.replace("&amp;", "&"))
    assert "在办 2 件，可以迁移 2 件，不能 0 件" in preview.text
    assert preview.text.count('name="instance"') == 2


def test_what_was_chosen_is_carried_over_and_told_one_by_one(desk, versions):
    there = started(desk, desk.as_("signer").post("/migrations", data=asked(versions, desk)))

    page = desk.as_("signer").get(there)
    assert "2／2" in page.text
    assert page.text.count("已迁移") >= 2
    assert "hx-get" not in page.text
    picture = desk.as_("signer").get(re.findall(r'href="([^"]+/instances/[^"]+)"', page.text)[0])
    states = [json.loads(text) for text in re.findall(r"data-state>(.*?)</script>", picture.text)]
    assert [state["running"] for state in states] == [["verify"], ["verify"]]
    assert notices(desk) == [("signer", "您发起的迁移：2 件在新版上，0 件已退回，0 件没有迁成")]
    assert "迁移（已迁移）：新版改了名称" in desk.as_("signer").get(f"/emergencies/{instances(desk)[0]}").text


def test_a_running_migration_is_asked_for_again_and_can_be_halted(desk, versions):
    there = desk.as_("signer").post("/migrations", data=asked(versions, desk)).location

    assert f'hx-get="{there}"' in desk.as_("signer").get(there).text
    desk.as_("writer").post(f"{there}/pause")
    drain(desk.house)
    assert notices(desk) == [("signer", "您发起的迁移已暂停")]
    paused = desk.as_("signer").get(there, headers={"HX-Request": "true"}).text
    assert "<html" not in paused
    assert "0／2" in paused
    started(desk, desk.as_("signer").post(f"{there}/resume"))
    assert "2／2" in desk.as_("signer").get(there).text


def test_a_job_that_fails_is_an_incident_of_its_jurisdiction(desk, versions):
    there = desk.as_("signer").post("/migrations", data=asked(versions, desk)).location

    give_up(desk.house, Names.MIGRATE, {"migration": there.rpartition("/")[2]}, RuntimeError("database"))

    with desk.house.database.reading(WRITER) as ctx:
        assert [one.job["name"] for one in open_incidents(ctx, yunxi.KEY)] == [Names.MIGRATE]


def test_one_instance_is_put_back(desk, versions):
    there = started(desk, desk.as_("signer").post("/migrations", data=asked(versions, desk)))
    one = instances(desk)[0]

    started(
        desk, desk.as_("signer").post(f"{there}/revert", data={"instance": one, "reason": "新版有错，退回"})
    )

    page = desk.as_("signer").get(there).text
    assert "已迁移 1，已退回 1" in page


def test_an_element_that_is_gone_is_mapped_in_the_preview(desk):
    first = second_version(desk.house, lambda diagram: renamed(diagram, "verify", "check"), running=1)
    with desk.house.database.reading(WRITER) as ctx:
        target = current(ctx, yunxi.KEY).id
    where = {"process": "yunxi-report", "from": first, "to": target}

    stopped = desk.as_("signer").get("/migrations/new", query_string=where).text
    mapped = (
        desk.as_("signer")
        .get("/migrations/new", query_string={**where, "map": "yunxi-report|verify|check"})
        .text
    )

    assert "新版没有这个环节" in stopped
    assert 'value="yunxi-report|verify|check" selected' in stopped  # the only one of that name
    assert "改在“核实灾情”接着办" in mapped
    started(desk, desk.as_("signer").post("/migrations", data={
        **where, "map": "yunxi-report|verify|check", "instance": instances(desk), "reason": "环节改了编号",
    }))  # fmt: skip
    with desk.house.database.reading(WRITER) as ctx:
        assert ctx.session.scalars(select(ProcessInstance.deployment_id)).all() == [target]


def test_what_has_moved_since_goes_back_by_a_migration_the_other_way(desk):
    first = second_version(desk.house, lambda diagram: renamed(diagram, "verify", "check"), running=2)
    with desk.house.database.reading(WRITER) as ctx:
        target = current(ctx, yunxi.KEY).id
    where = {"process": "yunxi-report", "from": first, "to": target, "map": "yunxi-report|verify|check"}
    given = {**where, "instance": instances(desk), "reason": "环节改了编号"}
    there = started(desk, desk.as_("signer").post("/migrations", data=given))
    one = instances(desk)[0]
    assert "/migrations/new" not in desk.as_("signer").get(there).text
    with desk.house.database.transaction(WRITER) as ctx:
        advance(ctx, one, lambda _: Cause(Operation.INSTANCE_MODIFY, one))

    page = desk.as_("signer").get(there).text
    (link,) = re.findall(r'href="(/migrations/new\?[^"]+)"', page)
    preview = desk.as_("signer").get(html.unescape(link)).text

    assert ("预览把 1 件迁移回第 1 版" in page, "全部退回" in page) == (True, True)
    assert link in desk.as_("signer").get(f"{there}/instances/{one}").text
    assert "在办 1 件，可以迁移 1 件，不能 0 件" in preview
    assert 'name="map" value="yunxi-report|check|verify"' in preview
    back = {"process": "yunxi-report", "from": target, "to": first, "map": "yunxi-report|check|verify"}
    started(
        desk, desk.as_("signer").post("/migrations", data={**back, "instance": one, "reason": "新版有错"})
    )
    with desk.house.database.reading(WRITER) as ctx:
        assert ctx.session.get_one(ProcessInstance, one).deployment_id == first
    assert "/migrations/new" not in desk.as_("signer").get(there).text


def test_the_record_from_before_stands_on_the_diagram_of_then(desk):
    first = second_version(
        desk.house,
        lambda d: renamed(d, "verify", "check").replace('value="YX-01"', 'value="YX-02"'),
        running=1,
    )
    with desk.house.database.reading(WRITER) as ctx:
        target = current(ctx, yunxi.KEY).id
    where = {"process": "yunxi-report", "from": first, "to": target, "map": "yunxi-report|verify|check"}
    (one,) = instances(desk)
    started(
        desk,
        desk.as_("signer").post("/migrations", data={**where, "instance": one, "reason": "环节改了编号"}),
    )

    now = desk.as_("auditor").get(f"/emergencies/{one}/trace").text
    then = desk.as_("auditor").get(f"/emergencies/{one}/trace?ground=0").text

    assert [json.loads(re.findall(r"data-state>(.*?)</script>", page)[0])["running"] for page in (now, then)] == [
        ["check"], ["verify"],
    ]  # fmt: skip
    assert (f"/deployments/{target}/" in now, f"/deployments/{first}/" in then) == (True, True)
    assert "迁移到部署第 2 版" in now


def test_nothing_goes_without_a_reason_or_to_nowhere(desk, versions):
    signer = desk.as_("signer")

    assert signer.post("/migrations", data=asked(versions, desk, reason="")).status_code == 422
    assert signer.post("/migrations", data=asked(versions, desk, to="nowhere")).status_code == 404
    assert signer.get("/migrations/nowhere").status_code == 404
    assert signer.get("/migrations/new", query_string={"process": "x", "from": "y"}).status_code == 404


def test_who_may_not_sees_nothing(desk, versions):
    for login in ("auditor", "duty"):
        assert desk.as_(login).get("/migrations").status_code == 403
        assert desk.as_(login).post("/migrations", data=asked(versions, desk)).status_code == 403
