"""How fast passwords may be guessed, and by whom."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.actor import system
from app.core.clock import SetClock
from app.core.errors import TooMany
from app.identity.brakes import brakes_of, count_failure, forgive, slow_down
from app.worker.house import House
from tests.yunxi import open_copy


@pytest.fixture
def house(tmp_path: Path, sqlite_template: Path) -> Iterator[House]:
    """An installation with nobody in it; its clock stands until it is moved."""
    opened = open_copy(Path(shutil.copy(sqlite_template, tmp_path / "brakes.sqlite")))
    yield opened
    opened.database.engine.dispose()


@pytest.fixture
def clock(house: House) -> SetClock:
    """Its clock."""
    assert isinstance(house.database.clock, SetClock)
    return house.database.clock


def _fail(house: House, *tries: tuple[str, str]) -> None:
    """Wrong passwords for a name from an address, each if it is looked at at all."""
    with house.database.transaction(system()) as ctx:
        for login, address in tries:
            slow_down(ctx, brakes_of(login, address, None))
            count_failure(ctx, brakes_of(login, address, None))
            ctx.flush()


def _seconds(house: House, login: str, address: str, device: str | None = None) -> int:
    with house.database.reading(system()) as ctx:
        try:
            slow_down(ctx, brakes_of(login, address, device))
        except TooMany as refusal:
            return int(refusal.details["seconds"])
        return 0


def test_tries_that_had_to_wait_do_not_lengthen_the_wait(house: House, clock: SetClock) -> None:
    _fail(house, *[("ann", "10.0.0.1")] * 5)
    clock.advance(timedelta(minutes=4))

    with pytest.raises(TooMany):
        _fail(house, ("ann", "10.0.0.1"))

    assert _seconds(house, "ann", "10.0.0.1") == 61
    clock.advance(timedelta(seconds=61))
    _fail(house, ("ann", "10.0.0.1"))
    assert _seconds(house, "ann", "10.0.0.1") == 0


def test_one_address_tries_thirty_names_and_then_waits(house: House) -> None:
    _fail(house, *[(f"name-{name}", "10.0.0.1") for name in range(30)])

    assert _seconds(house, "ann", "10.0.0.1") == 301
    assert _seconds(house, "ann", "10.0.0.2") == 0
    assert _seconds(house, "ann", "10.0.0.1", device="known") == 0


def test_own_success_makes_no_address_good_again(house: House) -> None:
    _fail(house, *[(f"name-{name}", "10.0.0.1") for name in range(30)])

    with house.database.transaction(system()) as ctx:
        forgive(ctx, brakes_of("mallory", "10.0.0.1", None))

    assert _seconds(house, "ann", "10.0.0.1") > 0


def test_many_addresses_on_one_name_meet_the_slow_brake_and_known_browsers_do_not(
    house: House, clock: SetClock
) -> None:
    _fail(house, *[("ann", f"10.0.1.{place}") for place in range(100)])

    assert _seconds(house, "ann", "10.0.2.1") == 901
    assert _seconds(house, "ann", "10.0.2.1", device="known") == 0
    clock.advance(timedelta(minutes=16))
    _fail(house, ("ann", "10.0.2.1"))
    assert _seconds(house, "ann", "10.0.2.2") == 901


def test_addresses_of_one_subscriber_count_as_one(house: House) -> None:
    _fail(house, *[("ann", f"2001:db8::{place}") for place in range(5)])

    assert _seconds(house, "ann", "2001:db8::ffff") > 0
    assert _seconds(house, "ann", "2001:db8:0:1::1") == 0


def test_names_are_no_addresses(house: House) -> None:
    _fail(house, *[(name, "10.1.1.1") for name in ("10.9.8.7", "address 10.9.8.7", "token 10.9.8.7") * 5])

    assert _seconds(house, "ann", "10.9.8.7") == 0
