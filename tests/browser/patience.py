"""How long the browser tests wait for what must come: no machine is too slow, and nobody waits where all is well."""

from typing import Any

from playwright.sync_api import Page

from tests.waiting import eventually

PATIENCE = 60_000  # milliseconds


def becomes(page: Page, expression: str, arg: Any = None) -> None:
    """Wait until an expression is true in the page.

    `page.wait_for_function` asks again from inside the page, where its policy forbids to evaluate text.
    """
    eventually(lambda: page.evaluate(expression, arg), PATIENCE / 1000)
