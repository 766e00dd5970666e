"""What each job does: read the state again, act in one transaction, do nothing the second time."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from app.core.actor import Actor, system
from app.engine.errors import EngineError
from app.printouts.papers import RENDER
from app.runtime import timers
from app.runtime.deliveries import deliver
from app.runtime.jobs import Names
from app.worker.house import House
from app.worker.mail import SEND, send_notice
from app.worker.reminders import remind
from app.worker.rendering import render_paper

Handler = Callable[[House, Mapping[str, Any]], None]


def deliver_message(house: House, payload: Mapping[str, Any]) -> None:
    """Bring a message to the instance that waits for it or the process that it starts."""
    with house.database.transaction(_system()) as ctx:
        deliver(ctx, payload["message"])


def fire_timers(house: House, payload: Mapping[str, Any]) -> None:
    """Fire what is due in one instance; a failure has become an incident and waits for a person."""
    with suppress(EngineError), house.database.transaction(_system()) as ctx:
        timers.fire(ctx, payload["instance"])


def start_by_timer(house: House, payload: Mapping[str, Any]) -> None:
    """Start the process whose timer start event is due."""
    with house.database.transaction(_system()) as ctx:
        timers.start_due(ctx, payload["definition"], payload["element"])


def _system() -> Actor:
    return system()


HANDLERS: dict[str, Handler] = {
    Names.DELIVER_MESSAGE: deliver_message,
    Names.FIRE_TIMERS: fire_timers,
    Names.REMIND: remind,
    Names.START: start_by_timer,
    RENDER: render_paper,
    SEND: send_notice,
}
