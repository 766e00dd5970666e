"""What of a trial run is looked at, as it stands in the address of its page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import url_for


@dataclass(frozen=True, slots=True)
class Choice:
    """A diagram of an instance, a panel, a token (an open task's key); `element` was pressed in the diagram."""

    trial: str
    instance: str = ""
    process: str = ""
    panel: str = ""
    token: str = ""
    element: str = ""

    @classmethod
    def of(cls, trial: str, asked: Mapping[str, str]) -> "Choice":
        """From a query string."""
        names = ("instance", "process", "panel", "token", "element")
        return cls(trial, *(asked.get(name, "")[:128] for name in names))

    def href(self, **other: str) -> str:
        """The address of the same look with something else in it."""
        look = replace(self, **{"element": "", **other})
        names = ("instance", "process", "panel", "token", "element")
        query = {name: getattr(look, name) for name in names if getattr(look, name)}
        return url_for("trials.trial", trial_id=self.trial, **query)
