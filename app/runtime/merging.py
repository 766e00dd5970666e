"""Two engine steps of one transaction as one."""

from collections.abc import Container, Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

from app.engine.step import Step


class _Keyed(Protocol):
    @property
    def key(self) -> int: ...


_K = TypeVar("_K", bound=_Keyed)


def merge(first: Step, second: Step) -> Step:
    """Later rows win and lists follow one another.

    What opened in the first step and closed in the second leaves no task, subscription or call behind: the tables
    never knew it.
    """
    closed, disarmed = {task.key for task in second.closed}, set(second.unsubscribed)
    opened, armed = {task.key for task in first.opened}, {catch.key for catch in first.subscribed}
    called, uncalled = {call.key for call in first.services}, set(second.cancelled_services)
    return replace(
        second,
        rows=tuple({row.key: row for row in (*first.rows, *second.rows)}.values()),
        opened=_without(closed, first.opened) + second.opened,
        closed=first.closed + _without(opened, second.closed),
        reassigned=_without(closed, first.reassigned) + second.reassigned,
        raised=_without(closed, first.raised) + second.raised,
        services=_without(uncalled, first.services) + second.services,
        cancelled_services=first.cancelled_services + _apart(called, second.cancelled_services),
        subscribed=_without(disarmed, first.subscribed) + second.subscribed,
        unsubscribed=first.unsubscribed + _apart(armed, second.unsubscribed),
        messages=first.messages + second.messages,
        unheard=first.unheard + second.unheard,
        activities=first.activities + second.activities,
        flows=first.flows + second.flows,
        decisions=first.decisions + second.decisions,
        written=first.written + second.written,
        variables={**first.variables, **second.variables},
    )


def _without(keys: Container[int], things: Iterable[_K]) -> tuple[_K, ...]:
    return tuple(thing for thing in things if thing.key not in keys)


def _apart(keys: Container[int], others: Iterable[int]) -> tuple[int, ...]:
    return tuple(key for key in others if key not in keys)
