"""A site for page tests: Rongcheng deployed, one dispatch waiting for its approval, everybody able to sign in."""

from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.bundle import load_bundle
from app.config import Config
from app.core.actor import Actor, ActorKind, system
from app.core.clock import SetClock
from app.main import create_app
from app.printouts.pool import RenderPool
from app.runtime.jobs import Kept
from app.runtime.models import UserTask
from app.worker.house import House, open_house
from app.worker.provisioning import deploy, furnish
from app.worker.scenarios.play import Play

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


def open_site(folder: Path, url: str, *, steps: int, pool: RenderPool | None = None) -> Site:
    """Deploy, furnish, and play the first steps of the main scenario."""
    clock = SetClock()
    config = Config(data_dir=folder, database_url=url, assets_dir=ROOT, testing=True)
    house = open_house(config, Kept, clock)
    if pool is not None:
        house.shared[RenderPool] = pool
    bundle = load_bundle(ROOT, KEY)
    with house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", KEY)) as ctx:
        deploy(ctx, bundle)
        furnish(ctx, bundle, PASSWORD)
    app = create_app(house=house)
    app.config["WTF_CSRF_ENABLED"] = False  # its own tests switch it on
    site = Site(app, house, clock)
    play = Play(house, clock, KEY, "main")
    scenario = bundle.scenarios["main"]
    play.run({**scenario, "steps": scenario["steps"][:steps], "expect": {}})
    site.instance = play.instance_id
    return site
