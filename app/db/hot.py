"""Statements of the step transaction: built by SQLAlchemy Core, compiled once, run on the driver's cursor.

Values go in as the database stores them: instants as `iso` text, JSON as text (see `app.db.types`).
Measured by `make bench`: the same statements through `Connection.execute` alone cost more than a whole step.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.sql import ClauseElement

from app.db.context import Context
from app.db.engine import count

Row = tuple[Any, ...]


class Hot:
    """One statement with named parameters, ready for any dialect."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = list(columns) if columns is not None else None
        self._ready: dict[str, tuple[str, tuple[str, ...] | None, dict[str, Any]]] = {}

    def all(self, ctx: Context, parameters: Mapping[str, Any]) -> list[Row]:
        """Every row as the driver gives it."""
        cursor = self._execute(ctx, parameters)
        try:
            return list(cursor.fetchall())
        finally:
            cursor.close()

    def first(self, ctx: Context, parameters: Mapping[str, Any]) -> Row | None:
        """The first row, or None."""
        cursor = self._execute(ctx, parameters)
        try:
            row: Row | None = cursor.fetchone()
            return row
        finally:
            cursor.close()

    def run(self, ctx: Context, parameters: Mapping[str, Any]) -> int:
        """Execute and return how many rows changed."""
        cursor = self._execute(ctx, parameters)
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def many(self, ctx: Context, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute once per row in one driver call; nothing at all without rows."""
        if not rows:
            return
        connection = ctx.connection
        text, order, fixed = self._compiled(connection.dialect)
        cursor = connection.connection.cursor()
        count(connection)
        cursor.executemany(text, [_bound(row, order, fixed) for row in rows])
        cursor.close()

    def _execute(self, ctx: Context, parameters: Mapping[str, Any]) -> Any:
        connection = ctx.connection
        text, order, fixed = self._compiled(connection.dialect)
        cursor = connection.connection.cursor()
        count(connection)
        cursor.execute(text, _bound(parameters, order, fixed))
        return cursor

    def _compiled(self, dialect: Dialect) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
        found = self._ready.get(dialect.name)
        if found is None:
            compiled: Any = self._statement.compile(
                dialect=dialect, column_keys=self._columns, compile_kwargs={"render_postcompile": True}
            )
            fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
            order = tuple(compiled.positiontup) if compiled.positional else None
            found = self._ready[dialect.name] = (str(compiled), order, fixed)
        return found


def _bound(row: Mapping[str, Any], order: tuple[str, ...] | None, fixed: Mapping[str, Any]) -> Any:
    if order is None:
        return {**fixed, **row} if fixed else row
    return [row[name] if name in row else fixed.get(name) for name in order]
