"""Decision models: DMN 1.1 to 1.5, evaluated with evidence."""

from app.feel.dmn.decisions import DecisionResult, Decisions, problems
from app.feel.dmn.evidence import DecisionEvidence
from app.feel.dmn.problems import DecisionModelRefused, DecisionProblem, DecisionUnknown

__all__ = [
    "DecisionEvidence",
    "DecisionModelRefused",
    "DecisionProblem",
    "DecisionResult",
    "DecisionUnknown",
    "Decisions",
    "problems",
]
