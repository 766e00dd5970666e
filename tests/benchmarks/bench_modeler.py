"""The modeler in Chromium: from the address to a diagram that can be edited, and to its first check."""

import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from app.db.engine import open_engine
from app.worker.schema import migrate
from tests import yunxi
from tests.browser.conftest import FLAGS
from tests.browser.drafting import Drafting, served_draft
from tests.browser.large import add, largest, thousand

OPEN, CHECKED = 1.5, 5.0
ROUNDS = 3


def run() -> list[dict[str, Any]]:
    """Seconds, the best of a few rounds in one browser."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        with served_draft(_database(Path(folder))) as drafting:
            opened, _ = _measured(drafting, browser, add(drafting, "largest", largest("largest")))
            thousand_opened, checked = _measured(drafting, browser, add(drafting, "many", thousand("many")))
        browser.close()
    return [
        _result("modeler-open-largest-shipped", opened, OPEN),
        _result("modeler-open-1000-elements", thousand_opened, CHECKED),
        _result("modeler-open-and-check-1000-elements", checked, CHECKED),
    ]


def _database(folder: Path) -> Path:
    path = folder / "site.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    house = yunxi.open_copy(path)
    yunxi.settle(house)
    house.database.engine.dispose()
    return path


def _measured(drafting: Drafting, browser: Browser, path: str) -> tuple[float, float]:
    rounds = [_once(drafting, browser, path) for _ in range(ROUNDS)]
    return min(opened for opened, _ in rounds), min(checked for _, checked in rounds)


def _once(drafting: Drafting, browser: Browser, path: str) -> tuple[float, float]:
    page = drafting.page(browser)
    page.set_default_timeout(60_000)
    begun = time.perf_counter()
    page.goto(drafting.editor(path), wait_until="commit")
    page.locator("[data-modeler][data-ready]").wait_for()
    opened = time.perf_counter() - begun
    page.locator("[data-modeler][data-checked]").wait_for()
    checked = time.perf_counter() - begun
    page.context.close()
    return opened, checked


def _result(name: str, value: float, bound: float) -> dict[str, Any]:
    return {"name": name, "value": round(value, 3), "unit": "s", "bound": bound, "holds": value <= bound}
