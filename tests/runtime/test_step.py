"""One step, one transaction: what a step writes, and that nothing is kept of one that fails anywhere."""

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from app.engine.errors import EngineError
from app.history.models import OperationLog
from app.runtime.errors import InstanceEnded, InstanceMoved, InstanceNotFound, StepFailed
from app.runtime.incidents import open_incidents
from app.runtime.instances import cancel
from app.runtime.live import LiveInstances
from app.runtime.models import ProcessInstance
from app.runtime.step import Cause, advance, because, find, hold
from app.tasks.completion import complete
from tests.runtime.lands import KEY, form

DISPATCH = """
process main "调度"
data command "指挥权"
start s
user draft "拟定" form=note groups=staff
boundary late on=draft timer=PT1H nonint
user chase "催办" groups=staff
par split
user order1 "指令一" form=note groups=staff
user order2 "指令二" form=note groups="=if command = null then \\"staff\\" else \\"brigade\\""
par both
sub teams mi=forces:force {
start ts
user act "处置" groups=staff
end te
ts > act > te
}
throw tell msg=报备
user close "关闭" groups=staff
esub site {
start hq msg=指挥部成立 nonint startableBy=staff
user take "接管" groups=staff writes=command
end he
hq > take > he
}
end e
s > draft > split
late > chase
split > order1 > both
split > order2 > both
both > teams > tell > close > e
"""
NOTE = {"note": form("text")}
LINE = "process main\nstart s\nuser a form=note groups=staff\nuser b form=note groups=staff\nend e\ns > a > b > e\n"


def walk(land):
    """The whole of the dispatch."""
    land.deploy(DISPATCH, NOTE)
    land.start(forces=[{"name": "消防"}, {"name": "医疗"}])
    land.do("draft", {"text": "方案"})
    for element in ("order1", "order2", "act", "act", "close"):
        land.do(element)


def test_a_dispatch_keeps_every_invariant_at_every_step(land):
    walk(land)

    assert land.process().status == "completed"
    assert land.open == []
    land.verified()


def test_evicting_after_every_step_changes_nothing(land, house):
    house.shared[LiveInstances].put = lambda *_: None
    walk(land)
    evicted = trace_of(land)

    del house.shared[LiveInstances].put
    walk(land)

    assert trace_of(land) == evicted


def trace_of(land):
    """What the engine did, apart from when and in which instance."""
    columns = "version, ord, kind, key, process, element, state, detail"
    with land.house.database.engine.connect() as connection:
        text = f"SELECT {columns} FROM trace WHERE instance_id = :i ORDER BY version, ord"
        return [tuple(row) for row in connection.execute(sa.text(text), {"i": land.instance})]


def test_the_next_due_timer_stands_in_the_instance(land):
    land.deploy(DISPATCH, NOTE)
    land.start(forces=[])

    before = land.process().next_due
    land.do("draft", {"text": "方案"})

    assert (before is not None, land.process().next_due) == (True, None)


class Stop(Exception):
    """Something that no layer foresaw."""


class Failing:
    """The driver's cursor that refuses its n-th call."""

    def __init__(self, cursor, nth):
        self._cursor, self.left = cursor, nth

    def __getattr__(self, name):
        if name in ("execute", "executemany"):
            self.left -= 1
            if self.left == 0:
                raise Stop
        return getattr(self._cursor, name)


def test_a_failure_at_any_statement_leaves_nothing(land):
    land.deploy(DISPATCH, NOTE)
    land.start(forces=[{"name": "消防"}])
    task, before, nth, failed = land.task("draft"), land.contents(), 0, True
    while failed:
        nth += 1
        try:
            with land.acting() as ctx:
                ctx.cursor = Failing(ctx.cursor, nth)
                complete(ctx, task, {"text": "方案"})
        except (Stop, StepFailed):
            assert land.contents(apart_from=("operation_log", "log_head", "incident")) == {
                name: rows
                for name, rows in before.items()
                if name not in ("operation_log", "log_head", "incident")
            }
            land.check()
        else:
            failed = False

    assert nth > 8
    assert land.open == ["order1", "order2"]
    land.verified()


def test_whoever_comes_second_to_a_version_has_lost(land):
    land.deploy(LINE, NOTE)
    land.start()
    before = land.contents()

    def overtaken(ctx):
        return lambda live: bump(ctx, live)

    def bump(ctx, live):
        ctx.connection.execute(sa.update(ProcessInstance).values(version=ProcessInstance.version + 1))
        return live.cancel(ctx.now())

    with pytest.raises(InstanceMoved), land.acting() as ctx:
        advance(ctx, land.instance, because(Cause("task.complete", "x"), overtaken(ctx)))

    assert land.contents(apart_from=("operation_log", "log_head")) == {
        name: rows for name, rows in before.items() if name not in ("operation_log", "log_head")
    }
    land.do("a")


