"""Sending notices by SMTP. The address book is the accounts; a drill sends nothing."""

import smtplib
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from app.config import Config
from app.core.actor import system
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.identity.accounts import members_of
from app.identity.models import Account
from app.worker.house import House
from app.worker.notices import QUEUED, RECORDED, SENT, Notice, account_of

TIMEOUT_SECONDS = 5


def send_notice(house: House, payload: Mapping[str, Any]) -> None:
    """Send one notice; what was sent once is not sent again. A gateway that fails makes the job try again."""
    with house.database.reading(system()) as ctx:
        notice = ctx.session.get(Notice, payload["notice"])
        if notice is None or notice.status != QUEUED:
            return
        addresses = [a.email for a in _people(ctx, notice) if a.email]
    outside = bool(house.config.smtp_host and addresses and not notice.drill)
    if outside:
        _send(house.config, _letter(house.config, notice, addresses, house))
    with house.database.transaction(system()) as ctx:
        _close(ctx, notice.id, SENT if outside else RECORDED)


def _people(ctx: Context, notice: Notice) -> list[Account]:
    account_id = account_of(notice.recipient)
    if not account_id:
        return members_of(ctx, notice.jurisdiction, [notice.recipient])
    account = ctx.session.get(Account, account_id)
    return [account] if account is not None and account.active else []


def _close(ctx: Context, notice_id: str, status: str) -> None:
    notice = ctx.session.get_one(Notice, notice_id)
    notice.status, notice.sent_at = status, ctx.now()
    details = {"to": notice.recipient, "subject": notice.subject, "status": status}
    where = {"instance_id": notice.instance_id, "jurisdiction": notice.jurisdiction}
    record(ctx, Operation.REMINDER_SEND, notice.id, details, **where)


def _letter(config: Config, notice: Notice, addresses: Sequence[str], house: House) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = config.smtp_from, ", ".join(addresses), notice.subject
    letter["Date"] = format_datetime(house.database.clock.now())
    domain = config.smtp_from.rpartition("@")[2] or "localhost"
    letter["Message-ID"] = (
        f"<{notice.id}@{domain}>"  # a second sending after a crash is told as the same letter
    )
    letter.set_content(notice.text)
    return letter


def _send(config: Config, letter: EmailMessage) -> None:
    with smtplib.SMTP(config.smtp_host, config.smtp_port, timeout=TIMEOUT_SECONDS) as gateway:
        gateway.send_message(letter)
