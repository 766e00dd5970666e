"""Databases on which a package is deployed and furnished: made once per package, copied for each scenario.

Deploying checks every diagram, and every demo person's password is hashed; both take longer than most scenarios.
"""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from app.bundle import Bundle, load_bundle, package_keys
from app.config import Config
from app.core.actor import Actor, ActorKind
from app.core.clock import SetClock
from app.runtime.jobs import Kept
from app.worker.house import open_house
from app.worker.provisioning import deploy, furnish
from tests.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]
BUNDLES: dict[str, Bundle] = {key: load_bundle(ROOT, key) for key in package_keys(ROOT)}


def prepare(url: str, folder: Path, key: str) -> None:
    """Deploy the package on an empty database, with its people and sample entries, and let go of it."""
    config = Config(data_dir=folder, database_url=url, assets_dir=ROOT, testing=True)
    house = open_house(config, Kept, SetClock())
    with house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", key)) as ctx:
        deploy(ctx, BUNDLES[key], BUNDLES)
        furnish(ctx, BUNDLES[key], "made for one test")
    house.database.engine.dispose()


@dataclass
class SQLiteStages:
    """Copies of a file."""

    schema: Path
    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    @contextmanager
    def stage(self, key: str) -> Iterator[str]:
        """The address of a fresh copy for the package."""
        template = self.folder / f"{key}.sqlite"
        if not template.exists():
            shutil.copy(self.schema, template)
            prepare(f"sqlite:///{template}", self.folder, key)
        copy = self.folder / f"{key}-{next(self.numbers)}.sqlite"
        shutil.copy(template, copy)
        yield f"sqlite:///{copy}"
        copy.unlink()


@dataclass
class PostgresStages:
    """Databases made from a template of the server."""

    server: Postgres
    folder: Path
    ready: dict[str, Postgres] = field(default_factory=dict)

    def stage(self, key: str) -> AbstractContextManager[str]:
        """The address of a fresh copy for the package."""
        if key not in self.ready:
            template = f"{self.server.template}_{key.replace('-', '_')}"
            self.server.execute(f"CREATE DATABASE {template} TEMPLATE {self.server.template}")
            prepare(self.server.url_of(template), self.folder, key)
            self.ready[key] = replace(self.server, template=template)
        return self.ready[key].database()
