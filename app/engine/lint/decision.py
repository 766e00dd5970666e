"""Findings of a decision model, in the form of the check."""

from collections.abc import Iterable

from app.engine.lint.finding import Finding, Severity
from app.feel.dmn.decisions import problems
from app.feel.dmn.problems import CODES as PROBLEMS

CODES = frozenset(f"dmn-{code}" for code in PROBLEMS)
"""Codes of decision models: those of the FEEL layer after `dmn-`."""

_SILENT_NULLS = frozenset({"syntax", "juel-expression", "not-required", "output-name"})
"""What only leaves a null at run time, and still must not be deployed."""

_MEND = "请在决策编辑器里改正后再部署"


def lint_decision(data: bytes, file: str | None = None, imports: Iterable[bytes] = ()) -> tuple[Finding, ...]:
    """Everything that is wrong with a DMN file; never raises."""
    return tuple(
        Finding(
            f"dmn-{problem.code}",
            Severity.ERROR if problem.stops or problem.code in _SILENT_NULLS else Severity.WARNING,
            file,
            problem.id or problem.element,
            problem.name,
            problem.line or None,
            problem.message,
            _MEND,
        )
        for problem in problems(data, imports=imports)
    )
