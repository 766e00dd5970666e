"""One file from anywhere, one verdict: accepted or refused, with every finding."""

from typing import Any

from lxml import etree

from app.engine.lint.check import lint, refuses, unreadable
from app.engine.lint.decision import lint_decision
from app.engine.lint.finding import Finding
from app.engine.xml import XmlRefused, read_xml
from app.feel.dmn.xml import NAMESPACES as DMN


def verdict(file: str, data: bytes) -> dict[str, Any]:
    """The verdict as JSON: `file`, `accepted`, `findings`; for any bytes whatever.

    The last resort is meant: whoever tries thousands of files must get an answer for each, also for the one that
    shows a fault of the check itself (`lint-failed`).
    """
    try:
        findings = _findings(file, data)
    except Exception as error:
        findings = (unreadable("lint-failed", f"检查这个文件时出错（{type(error).__name__}）", file),)
    return {
        "file": file,
        "accepted": not refuses(findings),
        "findings": [_shown(finding) for finding in findings],
    }


def _findings(file: str, data: bytes) -> tuple[Finding, ...]:
    return lint_decision(data, file) if is_decision(file, data) else lint(data, file)


def is_decision(file: str, data: bytes) -> bool:
    """Whether a file is a decision model: by its root, or by its name when it has none."""
    try:
        namespace = etree.QName(read_xml(data)).namespace or ""
    except XmlRefused:
        return file.lower().endswith(".dmn")
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
