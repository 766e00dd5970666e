import pytest

from app.engine.errors import EngineError
from tests.engine.driver import Driver


@pytest.mark.parametrize("xs", [None, "abc", {"a": 1}, 3])
def test_collection_that_is_no_list_is_an_incident(xs: object) -> None:
    with pytest.raises(EngineError, match="不是列表") as stopped:
        Driver("start s\nuser u mi=xs:x\nend e\ns > u > e", {"xs": xs})

    assert stopped.value.element == "u"


def test_empty_collection_passes_with_empty_results() -> None:
    instance = Driver("start s\nuser u mi=xs:x:ys:y\nuser v\nend e\ns > u > v > e", {"xs": []})

    assert instance.open == ["v"]
    assert instance.seen("v")["ys"] == []


def test_collection_may_be_an_expression() -> None:
    notation = 'start s\nuser u mi="= for f in fs return f.name:x"\nend e\ns > u > e'

    assert Driver(notation, {"fs": [{"name": "A"}, {"name": "B"}]}).open == ["u[A]", "u[B]"]


def test_number_of_instances_may_be_an_expression() -> None:
    assert Driver("start s\nuser u card=n+1\nend e\ns > u > e", {"n": 1}).open == ["u", "u"]


@pytest.mark.parametrize("n", [-2, 1.5, "x"])
def test_number_that_is_none_is_an_incident(n: object) -> None:
    with pytest.raises(EngineError, match="非负整数"):
        Driver("start s\nuser u card=n\nend e\ns > u > e", {"n": n})


def test_one_after_another_stops_at_the_condition() -> None:
    notation = 'start s\nuser u mi=xs:x:ys:y seq until="y = \\"stop\\""\nuser v\nend e\ns > u > v > e'
    instance = Driver(notation, {"xs": [1, 2, 3]})

    instance.do("u", y="go").do("u", y="stop")

    assert instance.seen("v")["ys"] == ["go", "stop"]


def test_one_after_another_goes_on_when_one_is_stood_down() -> None:
    instance = Driver("start s\nuser u mi=xs:x seq\nuser v\nend e\ns > u > v > e", {"xs": [1, 2]})

    instance.instance.stand_down(instance.task("u").key, instance.now)
    instance._store()

    assert instance.open == ["u[2]"]
    assert instance.do("u").open == ["v"]


def test_multi_instance_of_subprocesses_has_its_own_variables() -> None:
    notation = """
start s
sub team mi=xs:x:ys:y {
  start ts
  user a
  user b
  end te
  ts > a > b > te
}
boundary late on=team timer=PT1H
user v
end e
s > team > v > e
late > v
"""
    instance = Driver(notation, {"xs": [1, 2]})

    instance.do("a", of=1, y="one").do("b", of=1).do("a", of=2, y="two")

    assert instance.instance.variables(instance.task("b", 2).key) == {"x": 2, "y": "two"}
    assert instance.do("b", of=2).seen("v")["ys"] == ["one", "two"]
    assert instance.instance.next_due is None


def test_interrupted_multi_instance_leaves_no_result() -> None:
    notation = (
        "start s\nuser u mi=xs:x:ys:y\nboundary late on=u timer=PT1H\nuser v\nend e\ns > u > v > e\nlate > v"
    )
    instance = Driver(notation, {"xs": [1, 2]}).do("u", y=1)

    instance.wait(hours=1)

    assert instance.open == ["v"]
    assert "ys" not in instance.seen("v")


def test_service_for_each_item() -> None:
    notation = 'start s\nservice v mi=xs:x:ys:y topic=t param.x="= x" result=y\nuser u\nend e\ns > v > u > e'
    instance = Driver(notation, {"xs": ["a", "b"]})

    instance.served("v", of="b", n=2).served("v", of="a", n=1)

    assert instance.seen("u")["ys"] == [{"n": 1}, {"n": 2}]


def test_loop_runs_while_its_condition_holds_and_sees_each_round() -> None:
    instance = Driver('start s\nuser u loop="again" max=3\nuser v\nend e\ns > u > v > e')

    instance.do("u", again=True, n=1).do("u", again=False, n=2)

    assert instance.open == ["v"]
    assert instance.seen("v") == {"again": False, "n": 2}


def test_loop_ends_at_its_maximum() -> None:
    instance = Driver("start s\nuser u loop=true max=2\nuser v\nend e\ns > u > v > e")

    assert instance.do("u").do("u").open == ["v"]


def test_loop_may_test_before_the_first_round() -> None:
    assert Driver("start s\nuser u loop=again before\nuser v\nend e\ns > u > v > e").open == ["v"]


def test_loop_of_a_subprocess() -> None:
    notation = """
start s
sub round loop="n < 2" {
  start rs
  user u
  script count : {"n": if n = null then 1 else n + 1}
  end re
  rs > u > count > re
}
user v
end e
s > round > v > e
"""
    instance = Driver(notation)

    assert instance.do("u").do("u").seen("v") == {"n": 2}
