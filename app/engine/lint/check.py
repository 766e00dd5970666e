"""From the bytes of a diagram to its findings."""

from collections.abc import Iterator

from lxml import etree

from app.core.texts import Text
from app.engine.lint.catalogue import FIRST, PLACED, RULES
from app.engine.lint.finding import Finding, Severity
from app.engine.lint.graph import TooTangled, bounded
from app.engine.lint.model import Diagram
from app.engine.lint.names import bpmn
from app.engine.lint.package import Package, Placed
from app.engine.lint.reader import read_diagram
from app.engine.xml import XmlRefused, line_of, read_xml

MOST_FINDINGS = 500
"""Findings told of one file; whoever has more begins with the first."""


def lint(data: bytes, file: str | None = None, package: Package | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with a BPMN file, errors and warnings in the order of the file; never raises.

    Without a package, references out of the file are not asked for.
    """
    try:
        root = read_xml(data)
    except XmlRefused as refused:
        return (unreadable(refused.kind, refused.reason, file, refused.line),)
    if root.tag != bpmn("definitions"):
        return (_not_bpmn(root, file),)
    found = sorted(_look(read_diagram(root), file, package), key=lambda finding: finding.line or 0)
    return tuple(dict.fromkeys(found))[:MOST_FINDINGS]


def refuses(findings: tuple[Finding, ...]) -> bool:
    """Whether one of the findings refuses the deployment."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def unreadable(code: str, reason: str, file: str | None, line: int | None = None) -> Finding:
    """The finding of a file that is no diagram, or not a safe one."""
    return Finding(code, Severity.ERROR, file, None, None, line, reason, _MENDS.get(code, "请换一个文件"))


_MENDS = {
    "file-too-large": "请拆成几个文件",
    "not-xml": "请在建模工具里另存为 BPMN 2.0",
    "doctype": "请删去 DOCTYPE 声明",
    "too-many-elements": "请拆成几个流程，用调用活动连接",
}


def _not_bpmn(root: etree._Element, file: str | None) -> Finding:
    tag = etree.QName(root)
    root_name = tag.localname[:60]
    if tag.namespace:
        root_name = Text("{name}（{namespace}）", name=root_name, namespace=tag.namespace[:80])
    reason = Text("根元素是 {root}，不是 BPMN 2.0 的 definitions", root=root_name)
    mend = "请在建模工具里另存为 BPMN 2.0"
    return Finding(
        "not-bpmn", Severity.ERROR, file, root.get("id"), root.get("name"), line_of(root), reason, mend
    )


def _by_rules(diagram: Diagram, file: str | None) -> list[Finding]:
    try:
        with bounded():
            return [finding for rule in RULES for finding in rule(diagram, file)]
    except TooTangled:
        return [unreadable("too-many-elements", "图上的路交叉得太多，检查不完", file)]


def _look(diagram: Diagram, file: str | None, package: Package | None) -> Iterator[Finding]:
    first = [finding for rule in FIRST for finding in rule(diagram, file)]
    yield from first
    if any(finding.code in ("too-many-elements", "too-deep") for finding in first):
        return
    yield from _by_rules(diagram, file)
    if package is not None:
        for placed_rule in PLACED:
            yield from placed_rule(Placed(diagram, package), file)
