"""Passwords: hashed slowly, a few at a time, by a hasher that can be replaced.

Argon2id with the parameters that OWASP recommends (19 MiB, 2 passes, 1 lane; about 30 ms). A bureau whose rules
demand another algorithm passes another `Hasher`; stored hashes of the former one go on working and are replaced
at the next sign-in.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.errors import Invalid, TooMany

SHORTEST = 10
LONGEST = 256


class Hasher(Protocol):
    """One algorithm. `prefix` begins every hash it makes and no hash of another algorithm."""

    prefix: str

    def hash(self, password: str) -> str:
        """A salted hash as printable text that carries its own parameters."""
        ...

    def verify(self, stored: str, password: str) -> bool:
        """Whether the password is the one of the stored hash; false for a hash that cannot be read."""
        ...

    def outdated(self, stored: str) -> bool:
        """Whether the stored hash was made with other parameters than today's."""
        ...


class Argon2Hasher:
    """Argon2id, RFC 9106; memory in KiB."""

    prefix = "$argon2id$"

    def __init__(self, memory: int = 19 * 1024, passes: int = 2, lanes: int = 1) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory, parallelism=lanes, type=Type.ID)

    def hash(self, password: str) -> str:
        """A salted hash in the PHC string format."""
        return self._hasher.hash(password)

    def verify(self, stored: str, password: str) -> bool:
        """Whether the password is the one of the stored hash."""
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, stored: str) -> bool:
        """Whether the stored hash has other parameters than this hasher."""
        return self._hasher.check_needs_rehash(stored)


class PasswordUnfit(Invalid):
    """密码请用 {shortest} 到 {longest} 个字符，现在是 {length} 个。"""

    code = "password-unfit"


class SignInBusy(TooMany):
    """同时登录的人太多，请 {seconds} 秒后再试。"""

    code = "sign-in-busy"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the password was right and, when the stored hash is outdated, the hash to store instead."""

    right: bool
    replacement: str | None = None


class Passwords:
    """Hashes and checks passwords, at most `at_once` at a time; waits up to `patience` seconds for its turn.

    The first hasher makes new hashes, all of them check old ones. Nineteen mebibytes a hash times the threads of
    a server is what an unbounded sign-in page would cost.
    """

    def __init__(self, hashers: Sequence[Hasher] = (), *, at_once: int = 4, patience: float = 5) -> None:
        self._hashers = tuple(hashers) or (Argon2Hasher(),)
        self._turns = threading.BoundedSemaphore(at_once)
        self._patience = patience
        self._nobody: str | None = None

    def hash(self, password: str) -> str:
        """The hash to store; raises `PasswordUnfit` for a password too short or too long."""
        if not SHORTEST <= len(password) <= LONGEST or _unprintable(password):
            raise PasswordUnfit(shortest=SHORTEST, longest=LONGEST, length=len(password))
        with self._turn():
            return self._hashers[0].hash(password)

    def check(self, stored: str | None, password: str) -> Verdict:
        """Compare with a stored hash; `None` (no such account) takes as long as a wrong password.

        Raises `SignInBusy` when no turn came within the patience.
        """
        if len(password) > LONGEST or _unprintable(password):
            return Verdict(right=False)
        with self._turn():
            if stored is None:
                self._hashers[0].verify(self._decoy(), password)
                return Verdict(right=False)
            return self._compare(stored, password)

    def _compare(self, stored: str, password: str) -> Verdict:
        hasher = next((hasher for hasher in self._hashers if stored.startswith(hasher.prefix)), None)
        if hasher is None or not hasher.verify(stored, password):
            return Verdict(right=False)
        preferred = self._hashers[0]
        if hasher is preferred and not hasher.outdated(stored):
            return Verdict(right=True)
        return Verdict(right=True, replacement=preferred.hash(password))

    def _decoy(self) -> str:
        if self._nobody is None:
            self._nobody = self._hashers[0].hash("nobody's password")
        return self._nobody

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=self._patience):
            raise SignInBusy(seconds=round(self._patience))
        try:
            yield
        finally:
            self._turns.release()


def _unprintable(password: str) -> bool:
    """Lone surrogates and NUL, which no keyboard types and no hasher takes."""
    return any(character == "\0" or "\ud800" <= character <= "\udfff" for character in password)
