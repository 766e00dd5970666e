"""Each rule finds its fault, and nothing once it is mended; the mended twin can be deployed."""

import pytest

from app.engine.lint.catalogue import FIRST, RULES
from app.engine.lint.check import lint, refuses
from tests.engine.lint.cases import CASES

PAIRS = [(code, index) for code, pairs in CASES.items() for index in range(len(pairs))]


@pytest.mark.parametrize(("code", "index"), PAIRS)
def test_fault_shows_its_code_at_an_element(code: str, index: int) -> None:
    bad, _ = CASES[code][index]

    found = [finding for finding in lint(bad, "a.bpmn") if finding.code == code]

    assert found
    assert all(finding.file == "a.bpmn" and finding.line for finding in found)
    assert all(finding.message and finding.mend for finding in found)


@pytest.mark.parametrize(("code", "index"), PAIRS)
def test_mended_twin_has_no_error_left(code: str, index: int) -> None:
    _, mended = CASES[code][index]

    findings = lint(mended)

    assert code not in {finding.code for finding in findings}
    assert not refuses(findings), [str(finding) for finding in findings]


def test_every_rule_has_a_case() -> None:
    codes = {rule.code for rule in (*FIRST, *RULES)}

    assert codes == set(CASES)
