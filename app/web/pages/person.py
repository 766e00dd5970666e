"""The reader's own page."""

from dataclasses import dataclass

from app.web.pages.parts import Fact, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """An access token: what it is called, until when it holds, when it was used last."""

    name: str
    until: str
    used: str
    over: bool
    revoke_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPart:
    """The access tokens of the reader, with a form for another one.

    `made` is the token that was just made, shown this once; `failure` why it was not made.
    """

    rows: tuple[TokenRow, ...]
    days: tuple[int, ...]
    address: str
    add_url: str
    made: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRow:
    """A browser in which the reader is signed in; `end_url` is empty for the one that shows this."""

    browser: str
    note: str
    end_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MePage:
    """Who the reader is, the orders that wait for a force's contact, settings, signing out.

    `keys` are single-letter keys, switched by a POST of `keys` = on or off to `keys_url`.
    """

    name: str
    facts: tuple[Fact, ...]
    orders: tuple[Fact, ...] = ()
    sign_ins: tuple[SignInRow, ...] = ()
    sign_out_url: str
    keys_url: str = ""
    keys: bool = True
    language: Link | None = None
    password_url: str = ""
    tokens: TokenPart | None = None
