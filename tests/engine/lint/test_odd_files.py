"""Any bytes get a verdict, and what the check lets through the engine can compile."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.engine.lint.check import lint, refuses
from app.engine.lint.verdict import findings_of, judge
from app.engine.program import Program
from tests.engine.lint.cases import CASES
from tests.engine.lint.mutations import SEEDS, mutated, oddities

DRESSED = {"utf-16", "utf-16 undeclared", "gbk declared", "bom", "comments", "cdata"}


@pytest.mark.parametrize("name", oddities())
def test_odd_file_gets_a_verdict(name: str) -> None:
    data = oddities()[name]

    verdict = judge(f"{name}.bpmn", data)

    assert verdict.accepted == (name in DRESSED), verdict.findings
    assert "lint-failed" not in {finding.code for finding in verdict.findings}
    json.dumps(verdict.as_json())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("doctype", "doctype"), ("entity", "doctype"), ("laugh", "doctype"), ("huge", "file-too-large"),
        ("wide", "too-many-elements"), ("empty", "not-xml"), ("other root", "not-bpmn"),
    ],
)  # fmt: skip
def test_attack_is_refused_with_its_code(name: str, code: str) -> None:
    assert [finding.code for finding in lint(oddities()[name])] == [code]


@pytest.mark.parametrize("block", range(20))
def test_mutated_diagram_never_breaks_the_check(block: int) -> None:
    for seed in range(block * 50, block * 50 + 50):
        findings_of("a.bpmn", mutated(seed))


@pytest.mark.parametrize("block", range(20))
def test_accepted_mutant_compiles(block: int) -> None:
    accepted = [
        data for seed in range(block * 50, block * 50 + 50) if not refuses(lint(data := mutated(seed)))
    ]

    for data in accepted:
        Program.compile({"a": data}, {}, {})


def test_mended_case_compiles() -> None:
    for data in (mended for pairs in CASES.values() for _, mended in pairs):
        Program.compile({"a": data}, {}, {})


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.integers(0, len(SEEDS) - 1), st.data())
def test_broken_bytes_never_break_the_check(noise: bytes, index: int, data: st.DataObject) -> None:
    seed = SEEDS[index]
    place = data.draw(st.integers(0, len(seed)))

    findings_of("a.bpmn", seed[:place] + noise + seed[place + len(noise) :])
