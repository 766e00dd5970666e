"""A force's order on the telephone: one job per page, from the answer to the return."""

from dataclasses import dataclass

from app.web.pages.forms import FormIsland
from app.web.pages.parts import Deadline, Icon, Link, Mark, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressStep:
    """One of the five: 收到 确认 出发 到场 归队. `mark` is DONE, NOW or NOT_YET."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFact:
    """A line of the order; `value` may be several lines. `deadline` counts down instead of `value`."""

    label: str
    value: tuple[str, ...] = ()
    note: str = ""
    link: Link | None = None
    icon: Icon | None = None
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceOrderPage:
    """`heading` names the paper ("示例市 出动指令"), `number` its number. `answer_by` counts above the title
    behind `answer_text`.

    `delivered` is the green line ("已送到指挥中心 03:15:40"), empty before the first answer. `form` is None when
    nothing is left to do. `more` are the facts that are folded away once the order is answered. `title` may hold
    several phrases that are not broken inside.
    """

    heading: str
    number: str
    progress: tuple[ProgressStep, ...]
    title: tuple[str, ...]
    form: FormIsland | None
    subtitle: str = ""
    delivered: str = ""
    answer_by: Deadline | None = None
    answer_text: str = ""
    urgent: bool = False
    drill: bool = False
    facts: tuple[OrderFact, ...] = ()
    more: tuple[OrderFact, ...] = ()
    notes: tuple[Note, ...] = ()
