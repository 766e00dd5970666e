"""All rules by code; docs/reference/lint.md has a heading for each."""

from app.engine.lint import decision
from app.engine.lint.bounds import BOUNDS
from app.engine.lint.events import EVENTS
from app.engine.lint.expressions import EXPRESSIONS
from app.engine.lint.finding import Rule
from app.engine.lint.gateways import GATEWAYS
from app.engine.lint.interchange import INTERCHANGE
from app.engine.lint.joins import JOINS
from app.engine.lint.model import Diagram
from app.engine.lint.multi_instance import MULTI_INSTANCE
from app.engine.lint.package import Placed
from app.engine.lint.references import REFERENCES, REFERRING
from app.engine.lint.structure import STRUCTURE
from app.engine.lint.timers import TIMERS
from app.engine.lint.variables import VARIABLES
from app.engine.lint.vocabulary import VOCABULARY
from app.engine.lint.work import WORK

RULES: tuple[Rule[Diagram], ...] = (
    *STRUCTURE, *GATEWAYS, *JOINS, *EVENTS, *TIMERS, *EXPRESSIONS, *MULTI_INSTANCE, *WORK, *REFERENCES, *INTERCHANGE,
    *VOCABULARY,
)  # fmt: skip
"""What every diagram is asked."""

PLACED: tuple[Rule[Placed], ...] = (*REFERRING, *VARIABLES)
"""What it is asked inside its package."""

FIRST: tuple[Rule[Diagram], ...] = BOUNDS
"""What is asked before: a diagram beyond the bounds is not looked at further."""

READING = frozenset({"file-too-large", "not-xml", "doctype", "not-bpmn", "lint-failed", "unreadable-file"})
"""Codes of files that cannot be read as a diagram at all."""

CODES = (
    frozenset(rule.code for rule in (*FIRST, *RULES))
    | {rule.code for rule in PLACED}
    | READING
    | decision.CODES
)
"""All codes of diagrams and decisions."""
