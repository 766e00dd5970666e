"""Variables as differences: what is read is what was last written on the way, however long the way."""

import json

from tests.engine.driver import Driver

LONG = "\n".join(["start s", *(f"user t{n}" for n in range(40)), "end e"])
LONG += "\ns > " + " > ".join(f"t{n}" for n in range(40)) + " > e"


def test_long_chain_reads_the_newest_of_everything() -> None:
    instance = Driver(LONG, {"start": True})

    for n in range(39):
        instance.do(f"t{n}", {"n": n, f"v{n % 5}": n})

    expected = {"start": True, "n": 38, "v0": 35, "v1": 36, "v2": 37, "v3": 38, "v4": 34}
    assert instance.seen("t39") == expected
    assert instance.instance._top.everything[2 + 40].read("nobody") is not None


def test_row_holds_only_what_its_task_changed() -> None:
    instance = Driver(LONG, {"big": "x" * 1000})

    instance.do("t0", a=1).do("t1", a=1, b=2)

    assert json.loads(instance.rows[4])[3] == {"b": 2}
    assert sum(len(row.body or "") for row in instance.step.rows) < 100


def test_loaded_twice_is_the_same_as_loaded_once() -> None:
    instance = Driver(LONG)
    for n in range(20):
        instance.do(f"t{n}", {f"v{n}": [n]})

    assert instance.seen("t20") == {f"v{n}": [n] for n in range(20)}
