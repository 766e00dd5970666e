"""What a diagram may refer to: the names that its package knows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from app.engine.lint.model import Diagram


@dataclass(frozen=True, slots=True)
class Package:
    """Names of one jurisdiction's package. `clauses`, `topics`, `data_objects` and `given`: None = not asked for.

    `caught` are the messages that some process waits for, `calls` maps every process of the package to the
    processes it calls, `foreign` holds the keys of other jurisdictions, whose processes nobody here may call.
    `untaken` holds, by process, the ids of steps and sequence flows that no scenario takes, `given` every name under
    which some step, form, connector, call or message of the package puts a value.
    """

    key: str
    lanes: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    printouts: frozenset[str] = frozenset()
    registries: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    clauses: frozenset[str] | None = None
    data_objects: frozenset[str] | None = frozenset()
    caught: frozenset[str] = frozenset()
    topics: frozenset[str] | None = None
    calls: Mapping[str, frozenset[str]] = field(default_factory=dict)
    foreign: frozenset[str] = frozenset()
    untaken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    given: frozenset[str] | None = None

    def is_foreign_clause(self, clause: str) -> bool:
        """Whether a clause's id is of another mechanism's register, which files that were shared before may cite."""
        return of_another_register(clause, self.clauses or frozenset())


@dataclass(frozen=True, slots=True)
class Placed:
    """A diagram together with the package it stands in."""

    diagram: Diagram
    package: Package


def of_another_register(clause: str, known: Collection[str]) -> bool:
    """Whether a clause's id begins like none that a register knows: `RC-07` among `PY-…`."""
    return bool(known) and _register(clause) not in {_register(one) for one in known}


def _register(clause: str) -> str:
    return clause.rpartition("-")[0]
