"""Timer start events of a deployment: their first instants, and what cannot be deployed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.core.clock import SetClock
from app.engine.errors import DiagramRefused
from app.repository.models import StartEvent
from app.repository.starts import next_start
from app.worker.house import House
from tests.runtime.lands import Land

CHECK = """
process main "检查"
start s cycle="= limits.check"
user look "看" groups=staff
end e
s > look > e
"""


@pytest.fixture
def land(house: House) -> Land:
    return Land(house)


def test_cycle_of_the_settings_is_due_from_the_deployment_on(land: Land, clock: SetClock) -> None:
    land.deploy(CHECK, limits={"check": "PT6H"})

    with land.looking() as ctx:
        event = ctx.session.scalars(select(StartEvent)).one()

    assert event.next_due == clock.now() + timedelta(hours=6)
    assert next_start(event.expression, clock.now() + timedelta(hours=7)) == clock.now() + timedelta(hours=12)


def test_start_without_a_time_is_not_deployed(land: Land, count_rows: Callable[[str], int]) -> None:
    with pytest.raises(DiagramRefused, match="没有值"):
        land.deploy(CHECK, limits={"other": "PT6H"})

    assert count_rows("start_event") == 0


def test_text_that_is_no_time_is_never_due() -> None:
    assert next_start(None, datetime(2026, 1, 1, tzinfo=UTC)) is None