def test_an_instance_of_another_jurisdiction_does_not_exist(land):
    land.deploy(LINE, NOTE)
    land.start()

    for look in (find, hold):
        with pytest.raises(InstanceNotFound), land.acting(jurisdiction="elsewhere") as ctx:
            look(ctx, land.instance)


def test_two_steps_of_one_transaction_follow_one_another(land):
    land.deploy(LINE, NOTE)
    land.start()
    first, version = land.task("a"), land.process().version

    with land.acting() as ctx:
        complete(ctx, first, {"text": "一"})
        second = ctx.connection.scalar(sa.text("SELECT id FROM user_task WHERE status = 'open'"))
        complete(ctx, second, {"text": "二"})

    land.check()
    assert (land.process().version, land.process().status) == (version + 2, "completed")


def test_a_cancelled_instance_moves_no_more(land):
    land.deploy(DISPATCH, NOTE)
    land.start(forces=[])
    with land.acting() as ctx:
        cancel(ctx, land.instance, "误报")
    land.check()

    with pytest.raises(InstanceEnded), land.acting() as ctx:
        cancel(ctx, land.instance, "再来")

    assert (land.process().status, land.process().next_due, land.open) == ("cancelled", None, [])
    assert land.log("instance.cancel")[0]["details"]["reason"] == "误报"


BROKEN = """
process main
start s
user a form=note groups=staff
xor x
user b groups=staff
end e
s > a > x
x > b : text = "走"
b > e
"""


def test_an_engine_failure_is_an_incident_and_the_instance_stands_where_it_stood(land):
    land.deploy(BROKEN, NOTE)
    land.start()
    before = land.contents(apart_from=("operation_log", "log_head", "incident"))

    with pytest.raises(EngineError) as failure:
        land.do("a", {"text": "停"})

    land.check()
    assert failure.value.status == 409
    assert land.contents(apart_from=("operation_log", "log_head", "incident")) == before
    with land.acting() as ctx:
        (incident,) = open_incidents(ctx, KEY)
        assert (incident.element, incident.instance_id, incident.kind) == ("x", land.instance, "step")
    assert [entry["operation"] for entry in land.log("refused", "incident.raise")] == [
        "refused",
        "incident.raise",
    ]

    land.do("a", {"text": "走"})

    assert land.open == ["b"]
    land.verified()


def test_what_nobody_foresaw_is_an_incident_too(land):
    land.deploy(LINE, NOTE)
    land.start()

    def broken(_):
        raise ZeroDivisionError

    with pytest.raises(StepFailed, match="ZeroDivisionError"), land.acting() as ctx:
        advance(ctx, land.instance, broken)

    land.check()
    with land.acting() as ctx:
        assert [incident.code for incident in open_incidents(ctx, KEY)] == ["step-failed"]


def test_a_number_follows_the_emergency_a_form_tells_of(land):
    land.deploy(LINE, {"note": form("emergency.title", "emergency.level")})
    land.start()

    land.do("a", {"emergency": {"title": "危化品泄漏", "level": "较大"}})

    instance = land.process()
    assert (instance.title, instance.level) == ("危化品泄漏", "较大")
    assert (instance.case["title"], instance.case["level"]) == ("危化品泄漏", "较大")
    land.do("b")


def test_the_log_tells_each_step_and_its_trace(land):
    walk(land)

    with land.looking() as ctx:
        query = select(OperationLog.operation).where(OperationLog.instance_id == land.instance)
        operations = list(ctx.session.scalars(query.order_by(OperationLog.seq)))
    assert operations == ["instance.start", *["task.complete"] * 6]


def test_command_passes_and_open_tasks_go_to_their_new_groups(land):
    land.deploy(DISPATCH, NOTE)
    land.start(forces=[])
    land.do("draft")
    assert land.groups("order2") == {"staff"}
    with land.acting() as ctx:
        from app.runtime.declarations import declare
        from app.tasks.assignment import claim

        claim(ctx, land.task("order2"))
        declare(ctx, land.instance, "hq")

    land.do("take", {})

    assert land.groups("order2") == {"brigade"}
    assert land.row(land.task("order2")).assignee is None
    land.do("order2", {}, "brigade")
