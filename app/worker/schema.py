"""Bringing a database to the schema of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Engine, inspect

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def is_made(engine: Engine) -> bool:
    """Whether the database holds our tables at all."""
    return inspect(engine).has_table("jurisdiction")


def migrate(engine: Engine, revision: str = "head") -> None:
    """Run the migrations that are missing; downwards when the revision lies behind."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        run = command.downgrade if revision.startswith("-") or revision == "base" else command.upgrade
        run(config, revision)
