"""Every scenario of every package runs on the engine to the end that it says."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.bundle.bundle import Bundle
from app.bundle.loader import load_bundle
from tests.jurisdictions.play import Play

ROOT = Path(__file__).parents[2]
PACKAGES = ("rongcheng",)


def _scenarios() -> Iterator[Any]:
    for key in PACKAGES:
        bundle = load_bundle(ROOT, key)
        for stem, scenario in bundle.scenarios.items():
            yield pytest.param(bundle, scenario, id=f"{key}-{stem}")


def _in_order(wanted: list[str], path: list[str]) -> bool:
    rest = iter(path)
    return all(element in rest for element in wanted)


@pytest.mark.parametrize(("bundle", "scenario"), list(_scenarios()))
def test_scenario_ends_as_it_says(bundle: Bundle, scenario: Mapping[str, Any]) -> None:
    play = Play(bundle, scenario)

    for step in scenario["steps"]:
        if "after" in step:
            play.wait(step["after"])
        elif "message" in step:
            play.send(step["who"], step["message"])
        else:
            play.do(step)

    expect = scenario["expect"]
    assert play.main.status == expect["status"], play.open()
    assert {name: play.connectors.papers[name] for name in expect["papers"]} == expect["papers"]
    assert _in_order(expect.get("path", []), play.main.path)
    assert set(expect.get("notified", [])) <= {element for element, _ in play.connectors.notices}
