"""Service tasks: at once in the step, refused to a boundary event, or outside in a job."""

import pytest

from app.core.errors import Invalid
from app.engine.errors import EngineError
from app.history.log import record
from app.history.operations import Operation
from app.runtime.connectors import Connectors, Refused
from app.runtime.errors import ConnectorFailed
from app.runtime.incidents import open_incidents
from app.runtime.models import ServiceJob
from tests.runtime.lands import KEY

ORDER = """
process main
start s
user a groups=staff
service issue topic=paper.issue param.to="= force" res.no="= number"
boundary bad on=issue err=no-number
user mend groups=staff
user b groups=staff
end e
s > a > issue > b > e
bad > mend > b
"""


@pytest.fixture
def connectors(house):
    return house.shared[Connectors]


@pytest.fixture
def ordered(land):
    land.deploy(ORDER)
    land.start(force="消防")
    return land


def test_a_connector_that_works_at_once_is_part_of_the_step(ordered, connectors):
    seen = []
    connectors["paper.issue"] = lambda _ctx, call, info: (
        seen.append((call.inputs, info.id)) or {"number": "调〔1〕"}
    )
    version = ordered.process().version

    ordered.do("a")

    assert (ordered.open, ordered.process().version) == (["b"], version + 1)
    assert seen == [({"to": "消防"}, ordered.instance)]
    assert ordered.variables()["no"] == "调〔1〕"


def test_the_log_tells_the_deed_before_what_it_brought_about(land, connectors):
    def records(ctx, call, info):
        record(ctx, Operation.PAPER_ISSUE, call.element, instance_id=info.id)
        return {}

    connectors["paper.issue"] = records
    at_once = ORDER.replace("user a groups=staff\n", "").replace("s > a >", "s >").replace("main", "at-once")
    land.deploy({"main": ORDER, "at-once": at_once})

    land.start(force="消防")
    land.do("a")
    land.start("at-once", force="消防")

    issue = "paper.issue"
    told = [body["operation"] for body in land.log("instance.start", "task.complete", issue)]
    assert told == ["instance.start", "task.complete", issue, "instance.start", issue]


def test_a_refusal_goes_the_way_of_its_boundary_event(ordered, connectors):
    def refuses(_ctx, _call, _info):
        raise Refused("no-number", "没有文号")

    connectors["paper.issue"] = refuses

    ordered.do("a")

    assert ordered.open == ["mend"]


def test_a_refusal_that_nobody_catches_is_an_incident(ordered, connectors):
    def refuses(_ctx, _call, _info):
        raise Refused("other", "别的")

    connectors["paper.issue"] = refuses

    with pytest.raises(EngineError):
        ordered.do("a")

    ordered.check()
    with ordered.acting() as ctx:
        assert [i.element for i in open_incidents(ctx, KEY)] == ["issue"]


def test_a_connector_that_cannot_work_is_an_incident_and_keeps_nothing(ordered, connectors):
    def fails(_ctx, _call, _info):
        raise Invalid("没有代字。")

    connectors["paper.issue"] = fails

    with pytest.raises(ConnectorFailed, match="没有代字"):
        ordered.do("a")

    ordered.check()
    assert ordered.open == ["a"]


def test_a_missing_connector_is_an_incident(ordered):
    with pytest.raises(ConnectorFailed, match="没有安装"):
        ordered.do("a")


def jobs_of(land):
    with land.looking() as ctx:
        return [job.status for job in ctx.session.query(ServiceJob).order_by(ServiceJob.key)]


def test_a_connector_that_works_outside_is_finished_by_a_job(ordered, connectors):
    connectors["paper.issue"] = lambda *_: None
    connectors.later["paper.issue"] = lambda inputs: {"number": f"给{inputs['to']}"}
    ordered.do("a")
    assert (ordered.open, jobs_of(ordered)) == ([], ["open"])

    ordered.work()

    assert (ordered.open, jobs_of(ordered)) == (["b"], ["done"])
    assert ordered.variables()["no"] == "给消防"
    assert ordered.log("instance.job")[0]["details"]["topic"] == "paper.issue"
    ordered.verified()


def test_a_job_that_runs_twice_finishes_once(ordered, connectors, jobs):
    connectors["paper.issue"] = lambda *_: None
    connectors.later["paper.issue"] = lambda _: {"number": 1}
    ordered.do("a")
    jobs.jobs.append(jobs.jobs[0])

    ordered.work()

    assert (ordered.open, len(ordered.log("instance.job"))) == (["b"], 1)


def test_a_refusal_from_outside_goes_the_way_of_its_boundary_event(ordered, connectors):
    def refuses(_):
        raise Refused("no-number", "没有文号")

    connectors["paper.issue"] = lambda *_: None
    connectors.later["paper.issue"] = refuses
    ordered.do("a")

    ordered.work()

    assert (ordered.open, jobs_of(ordered)) == (["mend"], ["failed"])


BESIDE = """
process main
start s
user a groups=staff
sub both {
start t
par p
service one topic=one
service two topic=two
user three groups=staff
end f
t > p
p > one > f
p > two > f
p > three > f
}
boundary bad on=both err=stop
user mend groups=staff
end e
s > a > both > e
bad > mend > e
"""


def refuse(*_):
    raise Refused("stop", "停")


@pytest.mark.parametrize("beside", [lambda *_: {}, lambda *_: None])
def test_what_a_refusal_cancels_in_the_same_step_leaves_no_task_and_no_call(land, connectors, beside):
    land.deploy(BESIDE)
    connectors["one"], connectors["two"] = beside, refuse
    land.start()

    land.do("a")

    assert (land.open, jobs_of(land)) == (["mend"], [])
    land.verified()


def test_a_call_that_a_sibling_s_refusal_took_back_is_not_made(land, connectors):
    land.deploy(BESIDE)
    made = []
    connectors["one"], connectors["two"] = refuse, lambda *_: made.append(1) or {}
    land.start()

    land.do("a")

    assert (land.open, made) == (["mend"], [])


def test_a_job_whose_call_the_diagram_took_back_does_nothing(land, connectors, jobs):
    land.deploy(BESIDE.replace("err=stop", "msg=停止"))
    connectors["one"], connectors["two"] = (lambda *_: None), (lambda *_: {})
    land.start()
    land.do("a")
    from app.core.actor import system
    from app.runtime.messages import send

    with land.house.database.transaction(system()) as ctx:
        send(ctx, "停止", None, {}, to=KEY, drill=False)
    jobs.jobs.append(jobs.jobs.pop(0))  # the message first, then the call

    land.work()

    assert (land.open, jobs_of(land)) == (["mend"], ["cancelled"])
