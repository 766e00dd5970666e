"""A land on each database."""

import pytest

from app.worker.house import House
from tests.runtime.lands import Land


@pytest.fixture
def land(house: House) -> Land:
    """An installation whose every step is shadowed."""
    return Land(house)
