"""Where the reader is signed in, on their own page."""

from flask import url_for

from app.core.clock import SHANGHAI
from app.db.context import Context
from app.identity.models import SignIn
from app.identity.sign_ins import sign_ins_of
from app.web.language import gettext as _
from app.web.pages.person import SignInRow

# what a User-Agent says of itself, the more particular first: Edge calls itself Chrome, Chrome calls itself Safari
_BROWSERS = {
    "Edg": "Edge",
    "MicroMessenger": "微信",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "OpenHarmony": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def sign_in_rows(ctx: Context, here: str) -> tuple[SignInRow, ...]:
    """The browsers, the newest first; `here` is the sign-in that asks."""
    return tuple(_row(row, here) for row in sign_ins_of(ctx, ctx.actor.id))


def _row(row: SignIn, here: str) -> SignInRow:
    since = _("%(at)s 起", at=f"{row.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")
    mine = row.id == here
    return SignInRow(
        browser=_browser(row.browser),
        note=" · ".join((row.address, since, *((_("就是这里"),) if mine else ()))),
        end_url="" if mine else url_for("signin.end", sign_in_id=row.id),
    )


def _browser(agent: str) -> str:
    """The browser and its system as people call them; what nobody knows is an unknown browser."""
    found = [
        next((name for mark, name in known.items() if mark in agent), "") for known in (_BROWSERS, _SYSTEMS)
    ]
    return " · ".join(filter(None, found)) or _("不认得的浏览器")
