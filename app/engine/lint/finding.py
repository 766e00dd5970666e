"""What the check found: one record per fault, at an element."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, Protocol, TypeVar


class Severity(StrEnum):
    """Whether a finding refuses the deployment."""

    ERROR = "error"
    WARNING = "warning"


class Located(Protocol):
    """An element of a diagram: its id and name as written, and its line from 1."""

    @property
    def id(self) -> str | None: ...  # noqa: D102 - said above

    @property
    def name(self) -> str | None: ...  # noqa: D102 - said above

    @property
    def line(self) -> int | None: ...  # noqa: D102 - said above


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is no element: a file, a line of a YAML file."""

    id: str | None = None
    name: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule yields: where, what is wrong, how to mend it."""

    at: Located
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault under the code of its rule; `message` and `mend` are Chinese sentences without the place."""

    code: str
    severity: Severity
    file: str | None
    element: str | None
    name: str | None
    line: int | None
    message: str
    mend: str

    def __str__(self) -> str:
        """File, line, element, what is wrong and how to mend it, on one line."""
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        label = f"「{self.name or self.element}」" if self.name or self.element else ""
        ident = f"（{self.element}）" if self.element and self.name else ""
        return f"{place} [{self.code}] {label}{ident}{self.message}。{self.mend}。"

    def within(self, file: str) -> "Finding":
        """The same finding, in that file."""
        return replace(self, file=file)


Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """One rule: its code (a heading of docs/reference/lint.md), severity, and what it looks for."""

    code: str
    severity: Severity
    look: Callable[[Subject], Iterable[Fault]]

    def __call__(self, subject: Subject, file: str | None = None) -> Iterable[Finding]:
        """All findings of this rule."""
        for fault in self.look(subject):
            yield self.finding(fault, file)

    def finding(self, fault: Fault, file: str | None = None) -> Finding:
        """The finding that a fault becomes under this rule."""
        at = fault.at
        return Finding(self.code, self.severity, file, at.id, at.name, at.line, fault.message, fault.mend)


def error(code: str) -> Callable[[Callable[[Subject], Iterable[Fault]]], Rule[Subject]]:
    """Make a function a rule whose findings refuse the deployment."""
    return lambda look: Rule(code, Severity.ERROR, look)


def warning(code: str) -> Callable[[Callable[[Subject], Iterable[Fault]]], Rule[Subject]]:
    """Make a function a rule whose findings are told and refuse nothing."""
    return lambda look: Rule(code, Severity.WARNING, look)
