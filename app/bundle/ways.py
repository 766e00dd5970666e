"""Every way that scenarios of a package should take: its sequence flows and the rules of its decision tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.bundle.bundle import Bundle
from app.bundle.resources import Kind, Resource
from app.bundle.usage import used
from app.engine.lint.facts import read_diagrams
from app.engine.lint.model import Flow
from app.engine.xml import line_of, read_xml

FLOW, RULE = "flow", "rule"


@dataclass(frozen=True, slots=True)
class Way:
    """A sequence flow (`owner` its process, `key` its id) or a rule (`owner` its table, `key` its place from 1)."""

    kind: str
    owner: str
    key: str
    file: str
    line: int | None
    text: str

    @property
    def mark(self) -> tuple[str, str, str]:
        """What tells it apart within a package, and what a trace says when it was taken."""
        return self.kind, self.owner, self.key

    def __str__(self) -> str:
        """File, line and what it is."""
        return f"{self.file}:{self.line} {self.text}"


def ways_of(bundle: Bundle) -> tuple[Way, ...]:
    """All flows of the diagrams and all rules of the decisions that something uses, in order of file and place."""
    known = used(bundle)
    decisions = (one for one in bundle.of_kind(Kind.DECISION) if known.holds(one))
    found = [way for resource in bundle.of_kind(Kind.DIAGRAM) for way in _flows(resource)]
    found += [way for resource in decisions for way in _rules(resource)]
    return tuple(found)


def _flows(resource: Resource) -> Iterator[Way]:
    for diagram in read_diagrams([resource.data]):
        for flow in diagram.flows:
            yield Way(FLOW, *_named(flow), resource.path, flow.line, _shown(flow))


def _named(flow: Flow) -> tuple[str, str]:
    return flow.scope.process.id or "", flow.id or ""


def _shown(flow: Flow) -> str:
    ends = (end.name or end.id if end else "？" for end in (flow.source, flow.target))
    return (
        f"顺序流 {flow.id}：{' → '.join(str(end) for end in ends)}{f'（{flow.name}）' if flow.name else ''}"
    )


def _rules(resource: Resource) -> Iterator[Way]:
    for table in read_xml(resource.data).iter("{*}decisionTable"):
        for place, rule in enumerate(table.iterfind("{*}rule"), 1):
            owner = table.get("id") or ""
            text = f"决策表 {owner} 第 {place} 条规则：{_told(rule)}"
            yield Way(RULE, owner, str(place), resource.path, line_of(rule), text)


def _told(rule: etree._Element) -> str:
    """The conditions of a rule, as its row shows them."""
    cells = rule.iterfind("{*}inputEntry")
    return "，".join("".join(str(part) for part in cell.itertext()).strip() or "-" for cell in cells)
