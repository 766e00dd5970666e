"""Runs the TCK's cases and counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from app.core.errors import DomainError
from app.feel.dmn.decisions import Decisions
from app.feel.dmn.problems import DecisionUnknown
from app.feel.values.comparison import equal
from tests.tck.kit import Node, nodes, test_files

PASSED = Path(__file__).with_name("passed.txt")
REASONS = Path(__file__).parents[2] / "docs" / "reference" / "tck.yaml"
WANTED = 0.97
_CLOSE = Decimal("1e-8")


@dataclass(frozen=True)
class Outcome:
    """A node and what came of it: `actual` is the value, or the error."""

    node: Node
    passed: bool
    actual: Any


@dataclass(frozen=True)
class Report:
    """All outcomes, and the ids that passed before."""

    outcomes: tuple[Outcome, ...]
    passed_before: frozenset[str]
    reasons: dict[str, str]

    @property
    def failures(self) -> list[Outcome]:
        """What did not pass."""
        return [outcome for outcome in self.outcomes if not outcome.passed]

    @property
    def lost(self) -> list[Outcome]:
        """What passed before and fails now."""
        return [outcome for outcome in self.failures if outcome.node.id in self.passed_before]

    @property
    def all(self) -> tuple[int, int]:
        """Passed and total of all result nodes."""
        return _count(self.outcomes)

    @property
    def valued(self) -> tuple[int, int]:
        """Passed and total of those that expect a value other than null."""
        return _count(outcome for outcome in self.outcomes if outcome.node.expected is not None)

    @property
    def good(self) -> bool:
        """Nothing lost, and both rates reached."""
        return not self.lost and all(passed >= WANTED * total for passed, total in (self.all, self.valued))

    def folders(self) -> Iterator[tuple[str, int, int]]:
        """Folder, passed, total."""
        passed = Counter(outcome.node.folder for outcome in self.outcomes if outcome.passed)
        total = Counter(outcome.node.folder for outcome in self.outcomes)
        for folder in sorted(total):
            yield folder, passed[folder], total[folder]


def run(kit: Path) -> Report:
    """Evaluate every result node below a folder."""
    outcomes = tuple(outcome for file in test_files(kit) for outcome in _file(file, kit))
    return Report(outcomes, frozenset(read_passed()), read_reasons())


def read_passed() -> Iterator[str]:
    """The ids of the nodes that passed when the list was last written."""
    if PASSED.exists():
        for line in PASSED.read_text(encoding="utf-8").splitlines():
            file, *cases = line.split()
            yield from (f"{file} {case}" for case in cases)


def write_passed(report: Report) -> None:
    """Write the ids of the nodes that passed, a line for each test file."""
    lines: dict[str, list[str]] = {}
    for outcome in report.outcomes:
        if outcome.passed:
            file, _, case = outcome.node.id.partition(" ")
            lines.setdefault(file, []).append(case)
    text = "".join(f"{file} {' '.join(cases)}\n" for file, cases in sorted(lines.items()))
    PASSED.write_text(text, encoding="utf-8")


def read_reasons() -> dict[str, str]:
    """Why a known failure fails, by the node's id."""
    if not REASONS.exists():
        return {}
    listed = yaml.safe_load(REASONS.read_text(encoding="utf-8")) or []
    return {node: entry["reason"] for entry in listed for node in entry["nodes"]}


def _count(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    counted = [outcome.passed for outcome in outcomes]
    return sum(counted), len(counted)


def _file(file: Path, kit: Path) -> Iterator[Outcome]:
    models: dict[Path, Decisions | DomainError] = {}
    for node in nodes(file, kit):
        if node.model not in models:
            models[node.model] = _load(node.model)
        actual = _evaluate(models[node.model], node)
        yield Outcome(node, _passes(node, actual), actual)


def _load(model: Path) -> Decisions | DomainError:
    others = [path.read_bytes() for path in model.parent.glob("*.dmn") if path != model]
    try:
        return Decisions.from_xml(model.read_bytes(), imports=others)
    except DomainError as error:
        return error


def _evaluate(decisions: Decisions | DomainError, node: Node) -> Any:
    if isinstance(decisions, DomainError):
        return decisions
    try:
        return decisions.evaluate(node.name, node.inputs).value
    except Exception as error:  # anything raised fails this node alone
        return error


def _passes(node: Node, actual: Any) -> bool:
    if node.error and (actual is None or isinstance(actual, DomainError)):
        return True
    if isinstance(actual, Exception):
        return node.expected is None and isinstance(actual, DecisionUnknown)
    return same(node.expected, actual)


def same(expected: Any, actual: Any) -> bool:
    """Whether a value is the expected one: numbers to eight places, as the kit's own runner has it."""
    match expected, actual:
        case Decimal(), Decimal():
            return abs(expected - actual) <= _CLOSE * max(1, abs(expected))
        case list(), list():
            return len(expected) == len(actual) and all(map(same, expected, actual))
        case dict(), dict():
            return expected.keys() == actual.keys() and all(
                same(expected[key], actual[key]) for key in expected
            )
    return equal(expected, actual) is True
