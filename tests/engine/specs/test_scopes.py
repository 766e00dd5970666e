import pytest

from app.engine.errors import EngineError
from tests.engine.driver import Driver

CALLED = """
process child
start s
user u
end e
s > u > e
process timed
start s timer=PT1H
end e
s > e
"""


def main(call: str) -> str:
    return f"process main\nstart s\ncall c {call}\nuser v\nend e\ns > c > v > e\n{CALLED}"


def test_nothing_passes_that_is_not_named() -> None:
    instance = Driver(main("calls=child"), {"x": 1}, process="main")

    assert instance.seen("u") == {}
    assert instance.do("u", y=2).seen("v") == {"x": 1}


def test_named_variables_and_expressions_pass() -> None:
    instance = Driver(
        main("calls=child in=x->a,=x+1->b,gone out=y->got,=y*2->twice"), {"x": 1}, process="main"
    )

    assert instance.seen("u") == {"a": 1, "b": 2}
    assert instance.do("u", y=2, junk=1).seen("v") == {"x": 1, "got": 2, "twice": 4}


def test_everything_passes_where_the_diagram_says_so() -> None:
    instance = Driver(main("calls=child in=* out=*"), {"x": 1}, process="main")

    assert instance.seen("u") == {"x": 1}
    assert instance.do("u", y=2).seen("v") == {"x": 1, "y": 2}


def test_called_process_may_be_an_expression() -> None:
    assert Driver(main('calls="= which"'), {"which": "child"}, process="main").open == ["u"]


@pytest.mark.parametrize(("call", "cause"), [("calls=gone", "不存在"), ("calls=timed", "开始事件")])
def test_call_that_cannot_begin_is_an_incident(call: str, cause: str) -> None:
    with pytest.raises(EngineError, match=cause) as stopped:
        Driver(main(call), process="main")

    assert stopped.value.element == "c"


def test_subprocess_gives_back_what_all_its_paths_changed() -> None:
    notation = """
start s
sub p {
  start ps
  par q
  user a
  user b
  end ae
  end be
  ps > q
  q > a > ae
  q > b > be
}
user v
end e
s > p > v > e
"""
    instance = Driver(notation, {"x": 0, "y": 0})

    instance.do("a", x=1).do("b", y=2)

    assert instance.seen("v") == {"x": 1, "y": 2}


def test_ended_scope_leaves_no_rows() -> None:
    instance = Driver(main("calls=child"), process="main")
    inside = len(instance.rows)

    instance.do("u")

    assert len(instance.rows) == inside - 3 + 1
    assert [row.key for row in instance.step.rows if row.body is None] == [4, 5, 6]


def test_open_task_knows_what_it_stands_in() -> None:
    instance = Driver(main("calls=child"), process="main")

    assert instance.task("u").scope == (3,)
    assert instance.task("u").process == "child"


def test_same_ids_in_different_processes_do_not_meet() -> None:
    inside = "start s\nsub phase {{\nstart ps\nuser {0}\nend pe\nps > {0} > pe\n}}\nend e\ns > phase > e\n"
    files = {
        "one": "process one\n"
        + inside.format("a").replace("end e", "call c calls=two\nend e").replace("> e", "> c > e"),
        "two": "process two\n" + inside.format("b"),
    }
    instance = Driver(files, process="one").do("a")

    assert instance.open == ["b"]
    assert instance.do("b").done
