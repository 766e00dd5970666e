"""What a completion costs the database does not depend on how much stands beside it."""

from unittest.mock import patch

import pytest
from sqlalchemy import select

from app.db.context import Context
from app.db.engine import STATEMENTS
from app.runtime.models import Execution
from app.tasks.completion import complete
from tests.runtime.lands import form

MOST = 12
BYTES = 2_500
PLAN = """
process main
start s
user draft form=note groups=staff
par split
user approve form=note groups=staff notBy=draft
user beside form=note groups=staff
par both
user close form=note groups=staff
end e
s > draft > split
split > approve > both
split > beside > both
both > close > e
"""
TEAMS = """
process main
start s
user act form=note groups=staff mi=forces:force
user close form=note groups=staff
end e
s > act > close > e
"""
NOTE = {"note": form("text!", "count:number")}


def cost(land, element, by="ann"):
    """Statements and commits of one completion."""
    task = land.task(element)
    with (
        patch.object(Context, "commit", autospec=True, side_effect=Context.commit) as commits,
        land.acting(by) as ctx,
    ):
        counts = ctx.counts
        counts[STATEMENTS] = 0
        complete(ctx, task, {"text": "x", "count": 1})
    return counts[STATEMENTS], commits.call_count


@pytest.mark.parametrize("element", ["draft", "approve", "beside", "close"])
def test_a_completion_takes_few_statements_and_one_commit(land, element):
    land.deploy(PLAN, NOTE)
    land.start()
    costs = {}
    for number, done in enumerate(["draft", "approve", "beside", "close"]):
        costs[done] = cost(land, done, by=f"p{number}")

    statements, commits = costs[element]

    assert statements <= MOST
    assert commits == 1


def test_the_cost_is_the_same_among_five_and_five_hundred_siblings(land):
    land.shadowed = False
    land.deploy(TEAMS, NOTE)
    costs = set()
    for siblings in (5, 500):
        land.start(forces=[{"name": f"f{n}"} for n in range(siblings)])
        costs.add(cost(land, "act"))

    assert len(costs) == 1
    assert max(costs)[0] <= MOST


def test_the_cost_is_the_same_for_one_and_a_hundred_groups_and_members(land):
    groups = ",".join(["staff", *(f"g{n}" for n in range(99))])
    land.deploy(
        {
            "few": PLAN,
            "many": PLAN.replace("process main", "process many").replace("groups=staff", f"groups={groups}"),
        },
        NOTE,
    )
    costs = set()
    for process in ("main", "many"):
        land.start(process)
        costs.add(cost(land, "draft"))

    assert len(costs) == 1


def test_a_step_writes_little_of_the_engine_s_state(land):
    land.deploy(PLAN, NOTE)
    land.start()
    text, sizes = "一段写得相当长的情况说明，" * 8, []
    for number, element in enumerate(["draft", "approve", "beside"]):
        before = dict(rows(land))
        land.do(element, {"text": text, "count": number}, by=f"p{number}")
        sizes.append(sum(len(body.encode()) for key, body in rows(land) if before.get(key) != body))

    assert max(sizes) <= BYTES


def rows(land):
    with land.looking() as ctx:
        query = select(Execution.key, Execution.body).where(Execution.instance_id == land.instance)
        return [(row.key, row.body) for row in ctx.session.execute(query)]
