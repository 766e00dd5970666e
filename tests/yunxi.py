"""The tutorial's small, sound package, deployed, with the people who write and sign off its drafts."""

from functools import cache
from pathlib import Path

from app.bundle.bundle import Bundle
from app.bundle.manifest import Person
from app.bundle.resources import Resource
from app.config import Config
from app.core.actor import Actor, ActorKind
from app.core.clock import SetClock
from app.db.context import Context
from app.identity.accounts import create_account
from app.identity.passwords import Argon2Hasher, Passwords
from app.runtime.jobs import Kept
from app.worker.house import House, open_house
from app.worker.provisioning import deploy

ROOT = Path(__file__).resolve().parents[1]
KEY = "yunxi"
DIAGRAM = f"processes/{KEY}/yunxi-report.bpmn"
SETTINGS = f"processes/{KEY}/settings.yaml"
PASSWORD = "made for these tests only"
PEOPLE = {"writer": "process-owner", "signer": "process-owner", "auditor": "auditor", "duty": "staff"}
"""Logins by role."""


@cache
def package() -> Bundle:
    """The package as the tutorial leaves it, with what it takes of `common/`."""
    folders = [(ROOT / "docs" / "tutorial" / KEY, KEY), (ROOT, "common"), (ROOT, "_base")]
    files = (
        (file.relative_to(root).as_posix(), file.read_bytes())
        for root, owner in folders
        for top in ("processes", "forms", "printouts")
        for file in sorted((root / top / owner).rglob("*"))
        if file.is_file()
    )
    found = (Resource.of(path, data) for path, data in files)
    return Bundle.from_resources(KEY, [resource for resource in found if resource is not None])


def open_quick(config: Config, clock: SetClock) -> House:
    """An installation whose jobs are kept in a list and whose passwords are hashed quickly: no test guesses them."""
    house = open_house(config, Kept, clock)
    house.shared[Passwords] = Passwords([Argon2Hasher(memory=8, passes=1)])
    return house


def open_copy(path: Path) -> House:
    """An installation on a copied database; its clock stands at 02:47."""
    config = Config(data_dir=path.parent, database_url=f"sqlite:///{path}", assets_dir=ROOT, testing=True)
    return open_quick(config, SetClock())


def settle(house: House) -> None:
    """Deploy it and open its people's accounts."""
    with house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", KEY)) as ctx:
        deploy(ctx, package())
        for login, role in PEOPLE.items():
            _account(ctx, login, role)


def _account(ctx: Context, login: str, role: str) -> None:
    unit = next(iter(package().manifest.units))
    person = Person(login=login, name=f"{login} 甲", unit=unit, groups=(), roles=(role,))
    create_account(ctx, package().manifest, person, PASSWORD, demo=True)
