"""What each page shows, as plain data: views fill these, templates read nothing else.

A template receives `shell` (the frame) and `page` (one of the classes here). Texts are already in the reader's
language; `**…**` inside a text marks its stressed words. Instants are aware and in the jurisdiction's zone.
"""

from app.web.pages.board import BoardCell, BoardColumn, BoardRow, ForceBoard
from app.web.pages.diagram import Badge, DiagramState, DiagramView, StepRow
from app.web.pages.emergencies import EmergenciesPage, EmergencyRow, IncidentNote, InstancePage
from app.web.pages.errors import ErrorPage, KeptText
from app.web.pages.forces import ForceListRow, ForcesPage
from app.web.pages.forms import FieldError, FormIsland, Outcome, OutcomeDialog
from app.web.pages.incident import DeliveryRow, IncidentPage
from app.web.pages.order import ForceOrderPage, OrderFact, ProgressStep
from app.web.pages.papers import PaperRow, PapersPage
from app.web.pages.parts import (
    Action,
    Change,
    Crumb,
    Deadline,
    Fact,
    Icon,
    Link,
    Mark,
    Note,
    Quote,
    Tab,
    TimelineEntry,
    Tone,
)
from app.web.pages.person import MePage, SignInRow, TokenPart, TokenRow
from app.web.pages.plan import PlanRow, PlanTable
from app.web.pages.shell import Place, Shell, Toast
from app.web.pages.signin import SignInPage, SystemStatus
from app.web.pages.start import StartChoice, StartFormPage, StartPage
from app.web.pages.task import Consequence, HandOver, Situation, TaskPage
from app.web.pages.tasks import (
    GroupKey,
    RailItem,
    RailSection,
    TaskGroup,
    TaskListPage,
    TaskPreview,
    TaskRow,
    Verb,
)
from app.web.pages.trace import ChainVerdict, Reason, TracePage, TraceRow

__all__ = [
    "Action",
    "Badge",
    "BoardCell",
    "BoardColumn",
    "BoardRow",
    "ChainVerdict",
    "Change",
    "Consequence",
    "Crumb",
    "Deadline",
    "DeliveryRow",
    "DiagramState",
    "DiagramView",
    "EmergenciesPage",
    "EmergencyRow",
    "ErrorPage",
    "Fact",
    "FieldError",
    "ForceBoard",
    "ForceListRow",
    "ForceOrderPage",
    "ForcesPage",
    "FormIsland",
    "GroupKey",
    "HandOver",
    "Icon",
    "IncidentNote",
    "IncidentPage",
    "InstancePage",
    "KeptText",
    "Link",
    "Mark",
    "MePage",
    "Note",
    "OrderFact",
    "Outcome",
    "OutcomeDialog",
    "PaperRow",
    "PapersPage",
    "Place",
    "PlanRow",
    "PlanTable",
    "ProgressStep",
    "Quote",
    "RailItem",
    "RailSection",
    "Reason",
    "Shell",
    "SignInPage",
    "SignInRow",
    "Situation",
    "StartChoice",
    "StartFormPage",
    "StartPage",
    "StepRow",
    "SystemStatus",
    "Tab",
    "TaskGroup",
    "TaskListPage",
    "TaskPage",
    "TaskPreview",
    "TaskRow",
    "TimelineEntry",
    "Toast",
    "TokenPart",
    "TokenRow",
    "Tone",
    "TracePage",
    "TraceRow",
    "Verb",
]
