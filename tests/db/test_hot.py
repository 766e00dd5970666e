"""Hot statements: Core's text on the driver's cursor, the same meaning on both databases."""

from sqlalchemy import bindparam, delete, insert, select, update

from app.core.actor import system
from app.db.engine import STATEMENTS
from app.db.hot import Hot
from app.db.types import from_json
from app.runtime.models import Message, NumberSeries

_c = NumberSeries.__table__.c
ADD = Hot(insert(NumberSeries), ("jurisdiction", "series", "period", "drill", "last"))
READ = Hot(select(_c.series, _c.last).where(_c.jurisdiction == bindparam("of")).order_by(_c.series))
MOVE = Hot(
    update(NumberSeries).where(_c.series == bindparam("named")).values(last=bindparam("to"), period="2027")
)
DROP = Hot(delete(NumberSeries).where(_c.series == bindparam("named"), _c.drill.is_(False)))


def rows(*names):
    return [{"jurisdiction": "x", "series": n, "period": "2026", "drill": False, "last": 1} for n in names]


def test_rows_go_in_come_out_change_and_go(house):
    with house.database.transaction(system()) as ctx:
        ADD.many(ctx, rows("b", "a"))

        assert READ.all(ctx, {"of": "x"}) == [("a", 1), ("b", 1)]
        assert READ.first(ctx, {"of": "x"}) == ("a", 1)
        assert READ.first(ctx, {"of": "nobody"}) is None
        assert MOVE.run(ctx, {"named": "a", "to": 7}) == 1
        assert MOVE.run(ctx, {"named": "z", "to": 7}) == 0
        assert DROP.run(ctx, {"named": "b"}) == 1
        assert READ.all(ctx, {"of": "x"}) == [("a", 7)]


def test_what_a_statement_fixes_itself_needs_no_parameter(house):
    clear = Hot(
        update(Message)
        .where(Message.__table__.c.id == bindparam("of"))
        .values(taken_by=None, status="waiting")
    )

    with house.database.transaction(system()) as ctx:
        assert clear.run(ctx, {"of": "nobody"}) == 0
        clear.many(ctx, [{"of": "a"}, {"of": "b"}])


def test_each_driver_call_counts_once(house):
    with house.database.transaction(system()) as ctx:
        ctx.counts[STATEMENTS] = 0
        ADD.many(ctx, rows("a", "b", "c"))
        ADD.many(ctx, [])
        READ.all(ctx, {"of": "x"})
        ctx.connection.execute(select(_c.series))

        assert ctx.counts[STATEMENTS] == 3


def test_json_comes_back_as_a_value(house):
    assert from_json('{"a":1}') == {"a": 1} == from_json({"a": 1})
