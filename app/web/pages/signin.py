"""Sign in."""

from dataclasses import dataclass

from app.web.pages.parts import Fact, Link, Mark, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemStatus:
    """A part of the system and how it is."""

    name: str
    mark: Mark
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """A form of `account`, `password`, `stay` (with `stay_text`) and `next`, posted to the page's own address.

    `note` says why the last try failed or that the session ended. `doors` are the lesser ways (link and a line).
    """

    system: str
    action: str
    next: str = ""
    account: str = ""
    note: Note | None = None
    stay_text: str = ""
    doors: tuple[tuple[Link, str], ...] = ()
    statuses: tuple[SystemStatus, ...] = ()
    notices: tuple[str, ...] = ()
    rules: str = ""
    footer: str = ""
    demo: tuple[Fact, ...] = ()
