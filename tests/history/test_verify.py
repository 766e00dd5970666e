"""Verification: one flipped byte anywhere in the record is found, and the first bad row is named."""

import pytest
import sqlalchemy as sa

from app.history.log import record
from app.history.operations import Operation
from app.history.personal import seal
from app.history.trace import Event, append
from app.history.verify import verify, verify_personal

INSTANCE = "00000000-0000-7000-8000-000000000001"


@pytest.fixture
def recorded(house, acting):
    """Three entries; the second tells of a step with a trace, the third of a personal value."""
    with acting() as ctx:
        record(ctx, Operation.TASK_CLAIM, "first", {"n": 1})
    with acting() as ctx:
        events = [
            Event(
                "activity", 3, "p", "draft", "completed", {"name": "拟定", "type": "userTask", "parent": None}
            ),
            Event("flow", 3, "p", "f1", None, {"source": "draft", "target": "x", "condition": "a > 1"}),
        ]
        trace = append(ctx, INSTANCE, 2, events)
        details = {"step": {"version": 2, "trace": trace}}
        record(ctx, Operation.TASK_COMPLETE, "second", details, instance_id=INSTANCE)
    with acting() as ctx:
        record(ctx, Operation.TASK_COMPLETE, "third", {"phone": seal(ctx, "000-0000-0001")})
    return house


def tamper(house, statement: str) -> None:
    """What somebody with the database in hand could do: take the triggers away, change, put them back."""
    engine = house.database.engine
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            names = connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
            for name in names:
                connection.execute(sa.text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(sa.text("ALTER TABLE operation_log DISABLE TRIGGER ALL"))
            connection.execute(sa.text("ALTER TABLE trace DISABLE TRIGGER ALL"))
        assert connection.execute(sa.text(statement)).rowcount == 1


def test_an_untouched_record_holds(recorded, acting):
    with acting() as ctx:
        verdict = verify(ctx, "testland")
        personal = verify_personal(ctx, "testland")

    assert (verdict.broken, verdict.entries, personal) == (None, 3, None)


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE operation_log SET body = replace(body, 'first', 'fisrt') WHERE seq = 1", 1),
        ("UPDATE operation_log SET actor = 'tesler' WHERE seq = 1", 1),
        ("UPDATE operation_log SET operation = 'task.unclaim' WHERE seq = 1", 1),
        ("UPDATE operation_log SET hash = replace(hash, substr(hash, 1, 1), 'g') WHERE seq = 3", 3),
        ("DELETE FROM operation_log WHERE seq = 2", 2),
        ("DELETE FROM operation_log WHERE seq = 3", 2),
        ("UPDATE trace SET detail = replace(detail, 'a > 1', 'a > 2') WHERE ord = 1", 2),
        ("UPDATE trace SET element = 'drafr' WHERE ord = 0", 2),
        ("UPDATE trace SET state = 'cancelled' WHERE ord = 0", 2),
        ("DELETE FROM trace WHERE ord = 1", 2),
    ],
)
def test_a_changed_row_is_named(recorded, acting, statement, seq):
    tamper(recorded, statement)

    with acting() as ctx:
        verdict = verify(ctx, "testland")

    assert verdict.broken is not None
    assert verdict.seq == seq


def test_every_single_flipped_byte_of_a_body_is_found(recorded, acting):
    with recorded.database.engine.connect() as connection:
        body = connection.scalar(sa.text("SELECT body FROM operation_log WHERE seq = 1"))
    tamper(recorded, "UPDATE operation_log SET actor = actor WHERE seq = 1")

    for place in range(0, len(body), 7):
        flipped = body[:place] + chr(ord(body[place]) ^ 1) + body[place + 1 :]
        with recorded.database.engine.begin() as connection:
            connection.execute(sa.text("UPDATE operation_log SET body = :b WHERE seq = 1"), {"b": flipped})
        with acting() as ctx:
            assert verify(ctx, "testland").seq == 1


def test_a_changed_personal_value_is_found(recorded, acting):
    with recorded.database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE personal_value SET value = '\"000-0000-0002\"'"))

    with acting() as ctx:
        assert verify_personal(ctx, "testland") is not None
