"""The packages that ship can be deployed."""

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
