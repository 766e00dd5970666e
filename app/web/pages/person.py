"""The reader's own page."""

from dataclasses import dataclass

from app.web.pages.parts import Fact, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MePage:
    """Who the reader is, the switch of single-letter keys (POST `keys` = on or off), language, signing out."""

    name: str
    facts: tuple[Fact, ...]
    sign_out_url: str
    keys_url: str = ""
    keys: bool = True
    language: Link | None = None
    password_url: str = ""
