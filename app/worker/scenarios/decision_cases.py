"""Cases of decisions in a scenario: what a decision is given, and what it must say, without a process around it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.bundle.bundle import Bundle
from app.core.canonical import canonical
from app.core.errors import DomainError
from app.core.texts import Joined, Text
from app.engine.expressions import MISSING
from app.engine.program import Program
from app.repository.deployments import compile_bundle

KEYS = frozenset({"decision", "given", "expect"})


class DecisionCaseFailed(DomainError):
    """情景“{name}”第 {place} 个决策：{why}"""

    code = "decision-case-failed"
    status = 422


def evidence_of_cases(bundle: Bundle, name: str, cases: list[Mapping[str, Any]]) -> Iterator[Any]:
    """The evidence of each case. Raises `DecisionCaseFailed` at the first that does not say what it should."""
    program = compile_bundle(bundle)
    for place, case in enumerate(cases, 1):
        yield _decided(program, case, name, place)


def _decided(program: Program, case: Mapping[str, Any], name: str, place: int) -> Any:
    if unknown := sorted(set(case) - KEYS):
        why: str = Text("不认识的键 {words}", words=Joined("、", unknown))
        raise DecisionCaseFailed(name=name, place=place, why=why)
    given = case.get("given", {})
    try:
        result = program.decide(None, case.get("decision"), lambda wanted: given.get(wanted, MISSING))
    except DomainError as refusal:
        raise DecisionCaseFailed(name=name, place=place, why=refusal.message) from refusal
    found = result.to_json()
    if found["warnings"]:
        raise DecisionCaseFailed(name=name, place=place, why=Joined("；", found["warnings"]))
    if "expect" in case and canonical(found["value"]) != canonical(case["expect"]):
        shown = json.dumps(found["value"], ensure_ascii=False)
        raise DecisionCaseFailed(name=name, place=place, why=Text("结果是 {value}", value=shown))
    return found["evidence"]
