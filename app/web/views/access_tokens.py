"""The access tokens on the reader's own page, for those who write drafts."""

from flask import request, url_for

from app.core.clock import SHANGHAI
from app.db.context import Context
from app.identity.models import AccessToken
from app.identity.permissions import Permission
from app.identity.tokens import DAYS, tokens_of
from app.web.language import gettext as _
from app.web.pages.person import TokenPart, TokenRow


def token_part(ctx: Context, made: str, failure: str) -> TokenPart | None:
    """The reader's tokens; None for those who may write no drafts."""
    if Permission.DRAFT_WRITE not in ctx.actor.permissions:
        return None
    return TokenPart(
        rows=tuple(_row(ctx, token) for token in tokens_of(ctx, ctx.actor.id)),
        days=DAYS,
        address=f"{request.url_root.rstrip('/')}{url_for('desktop.version').removesuffix('/version')}",
        add_url=url_for("access_tokens.add"),
        made=made,
        failure=failure,
    )


def _row(ctx: Context, token: AccessToken) -> TokenRow:
    over = token.expires_at <= ctx.now()
    until = f"{token.expires_at.astimezone(SHANGHAI):%Y-%m-%d}"
    used = token.last_used_at
    return TokenRow(
        name=token.name,
        until=_("%(day)s 已到期", day=until) if over else _("%(day)s 前有效", day=until),
        used=_("上次使用 %(at)s", at=f"{used.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")
        if used
        else _("没有用过"),
        over=over,
        revoke_url=url_for("access_tokens.revoke", token_id=token.id),
    )
