"""T19: a reference to a data object two levels up makes the parser run for ever."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.diagrams import bpmn
from tests.engine.driver import Driver

DEEP = """
data mark
start s
sub one {
  start s1
  sub two {
    start s2
    user u writes=mark
    end e2
    s2 > u > e2
  }
  end e1
  s1 > two > e1
}
user after groups="= mark.group"
end e
s > one > after > e
"""


def drawn() -> bytes:
    """The diagram with the association drawn."""
    arrow = b'<bpmn:dataOutputAssociation id="a"><bpmn:targetRef>mark_ref</bpmn:targetRef></bpmn:dataOutputAssociation>'
    return bpmn(DEEP).replace(b"</bpmn:userTask>", arrow + b"</bpmn:userTask>", 1)


def test_stock_parser_never_returns() -> None:
    code = (
        "from tests.engine.traps.test_t19_references import drawn\n"
        "from SpiffWorkflow.bpmn.parser import BpmnParser\n"
        "parser = BpmnParser()\nparser.add_bpmn_str(drawn())\nparser.get_spec('main')\n"
        "print('parsing', flush=True)\nparser.get_subprocess_specs('main')\n"
    )
    root = Path(__file__).parents[3]

    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=root) as stock:
        assert stock.stdout.read(len(b"parsing\n")) == b"parsing\n"

        with pytest.raises(subprocess.TimeoutExpired):
            stock.wait(3)
        stock.kill()


def test_data_object_is_written_from_any_depth() -> None:
    instance = Driver(DEEP).do("u", group="g")

    assert instance.task("after").candidate_groups == ("g",)
    assert instance.variables["mark"] == {"group": "g"}
