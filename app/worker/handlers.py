"""What each job does: read the state again, act in one transaction, do nothing the second time."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from app.core.actor import system
from app.core.errors import DomainError
from app.printouts.papers import RENDER
from app.runtime import migrating, services, timers
from app.runtime.connectors import Connectors, Refused
from app.runtime.deliveries import deliver
from app.runtime.jobs import Names
from app.worker.failures import UnknownJob, job_transaction
from app.worker.house import House
from app.worker.mail import send_notice
from app.worker.notices import SEND
from app.worker.reminders import remind
from app.worker.rendering import render_paper
from app.worker.scenarios.playing import play_scenarios
from app.worker.scenarios.runs import PLAY
from app.worker.summons import migration_ended

Handler = Callable[[House, Mapping[str, Any]], None]


def deliver_message(house: House, payload: Mapping[str, Any]) -> None:
    """Bring a message to the instance that waits for it or the process that it starts; nobody yet: it stays."""
    with job_transaction(house, Names.DELIVER_MESSAGE, payload) as ctx:
        deliver(ctx, payload["message"])


def fire_timers(house: House, payload: Mapping[str, Any]) -> None:
    """Fire what is due in one instance."""
    with job_transaction(house, Names.FIRE_TIMERS, payload) as ctx:
        timers.fire(ctx, payload["instance"])


def run_service(house: House, payload: Mapping[str, Any]) -> None:
    """Let a connector do its work outside, in no transaction, and bring the result into its instance."""
    job_id = payload["service_job"]
    with house.database.reading(system()) as ctx:
        job = services.waiting(ctx, job_id)
    if job is None:
        return
    try:
        result = house.shared[Connectors].later_of(job.topic)(job.inputs)
    except Refused as refusal:
        with job_transaction(house, Names.RUN_SERVICE, payload) as ctx:
            services.refuse(ctx, job_id, refusal)
    else:
        with job_transaction(house, Names.RUN_SERVICE, payload) as ctx:
            services.finish(ctx, job_id, result)


def start_by_timer(house: House, payload: Mapping[str, Any]) -> None:
    """Start the process for one due instant of its timer start event."""
    with job_transaction(house, Names.START, payload) as ctx:
        due = datetime.fromisoformat(payload["due"])
        timers.start_due(ctx, payload["definition"], payload["element"], due)


def run_migration(house: House, payload: Mapping[str, Any]) -> None:
    """Carry its instances over, or put them back, until none is left or it is halted."""
    migration = payload["migration"]
    while True:
        with house.database.transaction(system()) as ctx:
            instance = migrating.next_item(ctx, migration, migration_ended)
        if instance is None:
            return
        try:
            with house.database.transaction(system()) as ctx:
                migrating.work_on(ctx, migration, instance)
        except DomainError as error:
            with house.database.transaction(system()) as ctx:
                migrating.give_up(ctx, migration, instance, error)


HANDLERS: dict[str, Handler] = {
    Names.DELIVER_MESSAGE: deliver_message,
    Names.FIRE_TIMERS: fire_timers,
    Names.MIGRATE: run_migration,
    Names.REMIND: remind,
    Names.RUN_SERVICE: run_service,
    Names.START: start_by_timer,
    PLAY: play_scenarios,
    RENDER: render_paper,
    SEND: send_notice,
}


def perform(house: House, name: str, payload: Mapping[str, Any]) -> None:
    """Do one job."""
    if name not in HANDLERS:
        raise UnknownJob(name=name)
    HANDLERS[name](house, payload)
