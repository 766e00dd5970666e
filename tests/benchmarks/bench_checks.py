"""The check of packages and of diagrams as they are drawn: whole and cold, with one file changed, one file alone."""

import time
from collections.abc import Callable
from typing import Any

from app.bundle import load_bundle, package_keys
from app.bundle.bundle import Bundle
from app.bundle.memory import Memory
from app.bundle.resources import Resource
from app.engine.lint.verdict import judge
from app.worker.soundness import check_diagram, check_package
from tests.bundle.packages import ROOT
from tests.engine.lint.foreign import foreign_files

WHOLE, AGAIN, ONE, FOREIGN = 2.0, 0.3, 0.15, 0.05
DRAWN = "processes/pingyin/pingyin-dispatch.bpmn"


def run() -> list[dict[str, Any]]:
    """Seconds, the best of a few rounds; files of other products on average."""
    bundles = {key: load_bundle(ROOT, key) for key in package_keys(ROOT)}
    slowest = max(bundles, key=lambda key: _seconds(lambda: check_package(bundles[key]), 1))
    whole = _seconds(lambda: check_package(bundles[slowest]))
    memory, pingyin = Memory(), bundles["pingyin"]
    check_package(pingyin, memory=memory)
    edits = (_edited(pingyin, number) for number in range(1, 10))
    again = _seconds(lambda: check_package(next(edits), memory=memory))
    one = _seconds(lambda: check_diagram(next(edits), DRAWN, memory=memory))
    files = list(foreign_files(600))
    foreign = _seconds(lambda: [judge(name, data) for name, data in files], 1) / len(files)
    return [
        _result(f"check-whole-{slowest}", whole, WHOLE),
        _result("check-one-file-changed", again, AGAIN),
        _result("check-while-drawing", one, ONE),
        _result("lint-foreign-file", foreign, FOREIGN),
    ]


def _edited(bundle: Bundle, number: int) -> Bundle:
    """The package with a diagram as the next stroke leaves it."""
    changed = Resource.of(DRAWN, bundle.resources[DRAWN].data + b"\n" * number)
    assert changed is not None
    return Bundle.from_resources(bundle.key, {**bundle.resources, DRAWN: changed}.values())


def _seconds(work: Callable[[], object], rounds: int = 3) -> float:
    return min(_once(work) for _ in range(rounds))


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _result(name: str, value: float, bound: float) -> dict[str, Any]:
    return {"name": name, "value": round(value, 4), "unit": "s", "bound": bound, "holds": value <= bound}
