"""What is wrong with a decision model: one frozen record per finding, collected while reading and compiling."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.core.errors import DomainError, NotFound


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands in the file: its tag, id, name and line (1-based; 0 when there is no file yet)."""

    element: str = "definitions"
    id: str | None = None
    name: str | None = None
    line: int = 0

    def __str__(self) -> str:
        """The words an author recognises: `decision「响应级别」（第 12 行）`."""
        label = self.name or self.id
        return f"{self.element}{f'「{label}」' if label else ''}（第 {self.line} 行）"


@dataclass(frozen=True, slots=True)
class DecisionProblem:
    """One finding. `code` is stable and kebab-case; `element` is the tag, `id` and `name` are the element's own.

    Where it has no name, `name` is its id. `fault` says what is wrong and how to mend it, `message` also where.
    """

    code: str
    element: str
    name: str | None
    line: int
    fault: str
    id: str | None = None

    @property
    def message(self) -> str:
        """The fault behind its place."""
        return f"{Place(self.element, None, self.name, self.line)}：{self.fault}"

    @property
    def stops(self) -> bool:
        """Whether a model with this problem is refused at load; the others leave null and a warning."""
        return self.code in _STOPS


_STOPS = frozenset(
    {
        "too-large", "doctype", "not-xml", "not-dmn", "expression-language", "external-function", "hit-policy",
        "duplicate-id", "unresolved-reference", "cycle", "import", "malformed", "too-deep",
    }
)  # fmt: skip
CODES = _STOPS | {
    "syntax", "juel-expression", "unknown-type", "type-cycle", "duplicate-name", "output-name", "not-required",
}  # fmt: skip
"""Every code a finding can have."""


class DecisionModelRefused(DomainError):
    """决策模型不能部署：{reason}"""

    code = "decision-model-refused"
    status = 422

    def __init__(self, problems: tuple[DecisionProblem, ...]) -> None:
        self.problems = problems
        super().__init__(None, reason="；".join(problem.message for problem in problems[:5]))


class DecisionUnknown(NotFound):
    """决策模型中没有名称或标识为「{name}」的决策、决策服务或业务知识。"""

    code = "decision-unknown"


class Stop(Exception):
    """Reading cannot go on; the finding is already in the list."""


@dataclass(slots=True)
class Findings:
    """Collects findings in the order they are met, each once."""

    _found: dict[DecisionProblem, None] = field(default_factory=dict)

    def add(self, code: str, place: Place, message: str) -> None:
        """Record a finding; `message` says what is wrong and how to mend it."""
        assert code in CODES, code
        name = place.name or place.id
        self._found[DecisionProblem(code, place.element, name, place.line, message, place.id)] = None

    def take(self, others: "Findings") -> None:
        """Add another file's findings."""
        self._found |= others._found

    def __iter__(self) -> Iterator[DecisionProblem]:
        return iter(self._found)

    def refuse(self) -> None:
        """Raise `DecisionModelRefused` when one of the findings stops the load."""
        stopping = tuple(problem for problem in self if problem.stops)
        if stopping:
            raise DecisionModelRefused(stopping)
