"""How fast passwords may be guessed, without a stranger keeping a post from its own desk.

Failures are counted for a name at an address, for an address, and for a name wherever it is tried: the last is the
only one that a stranger shares with the post's people, and takes many tries. A browser in which the name has signed
in before is counted by itself alone, so that whatever strangers do it may go on (OWASP: device cookies; NIST SP
800-63B, rate limiting). Whoever is signed in is not asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete

from app.core.errors import TooMany
from app.db.context import Context
from app.identity.models import SignInFailure

_MINUTES = timedelta(minutes=5)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Brake:
    """After `tries` failures one waits for `wait` before each other try, until none failed for `memory`.

    A right password makes the failures forgotten, unless they are `kept`.
    """

    subject: str
    tries: int = 5
    wait: timedelta = _MINUTES
    memory: timedelta = _MINUTES
    kept: bool = False


def brakes_of(login: str, address: str, device: str | None) -> tuple[Brake, ...]:
    """What holds for a password; `device` names a browser in which the login has signed in before."""
    login, place = login[:64], _network(address)
    if device is not None:
        return (Brake(f"device {device} {login}"),)
    return (
        Brake(f"login {place} {login}"),
        Brake(f"address {place}", tries=30, kept=True),
        Brake(f"account {login}", tries=100, wait=timedelta(minutes=15), memory=_DAY),
    )


def brake_of_tokens(address: str) -> Brake:
    """What holds for access tokens: nobody guesses one, but a program with a wrong one asks on and on."""
    return Brake(f"token {_network(address)}", kept=True)


def slow_down(ctx: Context, brakes: Iterable[Brake]) -> None:
    """Let the try go on, or raise `TooMany` with the seconds to wait. A try that had to wait is no failure."""
    for brake in brakes:
        known = ctx.session.get(SignInFailure, brake.subject)
        if known is not None and known.failures >= brake.tries:
            left = brake.wait - (ctx.now() - known.last_at)
            if left > timedelta(0):
                raise TooMany(seconds=int(left.total_seconds()) + 1)


def count_failure(ctx: Context, brakes: Iterable[Brake]) -> None:
    """One more failure; in a transaction of its own, for the try was rolled back."""
    for brake in brakes:
        known = ctx.session.get(SignInFailure, brake.subject)
        if known is None:
            ctx.session.add(SignInFailure(subject=brake.subject, failures=1, last_at=ctx.now()))
        else:
            known.failures = 1 if ctx.now() - known.last_at > brake.memory else known.failures + 1
            known.last_at = ctx.now()


def forgive(ctx: Context, brakes: Iterable[Brake]) -> None:
    """Forget the failures of who gave the right password, and those that are over for everybody."""
    subjects = [brake.subject for brake in brakes if not brake.kept]
    over = SignInFailure.last_at < ctx.now() - _DAY
    ctx.session.execute(delete(SignInFailure).where(SignInFailure.subject.in_(subjects) | over))


def _network(address: str) -> str:
    """The address, of version 6 its /64: that is what one subscriber has."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:45].replace(" ", "")
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else address
