"""Alembic's entry: the address comes from the application's settings, the tables from its metadata."""

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Connection

from app.db.base import Model
from app.db.engine import open_engine
from app.db.types import Instant
from app.worker.tables import MODULES

assert MODULES


OWN_TYPES = (Instant, JSON)


def render_item(kind: str, item: object, autogen_context: AutogenContext) -> str | bool:
    """Our column types by their names, so that a migration reads as the models do."""
    if kind == "type" and isinstance(item, OWN_TYPES):
        name = "Instant()" if isinstance(item, Instant) else "Json"
        autogen_context.imports.add("from app.db.types import Instant, Json")
        return name
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    from app.config import Config

    with open_engine(Config.from_env().url).connect() as opened:
        run(opened)
        opened.commit()
