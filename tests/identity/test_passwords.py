import threading

import pytest

from app.identity.passwords import Argon2Hasher, Passwords, PasswordUnfit, SignInBusy
from tests.waiting import PATIENCE

QUICK = Argon2Hasher(memory=64, passes=1)
PASSWORD = "出动-令到即行-2026"


class Reversing:
    """A stand-in for an algorithm that a bureau's rules demand."""

    prefix = "$reverse$"

    def hash(self, password):
        return self.prefix + password[::-1]

    def verify(self, stored, password):
        return stored == self.hash(password)

    def outdated(self, stored):
        return False


def test_hash_carries_the_recommended_parameters():
    stored = Passwords().hash(PASSWORD)

    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_two_hashes_of_one_password_differ():
    passwords = Passwords([QUICK])

    assert passwords.hash(PASSWORD) != passwords.hash(PASSWORD)


def test_right_password_passes_without_a_replacement():
    passwords = Passwords([QUICK])

    verdict = passwords.check(passwords.hash(PASSWORD), PASSWORD)

    assert (verdict.right, verdict.replacement) == (True, None)


@pytest.mark.parametrize(
    "stored", ["", "plain", "$argon2id$broken", "$argon2id$v=19$m=64,t=1,p=1$c2FsdA$aGFzaA"]
)
def test_hash_that_cannot_be_read_refuses(stored):
    assert not Passwords([QUICK]).check(stored, PASSWORD).right


@pytest.mark.parametrize("password", ["", "wrong password", "x" * 257, "\ud800" * 12, "ten\0letters"])
def test_wrong_password_refuses(password):
    passwords = Passwords([QUICK])

    assert not passwords.check(passwords.hash(PASSWORD), password).right


def test_missing_account_refuses_after_the_same_work():
    counted = []

    class Counting(Argon2Hasher):
        def verify(self, stored, password):
            counted.append(password)
            return super().verify(stored, password)

    passwords = Passwords([Counting(memory=64, passes=1)])

    assert not passwords.check(None, PASSWORD).right
    assert counted == [PASSWORD]


def test_outdated_parameters_give_a_replacement():
    old = Passwords([Argon2Hasher(memory=32, passes=1)]).hash(PASSWORD)
    passwords = Passwords([QUICK])

    verdict = passwords.check(old, PASSWORD)

    assert verdict.right
    assert passwords.check(verdict.replacement, PASSWORD).replacement is None


def test_hash_of_a_former_hasher_is_replaced_by_the_preferred_one():
    passwords = Passwords([Reversing(), QUICK])

    verdict = passwords.check(QUICK.hash(PASSWORD), PASSWORD)

    assert verdict.right
    assert verdict.replacement == Reversing().hash(PASSWORD)


@pytest.mark.parametrize("password", ["short", "x" * 257, "nul\0nul\0nul\0", "\udfff" * 12])
def test_unfit_password_is_not_hashed(password):
    with pytest.raises(PasswordUnfit) as refused:
        Passwords([QUICK]).hash(password)

    assert str(len(password)) in refused.value.message


def test_hashing_never_runs_more_at_once_than_allowed():
    entered, release = threading.Semaphore(0), threading.Event()

    class Slow(Reversing):
        def hash(self, password):
            entered.release()
            release.wait(PATIENCE)
            return super().hash(password)

    passwords = Passwords([Slow()], at_once=1, patience=0.05)
    first = threading.Thread(target=passwords.hash, args=[PASSWORD])
    first.start()
    assert entered.acquire(timeout=PATIENCE)

    with pytest.raises(SignInBusy) as busy:
        passwords.check("$reverse$", PASSWORD)

    release.set()
    first.join(PATIENCE)
    assert busy.value.status == 429
    assert not passwords.check("$reverse$", PASSWORD).right
