"""The forces of a dispatch plan: the chosen in rank, the passed-over with the reason."""

from dataclasses import dataclass

from app.web.pages.parts import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A force as the plan saw it. `rank` is None when passed over; `tag` is added, nearer or empty.

    Distance and arrival (the time by which it is to be there) are shown text with their unit. `task` is what it is
    to do, `reason` says why it stands here.
    """

    rank: int | None
    name: str
    kind: str
    distance: str
    arrival: str
    crew: str = ""
    reason: str = ""
    tag: str = ""
    task: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTable:
    """The plan's rows, chosen first, its count in words, and the way to the comparison with the last one."""

    rows: tuple[PlanRow, ...]
    title: str
    summary: str = ""
    clauses: tuple[Link, ...] = ()
    compare: Link | None = None
