"""A site for page tests: Rongcheng deployed, one dispatch waiting for its approval, everybody able to sign in."""

import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import select

from app.bundle import load_bundle
from app.config import Config
from app.core.actor import Actor, ActorKind, system
from app.core.clock import SetClock
from app.main import create_app
from app.printouts.pool import RenderPool
from app.repository.deployments import Programs
from app.runtime.models import UserTask
from app.worker.house import House
from app.worker.provisioning import deploy, furnish
from app.worker.scenarios.play import Play
from tests.yunxi import open_quick

ROOT = Path(__file__).resolve().parents[2]
KEY = "rongcheng"
PASSWORD = "made for these tests only"


@dataclass
class Site:
    """The application, its house, and the instance that was brought as far as was asked."""

    app: Flask
    house: House
    clock: SetClock
    instance: str = ""
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    def as_(self, login: str | None) -> FlaskClient:
        """A browser signed in as that post; None is a stranger."""
        if login is None:
            return self.app.test_client()
        if login not in self.clients:
            client = self.app.test_client()
            answer = client.post("/sign-in", data={"account": login, "password": PASSWORD})
            assert answer.status_code == 302, answer.text
            self.clients[login] = client
        return self.clients[login]

    def task(self, element: str, subject: str = "") -> str:
        """The open task of an element, about that subject where one is named."""
        with self.house.database.reading(system(KEY)) as ctx:
            query = select(UserTask.id).where(UserTask.element == element, UserTask.status == "open")
            query = query.where(UserTask.subject == subject) if subject else query
            return ctx.session.scalars(query.order_by(UserTask.id)).first() or ""


@dataclass(frozen=True)
class Stage:
    """A site's database as it was left, to be copied, and the instant at which its clock stands."""

    database: Path
    at: datetime
    instance: str
    programs: Programs = field(default_factory=Programs)

    def open(self, folder: Path, pool: RenderPool | None = None) -> Site:
        """A site that goes on from here."""
        copy = Path(shutil.copy(self.database, folder / "site.sqlite"))
        site = _site(folder, f"sqlite:///{copy}", SetClock(self.at), pool)
        site.house.shared[Programs] = self.programs
        site.instance = self.instance
        return site


class Compiled(BytecodeCache):
    """Templates as the first application of a run has compiled them."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


def application(house: House) -> Flask:
    """Its pages, which ask for no token of a form: its own tests switch that on."""
    app = create_app(house=house)
    app.config["WTF_CSRF_ENABLED"] = False
    app.jinja_env.bytecode_cache = COMPILED
    return app


def prepared(folder: Path, empty: Path) -> Stage:
    """Rongcheng deployed, with its people and sample registers."""
    site = Stage(empty, SetClock().at, "").open(folder)
    bundle = load_bundle(ROOT, KEY)
    with site.house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", KEY)) as ctx:
        deploy(ctx, bundle)
        furnish(ctx, bundle, PASSWORD)
    return _left(site)


def played(folder: Path, before: Stage, steps: int, pool: RenderPool | None = None) -> Stage:
    """The first steps of the main scenario taken."""
    site = before.open(folder, pool)
    play = Play(site.house, site.clock, KEY, "main")
    scenario = load_bundle(ROOT, KEY).scenarios["main"]
    play.run({**scenario, "steps": scenario["steps"][:steps], "expect": {}})
    site.instance = play.instance_id
    return _left(site)


def _site(folder: Path, url: str, clock: SetClock, pool: RenderPool | None) -> Site:
    config = Config(data_dir=folder, database_url=url, assets_dir=ROOT, testing=True)
    house = open_quick(config, clock)
    if pool is not None:
        house.shared[RenderPool] = pool
    return Site(application(house), house, clock)


def _left(site: Site) -> Stage:
    site.house.database.engine.dispose()  # the last connection to close writes the log back into the file
    house = site.house
    return Stage(house.config.data_dir / "site.sqlite", site.clock.at, site.instance, house.shared[Programs])
