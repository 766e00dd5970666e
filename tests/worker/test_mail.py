"""Notices through a real SMTP server: Chinese, to the members of the group, once; drills stay inside."""

import asyncio
import socket
from collections.abc import Awaitable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from app.bundle.manifest import Group
from app.core.actor import system
from app.core.clock import SetClock
from app.core.ids import new_id
from app.identity.accounts import sync_groups
from app.identity.models import Account, CandidateGroup, Membership
from app.runtime.jobs import Kept
from app.worker import mail
from app.worker.house import House, open_house
from app.worker.inline import drain
from app.worker.mail import send_notice
from app.worker.notices import Notice, queue
from tests.waiting import PATIENCE


class Gateway:
    """Keeps what arrives, or refuses it."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refusing = False

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.refusing:
            return "451 later"
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


class Listening(Controller):
    """On a port that was taken beforehand; it asks no name server who it is."""

    def __init__(self, kept: Gateway, taken: socket.socket) -> None:
        host, port = taken.getsockname()
        super().__init__(kept, host, port, server_hostname=host, ready_timeout=PATIENCE)
        self._taken = taken

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._taken)


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    """A port that is nobody else's, and refuses as long as nobody listens."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        yield opened


@pytest.fixture
def gateway(taken: socket.socket) -> Iterator[Gateway]:
    kept = Gateway()
    controller = Listening(kept, taken)
    controller.start()
    yield kept
    controller.stop()


@pytest.fixture
def posting(
    house: House, taken: socket.socket, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    """The house with a gateway, and two members of a group, one of them without an address."""
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", PATIENCE)
    port = taken.getsockname()[1]
    opened = open_house(replace(house.config, smtp_host="127.0.0.1", smtp_port=port), Kept, clock)
    with opened.database.transaction(system("testland")) as ctx:
        sync_groups(ctx, "testland", [Group(key="brigade", name="大队", unit=None, clauses=())])
        group = ctx.session.query(CandidateGroup).one()
        for login, email in (("ann", "ann@example.org"), ("bob", None)):
            account = _account(login, email, clock)
            ctx.session.add(account)
            ctx.session.flush()
            ctx.session.add(Membership(account_id=account.id, group_id=group.id))
    yield opened
    opened.database.engine.dispose()


def _account(login: str, email: str | None, clock: SetClock) -> Account:
    return Account(
        id=new_id(), jurisdiction="testland", login=login, name=login, unit="u", unit_name="U", email=email,
        password_hash="-", roles=["staff"], created_at=clock.now(),
    )  # fmt: skip


def _queue(house: House, *, drill: bool = False, group: str = "brigade") -> str:
    with house.database.transaction(system("testland")) as ctx:
        words = ("逾期：审批调用方案", "“审批调用方案”应于 03:10 前办结，现已逾期。")
        return queue(ctx, "testland", group, words, instance_id=None, drill=drill).id


def _status(house: House, notice: str) -> str:
    with house.database.reading(system()) as ctx:
        return ctx.session.get_one(Notice, notice).status


def test_notice_reaches_those_with_an_address_once(posting: House, gateway: Gateway) -> None:
    notice = _queue(posting)

    drain(posting)
    send_notice(posting, {"notice": notice})  # as after a crash

    [letter] = gateway.letters
    assert (letter["To"], letter["Subject"]) == ("ann@example.org", "逾期：审批调用方案")
    assert letter["Message-ID"] == f"<{notice}@localhost>"
    assert letter.get_content().strip() == "“审批调用方案”应于 03:10 前办结，现已逾期。"
    assert _status(posting, notice) == "sent"


@pytest.mark.parametrize(("drill", "group"), [(True, "brigade"), (False, "nobody")])
def test_drill_and_empty_group_send_nothing(
    posting: House, gateway: Gateway, *, drill: bool, group: str
) -> None:
    notice = _queue(posting, drill=drill, group=group)

    drain(posting)

    assert gateway.letters == []
    assert _status(posting, notice) == "recorded"


def test_without_a_gateway_notices_are_kept_inside(house: House) -> None:
    notice = _queue(house)

    drain(house)

    assert _status(house, notice) == "recorded"


def test_gateway_that_refuses_leaves_the_notice_for_the_next_attempt(
    posting: House, gateway: Gateway
) -> None:
    gateway.refusing = True
    notice = _queue(posting)

    with pytest.raises(OSError, match=r"451|later"):
        drain(posting)
    before = _status(posting, notice)
    gateway.refusing = False
    send_notice(posting, {"notice": notice})

    assert before == "queued"
    assert _status(posting, notice) == "sent"
    assert len(gateway.letters) == 1


def test_gateway_that_is_gone_is_told_as_such(posting: House) -> None:
    notice = _queue(posting)

    with pytest.raises(ConnectionRefusedError):
        drain(posting)

    assert _status(posting, notice) == "queued"
