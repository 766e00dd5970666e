"""A diagram with its execution drawn over it, and the same as a table."""

from dataclasses import dataclass
from datetime import datetime

from app.web.pages.parts import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """Words at an element's upper right corner: 在办 3, 逾期 4 分, 4 份. `mark` gives its colour."""

    element: str
    text: str
    mark: Mark = Mark.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagramState:
    """BPMN ids of elements and flows. What is in none of the three was not reached.

    `taken` holds finished elements and taken sequence flows. `focus` is brought into view.
    """

    taken: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    badges: tuple[Badge, ...] = ()
    focus: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step of the diagram as a table row."""

    element: str
    name: str
    mark: Mark
    state: str
    lane: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagramView:
    """`xml_url` gives the BPMN file. `state_url`, if any, gives DiagramState as JSON for refreshing (ETag).

    `page_url` opens the large diagram. `label` is read out; `note` stands at the head or below a thumbnail.
    """

    xml_url: str
    state: DiagramState
    label: str
    steps: tuple[StepRow, ...] = ()
    state_url: str = ""
    page_url: str = ""
    note: str = ""
