"""The metadata that every table hangs on; constraint names are the same in both databases."""

from typing import Any, ClassVar

from sqlalchemy import MetaData, text
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Model(DeclarativeBase):
    """Base of every mapped table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {}


CLUSTERED = {"sqlite_with_rowid": False}
"""Rows stand in the primary key's own tree: half the pages that a step writes on SQLite. For short rows."""


def where(condition: str) -> dict[str, Any]:
    """Options of an index over the rows that meet a condition; the others cost it nothing."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
