"""The operation log: chained in the transaction, refused attempts recorded, nothing lost and nothing changed."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from app.core.errors import Conflict
from app.db.engine import STATEMENTS
from app.history.chain import GENESIS, link
from app.history.log import record
from app.history.models import PersonalValue
from app.history.operations import Operation
from app.history.personal import DELETED, open_seals, seal


def rows(house, columns="seq, body, hash"):
    with house.database.engine.connect() as connection:
        return connection.execute(sa.text(f"SELECT {columns} FROM operation_log ORDER BY seq")).all()


def test_entries_of_one_transaction_are_chained_in_order(house, acting):
    with acting() as ctx:
        record(ctx, Operation.TASK_CLAIM, "a", {"n": 1})
        record(ctx, Operation.TASK_UNCLAIM, "b", {"n": 2})

    found = rows(house)

    assert [row.seq for row in found] == [1, 2]
    assert found[0].hash == link(GENESIS, found[0].body)
    assert found[1].hash == link(found[0].hash, found[1].body)


def test_each_jurisdiction_has_a_chain_of_its_own(house, acting):
    with acting(jurisdiction="east") as ctx:
        record(ctx, Operation.TASK_CLAIM, "a")
    with acting(jurisdiction="west") as ctx:
        record(ctx, Operation.TASK_CLAIM, "b")

    assert [(row.jurisdiction, row.seq) for row in rows(house, "jurisdiction, seq")] == [
        ("east", 1),
        ("west", 1),
    ]


def test_an_entry_goes_with_the_transaction_that_fails(house, acting):
    def fails():
        with acting() as ctx:
            record(ctx, Operation.TASK_CLAIM, "a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    assert rows(house) == []


def test_a_refused_attempt_is_recorded_after_the_rollback(house, acting):
    def refused():
        with acting("somebody") as ctx:
            record(ctx, Operation.TASK_CLAIM, "never")
            raise Conflict("已经办过了。", task="t-1", typed={"phone": "secret"})

    with pytest.raises(Conflict):
        refused()

    (entry,) = rows(house, "operation, body")
    body = json.loads(entry.body)

    assert entry.operation == "refused"
    assert body["actor"]["id"] == "somebody"
    assert body["details"]["about"] == {"task": "t-1"}
    assert "secret" not in entry.body


@pytest.mark.parametrize("statement", ["UPDATE operation_log SET body = '{}'", "DELETE FROM operation_log"])
def test_the_log_cannot_be_changed_by_sql(house, acting, statement):
    with acting() as ctx:
        record(ctx, Operation.TASK_CLAIM, "a")

    with pytest.raises(DatabaseError, match="append-only"), house.database.engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_replacing_a_row_does_not_walk_past_the_triggers(house, acting):
    if house.database.engine.dialect.name != "sqlite":
        statement = "TRUNCATE operation_log"
    else:
        statement = "INSERT OR REPLACE INTO operation_log SELECT * FROM operation_log"
    with acting() as ctx:
        record(ctx, Operation.TASK_CLAIM, "a")

    with pytest.raises(DatabaseError, match="append-only"), house.database.engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_a_personal_value_stands_in_the_chain_only_as_a_hash(house, acting):
    with acting() as ctx:
        sealed = seal(ctx, "000-0000-0001")
        record(ctx, Operation.TASK_COMPLETE, "a", {"phone": sealed})

    with acting() as ctx:
        shown = open_seals(ctx, sealed)

    assert "000-0000-0001" not in rows(house)[0].body
    assert shown == "000-0000-0001"


def test_all_seals_are_opened_by_one_statement_but_not_those_of_others(acting):
    with acting(jurisdiction="east") as ctx:
        kept, gone = seal(ctx, {"name": "甲"}), seal(ctx, "000-0000-0001")
        foreign = seal(ctx, "000-0000-0002", "west")
        ctx.session.flush()
        ctx.session.delete(ctx.session.get_one(PersonalValue, gone["personal"]))

    with acting(jurisdiction="east") as ctx:
        ctx.counts[STATEMENTS] = 0
        opened = open_seals(ctx, [{"before": kept, "after": gone}, foreign, {"personal": "x", "n": 1}])
        statements = ctx.counts[STATEMENTS]

    assert opened == [{"before": {"name": "甲"}, "after": DELETED}, foreign, {"personal": "x", "n": 1}]
    assert statements == 1
