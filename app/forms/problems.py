"""What is wrong with a form document, for the deployment check and for the editor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: its code, the component (id and shown name; empty for the document), what is wrong, how to mend."""

    code: str
    component: str
    name: str
    message: str
    mend: str


@dataclass(slots=True)
class Problems:
    """Collects faults, so that one check names all of them."""

    found: list[Problem] = field(default_factory=list)

    def add(self, code: str, at: Mapping[str, Any], message: str, mend: str) -> None:
        """Note a fault of the component whose raw attributes are given."""
        identity, name = at.get("id"), at.get("label") or at.get("dateLabel") or at.get("key")
        self.found.append(
            Problem(
                code,
                identity if isinstance(identity, str) else "",
                name if isinstance(name, str) else "",
                message,
                mend,
            )
        )
