"""Deploying: versions follow one another, the same content changes nothing, of two at once one is told."""

import threading

import pytest
from sqlalchemy import select

from app.core.actor import Actor, ActorKind
from app.db.engine import STATEMENTS
from app.repository.deployments import DeployedMeanwhile, create_deployment, current
from app.repository.models import Deployment
from tests.runtime.lands import KEY, package
from tests.waiting import PATIENCE, stands_behind

INSTALLER = Actor(ActorKind.CLI, "cli", "命令行", KEY)


def diagram(name):
    return f'process main "{name}"\nstart s\nuser a "{name}" groups=staff\nend e\ns > a > e\n'


def deploy(house, name):
    with house.database.transaction(INSTALLER) as ctx:
        return create_deployment(ctx, package(diagram(name))).version


def versions(house):
    with house.database.reading(INSTALLER) as ctx:
        return list(ctx.session.scalars(select(Deployment.version).order_by(Deployment.version)))


def test_new_content_is_the_next_version_and_the_same_changes_nothing(house):
    assert [deploy(house, name) for name in ("甲", "乙", "乙")] == [1, 2, 2]
    assert versions(house) == [1, 2]


def test_process_that_needs_a_deployment_first_reads_all_its_files_at_once(house):
    deploy(house, "甲")

    with house.database.reading(INSTALLER) as ctx:
        ctx.counts[STATEMENTS] = 0
        read = current(ctx, KEY).bundle

        assert ctx.counts[STATEMENTS] == 3  # the place, what it runs, the files
    assert read.digest == package(diagram("甲")).digest


def test_of_two_deployments_at_once_one_wins_and_the_other_is_told(house):
    deploy(house, "甲")
    told = []

    def second():
        try:
            told.append(deploy(house, "丙"))
        except DeployedMeanwhile as refusal:
            told.append(refusal.code)

    other = threading.Thread(target=second)
    with house.database.transaction(INSTALLER) as ctx:
        create_deployment(ctx, package(diagram("乙")))
        other.start()
        stands_behind(house.database, other)
    other.join(PATIENCE)

    # SQLite has one writer: the second begins when the first has ended, and follows it
    serial = house.database.engine.dialect.name == "sqlite"
    assert told == ([3] if serial else ["deployed-meanwhile"])
    assert versions(house) == ([1, 2, 3] if serial else [1, 2])


def test_what_was_deployed_goes_on_when_the_next_is_refused(house):
    deploy(house, "甲")

    def breaks_off():
        with house.database.transaction(INSTALLER) as ctx:
            create_deployment(ctx, package(diagram("乙")))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks_off()

    with house.database.reading(INSTALLER) as ctx:
        assert current(ctx, KEY).version == 1
