"""One file from anywhere, one verdict: accepted or refused, with every finding."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from app.core.texts import Text
from app.engine.lint.check import lint, refuses, unreadable
from app.engine.lint.decision import lint_decision
from app.engine.lint.finding import Finding
from app.engine.lint.names import BPMN
from app.engine.xml import XmlRefused, read_xml
from app.feel.dmn.xml import NAMESPACES as DMN


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check says of one file."""

    file: str
    findings: tuple[Finding, ...]

    @classmethod
    def unread(cls, file: str, error: Exception) -> "Verdict":
        """The verdict on a file that could not be opened."""
        return cls(
            file,
            (unreadable("unreadable-file", Text("文件打不开（{name}）", name=type(error).__name__), file),),
        )

    @property
    def accepted(self) -> bool:
        """Whether no finding refuses the file."""
        return not refuses(self.findings)

    def as_json(self) -> dict[str, Any]:
        """`file`, `accepted`, `findings`."""
        return {
            "file": self.file,
            "accepted": self.accepted,
            "findings": [_shown(found) for found in self.findings],
        }


def judge(file: str, data: bytes) -> Verdict:
    """The verdict on any bytes whatever.

    The last resort is meant: whoever tries thousands of files must get an answer for each, also for the one that
    shows a fault of the check itself (`lint-failed`).
    """
    try:
        return Verdict(file, findings_of(file, data))
    except Exception as error:
        reason = Text("检查这个文件时出错（{name}）", name=type(error).__name__)
        return Verdict(file, (unreadable("lint-failed", reason, file),))


def findings_of(file: str, data: bytes) -> tuple[Finding, ...]:
    """What is wrong with a diagram or a decision model."""
    return lint_decision(data, file) if is_decision(file, data) else lint(data, file)


def is_decision(file: str, data: bytes) -> bool:
    """Whether a file is a decision model: by its root, or by its name when it has none."""
    try:
        namespace = etree.QName(read_xml(data)).namespace or ""
    except XmlRefused:
        return file.lower().endswith(".dmn")
    if namespace == BPMN:
        return False
    return namespace in DMN or "/DMN/" in namespace or file.lower().endswith(".dmn")


def _shown(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "element": finding.element,
        "name": finding.name,
        "line": finding.line,
        "message": f"{finding.message}。{finding.mend}。",
    }
