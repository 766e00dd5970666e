"""Every shipped report opens as a page, a workbook and a printed sheet, and its period is asked for."""

import re

import pytest

from app.bundle import load_bundle
from app.registries.sheets import read_sheet
from tests.web.site import KEY, ROOT, Site

REPORTS = sorted(load_bundle(ROOT, KEY).reports)


def test_package_has_reports() -> None:
    assert len(REPORTS) >= 3


@pytest.mark.parametrize("key", REPORTS)
def test_report_opens_as_page_and_workbook(site: Site, key: str) -> None:
    page = site.as_("auditor").get(f"/reports/{key}")
    sheet = site.as_("auditor").get(f"/reports/{key}/report.xlsx")

    assert page.status_code == 200
    title = re.search("<h1>(.+?)</h1>", page.text)
    assert title is not None
    assert read_sheet(sheet.data)[0][0] == title.group(1)
    assert "合计" in page.text


def test_report_is_printed(site: Site) -> None:
    answer = site.as_("auditor").get(f"/reports/{REPORTS[0]}/report.pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"first": "2026-11-01", "last": "2026-11-30"}, ("2026-11-01", "2026-11-30")),
        ({"first": "2026-12-01", "last": "2026-11-01"}, ("2026-11-01", "2026-12-01")),
        ({"first": "yesterday", "last": "x"}, ("2025-11-22", "2026-11-22")),
    ],
)
def test_period_is_taken_as_asked_or_the_last_year(
    site: Site, query: dict[str, str], shown: tuple[str, str]
) -> None:
    page = site.as_("auditor").get("/reports/response-times", query_string=query).text

    assert re.findall('type="date" name="(?:first|last)" value="([^"]*)"', page) == list(shown)


def test_reports_are_listed_with_their_clauses(site: Site) -> None:
    page = site.as_("bureau-duty").get("/reports").text

    assert 'href="/reports/response-times"' in page
    assert 'href="/clauses/' in page
