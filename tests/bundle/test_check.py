"""The check of a whole package: one fault, one finding, at its file and line."""

from pathlib import Path

import pytest

from app.bundle import BundleRefused, load_bundle
from app.bundle.bundle import Bundle
from app.bundle.check import check, require_sound
from app.bundle.resources import Resource
from app.bundle.usage import used
from app.engine.lint.check import refuses
from tests.bundle.packages import KEY, edit, new_root, write
from tests.engine.diagrams import bpmn
from tests.runtime.lands import package

DIAGRAM = f"processes/{KEY}/sixth-report.bpmn"
FORM = f"forms/{KEY}/verification.form"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_root(tmp_path)


def found(root: Path) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.file) for finding in check(load_bundle(root, KEY))]


def test_new_package_is_sound(root: Path) -> None:
    assert found(root) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (DIAGRAM, 'camunda:formKey="verification"', 'camunda:formKey="ghost"', "unknown-form"),
        (DIAGRAM, 'name="市应急管理局"', 'name="谁"', "unknown-lane"),
        (DIAGRAM, "limits.verify", "limits.ghost", "unknown-limit"),
        (DIAGRAM, "EX-01", "EX-99", "unknown-clause"),
        (DIAGRAM, 'process id="sixth-report"', 'process id="other"', "process-name"),
        (DIAGRAM, 'sourceRef="verify"', 'sourceRef="nobody"', "dangling-flow"),
        (FORM, "EX-01", "EX-99", "unknown-clause"),
        (FORM, "EX-01", "OTHER-01", "foreign-clause"),
        (f"processes/{KEY}/jurisdiction.yaml", "EX-02", "EX-99", "unknown-clause"),
    ],
)
def test_fault_is_found_in_its_file(root: Path, path: str, old: str, new: str, code: str) -> None:
    edit(root, path, old, new)

    assert (code, path) in found(root)


def test_uncarried_clause_is_told_and_refuses_nothing(root: Path) -> None:
    edit(root, f"processes/{KEY}/clauses.yaml", "[role]", "[role, printout]")

    findings = check(load_bundle(root, KEY))

    assert [(finding.code, finding.line) for finding in findings] == [("uncarried-clause", 2)]
    assert not refuses(findings)


WRITES = '<camunda:property name="clause" value="EX-01" /><camunda:property name="writes" value="report" />'
LEVEL = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="x">'
    '<decision id="level" name="level"><description>EX-02：值班</description><variable id="v" name="level"/>'
    '<literalExpression id="e"><text>1</text></literalExpression></decision></definitions>'
)


def test_clause_is_carried_by_a_decision_that_is_taken(root: Path) -> None:
    edit(root, f"processes/{KEY}/clauses.yaml", "[role]", "[role, decision]")
    write(root, f"processes/{KEY}/level.dmn", LEVEL)
    rule = '<bpmn:businessRuleTask id="rule" camunda:decisionRef="level" camunda:resultVariable="level" />'
    edit(root, DIAGRAM, "<bpmn:userTask", f"{rule}<bpmn:userTask")

    codes = {code for code, _ in found(root)}

    assert codes.isdisjoint({"uncarried-clause", "unused-file"})


def test_what_nothing_uses_is_told_and_carries_nothing(root: Path) -> None:
    edit(root, f"processes/{KEY}/clauses.yaml", "[role]", "[role, decision]")
    write(root, f"processes/{KEY}/level.dmn", LEVEL)

    assert found(root) == [
        ("uncarried-clause", f"processes/{KEY}/clauses.yaml"),
        ("unused-file", f"processes/{KEY}/level.dmn"),
    ]


@pytest.mark.parametrize(
    ("key", "told"), [("report.situation", True), ("report", True), ("situation", False)]
)
def test_data_object_that_would_hold_itself_is_told(root: Path, key: str, told: bool) -> None:
    edit(root, DIAGRAM, '<camunda:property name="clause" value="EX-01" />', WRITES)
    edit(root, FORM, '"key": "situation"', f'"key": "{key}"')

    assert (("nested-write", DIAGRAM) in found(root)) is told


CALL = """
process main "调用"
start s
call c calls=part in=printout->VARIABLE
end e
s > c > e
"""


@pytest.mark.parametrize(("variable", "papers"), [("printout", {"order", "short-order"}), ("paper", set())])
def test_paper_that_a_call_names_is_used(variable: str, papers: set[str]) -> None:
    text = CALL.replace("VARIABLE", variable)
    diagram = bpmn(text).replace(
        b'source="printout"', b'sourceExpression=\'= if brief then "short-order" else "order"\''
    )
    bundle = package({"part": "process part\nstart s\nend e\ns > e\n"})
    resource = Resource.of("processes/testland/main.bpmn", diagram)
    assert resource is not None

    found = used(Bundle.from_resources("testland", [*bundle.resources.values(), resource]))

    assert found.printouts == papers


def test_broken_decision_is_found(root: Path) -> None:
    write(root, f"processes/{KEY}/level.dmn", "<definitions/>")

    assert ("dmn-not-dmn", f"processes/{KEY}/level.dmn") in found(root)


def test_issued_paper_needs_its_files_and_its_series(root: Path) -> None:
    write(root, f"printouts/{KEY}/order/printout.yaml", "kind: order")
    service = (
        '<bpmn:serviceTask id="verify" name="x" camunda:type="external" camunda:topic="printout.issue">'
        '<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="printout">order'
        "</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>"
    )
    text = (root / DIAGRAM).read_text("utf-8")
    begin, end = text.index("<bpmn:userTask"), text.index("</bpmn:userTask>") + len("</bpmn:userTask>")
    (root / DIAGRAM).write_text(text[:begin] + service + text[end:], "utf-8")

    codes = {code for code, _ in found(root)}

    assert {"missing-file", "unknown-series"} <= codes


def test_process_in_two_files_is_found(root: Path) -> None:
    write(root, f"processes/{KEY}/second.bpmn", (root / DIAGRAM).read_bytes())

    assert {"process-twice", "process-name"} <= {code for code, _ in found(root)}


def test_refusal_lists_the_errors_only(root: Path) -> None:
    edit(root, f"processes/{KEY}/clauses.yaml", "[role]", "[role, printout]")
    edit(root, DIAGRAM, "limits.verify", "limits.ghost")
    bundle = load_bundle(root, KEY)

    with pytest.raises(BundleRefused) as refused:
        require_sound(bundle, check(bundle))

    assert [finding.code for finding in refused.value.findings] == ["unknown-limit"]
