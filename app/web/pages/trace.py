"""The auditor's trace of one instance."""

from dataclasses import dataclass
from datetime import datetime

from app.web.pages.diagram import DiagramView
from app.web.pages.parts import Action, Change, Crumb, Link, Mark, Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainVerdict:
    """What the check of the hash chain found. When not `whole`, `broken` leads to the first bad row.

    `title` and `note` are the verdict and its time; `head` the first digits of the last hash, `reach` the range
    of rows; `checkpoint` with its note, if there is one; `limits` says what it does not prove.
    """

    whole: bool
    title: str
    note: str
    head: str
    reach: str
    limits: str
    checkpoint: str = ""
    checkpoint_note: str = ""
    broken: Link | None = None
    again: Action | None = None
    more: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRow:
    """An entry of the operation log. `no` is its number within the instance.

    `act` is stressed, `detail` follows it, `quote` is what the person wrote. `who` acted, for `on_behalf` if any.
    `took` is "用时／时限" in words. `refused` and `late` are shown red; `later` grey, as after the chosen moment.
    """

    no: int
    at: datetime
    who: str
    mark: Mark
    act: str
    on_behalf: str = ""
    detail: str = ""
    note: str = ""
    quote: str = ""
    changes: tuple[Change, ...] = ()
    took: str = ""
    clauses: tuple[Link, ...] = ()
    fingerprint: str = ""
    refused: bool = False
    late: bool = False
    current: bool = False
    later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the token went this way: the condition as stored, and the values that it saw."""

    title: str
    expression: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TracePage:
    """Oldest first. `views` choose what is shown (all, decisions, late and refused, values), `grounds` the deployment
    whose diagram is, where the instance has stood on several.
    """

    title: str
    crumbs: tuple[Crumb, ...]
    subtitle: str
    chain: ChainVerdict
    rows: tuple[TraceRow, ...]
    diagram: DiagramView | None = None
    level: str = ""
    drill: bool = False
    summary: str = ""
    views: tuple[Tab, ...] = ()
    grounds: tuple[Tab, ...] = ()
    actions: tuple[Action, ...] = ()
    reasons: tuple[Reason, ...] = ()
    reasons_note: str = ""
    next_page: Link | None = None
