import os
from pathlib import Path

import pytest

from tests.tck.run import Report, run

_BESIDE = Path(__file__).parents[3] / "shared" / "dmn-tck"
_KIT = Path(os.environ["TCK"]) if "TCK" in os.environ else _BESIDE

pytestmark = pytest.mark.skipif(
    not _KIT.is_dir(), reason="no TCK: set TCK to the folder TestCases of github.com/dmn-tck/tck"
)


@pytest.fixture(scope="module")
def report() -> Report:
    return run(_KIT)


def test_cases_that_passed_before_pass(report: Report) -> None:
    assert [outcome.node.id for outcome in report.lost] == []


@pytest.mark.parametrize("counted", ["all", "valued"])
def test_rate_is_reached(report: Report, counted: str) -> None:
    passed, total = {"all": report.all, "valued": report.valued}[counted]

    assert passed >= 0.97 * total


def test_every_failure_has_a_reason(report: Report) -> None:
    assert [outcome.node.id for outcome in report.failures if outcome.node.id not in report.reasons] == []
