"""Numbers without gaps: allotted in the transaction that decides, given back by its rollback."""

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.db.context import Context
from app.db.hot import Hot
from app.runtime.models import NumberSeries

_c = NumberSeries.__table__.c
_key = (
    _c.jurisdiction == bindparam("of"),
    _c.series == bindparam("named"),
    _c.period == bindparam("within"),
    _c.drill == bindparam("practice"),
)
_line_up = Hot(select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("of"), 0))))
_read = Hot(select(_c.last).where(*_key).with_for_update())
_move = Hot(update(NumberSeries).where(*_key).values(last=bindparam("to")))


def allot(ctx: Context, series: str, period: str, *, jurisdiction: str, drill: bool, count: int = 1) -> range:
    """The next `count` numbers of a series, in order. Drills have a series of their own."""
    line_up(ctx, jurisdiction)
    key = {"of": jurisdiction, "named": series, "within": period, "practice": drill}
    found = _read.first(ctx, key)
    if found is None:
        _begin(ctx, key)
        found = _read.first(ctx, key)
    assert found is not None
    last = int(found[0])
    _move.run(ctx, key | {"to": last + count})
    return range(last + 1, last + count + 1)


def line_up(ctx: Context, jurisdiction: str) -> None:
    """One transaction of a jurisdiction at a time from here on, until it ends.

    Two steps that take numbers of two series in opposite order would else wait for each other. SQLite has one writer.
    """
    if ctx.dialect.name == "postgresql" and (line_up, jurisdiction) not in ctx.memo:
        _line_up.first(ctx, {"of": jurisdiction})
        ctx.memo[line_up, jurisdiction] = True


def _begin(ctx: Context, key: dict[str, object]) -> None:
    """Two writers may begin a series at once: the second waits for the first and keeps its row."""
    row = {
        "jurisdiction": key["of"],
        "series": key["named"],
        "period": key["within"],
        "drill": key["practice"],
    }
    make = postgresql.insert if ctx.dialect.name == "postgresql" else sqlite.insert
    ctx.connection.execute(make(NumberSeries).values(**row, last=0).on_conflict_do_nothing())
