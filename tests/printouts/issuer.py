"""A process that issues papers from several threads; every seventh transaction fails after its paper had a number."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from app.config import ROOT, Config
from app.core.actor import Actor, ActorKind
from app.printouts import papers
from app.printouts.folder import find as printout_of
from app.runtime.jobs import Kept
from app.runtime.step import find
from app.worker.house import House, open_house

THREADS = 8


class FailsOnPurpose(Exception):
    """After the number was taken."""


def issue(house: House, instance: str, turn: int) -> None:
    """One paper of the instance, or its rollback."""
    with house.database.transaction(Actor(ActorKind.USER, f"u{turn}", "值班员", "yunxi")) as ctx:
        info = find(ctx, instance)
        files = {path: resource.data for path, resource in info.deployed.bundle.resources.items()}
        data = {
            "to": "县专职救援队",
            "report": {"place": "样例乡", "situation": "滑坡"},
            "order": {"task": "警戒", "assembly": "路口"},
        }
        papers.issue(ctx, info, turn, papers.Draft(printout_of(files, "yunxi", "rescue-order"), data))
        if turn % 7 == 0:
            raise FailsOnPurpose


def main(url: str, folder: Path, instance: str, wanted: int) -> None:
    house = open_house(Config(data_dir=folder, database_url=url, assets_dir=ROOT, testing=True), Kept)

    def one(turn: int) -> bool:
        with suppress(FailsOnPurpose):
            issue(house, instance, turn)
            return True
        return False

    turns = [turn for turn in range(1, 2 * wanted) if turn % 7]
    failing = [turn for turn in range(1, wanted) if turn % 7 == 0]
    with ThreadPoolExecutor(THREADS) as threads:
        done = list(threads.map(one, sorted(turns[:wanted] + failing)))
    assert sum(done) == wanted
    house.database.engine.dispose()
