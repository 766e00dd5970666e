"""T16: called processes cannot see the data objects of the process that called them."""

import pytest
from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

COMMAND = """
process main
data command "指挥权"
start s
user hand writes=command
{pass_}
call report calls=report
end e
s > hand > {first}report > e
process report
start s
xor x
user to_hq
user to_brigade
end e
s > x
x > to_hq : {condition}
x > to_brigade : *
to_hq > e
to_brigade > e
"""


def test_stock_knows_no_such_name_in_the_called_process() -> None:
    notation = COMMAND.format(pass_="", first="", condition="command['group'] == 'hq'")
    stock = Stock(notation)
    stock.workflow.data_objects["command"] = {"group": "hq"}

    with pytest.raises(WorkflowTaskException, match="command"):
        stock.do("hand")


@pytest.mark.parametrize("name", ["command", "指挥权", "command_ref"])
def test_data_object_is_seen_under_its_id_and_names_at_any_depth(name: str) -> None:
    notation = COMMAND.format(pass_="", first="", condition=f'{name}.group = "hq"')

    instance = Driver(notation, process="main").do("hand", group="hq")

    assert instance.open == ["to_hq"]
    assert instance.step.written[0].before is None


def test_data_object_of_an_inner_scope_ends_with_it() -> None:
    notation = """
start s
sub phase {
  data mark
  start ps
  user set writes=mark
  user look groups="= mark.group"
  end pe
  ps > set > look > pe
}
user after groups='= if mark = null then "none" else mark.group'
end e
s > phase > after > e
"""
    instance = Driver(notation).do("set", group="g")
    assert instance.task("look").candidate_groups == ("g",)

    instance.do("look")

    assert instance.task("after").candidate_groups == ("none",)


GATHERED = """
process main
data gathered
start s
user begin
call part calls=part mi=items:item seq in=item
user look groups="= gathered"
end e
s > begin > part > look > e
process part
start s
script add writes=gathered : concatenate(if gathered = null then [] else gathered, [item])
end e
s > add > e
"""


def test_script_of_a_called_process_gathers_in_the_data_object_of_its_caller() -> None:
    instance = Driver(GATHERED, process="main").do("begin", items=["a", "b"])

    assert instance.task("look").candidate_groups == ("a", "b")


ALONE = """
process main
start s
script add writes=gathered : [1]
user look groups="= string(gathered = null)"
end e
s > add > look > e
"""


def test_script_writes_nothing_where_no_caller_draws_the_data_object() -> None:
    assert Driver(ALONE, process="main").task("look").candidate_groups == ("true",)
