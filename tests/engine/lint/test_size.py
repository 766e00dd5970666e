"""Large diagrams are checked in time: loops over joins and choices must not multiply."""

import time

from app.engine.lint.check import lint, refuses
from tests.engine.lint.drawing import diagram, flow, path, user, when
from tests.engine.lint.pieces import boundary, event, node, timer


def section(index: int, before: str) -> str:
    """A fork and join, a choice, and an interrupting timer that leads to the merge."""
    i = index
    nodes = (
        node("parallelGateway", f"s{i}") + user(f"a{i}") + user(f"b{i}") + node("parallelGateway", f"j{i}")
        + node("exclusiveGateway", f"x{i}", "", f'default="x{i}-m{i}"') + user(f"m{i}")
        + boundary(f"t{i}", f"a{i}", timer("PT1H"))
    )  # fmt: skip
    flows = path(before, f"s{i}", f"a{i}", f"j{i}", f"x{i}", f"m{i}") + path(f"s{i}", f"b{i}", f"j{i}")
    return nodes + flows + flow(f"f{i}", f"x{i}", f"m{i}", when("x")) + path(f"t{i}", f"m{i}")


def test_diagram_of_a_thousand_elements_is_checked_within_five_seconds() -> None:
    sections = "".join(section(index, f"m{index - 1}" if index else "start") for index in range(65))
    body = event("startEvent", "start") + event("endEvent", "end") + sections + path("m64", "end")
    data = diagram(body)

    begin = time.perf_counter()
    findings = lint(data)

    assert time.perf_counter() - begin < 5
    assert not refuses(findings), findings[:3]
