"""What a diagram may refer to: the names that its package knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Package:
    """Names of one jurisdiction's package. `clauses`, `topics` and `data_objects`: None = not asked for.

    `caught` are the messages that some process waits for, `calls` maps every process of the package to the
    processes it calls, `foreign` holds the keys of other jurisdictions, whose processes nobody here may call.
    `untaken` holds, by process, the ids of steps and sequence flows that no scenario takes.
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
