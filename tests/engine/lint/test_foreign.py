"""Files of other products: each is accepted or refused with code and place, and what is accepted can run."""

import json

import pytest

from app.engine.lint.catalogue import CODES
from app.engine.lint.verdict import is_decision, judge
from app.engine.program import Program
from app.feel.dmn.decisions import Decisions
from tests.engine.lint.foreign import foreign_files
from tests.engine.lint.foreign.decisions import DECISIONS
from tests.engine.lint.foreign.making import PRODUCTS

COUNT, BLOCK = 1_600, 200
WHOLE = {"file-too-large", "dmn-too-large"}
"""Faults of a file that was not read: they have no line."""


@pytest.mark.parametrize("first", range(0, COUNT, BLOCK))
def test_foreign_file_is_judged_with_code_and_place_and_runs_when_accepted(first: int) -> None:
    for name, data in foreign_files(BLOCK, first):
        verdict = judge(name, data)

        assert {finding.code for finding in verdict.findings} <= CODES - {"lint-failed", "unreadable-file"}, (
            verdict
        )
        assert all(found.element or found.line or found.code in WHOLE for found in verdict.findings), verdict
        json.dumps(verdict.as_json())
        if verdict.accepted:
            run(name, data)


def run(name: str, data: bytes) -> None:
    """Make of it what the engine runs."""
    if is_decision(name, data):
        Decisions.from_xml(data)
    else:
        Program.compile({"a": data}, {}, {})


WRONG = {
    "camunda-7": {"juel", "camunda-code"}, "camunda-8": {"foreign-vocabulary"}, "flowable": {"foreign-vocabulary"},
    "activiti": {"script-task", "juel"}, "jbpm": {"foreign-vocabulary", "ignored-notation"},
    "bizagi": {"plain-task", "not-executable"},
    "signavio": {"plain-task", "unknown-lane-node"}, "choreography": {"no-process"}, "conversation": {"no-process"},
    "bpmn-io": {"unsupported-element", "compensation"}, "pools": {"missing-message"},
    "spiff": {"foreign-vocabulary"}, "operaton": {"foreign-vocabulary", "service-without-topic"},
    "processmaker": {"foreign-vocabulary", "missing-id", "script-task"}, "aris": {"data-store", "endless-marker"},
    "undrawn-pools": {"missing-diagram", "missing-id", "ignored-notation"},
}  # fmt: skip


@pytest.mark.parametrize("file", PRODUCTS)
def test_what_a_product_does_otherwise_is_named(file: str) -> None:
    codes = {finding.code for finding in judge(file, PRODUCTS[file]).findings}

    assert codes >= WRONG[file.removesuffix(".bpmn")]


CURES = {
    "camunda-8": "taskDefinition 改填 camunda:topic", "operaton": "换成 http://camunda.org/schema/1.0/bpmn",
    "processmaker": "screenRef 改填 camunda:formKey",
}  # fmt: skip


@pytest.mark.parametrize("product", CURES)
def test_what_another_engine_says_is_told_in_the_words_that_run_here(product: str) -> None:
    findings = judge("a.bpmn", PRODUCTS[f"{product}.bpmn"]).findings

    assert any(CURES[product] in found.mend for found in findings if found.code == "foreign-vocabulary")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "是空的"), (b"PK\x03\x04", "压缩包"), (b'\xef\xbb\xbf{"a": 1}', "JSON"),
        ("<流程/>".encode("gbk"), "编码"), (b"<definitions>", "这一行附近"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.bpmn", "a.dmn"])
def test_what_is_no_xml_is_told_why(name: str, data: bytes, said: str) -> None:
    (found,) = judge(name, data).findings

    assert found.code.removeprefix("dmn-") == "not-xml"
    assert said in found.message


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("dmn-1.1", None), ("dmn-1.2", None), ("dmn-1.3", None), ("dmn-1.4", None), ("dmn-1.5", None),
        ("dmn-2.0", "dmn-not-dmn"), ("dmn-juel", "dmn-juel-expression"), ("dmn-java", "dmn-expression-language"),
        ("dmn-policy", "dmn-hit-policy"), ("dmn-sum", "dmn-syntax"),
    ],
)  # fmt: skip
def test_decision_of_any_version_is_judged(name: str, code: str | None) -> None:
    verdict = judge(f"{name}.dmn", DECISIONS[name].encode())

    assert verdict.accepted == (code is None), verdict
    assert code is None or code in {finding.code for finding in verdict.findings}
