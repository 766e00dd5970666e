"""Statements of the step transaction: built by SQLAlchemy Core, compiled once, run on the driver's cursor.

Values go in as the database stores them: instants as `iso` text, JSON as text (see `app.db.types`).
Measured by `make bench`: the same statements through `Connection.execute` alone cost more than a whole step.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.sql import ClauseElement

from app.db.context import Context
from app.db.engine import count

Row = tuple[Any, ...]
_STYLES = {"sqlite": "named", "postgresql": "pyformat"}


class Hot:
    """One statement with named parameters, ready for any dialect."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = list(columns) if columns is not None else None
        self._ready: dict[str, tuple[str, dict[str, Any]]] = {}

    def all(self, ctx: Context, parameters: dict[str, Any]) -> list[Row]:
        """Every row as the driver gives it."""
        return list(self._execute(ctx, parameters).fetchall())

    def first(self, ctx: Context, parameters: dict[str, Any]) -> Row | None:
        """The first row, or None."""
        rows = self._execute(ctx, parameters).fetchall()
        return rows[0] if rows else None

    def run(self, ctx: Context, parameters: dict[str, Any]) -> int:
        """Execute and return how many rows changed."""
        changed: int = self._execute(ctx, parameters).rowcount
        return changed

    def many(self, ctx: Context, rows: Sequence[dict[str, Any]]) -> None:
        """Execute once per row in one driver call; nothing at all without rows."""
        if not rows:
            return
        text, fixed = self._for(ctx)
        count(ctx.counts)
        ctx.cursor.executemany(text, [fixed | row for row in rows] if fixed else rows)

    def _execute(self, ctx: Context, parameters: dict[str, Any]) -> Any:
        text, fixed = self._for(ctx)
        count(ctx.counts)
        cursor = ctx.cursor
        cursor.execute(text, fixed | parameters if fixed else parameters)
        return cursor

    def _for(self, ctx: Context) -> tuple[str, dict[str, Any]]:
        """The text, and the parameters that the statement itself fixes."""
        dialect = ctx.dialect
        return self._ready.get(dialect.name) or self._compile(dialect)

    def _compile(self, dialect: Dialect) -> tuple[str, dict[str, Any]]:
        make: Any = type(dialect)
        named = make(paramstyle=_STYLES[dialect.name])
        compiled: Any = self._statement.compile(
            dialect=named, column_keys=self._columns, compile_kwargs={"render_postcompile": True}
        )
        fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        found = self._ready[dialect.name] = (str(compiled), fixed)
        return found
