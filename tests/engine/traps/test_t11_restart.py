"""T11: after a restart on specifications parsed anew, a multi-instance never learns that its children are done."""

from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from app.engine.instance import Instance
from app.engine.program import Program
from tests.engine.diagrams import bpmn
from tests.engine.driver import CASE, START
from tests.engine.traps.stock import Specs, Stock

FORCES = """
start s
user act mi=xs:x {std}
user after
end e
s > act > after > e
"""


def test_stock_loses_the_end_of_a_fan_out_on_specifications_parsed_anew() -> None:
    stock = Stock(FORCES.format(std="std"), {"xs": [1, 2]})
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
    stock.workflow = serializer.deserialize_json(serializer.serialize_json(stock.workflow))
    _put_under(stock, Specs(FORCES.format(std="std")))

    stock.do("act").do("act")

    assert stock.stuck


def _put_under(stock: Stock, fresh: Specs) -> None:
    """What a runtime does that keeps specifications by digest and state by instance."""
    stock.workflow.spec = fresh.spec
    for task in stock.workflow.get_tasks():
        task.task_spec = fresh.spec.task_specs[task.task_spec.name]


def test_fan_out_ends_on_a_program_compiled_anew() -> None:
    files = {"main": bpmn(FORCES.format(std=""))}
    live = Instance.start(Program(files, {}, {}), "main", case=CASE, variables={"xs": [1, 2]}, now=START)
    head, rows = live.dump()

    restarted = Instance.load(Program(files, {}, {}), "main", head, rows.items())
    for task in restarted.open_tasks():
        restarted.complete(task.key, {}, START)

    assert [task.element for task in restarted.open_tasks()] == ["after"]
