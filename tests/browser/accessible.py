"""Whether everybody can read and reach what a page shows: WCAG 2.2, levels A and AA, as far as axe can tell."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],  # to describe what holds takes as long as the search
}


def violations(page: Page) -> str:
    """What keeps somebody out, in words; empty when nothing does."""
    found = Axe().run(page, options=RULES)
    return str(found.generate_report()) if found.violations_count else ""
