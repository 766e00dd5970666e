"""The packages that ship can be deployed, and checking one takes no time."""

import time

import pytest

from app.bundle import load_bundle, package_keys
from app.bundle.check import check
from app.engine.lint.finding import Severity
from tests.bundle.packages import ROOT

KEYS = package_keys(ROOT)


@pytest.mark.parametrize("key", KEYS)
def test_shipped_package_has_no_error(key: str) -> None:
    findings = check(load_bundle(ROOT, key), foreign=KEYS)

    assert [str(finding) for finding in findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("key", KEYS)
def test_shipped_package_is_checked_within_two_seconds(key: str) -> None:
    begin = time.perf_counter()

    check(load_bundle(ROOT, key))

    assert time.perf_counter() - begin < 2
