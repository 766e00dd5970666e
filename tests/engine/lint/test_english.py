"""Whatever the check finds can be said in English; only what stands in the file stays as it is."""

import re

import pytest

from app.bundle.faults import Faults
from app.bundle.yamlfile import read_yaml
from app.core.texts import Text
from app.engine.lint.check import lint
from app.forms import problems
from scripts.catalogue import CHINESE, stored
from tests.engine.lint.cases import CASES
from tests.engine.lint.test_placed import PACKAGE, PAIRS

KNOWN = stored()
FILES = [bad for pairs in CASES.values() for bad, _ in pairs] + [bad for bad, _ in PAIRS.values()]
BROKEN_YAML = (b"a: [1", b"a: &x 1\nb: *x", b"a: 1\na: 2", b"a: \xff", b"\ta: 1", b"a: !x 1")
BROKEN_FORMS: tuple[object, ...] = (
    [],
    {"components": [{"type": "textfield"}]},
    {"components": [{"type": "iframe", "id": "a"}, {"type": "select", "id": "b", "key": "k", "label": "甲"}]},
    {"components": [{"type": "number", "id": "a", "key": "k", "label": "甲", "defaultValue": [1]}]},
    {"components": [{"type": "textfield", "id": "a", "key": "k", "label": "甲", "readonly": "= ("}]},
)


def english(text: str) -> str:
    return text.said(KNOWN.__getitem__) if isinstance(text, Text) else KNOWN[text]


def left(text: str, source: str) -> list[str]:
    """The Chinese words of the English sentence that are no words of the file."""
    return [found for found in re.findall(f"{CHINESE.pattern}+", english(text)) if found not in source]


def test_findings_of_diagrams_are_said_in_english() -> None:
    found = [
        (finding, data.decode(errors="replace")) for data in FILES for finding in lint(data, "a", PACKAGE)
    ]

    assert len({finding.code for finding, _ in found}) > 70
    assert {
        finding.code: (finding.message, english(finding.message))
        for finding, source in found
        if left(finding.message, source) or left(finding.mend, source)
    } == {}


@pytest.mark.parametrize("data", BROKEN_YAML)
def test_faults_of_yaml_are_said_in_english(data: bytes) -> None:
    faults = Faults("a.yaml")
    read_yaml(data, faults)

    assert len(faults) > 0
    assert [found for fault in faults for found in (*left(fault.message, ""), *left(fault.mend, ""))] == []


@pytest.mark.parametrize("document", BROKEN_FORMS)
def test_faults_of_forms_are_said_in_english(document: object) -> None:
    found = problems(document)

    assert found
    assert [one for each in found for one in (*left(each.message, "甲"), *left(each.mend, "甲"))] == []
