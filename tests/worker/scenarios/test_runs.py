"""Runs of a draft's scenarios: once per content, in a process of their own, with a verdict for the gate."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.bundle import load_bundle
from app.bundle.bundle import Bundle
from app.config import Config
from app.core.actor import Actor, ActorKind
from app.repository.drafts import bundle_of, open_draft, save_file
from app.repository.models import Draft
from app.runtime.jobs import JobPort, Kept
from app.worker.handlers import perform
from app.worker.house import House
from app.worker.provisioning import deploy, furnish
from app.worker.scenarios import playing as scenario_playing
from app.worker.scenarios import runs
from app.worker.scenarios.coverage import play_scenario
from app.worker.scenarios.played import Played
from app.worker.scenarios.process import played
from app.worker.scenarios.runs import ScenarioVerdict, ask, verdict
from app.worker.scenarios.stage import open_theatre
from tests.bundle.packages import KEY, new_root, write
from tests.worker.scenarios.test_coverage import PLAYED, SCENARIO

OWNER = Actor(ActorKind.USER, "owner", "流程管理员", KEY)


@pytest.fixture
def drafted(house: House, tmp_path: Path) -> Draft:
    """A draft over the sixth package with one scenario that passes."""
    root = new_root(tmp_path / "root")
    write(root, SCENARIO, PLAYED)
    bundle = load_bundle(root, KEY)
    with house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", KEY)) as ctx:
        deploy(ctx, bundle)
        furnish(ctx, bundle, "made for one test")
        return open_draft(ctx, KEY)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process is started by the one test that is about processes."""

    def playing(config: Config, bundle: Bundle) -> Iterator[Played]:
        with open_theatre(config, bundle, checked=False) as theatre:
            for name in bundle.scenarios:
                yield play_scenario(theatre, bundle, name)

    monkeypatch.setattr(scenario_playing, "played", playing)


def asked(house: House, draft: Draft) -> Bundle:
    with house.database.transaction(OWNER) as ctx:
        bundle = bundle_of(ctx, draft)
        ask(ctx, draft, bundle)
        return bundle


def waiting(house: House) -> list[Mapping[str, Any]]:
    kept = house.shared[JobPort].jobs
    assert isinstance(kept, Kept)
    found = [job.payload for job in kept.jobs if job.name == runs.PLAY]
    kept.jobs.clear()
    return found


def told(house: House, bundle: Bundle) -> ScenarioVerdict | None:
    with house.database.reading(OWNER) as ctx:
        return verdict(ctx, bundle.digest)


def save(house: House, draft: Draft, text: str, version: int) -> None:
    with house.database.transaction(OWNER) as ctx:
        save_file(ctx, draft.id, SCENARIO, text.encode(), version)


def test_package_is_played_once_and_passes(house: House, drafted: Draft) -> None:
    bundle = asked(house, drafted)
    before = told(house, bundle)

    for payload in waiting(house):
        perform(house, runs.PLAY, payload)
    asked(house, drafted)

    assert before == ScenarioVerdict((), 0.0, 0.0, done=False)
    assert told(house, bundle) == ScenarioVerdict((), 1.0, 1.0, done=True)
    assert waiting(house) == []


def test_failing_scenario_is_told_with_its_step(house: House, drafted: Draft) -> None:
    save(house, drafted, PLAYED.replace("task: verify", "task: ghost"), 0)
    bundle = asked(house, drafted)

    for payload in waiting(house):
        perform(house, runs.PLAY, payload)

    found = told(house, bundle)
    assert found is not None
    assert ([name for name, _ in found.failed], found.flows) == (["verified"], 0.5)
    assert "没有待办 ghost" in found.failed[0][1]


def test_run_of_what_was_saved_over_is_dropped_and_asked_for_anew(house: House, drafted: Draft) -> None:
    bundle = asked(house, drafted)
    save(house, drafted, PLAYED + "# newer\n", 0)

    for payload in waiting(house):
        perform(house, runs.PLAY, payload)
    dropped = told(house, bundle)
    save(house, drafted, PLAYED, 1)
    asked(house, drafted)

    assert dropped is None
    assert [payload["digest"] for payload in waiting(house)] == [bundle.digest]


def test_processes_play_all_and_one_that_takes_too_long_fails_alone(tmp_path: Path) -> None:
    root = new_root(tmp_path / "root")
    write(root, SCENARIO, PLAYED)
    write(root, SCENARIO.replace("verified", "again"), PLAYED)
    config = Config(data_dir=tmp_path, assets_dir=root, testing=True)

    in_time = list(played(config, load_bundle(root, KEY)))
    too_slow = list(played(config, load_bundle(root, KEY), seconds=0.0))

    assert [(one.name, one.why) for one in in_time] == [("again", ""), ("verified", "")]
    assert [one.name for one in too_slow] == ["again", "verified"]
    assert all("没有演完" in one.why for one in too_slow if one.why)
