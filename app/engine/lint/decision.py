"""Findings of a decision model, in the form of the check."""

from collections.abc import Iterable

from app.engine.lint.finding import Finding, Severity
from app.feel.dmn.decisions import problems
from app.feel.dmn.problems import CODES as PROBLEMS
from app.feel.dmn.problems import DecisionProblem

CODES = frozenset(f"dmn-{code}" for code in PROBLEMS)
"""Codes of decision models: those of the FEEL layer after `dmn-`."""

_SILENT_NULLS = frozenset({"syntax", "juel-expression", "not-required", "output-name"})
"""What only leaves a null at run time, and still must not be deployed."""

_MEND = "请在决策编辑器里改正后再部署"
_MENDS = {
    "dmn-import": "请把引入的模型放进同一个流程包",
    "dmn-not-xml": "请在建模工具里另存为 DMN",
    "dmn-not-dmn": "请在建模工具里另存为 DMN 1.3",
    "dmn-doctype": "请删去 DOCTYPE 声明",
    "dmn-too-large": "请拆成几个文件",
}


def lint_decision(data: bytes, file: str | None = None, imports: Iterable[bytes] = ()) -> tuple[Finding, ...]:
    """Everything that is wrong with a DMN file; never raises."""
    return tuple(_finding(problem, file) for problem in problems(data, imports=imports))


def _finding(problem: DecisionProblem, file: str | None) -> Finding:
    code = f"dmn-{problem.code}"
    stops = problem.stops or problem.code in _SILENT_NULLS
    return Finding(
        code,
        Severity.ERROR if stops else Severity.WARNING,
        file,
        problem.id or problem.element,
        problem.name,
        problem.line or None,
        problem.fault,
        _MENDS.get(code, _MEND),
    )
