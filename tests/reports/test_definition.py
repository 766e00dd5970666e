"""`report.yaml`: one mistake, one finding, at its line."""

from pathlib import Path

import pytest

from app.bundle import load_bundle
from app.reports.definition import check_reports
from tests.bundle.packages import KEY, new_root, write

GOOD = """\
title: 统计
source: tasks
where: =late
group: {by: =name, label: 环节}
measures:
  - {label: 件数, measure: count}
  - {label: 按时率, measure: share, of: =not(late), target: ">= 0.8"}
chart: {kind: bar, measure: 按时率}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_root(tmp_path)


def found(root: Path, text: str) -> list[tuple[str, int | None]]:
    write(root, f"printouts/{KEY}/figures/report.yaml", text)
    return [(f.code, f.line) for faults in check_reports(load_bundle(root, KEY)) for f in faults]


def test_good_report_has_no_finding(root: Path) -> None:
    assert found(root, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: 统计\n", "", ("schema", 1)),
        ("source: tasks", "source: table", ("schema", 2)),
        ("source: tasks", "source: registry:ghost", ("unknown-registry", 1)),
        ("source: tasks", "source: runs:ghost", ("unknown-process", 1)),
        ("where: =late", "where: =late and", ("report-fault", 3)),
        ("by: =name", "by: =name(", ("report-fault", 4)),
        ("measure: count", "measure: most", ("schema", 6)),
        (", of: =not(late)", "", ("report-fault", 7)),
        (">= 0.8", ">= )", ("report-fault", 7)),
        ("measure: 按时率}", "measure: 别的}", ("report-fault", 8)),
        ("group: {by: =name, label: 环节}\n", "", ("report-fault", 7)),
        ("kind: bar", "kind: pie", ("schema", 8)),
        ("where: =late", "wher: =late", ("schema", 3)),
    ],
)
def test_mistake_is_found_at_its_line(root: Path, old: str, new: str, expected: tuple[str, int]) -> None:
    assert expected in found(root, GOOD.replace(old, new))


def test_run_of_a_process_of_the_package_is_known(root: Path) -> None:
    assert found(root, GOOD.replace("source: tasks", "source: runs:sixth-report")) == []
