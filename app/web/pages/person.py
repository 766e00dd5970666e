"""The reader's own page."""

from dataclasses import dataclass

from app.web.pages.parts import Fact, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MePage:
    """Who the reader is, the orders that wait for a force's contact, settings, signing out.

    `keys` are single-letter keys, switched by a POST of `keys` = on or off to `keys_url`.
    """

    name: str
    facts: tuple[Fact, ...]
    orders: tuple[Fact, ...] = ()
    sign_out_url: str
    keys_url: str = ""
    keys: bool = True
    language: Link | None = None
    password_url: str = ""
