"""Every scenario of every package runs on the engine to the end that it says; together they go every way."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from app.bundle.bundle import Bundle
from app.bundle.loader import load_bundle
from tests.jurisdictions.play import Play

ROOT = Path(__file__).parents[2]
PACKAGES = ("rongcheng",)

each_package = pytest.mark.parametrize("key", PACKAGES)


@cache
def _bundle(key: str) -> Bundle:
    return load_bundle(ROOT, key)


@cache
def _played(key: str, stem: str) -> Play:
    scenario = _bundle(key).scenarios[stem]
    play = Play(_bundle(key), scenario)
    for step in scenario["steps"]:
        play.take(step)
    return play


def _stems() -> list[Any]:
    return [
        pytest.param(key, stem, id=f"{key}-{stem}") for key in PACKAGES for stem in _bundle(key).scenarios
    ]


def _in_order(wanted: list[str], path: list[str]) -> bool:
    rest = iter(path)
    return all(element in rest for element in wanted)


def _flows(bundle: Bundle) -> Iterator[tuple[str, str, str, bool]]:
    """Process, flow and target of each sequence flow, and whether it leaves an event-based gateway."""
    for data in bundle.diagrams.values():
        for process in etree.fromstring(data).iter("{*}process"):
            waiting = {gateway.get("id") for gateway in process.iter("{*}eventBasedGateway")}
            for flow in process.iter("{*}sequenceFlow"):
                source, target = flow.get("sourceRef"), flow.get("targetRef", "")
                yield process.get("id", ""), flow.get("id", ""), target, source in waiting


@pytest.mark.parametrize(("key", "stem"), _stems())
def test_scenario_ends_as_it_says(key: str, stem: str) -> None:
    expect = _bundle(key).scenarios[stem]["expect"]

    play = _played(key, stem)

    assert play.main.status == expect["status"], play.open()
    assert {name: play.connectors.papers[name] for name in expect["papers"]} == expect["papers"]
    assert _in_order(expect.get("path", []), play.main.path)
    assert set(expect.get("notified", [])) <= {element for element, _ in play.connectors.notices}


@each_package
def test_nothing_stays_open_when_a_scenario_is_over(key: str) -> None:
    open_tasks = {stem: _played(key, stem).open() for stem in _bundle(key).scenarios}

    assert [stem for stem, tasks in open_tasks.items() if tasks] == []


@each_package
def test_scenarios_take_every_sequence_flow(key: str) -> None:
    taken: set[tuple[str, str]] = set()
    done: set[str] = set()
    for stem in _bundle(key).scenarios:
        for running in _played(key, stem).running:
            taken |= running.flows
            done |= set(running.path)

    missed = [
        (process, flow)
        for process, flow, target, waits in _flows(_bundle(key))
        if (process, flow) not in taken and not (waits and target in done)
    ]

    assert missed == []


@each_package
def test_scenarios_complete_every_user_task(key: str) -> None:
    tasks = {
        task.get("id")
        for data in _bundle(key).diagrams.values()
        for task in etree.fromstring(data).iter("{*}userTask")
    }
    done = {e for stem in _bundle(key).scenarios for r in _played(key, stem).running for e in r.path}

    assert tasks - done == set()
