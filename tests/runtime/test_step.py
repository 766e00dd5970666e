"""One step, one transaction: what a completion writes, and that nothing is kept of one that fails."""

from tests.runtime.lands import form

LINE = """
process main "调度"
start s
user a "甲" form=note groups=staff
user b "乙" form=note groups=staff
end e
s > a > b > e
"""


def test_completing_moves_the_instance_and_writes_it_down(land):
    land.deploy(LINE, {"note": form("text!")})
    land.start()

    land.do("a", {"text": "一"})
    land.do("b", {"text": "二"})

    assert land.process().status == "completed"
    assert land.variables() == {"text": "二"}
    assert [entry["details"]["element"] for entry in land.log("task.complete")] == ["a", "b"]
    land.verified()
