"""Two steps of one transaction: what came and went in between leaves nothing behind."""

from datetime import UTC, datetime

from app.engine.step import (
    Activity,
    ActivityState,
    ClosedTask,
    InstanceStatus,
    OpenedTask,
    Reassigned,
    Row,
    ServiceCall,
    Step,
    Subscription,
)
from app.runtime.merging import merge

AT = datetime(2026, 11, 22, tzinfo=UTC)


def step(**lists):
    return Step(status=InstanceStatus.ACTIVE, head="", next_due=None, **{"rows": ()} | lists)


def opened(key):
    return OpenedTask(key, "p", f"t{key}", "", None, None, None, (), None, None, 50, {}, ())


def called(key):
    return ServiceCall(key, "p", f"s{key}", "", "topic", {}, {}, None, ())


def closed(key):
    return ClosedTask(key, ActivityState.CANCELLED)


def test_later_rows_win():
    merged = merge(step(rows=(Row(1, "a"), Row(2, "b"))), step(rows=(Row(2, None), Row(3, "c"))))

    assert {row.key: row.body for row in merged.rows} == {1: "a", 2: None, 3: "c"}


def test_a_task_that_opened_and_closed_was_never_there():
    merged = merge(step(opened=(opened(1), opened(2))), step(closed=(closed(1), closed(9))))

    assert [task.key for task in merged.opened] == [2]
    assert [task.key for task in merged.closed] == [9]


def test_a_task_handed_over_and_closed_is_closed():
    merged = merge(step(reassigned=(Reassigned(1, ("a",), ("b",)),)), step(closed=(closed(1),)))

    assert (merged.reassigned, [task.key for task in merged.closed]) == ((), [1])


def test_a_catch_that_was_armed_and_disarmed_was_never_there():
    catch = Subscription(1, "c", "消息", None)
    merged = merge(step(subscribed=(catch,)), step(unsubscribed=(1, 7)))

    assert (merged.subscribed, merged.unsubscribed) == ((), (7,))


def test_a_call_that_was_taken_back_is_not_made():
    merged = merge(
        step(services=(called(1), called(2))), step(cancelled_services=(1, 5), services=(called(3),))
    )

    assert [call.key for call in merged.services] == [2, 3]
    assert merged.cancelled_services == (5,)


def test_what_happened_is_told_in_order():
    first, second = (Activity(k, None, "p", f"t{k}", "", "task", ActivityState.COMPLETED, AT) for k in (1, 2))

    assert merge(step(activities=(first,)), step(activities=(second,))).activities == (first, second)
