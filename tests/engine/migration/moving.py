"""Carrying a driven instance over to another diagram."""

from app.engine.instance import Instance
from app.engine.migration.migrate import Stored, migrate
from app.engine.migration.plan import MigrationPlan, Terms
from app.engine.program import Program
from tests.engine.diagrams import bpmn
from tests.engine.driver import Driver


def program(*notations: str, limits=None) -> Program:
    """The program of some diagrams."""
    return Program({f"f{n}": bpmn(text) for n, text in enumerate(notations)}, {}, limits or {})


def over(driver: Driver, new: str | Program, *, moved=None, rearm=False, since=None) -> MigrationPlan:
    """Carry the instance over; the driver goes on with it, unless something stands in the way."""
    wanted = program(new) if isinstance(new, str) else new
    stored = Stored(driver.process, *driver.instance.dump())
    terms = Terms({("main", old): to for old, to in (moved or {}).items()}, rearm)
    plan, live = migrate(driver.program, wanted, stored, driver.now, terms, since)
    if live is not None:
        driver.program, driver.instance = wanted, live
        step = live.take()
        driver.rows = live.dump()[1]
        driver.steps.append(step)
        loaded = Instance.load(wanted, driver.process, step.head, driver.rows.items())
        assert loaded.dump() == live.dump()
    return plan


def codes(findings) -> list[str]:
    """What was found, where."""
    return [f"{found.code} {found.element}" for found in findings]
