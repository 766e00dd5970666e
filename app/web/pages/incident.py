"""An 异常: a fault of the system, first what people must do, last what operators need."""

from dataclasses import dataclass

from app.web.pages.parts import Action, Crumb, Fact, Mark, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One paper's way to one receiver: each channel with its glyph and word."""

    number: str
    to: str
    channels: tuple[tuple[Mark, str], ...]
    last: str = ""
    again: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """`first` is the human act. `channels` head the columns of `deliveries`. `facts` and `details` serve operators."""

    title: str
    crumbs: tuple[Crumb, ...]
    subtitle: str
    first: Note | None = None
    channels: tuple[str, ...] = ()
    deliveries: tuple[DeliveryRow, ...] = ()
    deliveries_note: str = ""
    facts: tuple[Fact, ...] = ()
    details: str = ""
    actions: tuple[Action, ...] = ()
    solved: bool = False
