"""A start brings the folder's packages, and leaves alone what process owners have published."""

import pytest

from app.bundle.bundle import Bundle
from app.bundle.resources import Resource
from app.cli.prepare import bring
from app.core.actor import Actor, ActorKind
from app.repository.deployments import current
from app.repository.drafts import open_draft
from app.worker.house import House
from tests.yunxi import KEY, SETTINGS, package

OPERATOR = Actor(ActorKind.CLI, "cli", "命令行", KEY)


def changed(minutes: int) -> Bundle:
    """The tutorial's package with another limit."""
    files = dict(package().resources)
    text = files[SETTINGS].data.replace(b"PT20M", f"PT{minutes}M".encode())
    settings = Resource.of(SETTINGS, text)
    assert settings is not None
    return Bundle.from_resources(KEY, [*(files | {SETTINGS: settings}).values()])


@pytest.fixture
def start(house: House) -> list[str]:
    """What is said when the folder's package is brought for the first time."""
    said: list[str] = []
    bring(house, package(), "made for these tests only", said.append)
    return said


@pytest.mark.usefixtures("start")
def test_folder_that_changed_is_deployed_at_the_next_start(house: House) -> None:
    said: list[str] = []
    bring(house, changed(21), "", said.append)
    bring(house, changed(21), "", said.append)

    assert len(said) == 1
    with house.database.reading(OPERATOR) as ctx:
        assert current(ctx, KEY).version == 2


@pytest.mark.usefixtures("start")
def test_published_version_is_not_replaced_by_the_folder(house: House) -> None:
    with house.database.transaction(OPERATOR) as ctx:
        draft = open_draft(ctx, KEY)
        draft.status, draft.deployment_id = "published", current(ctx, KEY).id
    said: list[str] = []

    bring(house, changed(22), "", said.append)

    assert "没有覆盖" in said[0]
    with house.database.reading(OPERATOR) as ctx:
        assert current(ctx, KEY).version == 1
