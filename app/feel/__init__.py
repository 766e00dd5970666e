from app.feel.compiler.expression import Expression, evaluate, parse, parse_unary_tests, unary_test
from app.feel.errors import (
    FeelBoundError,
    FeelError,
    FeelSyntaxError,
    FeelTextBoundError,
    FeelWarning,
    collect_warnings,
)
from app.feel.limits import Limits, evaluation

__all__ = [
    "Expression",
    "FeelBoundError",
    "FeelError",
    "FeelSyntaxError",
    "FeelTextBoundError",
    "FeelWarning",
    "Limits",
    "collect_warnings",
    "evaluate",
    "evaluation",
    "parse",
    "parse_unary_tests",
    "unary_test",
]
