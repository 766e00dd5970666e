"""The frame around each page."""

from dataclasses import dataclass
from datetime import datetime

from app.web.pages.parts import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One of the role's places in the top bar; `key` is tasks, emergencies, forces, papers, search or me."""

    key: str
    text: str
    href: str
    count: int | None = None
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """An act that was done, its time, and one way on. Never an error."""

    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Who reads, where and when. `here` is the key of the current place; `drill` fills the violet band.

    `language` is zh or en and `other_language` leads to this page in the other. `chain_head` stands at the head
    of a printout. `keys` is false for a reader who has switched single-letter keys off. `shown_at` is where a page
    that answers a press is at home: the address of the page on which it was pressed.
    """

    jurisdiction: str
    now: datetime
    language: str = "zh"
    other_language: Link | None = None
    places: tuple[Place, ...] = ()
    here: str = ""
    post: str = ""
    me_url: str = ""
    drill: str = ""
    toast: Toast | None = None
    chain_head: str = ""
    keys: bool = True
    shown_at: str = ""
